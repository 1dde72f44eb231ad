"""Marks turned back into the tags they stood for: Markdown's blocks become a template's.

Two guards make silence impossible. Every tag of the source stands exactly once in the tree, and
every tag that stood alone on its line is found in the shape it was given.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar, assert_never

from jinja2 import nodes

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
from schemekit.document.markdown import MBlock, MInline, Parties
from schemekit.document.marks import Mark
from schemekit.errors import Problem
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
    Named,
    Say,
)
from schemekit.toolkit.levels import (
    IN_PLACE,
    Level,
    Place,
    mark_of_item,
    mark_of_paragraph,
    mark_of_row,
    mark_of_words,
)
from schemekit.toolkit.phrases import said
from schemekit.toolkit.shapes import RULE, Shape
from schemekit.toolkit.tags import Tag
from schemekit.toolkit.templates import (
    Blocks,
    Branch,
    Chosen,
    Cite,
    Column,
    Each,
    FieldPlace,
    SeeDocument,
    Signing,
    Slot,
    Source,
    TBlock,
    TInline,
    TItem,
    TRow,
    When,
)

M = TypeVar("M")
N = TypeVar("N")


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
            case If() | For():
                level.open(tag)
                self.rows += (
                    [(tag.meaning.row, tag.meaning.source)] if isinstance(tag.meaning, For) else []
                )
            case Elif() | Else() if level.is_open:
                level.turn(tag)
            case EndIf() if level.is_open:
                level.close(level.branches(self.where))
            case EndFor() if level.is_open:
                row, source = self.rows.pop()
                level.close(level.loop(row, source, self.where))
            case _:
                pass  # its opening tag is reported where that stands

    def _block(self, block: MBlock) -> Blocks:
        match block:
            case Paragraph():
                return self._paragraph(block)
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

    def _paragraph(self, block: Paragraph[MInline]) -> Blocks:
        match block.content:
            case (Mark() as mark,):
                return self._alone(mark)
            case _:
                return (Paragraph(self.words(block.content)),)

    def _alone(self, mark: Mark) -> Blocks:
        """What a paragraph is that holds one tag and nothing else."""
        tag = self.tags[mark.number]
        match tag.meaning:
            case Listed(what):
                self.meet(mark)
                lists: dict[str, TBlock] = {
                    "contents": Contents(),
                    "references": References(),
                    "open_points": OpenPoints(),
                }
                return (lists[what],)
            case Include(path):
                self.meet(mark)
                return self._included(tag, path)
            case _:
                words = self.words((mark,))
                match words:
                    case (Column(row, column, where),):
                        return (Paragraph((Column(row, column, where, alone=True),)),)
                    case _:
                        return (Paragraph(words),)

    def _included(self, tag: Tag, path: str) -> Blocks:
        try:
            return self.included(path)
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
        match tag.meaning:
            case Say(expression, capital):
                return (self._said(tag, said(expression, self.where(tag), capital=capital)),)
            case Named("field", id_):
                return (FieldPlace(id_, self.where(tag)),)
            case Named("cite", id_):
                return (Cite(id_, self.where(tag)),)
            case Named("see", id_):
                return (SeeDocument(id_, self.where(tag)),)
            case Listed():
                self.problem(
                    tag, "must be a paragraph of its own.", "Leave a blank line on each side."
                )
            case _:
                self.problem(
                    tag,
                    "has its line to itself, but Markdown reads the line as part of "
                    "what stands beside it.",
                    RULE,
                )
        return ()

    def _said(self, tag: Tag, node: TInline) -> TInline:
        """A slot, or the column of a row where a loop of that name is open."""
        match node:
            case Slot(expression=expression):
                return self._slot(tag, node, expression.tree)
            case When(branches, otherwise):
                said_branches = (
                    Branch(
                        each.condition, tuple(self._said(tag, n) for n in each.content), each.where
                    )
                    for each in branches
                )
                return When(
                    tuple(said_branches), tuple(self._said(tag, each) for each in otherwise)
                )
            case _:
                return node

    def _slot(self, tag: Tag, slot: Slot, tree: nodes.Expr) -> TInline:
        rows = dict(self.rows)
        match tree:
            case nodes.Getattr(node=nodes.Name(name=row), attr=column) if row in rows:
                return Column(row, column, slot.where)
            case nodes.Getattr():
                self.problem(tag, "stands in no loop with a row of that name.")
            case nodes.Name(name=row) if row in rows:
                if isinstance(rows[row], Chosen):
                    return Column(row, "in_text", slot.where)
                self.problem(tag, "is a whole row.", f"Name a column, like {{{{ {row}.title }}}}.")
            case _:
                pass
        return slot
