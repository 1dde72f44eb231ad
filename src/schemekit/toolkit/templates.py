"""A template: the shapes of a document, with slots and branches still in them.

The containers are those of `document.blocks`; here they hold, beside finished leaves, the nodes
below. Every node knows where it was written, so that a mistake found later still has a line.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Generic, TypeAlias, TypeVar, cast

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
from schemekit.toolkit.conditions import Expression
from schemekit.toolkit.ways import took

N = TypeVar("N")


@dataclass(frozen=True, slots=True)
class Registered:
    """The rows of a register that apply."""

    register: str


@dataclass(frozen=True, slots=True)
class Advised:
    """The recommendations about a topic that apply."""

    topic: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """The options chosen in a question."""

    question: str


Source: TypeAlias = Registered | Advised | Chosen


@dataclass(frozen=True, slots=True)
class Slot:
    """`{{ name }}`: an answer or a fact, said inside a sentence."""

    expression: Expression
    where: str = field(compare=False)
    capital: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """`{{ r.column }}`: what a loop's row says; `alone` where it may be whole blocks."""

    row: str
    column: str
    where: str = field(compare=False)
    alone: bool = False


@dataclass(frozen=True, slots=True)
class FieldPlace:
    """`{{ field("id") }}`: where a declared field stands."""

    id: str
    where: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class Cite:
    """`{{ cite("id") }}`: a note that is not numbered yet."""

    evidence: str
    where: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class Ours:
    """`{{ ours("id") }}`: says that a figure is a default of the toolkit, and no finding."""

    default: str
    where: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class SeeDocument:
    """`{{ see("id") }}`: a document that may or may not be in the pack."""

    document: str
    where: str = field(compare=False)
    capital: bool = False
    """Whether it opens a sentence, where that is known."""


@dataclass(frozen=True, slots=True)
class SeeHeading:
    """`{{ section("Title") }}`: a section of the same document, by its title."""

    title: str
    where: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class Branch(Generic[N]):
    """What stands where a condition holds and none before it did."""

    condition: Expression
    content: tuple[N, ...]
    where: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class When(Generic[N]):
    """`{% if %} … {% endif %}`."""

    branches: tuple[Branch[N], ...]
    otherwise: tuple[N, ...] = ()

    def standing(self, holds: Callable[[Expression], bool]) -> tuple[N, ...]:
        """What stands where it is known which conditions hold."""
        for place, branch in enumerate(self.branches):
            if holds(branch.condition):
                took(self, place)
                return branch.content
        took(self, len(self.branches))
        return self.otherwise


@dataclass(frozen=True, slots=True)
class Each(Generic[N]):
    """`{% for %} … {% endfor %}`."""

    row: str
    source: Source
    content: tuple[N, ...]
    where: str = field(compare=False)


TInline: TypeAlias = (
    "Text | LineBreak | Strong[TInline] | Emphasis[TInline] | Link[TInline]"
    " | Slot | Column | FieldPlace | Cite | Ours | SeeDocument | SeeHeading | When[TInline]"
    " | Each[TInline]"
)


@dataclass(frozen=True, slots=True)
class Signing:
    """A place to sign for each party, whose names may be local words."""

    parties: tuple[tuple[TInline, ...], ...]


TItem: TypeAlias = "Item[TBlock] | When[TItem] | Each[TItem]"
TRow: TypeAlias = "Row[TInline] | When[TRow] | Each[TRow]"
TBlock: TypeAlias = (
    "Heading[TInline] | Paragraph[TInline] | ItemList[TItem] | Table[TInline, TRow]"
    " | Callout[TBlock] | Quote[TBlock] | Section[TBlock]"
    " | Signing | Contents | References | OpenPoints | PageBreak | When[TBlock] | Each[TBlock]"
)
TNode: TypeAlias = "TBlock | TItem | TRow | TInline"
Blocks: TypeAlias = "tuple[TBlock, ...]"
Known: TypeAlias = (
    "Slot | Column | FieldPlace | Cite | Ours | SeeDocument | SeeHeading | Branch[TNode]"
    " | Each[TNode]"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """One node that names something, and the conditions it stands under."""

    node: Known
    under: tuple[tuple[Expression, bool], ...] = ()
    """Each condition around it, and whether it must hold, or must not, for the node to print."""
    rows: Mapping[str, Source] = field(default_factory=dict)
    """The loops around it: name of the row to what it runs over."""
    in_heading: bool = False

    @property
    def expression(self) -> Expression | None:
        """What it reads of answers and facts; None where it reads none."""
        match self.node:
            case Slot(expression=expression) | Branch(condition=expression):
                return expression
            case _:
                return None

    @property
    def reads(self) -> frozenset[str]:
        """The questions and facts it reads; the rows of loops are not among them."""
        if isinstance(self.node, Each) and isinstance(self.node.source, Chosen):
            return frozenset({self.node.source.question})
        return self.expression.reads - set(self.rows) if self.expression else frozenset()


def mentions(content: Iterable[TNode]) -> Iterator[Mention]:
    """Every slot, column, field, citation, link, branch and loop, in the order they stand."""
    return _mentions(content, Mention(cast("Known", None)))


def reads(content: Iterable[TNode]) -> frozenset[str]:
    """Every question and fact that `content` reads."""
    return frozenset().union(*(each.reads for each in mentions(content)))


def _mentions(content: Iterable[TNode], place: Mention) -> Iterator[Mention]:
    for node in content:
        match node:
            case Text():
                continue
            case Slot() | Column() | FieldPlace() | Cite() | Ours() | SeeDocument() | SeeHeading():
                yield Mention(node, place.under, place.rows, place.in_heading)
            case When():
                yield from _branches(cast("When[TNode]", node), place)
            case Each():
                yield replace(place, node=cast("Each[TNode]", node))
                rows = {**place.rows, node.row: node.source}
                yield from _mentions(node.content, replace(place, rows=rows))
            case Heading():
                yield from _mentions(node.content, replace(place, in_heading=True))
            case _:
                yield from _mentions(parts(node), place)


def _branches(node: "When[TNode]", place: Mention) -> Iterator[Mention]:
    under, around, in_heading = place.under, place.rows, place.in_heading
    for branch in node.branches:
        yield Mention(branch, under, around, in_heading)
        holds = (*under, (branch.condition, True))
        yield from _mentions(branch.content, Mention(branch, holds, around, in_heading))
        under = (*under, (branch.condition, False))
    yield from _mentions(node.otherwise, replace(place, under=under))


def is_one_line(content: Blocks) -> bool:
    """Whether `content` can stand inside a line: one paragraph, or nothing."""
    return all(isinstance(each, Paragraph) for each in content) and len(content) < 2


def parts(node: TNode) -> tuple[TNode, ...]:
    """What a node holds, in order."""
    match node:
        case When(branches, otherwise):
            return (*(each for branch in branches for each in branch.content), *otherwise)
        case Table(header, rows):
            return (header, *rows)
        case Row(cells) | Signing(cells):
            return tuple(each for cell in cells for each in cell)
        case ItemList(items=items):
            return items
        case (
            Heading()
            | Paragraph()
            | Strong()
            | Emphasis()
            | Link()
            | Item()
            | Callout()
            | Quote()
            | Section()
        ):
            return node.content
        case _:
            return ()
