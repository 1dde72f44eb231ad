"""What can be chosen: options, in the words of the toolkit or of the organisation itself."""

from schemekit.toolkit.authored import Authored, Id
from schemekit.toolkit.evaluation import Scope
from schemekit.toolkit.values import UNANSWERED


class Option(Authored):
    """One thing that can be chosen. `exclusive` options stand alone: none of these, anyone."""

    id: Id
    label: str
    in_text: str = ""
    """The words inside a sentence; empty where the label serves."""
    said_by: Id | None = None
    """The fact or question that holds the organisation's own words for it, if it has any."""
    exclusive: bool = False
    aliases: tuple[Id, ...] = ()
    """Ids it had in earlier versions; saved answers that use them are read."""

    def worded(self, scope: Scope) -> "Option":
        """This option in the organisation's own words, as documents say it."""
        own = scope[self.said_by] if self.said_by else UNANSWERED
        if not isinstance(own, str) or not own:
            return self
        return self.model_copy(update={"label": own[:1].upper() + own[1:], "in_text": own})

    @property
    def in_sentence(self) -> str:
        return self.in_text or self.label
