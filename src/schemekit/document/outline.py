"""The headings of a document, for its list of contents."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, assert_never

from schemekit.document.blocks import (
    Block,
    Citation,
    Document,
    Emphasis,
    Field,
    Heading,
    Inline,
    LineBreak,
    Link,
    OpenPoint,
    Section,
    See,
    Strong,
    Text,
)

_LISTED: Final = (2, 3)
"""Level 1 is the title itself; below 3 a list of contents is longer than it helps."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading as a list of contents names it."""

    level: int
    text: str
    anchor: str

    @property
    def listed(self) -> bool:
        return self.level in _LISTED


def outline(document: Document) -> tuple[Entry, ...]:
    """Every heading in the order it is read; one without an anchor is given its place as one."""
    return tuple(
        Entry(heading.level, plain(heading.content), heading.anchor or f"heading-{place}")
        for place, heading in enumerate(_headings(document.content), start=1)
    )


def plain(content: tuple[Inline, ...]) -> str:
    """The bare words of `content`."""
    return "".join(map(_plain, content))


def _headings(content: tuple[Block, ...]) -> Iterator[Heading[Inline]]:
    for block in content:
        if isinstance(block, Heading):
            yield block
        elif isinstance(block, Section):
            yield from _headings(block.content)


def _plain(inline: Inline) -> str:
    match inline:
        case Text(text):
            return text
        case LineBreak():
            return " "
        case Strong(content) | Emphasis(content) | Link(_, content):
            return plain(content)
        case See(title=title):
            return title
        case OpenPoint(label=label):
            return f"[{label}]"
        case Field() | Citation():
            return ""
        case _:
            assert_never(inline)
