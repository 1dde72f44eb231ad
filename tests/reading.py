"""Reading finished documents as a person does: block by block, as plain words."""

from collections.abc import Iterable, Iterator
from typing import Final

from schemekit.document.blocks import (
    Block,
    Document,
    Field,
    Heading,
    Inline,
    LineBreak,
    OpenPoint,
    Paragraph,
    Table,
)
from schemekit.document.memory import Kept
from schemekit.document.walk import every_block, plain


def texts(content: Iterable[Block]) -> Iterator[str]:
    """Every heading, paragraph and table row; a field or a gap is its label in brackets."""
    for block in every_block(content):
        yield from _READ.made(block, None, lambda: tuple(_texts(block)))  # noqa: B023 - made at once


# the packs of a run share most of their blocks
_READ: Final[Kept[None, tuple[str, ...]]] = Kept()


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Heading(content=content) | Paragraph(content):
            yield words(content)
        case Table(header, rows):
            yield from (" | ".join(map(words, each.cells)) for each in (header, *rows))
        case _:
            return


def words(content: tuple[Inline, ...]) -> str:
    """What stands on the page; what a field holds already is left out."""
    return "".join(_said(each) for each in content)


def _said(inline: Inline) -> str:
    match inline:
        case Field(label=label) | OpenPoint(label=label):
            return f"[{label}]"
        case LineBreak():
            return "\n"
        case _:
            return plain((inline,))


def lines(document: Document) -> Iterator[str]:
    """Every line of words that stands on its own, cell by cell."""
    for text in texts(document.content):
        for cell in text.split(" | "):
            yield from cell.split("\n")
