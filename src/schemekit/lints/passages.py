"""What the authors wrote, as a reader meets it: block by block, with what each block names.

A block is a paragraph, a heading, an item of a list or a row of a table. What a sentence that ends
in a colon cites holds for the list or table it leads to, and what an item has cited holds for the
rest of that item.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count, pairwise
from typing import Final, Literal, TypeAlias

from schemekit.document.blocks import (
    Emphasis,
    Heading,
    Item,
    ItemList,
    LineBreak,
    Link,
    Paragraph,
    Row,
    Strong,
    Table,
    Text,
)
from schemekit.toolkit.templates import Blocks, Cite, Each, Ours, TInline, TNode, TRow, When, parts

SLOT: Final = "\ufffc"
"""Stands in the words of a passage for what an answer fills in."""
Kind: TypeAlias = Literal["text", "hint", "option", "effort"]
Path: TypeAlias = tuple[int, ...]
"""The branches a thing stands in, from the outside in."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words that print together or not at all."""

    text: str
    under: Path = ()
    is_title: bool = False
    """Whether it is set apart as the title of a work is."""
    is_time: bool = False
    """Whether it stands in the column of a table that tells times."""

    def saying(self, text: str) -> "Run":
        """Other words in the same place and style."""
        return Run(text, self.under, self.is_title, self.is_time)

    def goes_with(self, other: "Run") -> bool:
        """Whether both stand in one place and style."""
        own, its = ((one.under, one.is_title, one.is_time) for one in (self, other))
        return own == its


@dataclass(frozen=True, slots=True)
class Ground:
    """A record that a passage names, and the branches in which it does."""

    id: str
    under: Path = ()

    def reaches(self, run: Run) -> bool:
        """Whether it is printed wherever `run` is."""
        return run.under[: len(self.under)] == self.under


@dataclass(frozen=True, slots=True)
class Passage:
    """One block of authored prose."""

    where: str
    """Its file or, in a file of tables, the place of its table and whose it is."""
    runs: tuple[Run, ...]
    grounds: tuple[Ground, ...] = ()
    """Evidence and defaults that it names, or that what leads to it names."""
    counted: frozenset[float] = frozenset()
    """How many items or rows follow it, and figures that its own table decides."""
    kind: Kind = "text"

    @property
    def text(self) -> str:
        return "".join(each.text for each in self.runs)

    @property
    def own_words(self) -> str:
        """Its words without those that are set apart as the title of a work is."""
        return "".join(each.text for each in self.runs if not each.is_title)


@dataclass(frozen=True, slots=True)
class Frame:
    """What is known of a block from what stands around it."""

    where: str
    grounds: tuple[Ground, ...] = ()
    counted: frozenset[float] = frozenset()
    times: frozenset[str] = frozenset()
    """Heads of columns that tell times, in small letters."""
    elsewhere: frozenset[int] = frozenset()
    """Blocks of clauses by identity: they are read where they are written."""
    kind: Kind = "text"
    under: Path = ()
    timed: frozenset[int] = frozenset()
    """Of a row: the columns that tell times."""


def passages(content: Blocks, frame: Frame) -> Iterator[Passage]:
    """Every block of a tree, in the order written."""
    return _Walk().level(content, frame)


class _Walk:
    """One walk through a tree, which numbers the branches it meets."""

    def __init__(self) -> None:
        self.branch = count(1)

    def level(self, nodes: Iterable[TNode], frame: Frame) -> Iterator[Passage]:
        """Blocks, items or rows that stand beside each other."""
        led = frame
        for node, after in pairwise((*nodes, None)):
            if node is None or id(node) in frame.elsewhere:
                continue
            match node:
                case Heading() | Paragraph():
                    passage = self.passage((node.content,), frame, _items(after))
                    leads = passage.text.rstrip().endswith(":")
                    led = replace(frame, grounds=passage.grounds) if leads else frame
                    yield passage
                case _:
                    yield from self.node(node, led)

    def node(self, node: TNode, frame: Frame) -> Iterator[Passage]:
        match node:
            case When(branches, otherwise):
                for content in (*(each.content for each in branches), otherwise):
                    yield from self.level(content, self.below(frame))
            case Each():
                yield from self.level(node.content, self.below(frame))
            case Item():
                named = frame.grounds
                for passage in self.level(node.content, frame):
                    named = (*named, *passage.grounds)
                    yield replace(passage, grounds=named)
            case Table():
                yield self.passage(node.header.cells, frame)
                yield from self.level(node.rows, replace(frame, timed=self.timed(node, frame)))
            case Row():
                yield self.passage(node.cells, frame)
            case _:
                yield from self.level(parts(node), frame)

    def below(self, frame: Frame) -> Frame:
        return replace(frame, under=(*frame.under, next(self.branch)))

    def timed(self, table: "Table[TInline, TRow]", frame: Frame) -> frozenset[int]:
        heads = [self.passage((cell,), frame).text for cell in table.header.cells]
        return frozenset(
            place for place, head in enumerate(heads) if head.strip().lower() in frame.times
        )

    def passage(
        self, cells: tuple[tuple[TInline, ...], ...], frame: Frame, follow: int = 0
    ) -> Passage:
        runs: list[Run] = []
        grounds = list(frame.grounds)
        for place, cell in enumerate(cells):
            if place:
                runs.append(Run(" | ", frame.under))
            self.words(cell, Run("", frame.under, is_time=place in frame.timed), runs, grounds)
        counted = frame.counted | {follow} if follow else frame.counted
        return Passage(frame.where, _joined(runs), tuple(grounds), counted, frame.kind)

    def words(
        self, content: Iterable[TNode], style: Run, runs: list[Run], grounds: list[Ground]
    ) -> None:
        for node in content:
            match node:
                case Text(text):
                    runs.append(style.saying(text))
                case LineBreak():
                    runs.append(style.saying(" "))
                case Cite(record) | Ours(record):
                    grounds.append(Ground(record, style.under))
                case Emphasis():
                    self.words(node.content, replace(style, is_title=True), runs, grounds)
                case Strong() | Link():
                    self.words(node.content, style, runs, grounds)
                case When(branches, otherwise):
                    for inner in (*(each.content for each in branches), otherwise):
                        self.words(inner, self._under(style), runs, grounds)
                case Each():
                    self.words(node.content, self._under(style), runs, grounds)
                case _:
                    runs.append(style.saying(SLOT))

    def _under(self, style: Run) -> Run:
        return replace(style, under=(*style.under, next(self.branch)))


def _items(after: "TNode | None") -> int:
    """How many items or rows there are, where no answer changes that."""
    match after:
        case ItemList(items=found) | Table(rows=found):
            fixed = all(isinstance(each, Item | Row) for each in found)
            return len(found) if fixed else 0
        case _:
            return 0


def _joined(runs: list[Run]) -> tuple[Run, ...]:
    """Neighbours of one kind as one run, so that words are not torn where tags stood."""
    found: list[Run] = []
    for each in runs:
        if found and found[-1].goes_with(each):
            found[-1] = each.saying(found[-1].text + each.text)
        else:
            found.append(each)
    return tuple(found)
