"""Marks turned back into the tags they stood for: Markdown's blocks become a template's.

Two guards make silence impossible. Every tag of the source stands exactly once in the tree, and
every tag that stood alone on its line is found in the shape it was given.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, TypeVar, assert_never

from schemekit.document.blocks import (
    Callout,
    Contents,
    Emphasis,
    Heading,
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
    Strong,
    Table,
    Text,
)
from schemekit.document.marks import Mark, MBlock, MInline, Parties
from schemekit.errors import Problem
from schemekit.toolkit.leaves import LeafError, leaf
from schemekit.toolkit.levels import (
    IN_PLACE,
    Level,
    Place,
    mark_of_item,
    mark_of_paragraph,
    mark_of_row,
    mark_of_words,
)
from schemekit.toolkit.linking import Unknown
from schemekit.toolkit.meanings import (
    Control,
    Elif,
    Else,
    EndFor,
    EndIf,
    For,
    If,
    Include,
    Listed,
)
from schemekit.toolkit.shapes import RULE, Shape
from schemekit.toolkit.tags import Tag
from schemekit.toolkit.templates import (
    Blocks,
    Column,
    Signing,
    Source,
    TInline,
    TItem,
    TRow,
)

M = TypeVar("M")
N = TypeVar("N")


LISTS: Final[dict[str, Contents | References | OpenPoints]] = {
    "contents": Contents(),
    "references": References(),
    "open_points": OpenPoints(),
}


class UnknownClauseError(LookupError):
    """A clause that is not among those that could be read; says so, and what would help."""


@dataclass(slots=True)
class Folding:
    """One file on its way from marks to nodes."""

    name: str
    tags: tuple[Tag, ...]
    shapes: Mapping[int, Shape]
    included: Callable[[str], Blocks]
    """The content of a clause; raises `LookupError` with a remedy where there is none."""
    problems: list[Problem] = field(default_factory=list)
    met: Counter[int] = field(default_factory=Counter)
    rows: list[tuple[str, Source]] = field(default_factory=list)
    """The loops that are open."""

    def folded(self, blocks: Iterable[MBlock]) -> Blocks:
        """`blocks` with every tag in its place."""
        found = self.blocks(blocks)
        for number, tag in enumerate(self.tags):
            if not self.met[number]:
                self.problem(
                    tag,
                    "stands where it would not be printed.",
                    "Take it out of the link, the definition or the cell too many.",
                )
        return found

    def where(self, tag: Tag) -> str:
        return f"{self.name}, line {tag.line}"

    def problem(self, tag: Tag, what: str, remedy: str = "") -> None:
        self.problems.append(Problem(self.where(tag), f"{tag.written} {what}", remedy))

    def meet(self, mark: Mark) -> Tag:
        self.met[mark.number] += 1
        tag = self.tags[mark.number]
        if self.met[mark.number] == 2:
            self.problem(tag, "would be printed twice.", "Write it only once.")
        return tag

    def blocks(self, blocks: Iterable[MBlock]) -> Blocks:
        return self._sequence(blocks, "paragraph", mark_of_paragraph, self._block)

    def _sequence(
        self,
        nodes: Iterable[M],
        place: Place,
        mark_of: Callable[[M], Mark | None],
        build: Callable[[M], tuple[N, ...]],
    ) -> tuple[N, ...]:
        """One level of the tree, its controlling tags folded by a stack."""
        level: Level[N] = Level()
        for node in nodes:
            mark = mark_of(node)
            if mark is not None and self._controls(mark, place):
                self._control(mark, level)
            else:
                level.current.extend(build(node))
        for opened in level.left_open():
            if isinstance(opened.meaning, For):
                self.rows.pop()
            self.problem(opened, f"is not closed {IN_PLACE[place]}.", RULE)
        return tuple(level.found)

    def _controls(self, mark: Mark, place: Place) -> bool:
        """Whether a tag holds others, and is found in the shape it was given."""
        control = isinstance(self.tags[mark.number].meaning, Control)
        return control and self.shapes.get(mark.number, "words") == place

    def _control(self, mark: Mark, level: Level[N]) -> None:
        tag = self.meet(mark)
        match tag.meaning:
            case If():
                level.open(tag)
            case For(row, source):
                level.open(tag)
                self.rows.append((row, source))
            case Elif() | Else() if isinstance(level.opening, If):
                level.turn(tag)
            case EndIf() if isinstance(level.opening, If):
                level.close(level.branches(self.where))
            case EndFor() if isinstance(level.opening, For):
                row, source = self.rows.pop()
                level.close(level.loop(row, source, self.where))
            case _:
                pass  # its opening tag is reported where that stands

    def _block(self, block: MBlock) -> Blocks:
        match block:
            case Paragraph((Mark() as mark,)):
                return self._alone(mark)
            case Paragraph(content):
                return (Paragraph(self.words(content)),)
            case Heading(level, content):
                return (Heading(level, self.words(content)),)
            case ItemList(ordered, items):
                return (ItemList(ordered, self._items(items)),)
            case Table(header, rows):
                return (Table(self._row(header), self._rows(rows)),)
            case Callout(kind, content):
                return (Callout(kind, self.blocks(content)),)
            case Quote(content):
                return (Quote(self.blocks(content)),)
            case Section(content):
                return (Section(self.blocks(content)),)
            case Parties(parties):
                return (Signing(tuple(self.words(each) for each in parties)),)
            case PageBreak():
                return (block,)
            case _:
                assert_never(block)

    def _alone(self, mark: Mark) -> Blocks:
        """What a paragraph is that holds one tag and nothing else."""
        tag = self.tags[mark.number]
        match tag.meaning:
            case Listed(what):
                self.meet(mark)
                return (LISTS[what],)
            case Include(path):
                self.meet(mark)
                return self._included(tag, path)
            case _:
                return (Paragraph(tuple(_alone(each) for each in self.words((mark,)))),)

    def _included(self, tag: Tag, path: str) -> Blocks:
        try:
            return self.included(path)
        except UnknownClauseError as wrong:
            what, remedy = wrong.args
            self.problems.append(
                Unknown(self.where(tag), f"{tag.written} {what}", remedy, "clause", path)
            )
            return ()
        except LookupError as wrong:
            self.problem(tag, *wrong.args)
            return ()

    def _items(self, items: Iterable[Item[MBlock]]) -> tuple[TItem, ...]:
        def build(item: Item[MBlock]) -> tuple[TItem, ...]:
            return (Item(self.blocks(item.content), item.tick),)

        return self._sequence(items, "item", mark_of_item, build)

    def _rows(self, rows: Iterable[Row[MInline]]) -> tuple[TRow, ...]:
        return self._sequence(rows, "row", mark_of_row, lambda row: (self._row(row),))

    def _row(self, row: Row[MInline]) -> Row[TInline]:
        return Row(tuple(self.words(cell) for cell in row.cells))

    def words(self, content: Iterable[MInline]) -> tuple[TInline, ...]:
        return self._sequence(content, "words", mark_of_words, self._inline)

    def _inline(self, node: MInline) -> tuple[TInline, ...]:
        match node:
            case Text() | LineBreak():
                return (node,)
            case Strong(content):
                return (Strong(self.words(content)),)
            case Emphasis(content):
                return (Emphasis(self.words(content)),)
            case Link(target, content):
                return (Link(target, self.words(content)),)
            case Mark():
                return self._leaf(self.meet(node))
            case _:
                assert_never(node)

    def _leaf(self, tag: Tag) -> tuple[TInline, ...]:
        try:
            return (leaf(tag, self.where(tag), dict(self.rows)),)
        except LeafError as wrong:
            self.problem(tag, *wrong.args)
            return ()


def _alone(node: TInline) -> TInline:
    """A column that has its paragraph to itself may hold whole blocks."""
    return replace(node, alone=True) if isinstance(node, Column) else node
