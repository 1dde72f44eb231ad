"""What is given out while one Word document is written, always in the document's order."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count
from typing import Final, NamedTuple, TypeAlias

from schemekit.document.blocks import Document
from schemekit.document.drafts import OwnWords
from schemekit.document.memory import Kept
from schemekit.document.naming import bookmark
from schemekit.document.theme import Words
from schemekit.writers.word.text import escaped

_OPEN: Final = "\x01"
_CLOSE: Final = "\x02"
"""Round a blank: `escaped` leaves neither in a text."""
_BLANK: Final = re.compile("\x01([0-9]+)\x02")
_LONGEST_NAME: Final = 40
"""Word takes no longer name for a bookmark."""
_HYPERLINK: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


class Links:
    """The targets outside the document that one part of it points to."""

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}

    def id(self, target: str) -> str:
        return self._ids.setdefault(target, f"rIdLink{len(self._ids) + 1}")

    def relationships(self) -> str:
        return "".join(
            f'<Relationship Id="{place}" Type="{_HYPERLINK}" Target="{escaped(target)}"'
            ' TargetMode="External"/>'
            for target, place in self._ids.items()
        )


@dataclass(slots=True)
class Numbers:
    """Ids of controls and bookmarks, numbered lists, and what was named already."""

    places: Iterator[int] = field(default_factory=lambda: count(1))
    """Of headings."""
    controls: Iterator[int] = field(default_factory=lambda: count(1))
    bookmarks: Iterator[int] = field(default_factory=lambda: count(1))
    signatures: Iterator[int] = field(default_factory=lambda: count(1))
    ticks: Iterator[int] = field(default_factory=lambda: count(1))
    lists: list[int] = field(default_factory=list)
    cited: set[int] = field(default_factory=set)
    taken: set[str] = field(default_factory=set)
    tags: set[str] = field(default_factory=set)

    def named(self, wanted: str, number: str) -> str:
        """A name for a bookmark that is free: `wanted`, or as nearly so as can be."""
        free = bookmark(wanted)
        if free in self.taken:
            end = f"_{number}"
            free = free[: _LONGEST_NAME - len(end)] + end
        self.taken.add(free)
        return free

    def tag(self, wanted: str) -> str:
        """`wanted`, or with a number where a field stands in the document twice."""
        place, free = 2, wanted
        while free in self.tags:
            place, free = place + 1, f"{wanted}~{place}"
        self.tags.add(free)
        return free


def heading_bookmark(place: int) -> str:
    """What the heading at this place, counted from 1, is called, as Word calls those it lists."""
    return f"_Toc{place:09}"


def section_bookmark(anchor: str) -> str:
    """What the heading with that anchor is called where the text refers to it.

    Not as in the list of contents: Word gives those anew when it makes that list anew.
    """
    return bookmark(f"_Ref_{anchor}")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the paragraphs of one part of the document share."""

    document: Document
    words: Words
    numbers: Numbers
    links: Links
    numbered: bool = False
    """Whether Word numbers the sections."""
    scripts: "Scripts" = field(default_factory=Kept)
    """The blocks, and the rows of tables, written so far."""
    own: OwnWords = field(default_factory=dict)
    """The words that are put in later, for what hangs on how long they are."""
    script: "Script | None" = None
    """Set while a block is written for every document that will ever hold it."""

    def given(self, give: Callable[["Sheet", str, str], str], one: str = "", two: str = "") -> str:
        """What the document gives out here; a blank, while it is written for every document."""
        if self.script is None:
            return give(self, one, two)
        return self.script.blank(give, one, two)

    def bookmarked(self, wanted: str, content: str) -> str:
        """`content` with a bookmark round it, named `wanted` or as nearly so as is free."""
        number = self.given(_bookmark_number)
        name = self.given(_bookmark_name, wanted, number)
        return (
            f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}'
            f'<w:bookmarkEnd w:id="{number}"/>'
        )


Scripts: TypeAlias = "Kept[tuple[object, ...], Script]"
Give: TypeAlias = Callable[[Sheet, str, str], str]


class Script:
    """A block as every document has it, with blanks for what each document gives out itself.

    What is given out depends on all that stands before, so it is asked for anew each time, in the
    order in which it was asked for when the block was written.
    """

    def __init__(self) -> None:
        self._asked: list[tuple[Give, str, str, bool]] = []
        self._pieces: list[str] = []
        self._places: list[int] = []

    def blank(self, give: Give, one: str, two: str) -> str:
        # few blanks are asked for by what stands in another
        self._asked.append((give, one, two, _OPEN in one or _OPEN in two))
        return f"{_OPEN}{len(self._asked) - 1}{_CLOSE}"

    def written(self, text: str) -> "Script":
        """This script, now that all of the block is written."""
        parts = _BLANK.split(text)
        self._pieces = parts[::2]
        self._places = [int(each) for each in parts[1::2]]
        return self

    def played(self, sheet: Sheet) -> str:
        """The block in one document, or in a block around it that is being written."""
        if not self._asked:
            return self._pieces[0]
        given: list[str] = []
        for give, one, two, nested in self._asked:
            wanted = (_filled(one, given), _filled(two, given)) if nested else (one, two)
            given.append(sheet.given(give, *wanted))
        found = [""] * (len(self._pieces) + len(self._places))
        found[::2] = self._pieces
        found[1::2] = [given[place] for place in self._places]
        return "".join(found)


@lru_cache(maxsize=4)
def scripts(_: Words) -> Scripts:
    """What was written so far with these words between the blocks."""
    return Kept()


def _filled(text: str, given: Sequence[str]) -> str:
    return _BLANK.sub(lambda found: given[int(found[1])], text)


def _bookmark_number(sheet: Sheet, _: str, __: str) -> str:
    return str(next(sheet.numbers.bookmarks))


def _bookmark_name(sheet: Sheet, wanted: str, number: str) -> str:
    return sheet.numbers.named(wanted, number)


class Place(NamedTuple):
    """Where a block stands: its paragraph style, and the room it has, in twentieths of a point."""

    width: int
    style: str = "BodyText"
    offset: int = 0
    level: int = 0
    sign: str = ""
    """The number or bullet of a list item."""
    indent: str = ""
    keep: str = ""
    """Set where a paragraph must stand on one page with what follows."""

    def properties(self, tabs: str = "") -> str:
        """What a paragraph here has beyond its style, in the order of the schema."""
        return self.keep + self.sign + tabs + self.indent
