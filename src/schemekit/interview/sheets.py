"""What is put before a person, and what comes back: values that know no key and no colour.

A sheet is one question or one list to choose from. A front end shows it, keeps a person there
until what they reply can be read, and hands back one move.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol, TypeAlias

NOT_SURE_ROW: Final = "(not sure)"
"""The id of “I’m not sure yet” among options; no option of content can have it."""
MORE: Final = "; "
"""What stands between the options of a draft."""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the place to reply, and what can be done besides replying."""

    title: str
    place: str = ""
    hint: str = ""
    above: tuple[str, ...] = ()
    """Lines before the question: what somebody else has already decided."""
    notes: tuple[str, ...] = ()
    """Lines after the question: what is suggested, what was kept."""
    alert: str = ""
    """What went wrong since this sheet was last shown."""
    explain: Callable[[], str] = str
    """The help, worked out when somebody asks for it."""
    may_go_back: bool = True
    may_check: bool = False
    """Whether check-your-answers can be reached from here at once."""
    helps: str = "why we ask"
    """What the help says, in a word or two."""
    leaving: str = "save and leave"


@dataclass(frozen=True, slots=True)
class Writing:
    """A place for words, a number or a date."""

    head: Head
    wrong: Callable[[str], str]
    """What is wrong with a reply; empty where it can be read."""
    start: str = ""
    """What already stands there to be kept or changed."""
    lines: bool = False
    """Whether the answer may have several lines."""
    unsure: bool = False
    how: str = ""
    """How to do it, said when it went wrong twice."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list; a row without an id is there to be read only."""

    label: str
    id: str = ""
    heading: bool = False
    alone: bool = False
    """Whether it cannot be ticked together with others."""
    clipped: bool = False
    """Whether the list shows one line of it, and the rest where it is pointed at."""


@dataclass(frozen=True, slots=True)
class Picking:
    """A list of which one row is chosen."""

    head: Head
    rows: tuple[Row, ...]
    missing: str
    """The message while nothing is chosen."""
    start: str = ""
    """The row to begin at; empty where nothing is chosen until a person moves."""
    checking: bool = False
    """Whether this is check-your-answers, not a question."""


@dataclass(frozen=True, slots=True)
class Ticking:
    """A list of which any number of rows are chosen."""

    head: Head
    rows: tuple[Row, ...]
    wrong: Callable[[Sequence[str]], str]
    ticked: tuple[str, ...] = ()


Sheet: TypeAlias = Writing | Picking | Ticking
Listed: TypeAlias = Picking | Ticking


@dataclass(frozen=True, slots=True)
class Said:
    """A reply that can be read: the words, the chosen row, or the ticked rows."""

    raw: str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Back:
    """The question before, please."""

    draft: str | None = None
    """What was half-typed; None where nothing was touched."""


@dataclass(frozen=True, slots=True)
class ToCheck:
    """Check-your-answers, please."""

    draft: str | None = None


Move: TypeAlias = Said | Back | ToCheck


class Quit(Exception):  # noqa: N818 - a wish, not an error
    """The person leaves, or the terminal went away."""

    def __init__(self, draft: str | None = None) -> None:
        super().__init__("left")
        self.draft = draft


class Voice(Protocol):
    """A front end: it shows and asks, and knows nothing of the interview."""

    def say(self, lines: Sequence[str]) -> None:
        """Lines that stay on the screen."""

    def ask(self, sheet: Sheet) -> Move:
        """What the person does on `sheet`. Raises `Quit`."""
