"""What every question has, whatever its kind: its words, its depth, when it is asked."""

from typing import Final, Literal, Self, TypeAlias

from schemekit.errors import AnswerError
from schemekit.toolkit.authored import Authored, Condition, Id
from schemekit.toolkit.evaluation import Scope
from schemekit.toolkit.values import UNANSWERED, Value

Depth: TypeAlias = Literal["quick", "standard", "full"]
DEPTHS: Final[tuple[Depth, ...]] = ("quick", "standard", "full")


class Asked(Authored):
    """What every question has, whatever its kind."""

    id: Id
    ask: str
    short: str
    noun: str
    """Completes an error message: Enter `noun`, Select `noun`."""
    help: str = ""
    why: str
    evidence: tuple[Id, ...] = ()
    defaults: tuple[Id, ...] = ()
    """Figures of our own that its words hold."""
    depth: Depth = "quick"
    """The first depth at which it is asked."""
    when: Condition | None = None
    required: bool = True
    unsure: bool = True
    """Whether "not sure yet" is an honest answer."""
    personal: bool = False
    """Names a person, so it is left out of presets that are shared."""
    aliases: tuple[Id, ...] = ()
    """Ids it had in earlier versions; saved answers that use them are read."""
    since: str = ""
    """The version of the toolkit that first asked it; empty for the first one."""

    def worded(self, scope: Scope) -> Self:  # noqa: ARG002 - only options have other words
        """This question with the organisation's own words for its options."""
        return self

    def _missing(self) -> AnswerError:
        return AnswerError(f"Enter {self.noun}.")

    @property
    def _noun(self) -> str:
        return self.noun[:1].upper() + self.noun[1:]


class Computed(Asked):
    """A question whose default is worked out from other answers."""

    default: Condition | None = None

    def default_value(self, scope: Scope) -> Value:
        """The answer where nobody is asked; `UNANSWERED` where there is no honest one."""
        return UNANSWERED if self.default is None else self.default.value(scope)
