"""The old way of making a document, to hold the new one against: Jinja first, then Markdown."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from schemekit.assembly.joining import joined, trimmed
from schemekit.document.blocks import (
    Block,
    Callout,
    Citation,
    Contents,
    Field,
    Heading,
    Inline,
    Item,
    ItemList,
    OpenPoint,
    OpenPoints,
    Paragraph,
    References,
    See,
    SeeSection,
    Signatures,
    Table,
    Text,
)
from schemekit.document.marks import Parties
from schemekit.document.walk import plain
from schemekit.toolkit.conditions import Expression
from schemekit.toolkit.documents import parse_passage
from schemekit.toolkit.evaluation import Scope
from schemekit.toolkit.phrases import opened, said_plainly
from schemekit.toolkit.templates import Blocks, Registered, Slot, Source, TBlock
from schemekit.toolkit.values import UNANSWERED, Value

ALONE = re.compile(r"[ \t]*\{%[^\n]*?%\}[ \t]*")
Prepare = Callable[[str], str]
Level = Callable[[Any], Any]


@dataclass(frozen=True)
class PlainRow:
    """A loop's row whose columns are Markdown."""

    columns: Mapping[str, str]

    def column(self, name: str) -> Value:
        return self.columns[name]

    def content(self, column: str) -> Blocks:
        return parse_passage(self.columns[column], "a row", {})


@dataclass(frozen=True)
class PlainSaying:
    """Says values as they are: what fills a template where there is no toolkit."""

    scope: Mapping[str, Any]
    registers: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)
    fields: Mapping[str, Field] = field(default_factory=dict)
    documents: Mapping[str, See] = field(default_factory=dict)

    def holds(self, condition: Expression, scope: Scope) -> bool:
        return condition.holds(scope)

    def said(self, slot: Slot, scope: Scope) -> str | OpenPoint:
        value = slot.expression.value(scope)
        if value is UNANSWERED:
            return OpenPoint(slot.expression.source, slot.expression.source.capitalize())
        return opened(said_plainly(value), capital=slot.capital)

    def rows(self, source: Source) -> tuple[PlainRow, ...]:
        assert isinstance(source, Registered)
        return tuple(PlainRow(each) for each in self.registers[source.register])

    def ours(self, default: str) -> str:
        return f"(our {default})"

    def field(self, name: str) -> Field:
        return self.fields[name]

    def see(self, document: str) -> See | Text:
        return self.documents.get(document, Text(f"the {document}"))

    def filled(self, node: TBlock, make: Callable[[], tuple[Block, ...]]) -> tuple[Block, ...]:  # noqa: ARG002 - it remembers nothing
        return make()

    def filled_row(self, content: Any, row: Any, make: Callable[[], Any]) -> Any:  # noqa: ARG002
        return make()


def without_lone_tags(source: str) -> str:
    """`source` where a tag alone on its line takes the line with it, for Jinja.

    Among items and rows nothing is left of it, among paragraphs a blank line.
    """
    lines = re.sub(r"(?m)^[ \t]*\{#(?s:.*?)#\}[ \t]*\n", "", source).split("\n")
    return "".join(_without(lines, place) for place in range(len(lines)))


def _without(lines: list[str], place: int) -> str:
    line = lines[place]
    if not ALONE.fullmatch(line) or "include" in line:
        return line + "\n"
    return line.strip() if _among_items(lines, place) else f"\n{line.strip()}\n"


def _among_items(lines: list[str], place: int) -> bool:
    for step in (-1, 1):
        at = place + step
        while 0 <= at < len(lines) and ALONE.fullmatch(lines[at]):
            at += step
        if 0 <= at < len(lines) and re.match(r"\s*([-*+]|\d+[.)]|\|)\s", lines[at]):
            return True
    return False


def levelled(node: Any) -> Any:
    """A tree in one form: text joined, single spaces, leaves and final lists as words."""
    match node:
        case Contents():
            return Paragraph((Text("⟦contents⟧"),))
        case References():
            return Paragraph((Text("⟦references⟧"),))
        case OpenPoints():
            return Paragraph((Text("⟦open_points⟧"),))
        case Parties(parties):
            return Signatures(tuple(plain(each) for each in parties))  # type: ignore[arg-type]
        case tuple():
            return tuple(_level(node))
        case str() | bool() | int():
            return node
        case _:
            parts = {name: levelled(getattr(node, name)) for name in node.__dataclass_fields__}
            return type(node)(**parts)


def _level(nodes: tuple[Any, ...]) -> Iterator[Any]:
    found = tuple(levelled(_as_text(each)) for each in nodes)
    found = tuple(each for each in found if not _is_empty(each))
    if not any(isinstance(each, Text) for each in found):
        yield from found
        return
    for each in trimmed(joined(found)):
        match each:
            case Text(text):
                yield Text(re.sub(r" +(?=⟦cite| |$)", "", text))
            case _:
                yield each


def _is_empty(node: Any) -> bool:
    """Whether a block or item says nothing, and so is left out of a document."""
    match node:
        case Table(rows=()) | ItemList(items=()):
            return True
        case Heading(content=()) | Paragraph(()) | Item(()) | Callout(content=()):
            return True
        case _:
            return False


def _as_text(inline: Inline) -> Inline:
    """Leaves that only a finished document has, as the words Jinja was given for them."""
    match inline:
        case Citation(evidence):
            return Text(f"⟦cite:{evidence}⟧")
        case Field(id=name):
            return Text(f"⟦field:{name}⟧")
        case See(document=document):
            return Text(f"⟦see:{document}⟧")
        case SeeSection(title=title):
            return Text(f"⟦section:{title}⟧")
        case OpenPoint(question=question):
            return Text(f"⟦open:{question}⟧")
        case _:
            return inline


@pytest.fixture(scope="session")
def prepare() -> Prepare:
    return without_lone_tags


@pytest.fixture(scope="session")
def level() -> Level:
    return levelled


@pytest.fixture(scope="session")
def saying() -> type[PlainSaying]:
    return PlainSaying
