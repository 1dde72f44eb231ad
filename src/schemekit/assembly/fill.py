"""A template's tree with one organisation's answers in it: plain blocks, ready for any writer.

Answers enter as text and never meet a parser. What comes out empty is left out. A part that holds
no slot comes out as the very object that went in, so that a writer may remember what it made of it.
"""

import re
from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from operator import is_
from typing import Any, Final, Protocol, TypeVar, assert_never, cast

from schemekit.assembly.joining import joined, joined_lists, lines, prose, trimmed
from schemekit.document.blocks import (
    Block,
    Callout,
    Citation,
    Contents,
    Emphasis,
    Field,
    Heading,
    Inline,
    Item,
    ItemList,
    LineBreak,
    Link,
    OpenPoint,
    OpenPoints,
    PageBreak,
    Paragraph,
    Quote,
    References,
    Row,
    Section,
    See,
    SeeSection,
    Signatures,
    Strong,
    Table,
    Text,
)
from schemekit.document.walk import plain
from schemekit.toolkit.conditions import Expression
from schemekit.toolkit.evaluation import Columns, Scope
from schemekit.toolkit.templates import (
    Blocks,
    Cite,
    Column,
    Each,
    FieldPlace,
    Ours,
    SeeDocument,
    SeeHeading,
    Signing,
    Slot,
    Source,
    TBlock,
    TInline,
    TItem,
    TRow,
    When,
)
from schemekit.toolkit.ways import took

_ENDED: Final = re.compile(r"[.!?][”)]?\s+$")
N = TypeVar("N")
B = TypeVar("B")


class LoopRow(Columns, Protocol):
    """One row of a loop: a register's row, a recommendation that applies, a chosen option."""

    def content(self, column: str) -> Blocks:
        """What a column says; empty where it says nothing."""


class Saying(Protocol):
    """Who fills a template: knows every value, and how it is said in this organisation."""

    @property
    def scope(self) -> Scope: ...

    def holds(self, condition: Expression, scope: Scope) -> bool: ...

    def said(self, slot: Slot, scope: Scope) -> str | OpenPoint:
        """What a slot comes to in words, line breaks and all; or the gap it leaves."""

    def ours(self, default: str) -> str:
        """What stands behind a figure that is the toolkit’s own choice."""

    def rows(self, source: Source) -> tuple[LoopRow, ...]: ...

    def field(self, name: str) -> Field: ...

    def see(self, document: str) -> See | Text: ...

    def filled(self, node: object, make: Callable[[], tuple[B, ...]]) -> tuple[B, ...]:
        """What `node` comes to: `make` says, unless that is known already."""

    def filled_row(
        self, content: tuple[N, ...], row: LoopRow, make: Callable[[], tuple[B, ...]]
    ) -> tuple[B, ...]:
        """What `content` comes to for one row of a loop, likewise."""


def fill(content: Blocks, saying: Saying) -> tuple[Block, ...]:
    """`content` as this organisation reads it."""
    return _Filling(saying, saying.scope).blocks(content)


@dataclass(frozen=True, slots=True)
class _Filling:
    """Who fills, and the names that are known here: inside a loop its row is one of them."""

    saying: Saying
    scope: Scope

    def blocks(self, content: Blocks) -> tuple[Block, ...]:
        found = tuple(chain.from_iterable(map(self._whole, content)))
        unchanged = _same(content, found)
        return cast("tuple[Block, ...]", content) if unchanged else joined_lists(found)

    def _whole(self, node: TBlock) -> Iterable[Block]:
        """What one node comes to: of a branch or a loop, all that stands in it."""
        if not isinstance(node, When | Each):
            return self._block(node)
        if self.scope is not self.saying.scope:
            return self.level((node,), _Filling._block)
        return self.saying.filled(node, lambda: tuple(self.level((node,), _Filling._block)))

    def level(
        self, nodes: Iterable[N], build: Callable[["_Filling", N], Iterable[B]]
    ) -> Iterator[B]:
        """One level of the tree (blocks, items, rows or words) with its branches decided."""
        for node in nodes:
            match node:
                case When():
                    yield from self.level(node.standing(self._holds), build)
                case Each(row, source, content):
                    for each in self.saying.rows(source):
                        took(node, 0)
                        yield from self._of_row(row, each, content, build)
                case _:
                    yield from build(self, node)

    def _holds(self, condition: Expression) -> bool:
        return self.saying.holds(condition, self.scope)

    def _of_row(
        self,
        name: str,
        row: LoopRow,
        content: tuple[N, ...],
        build: Callable[["_Filling", N], Iterable[B]],
    ) -> Iterable[B]:
        inside = self._inside(name, row)
        if self.scope is not self.saying.scope:
            # a loop in a loop depends on both rows
            return inside.level(content, build)
        return self.saying.filled_row(content, row, lambda: tuple(inside.level(content, build)))

    def _inside(self, name: str, row: LoopRow) -> "_Filling":
        # a ChainMap could be written to, so it asks for a dict; nobody here writes
        around = cast("dict[str, object]", self.scope)
        return _Filling(self.saying, cast("Scope", ChainMap({name: row}, around)))

    def _block(self, node: TBlock) -> Iterable[Block]:
        if self.scope is not self.saying.scope:
            # what stands in a loop depends on the row
            return self._fresh(node)
        if isinstance(node, Paragraph) and _wordy(node.content):
            return (cast("Block", node),)
        return self.saying.filled(node, lambda: tuple(self._fresh(node)))

    def _fresh(self, node: TBlock) -> Iterable[Block]:
        match node:
            case Paragraph((Slot() | Column() as only,)):
                return self._alone(only)
            case Heading() | Paragraph():
                words = self._line(node.content)
                return _rebuilt(node, node.content, words)
            case ItemList(items=items):
                filled = tuple(self.level(items, _Filling._item))
                return _rebuilt(node, items, filled, "items")
            case Table():
                return self._table(node)
            case Callout() | Quote() | Section():
                return _rebuilt(node, node.content, self.blocks(node.content))
            case Signing(parties):
                return (Signatures(tuple(plain(self._line(each)) for each in parties)),)
            case Contents() | References() | OpenPoints() | PageBreak():
                return (node,)
            case When() | Each():
                raise AssertionError(node)
            case _:
                assert_never(node)

    def _alone(self, only: Slot | Column) -> Iterable[Block]:
        """What a paragraph becomes that holds a slot and nothing else: it may be many."""
        if isinstance(only, Column):
            return self._column(only)
        said = self._said(only)
        return (Paragraph((said,)),) if isinstance(said, OpenPoint) else prose(said)

    def _item(self, node: TItem) -> Iterable[Item[Block]]:
        match node:
            case Item(content=content):
                return _rebuilt(node, content, self.blocks(content))
            case _:
                raise AssertionError(node)

    def _table(self, node: Table[TInline, TRow]) -> Iterable[Block]:
        rows = tuple(self.level(node.rows, _Filling._row))
        (header,) = self._row(node.header)
        if header is node.header and _same(node.rows, rows):
            return (cast("Block", node),)
        return (Table(header, rows),) if rows else ()

    def _row(self, node: TRow) -> tuple[Row[Inline], ...]:
        match node:
            case Row(cells) if self.scope is self.saying.scope:
                return self.saying.filled(node, lambda: (self._cells(node, cells),))
            case Row(cells):
                return (self._cells(node, cells),)
            case _:
                raise AssertionError(node)

    def _cells(self, node: TRow, cells: tuple[tuple[TInline, ...], ...]) -> Row[Inline]:
        filled = tuple(self._line(cell) for cell in cells)
        return cast("Row[Inline]", node) if _same(cells, filled) else Row(filled)

    def _line(self, content: tuple[TInline, ...]) -> tuple[Inline, ...]:
        """The words of a whole paragraph, heading or cell."""
        words = self._words(content)
        return words if words is content else trimmed(words)

    def _words(self, content: tuple[TInline, ...]) -> tuple[Inline, ...]:
        content = _capitals(content)
        if _wordy(content):
            return cast("tuple[Inline, ...]", content)
        found = tuple(self.level(content, _Filling._word))
        unchanged = _same(content, found)
        return cast("tuple[Inline, ...]", content) if unchanged else joined(found)

    def _word(self, node: TInline) -> Iterable[Inline]:
        match node:
            case Text() | LineBreak():
                return (node,)
            case Strong() | Emphasis() | Link():
                return _rebuilt(node, node.content, self._words(node.content))
            case Slot():
                said = self._said(node)
                return (said,) if isinstance(said, OpenPoint) else lines(said)
            case Column():
                return self._column_inline(node)
            case FieldPlace(name):
                return (self.saying.field(name),)
            case Cite(evidence):
                return (Citation(evidence),)
            case Ours(default):
                return (Text(self.saying.ours(default)),)
            case SeeDocument(document, capital=capital):
                return (_opened(self.saying.see(document), capital=capital),)
            case SeeHeading(title):
                return (SeeSection(title),)
            case When() | Each():
                raise AssertionError(node)
            case _:
                assert_never(node)

    def _said(self, slot: Slot) -> str | OpenPoint:
        return self.saying.said(slot, self.scope)

    def _column(self, column: Column) -> tuple[Block, ...]:
        row = cast("LoopRow", self.scope[column.row])
        # a row's own text knows no loop, whichever loop prints it
        return fill(row.content(column.column), self.saying)

    def _column_inline(self, column: Column) -> Iterator[Inline]:
        """A column inside a line; paragraphs, where it has several, start new lines."""
        for place, block in enumerate(self._column(column)):
            match block:
                case Paragraph(content):
                    yield from (LineBreak(), *content) if place else content
                case _:
                    raise AssertionError(column)


def _capitals(content: tuple[TInline, ...]) -> tuple[TInline, ...]:
    """`content` in which what stands for a document knows where it opens a sentence."""
    if not any(isinstance(each, SeeDocument) for each in content):
        return content
    found: list[TInline] = []
    said = ""
    for each in content:
        if isinstance(each, SeeDocument) and _ENDED.search(said):
            found.append(replace(each, capital=True))
        else:
            found.append(each)
        if not isinstance(each, Cite):
            # a note stands behind the stop it belongs to
            said = said.rstrip() + each.text if isinstance(each, Text) else _last(each)
    return tuple(found)


def _last(node: TInline) -> str:
    """The words that a branch ends with; of all others, none that end a sentence."""
    if not isinstance(node, When):
        return "…"
    match node.otherwise or node.branches[-1].content:
        case (*_, Text(text)):
            return text
        case _:
            return "…"


def _opened(said: See | Text, *, capital: bool) -> See | Text:
    """Words for a missing document, with a capital letter where they open a sentence."""
    if isinstance(said, See) or not capital:
        return said
    return Text(said.text[:1].upper() + said.text[1:])


def _rebuilt(
    node: Any, before: tuple[Any, ...], after: tuple[Any, ...], name: str = "content"
) -> tuple[Any, ...]:
    """`node` with its content filled: itself where nothing changed, nothing where that is empty."""
    if _same(before, after):
        return (node,)
    return (replace(node, **{name: after}),) if after else ()


def _wordy(content: tuple[TInline, ...]) -> bool:
    """Whether there is nothing to fill in."""
    return all(type(each) is Text for each in content)


def _same(before: tuple[object, ...], after: tuple[object, ...]) -> bool:
    """Whether filling changed nothing."""
    return len(before) == len(after) and all(map(is_, before, after))
