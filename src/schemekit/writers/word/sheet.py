"""What is given out while one Word document is written, always in the document's order."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Final

from schemekit.document.blocks import Document
from schemekit.document.naming import bookmark
from schemekit.document.theme import Words
from schemekit.writers.word.text import escaped

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

    def bookmarked(self, wanted: str, content: str) -> str:
        """`content` with a bookmark round it, named `wanted` or as nearly so as is free."""
        number = next(self.bookmarks)
        free = bookmark(wanted)
        if free in self.taken:
            end = f"_{number}"
            free = free[: _LONGEST_NAME - len(end)] + end
        self.taken.add(free)
        return (
            f'<w:bookmarkStart w:id="{number}" w:name="{free}"/>{content}'
            f'<w:bookmarkEnd w:id="{number}"/>'
        )

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


@dataclass(frozen=True, slots=True)
class Place:
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
