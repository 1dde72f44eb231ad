"""The headings of a document, for its list of contents."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from schemekit.document.blocks import Block, Document, Heading, Inline
from schemekit.document.walk import every_block, plain

_LISTED: Final = (2, 3)
"""Level 1 is the title itself; below 3 a list of contents is longer than it helps."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading as a list of contents names it."""

    level: int
    text: str
    """Its words, after its number where it has one."""
    anchor: str

    @property
    def listed(self) -> bool:
        return self.level in _LISTED


def outline(document: Document) -> tuple[Entry, ...]:
    """Every heading in the order it is read; one without an anchor is given its place as one."""
    return tuple(
        Entry(
            heading.level,
            f"{numeral(heading.number)}{plain(heading.content)}",
            heading.anchor or f"heading-{place}",
        )
        for place, heading in enumerate(_headings(document.content), start=1)
    )


def numeral(number: str) -> str:
    """What is printed before the words of a numbered heading: `4. ` or `4.2 `."""
    if not number:
        return ""
    return f"{number} " if "." in number else f"{number}. "


def numbered(document: Document) -> bool:
    """Whether its sections have numbers."""
    return any(each.number for each in _headings(document.content))


def _headings(content: tuple[Block, ...]) -> Iterator[Heading[Inline]]:
    return (each for each in every_block(content) if isinstance(each, Heading))
