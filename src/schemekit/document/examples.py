"""A form with words in its fields’ places: an example to learn from, and nothing to fill in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, pairwise
from typing import Final, TypeAlias, assert_never

from schemekit.document.blocks import (
    Block,
    Callout,
    Contents,
    Document,
    Emphasis,
    Field,
    Heading,
    Inline,
    Item,
    ItemList,
    LineBreak,
    Link,
    OpenPoints,
    PageBreak,
    Paragraph,
    Quote,
    References,
    Row,
    Section,
    See,
    Signatures,
    Strong,
    Table,
    Text,
)
from schemekit.document.fields import pieces
from schemekit.document.finish import names
from schemekit.document.memory import Kept
from schemekit.document.walk import every_inline, plain, rebuilt

SUFFIX: Final = ".example"
"""Ends the id of an example, which no document’s own id can."""
FOLDER: Final = "examples"
_TITLES: Final[Kept[str, Block]] = Kept()
_ASKED: Final[Kept[None, tuple[str, ...]]] = Kept()
_MADE: Final[Kept[tuple[object, ...], tuple[Block, ...]]] = Kept()
"""Of the blocks of a form, by what stands in the fields in them."""
_UNUSED: Final = "–"
"""Stands where somebody would leave a space empty."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands in one field: lines of words, or the rows of a small table."""

    lines: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Marking:
    """How an example says that it is one: on every page, in its title and below that."""

    page: str
    title: str
    notices: tuple[str, ...]
    unsigned: str
    """What stands where people would sign."""


Filled: TypeAlias = Mapping[str, Shown]


def example_file(form: str) -> str:
    """Where the example of a form lies: in a folder of its own, so that nobody sends it out."""
    return f"{FOLDER}/{form}-example"


def as_example(form: Document, filled: Filled, marking: Marking) -> Document:
    """`form` with what was `filled` in, as text, and marked as an example."""
    match form.content:
        case (Heading() as title, *rest):
            pass
        case _:
            raise AssertionError(form.id)
    body = (
        _named(title, marking.title),
        _notice(marking.notices),
        *_Example(filled, marking).whole(tuple(rest)),
    )
    return replace(
        form,
        id=form.id + SUFFIX,
        file=example_file(form.file),
        title=f"{form.title} {marking.title}",
        content=body,
        edition="",
        example=marking.page,
    )


def _named(title: Heading[Inline], mark: str) -> Block:
    content = (*title.content, Text(f" {mark}"))
    return _TITLES.made(title, mark, lambda: _from_folder(replace(title, content=content)))


@lru_cache(maxsize=256)
def _notice(notices: tuple[str, ...]) -> Block:
    return Callout("example", tuple(_paragraph(each) for each in notices if each))


def _from_folder(block: Block) -> Block:
    """A block with links out of the folder of examples."""
    (found,) = rebuilt((block,), lambda each: each, _out)
    return found


def _out(inline: Inline) -> Inline:
    return replace(inline, file=f"../{inline.file}") if isinstance(inline, See) else inline


@dataclass(frozen=True, slots=True)
class _Example:
    filled: Filled
    marking: Marking

    def whole(self, content: tuple[Block, ...]) -> tuple[Block, ...]:
        """All of a form below its title, with links out of the folder of examples."""
        pairs = pairwise((*content, None))
        return tuple(chain.from_iterable(self._remembered(block, after) for block, after in pairs))

    def _remembered(self, block: "Block | None", after: "Block | None") -> tuple[Block, ...]:
        match block:
            case Paragraph(said) if isinstance(after, Paragraph) and names(plain(said), after):
                return ()
            case None:
                return ()
            case _:
                key = (self.marking.unsigned, *map(self.filled.get, _asked_in(block)))
                return _MADE.made(block, key, lambda: tuple(map(_from_folder, self._block(block))))

    def blocks(self, content: tuple[Block, ...]) -> tuple[Block, ...]:
        pairs = pairwise((*content, None))
        return tuple(chain.from_iterable(self._next(block, after) for block, after in pairs))

    def _next(self, block: "Block | None", after: "Block | None") -> tuple[Block, ...]:
        match block:
            case None:
                return ()
            case Paragraph(said) if names(plain(said), after):
                return ()
            case _:
                return tuple(self._block(block))

    def _block(self, block: Block) -> Iterator[Block]:
        match block:
            case Paragraph(content):
                yield from self._paragraph(content)
            case ItemList(ordered, items):
                # a box to tick is a control, and an example has none
                yield ItemList(ordered, tuple(Item(self.blocks(each.content)) for each in items))
            case Table(header, rows):
                yield Table(self._row(header), tuple(map(self._row, rows)))
            case Callout() | Quote() | Section():
                yield replace(block, content=self.blocks(block.content))
            case Signatures(parties):
                for party in parties:
                    yield Paragraph((Strong((Text(party),)),))
                    yield Quote((_paragraph(self.marking.unsigned),))
            case Heading() | Contents() | References() | OpenPoints() | PageBreak():
                yield block
            case _:
                assert_never(block)

    def _paragraph(self, content: tuple[Inline, ...]) -> Iterator[Block]:
        match pieces(content):
            case (Field() as field,):
                yield Paragraph((Strong((Text(field.label),)),))
                yield from self._answer(field)
            case parts:
                for part in parts:
                    if isinstance(part, Field):
                        yield from self._answer(part)
                    else:
                        yield Paragraph(self._words(part, strong=True))

    def _answer(self, field: Field) -> Iterator[Block]:
        """What stands in a field that has lines of its own."""
        shown = self.filled[field.id]
        match field.kind:
            case "rows":
                heads = Row(tuple(_lines(each.label) for each in field.columns))
                yield Table(heads, tuple(Row(tuple(map(_lines, row))) for row in shown.rows))
            case "choices" if shown.lines:
                items = (Item((_paragraph(each),)) for each in shown.lines)
                yield ItemList(ordered=False, items=tuple(items))
            case _:
                said = shown.lines or (_UNUSED,)
                yield Quote(tuple(_paragraph(each) for each in said))

    def _row(self, row: Row[Inline]) -> Row[Inline]:
        return Row(tuple(self._words(cell, strong=False) for cell in row.cells))

    def _words(self, content: tuple[Inline, ...], *, strong: bool) -> tuple[Inline, ...]:
        """`content` with words for fields; `strong` where the words around are a sentence."""
        found: list[Inline] = []
        for each in content:
            match each:
                case Field():
                    said = self._inline(each)
                    if each.kind == "choices" and found[-1:] == [Text(" ")]:
                        # what was ticked in one list is no part of the next
                        found[-1] = LineBreak()
                    found += (Strong(said),) if strong else said
                case Strong(inner) | Emphasis(inner) | Link(_, inner):
                    found.append(replace(each, content=self._words(inner, strong=False)))
                case _:
                    found.append(each)
        return tuple(found)

    def _inline(self, field: Field) -> tuple[Inline, ...]:
        shown = self.filled[field.id]
        lines = shown.lines or tuple("; ".join(row) for row in shown.rows) or (_UNUSED,)
        return _lines("\n".join(lines))


def _asked_in(block: Block) -> tuple[str, ...]:
    """The ids of the fields in it."""
    return _ASKED.made(
        block,
        None,
        lambda: tuple(e.id for e in every_inline((block,)) if isinstance(e, Field)),
    )


def _paragraph(text: str) -> Block:
    return Paragraph((Text(text),))


def _lines(text: str) -> tuple[Inline, ...]:
    found: list[Inline] = []
    for each in text.split("\n"):
        found += [LineBreak(), Text(each)] if each else []
    return tuple(found[1:])
