"""The last touches that every format shares, before a document is written."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final

from schemekit.document.blocks import (
    Block,
    Citation,
    Document,
    Field,
    Heading,
    Inline,
    OpenPoints,
    Paragraph,
    References,
    Section,
    Text,
)
from schemekit.document.fields import pieces
from schemekit.document.theme import Words
from schemekit.document.walk import plain

_BETWEEN: Final = Text("\u00a0")


def finished(document: Document, words: Words) -> Document:
    """`document` with its lists titled, and no line that only repeats a field's label."""
    return replace(document, content=tuple(_finished(document.content, document, words)))


def noted(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """`content` with its note marks close to what they prove, and apart from each other."""
    if not any(isinstance(each, Citation) for each in content):
        return content
    return tuple(_noted(content))


def _finished(content: tuple[Block, ...], document: Document, words: Words) -> Iterator[Block]:
    introduced = False
    for block, after in pairwise((*content, None)):
        match block:
            case None:
                return
            case Section():
                yield Section(tuple(_finished(block.content, document, words)))
            case References() if not introduced:
                yield from _titled(block, words.references, empty=not document.references)
            case OpenPoints() if not introduced:
                yield from _titled(block, words.open_points, empty=not document.open_points)
            case Paragraph(said) if isinstance(after, Paragraph) and names(plain(said), after):
                pass
            case _:
                yield block
        introduced = _introduces(block, introduced)


def _introduces(block: Block, introduced: bool) -> bool:  # noqa: FBT001 - what held before it
    """Whether a list after `block` stands under a heading that was written for it."""
    return isinstance(block, Heading) or (introduced and isinstance(block, Paragraph))


def _titled(block: References | OpenPoints, title: str, *, empty: bool) -> Iterator[Block]:
    """A list under a heading of its own; where it is empty, neither."""
    if not empty:
        yield Heading(2, (Text(title),), f"list-of-{type(block).__name__.lower()}")
        yield block


def names(said: str, after: "Block | None") -> bool:
    """Whether `said` is just the label of the field that comes next and prints it itself."""
    if not isinstance(after, Paragraph):
        return False
    match pieces(after.content):
        case (Field() as field,):
            return said.strip(" :.").casefold() == field.label.strip(" :.").casefold()
        case _:
            return False


def _noted(content: tuple[Inline, ...]) -> Iterator[Inline]:
    before: Inline | None = None
    for inline, after in pairwise((*content, None)):
        if isinstance(inline, Citation) and isinstance(before, Citation):
            yield _BETWEEN
        if isinstance(inline, Text) and isinstance(after, Citation):
            inline = Text(inline.text.rstrip())  # noqa: PLW2901 - the space before a note mark
        if inline is not None and inline != Text(""):
            yield inline
            before = inline
