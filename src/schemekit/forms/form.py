"""A form as it was given out: what it asks, and in which spaces the answers stand."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple, TypeAlias

from schemekit.document.blocks import (
    Block,
    Callout,
    Document,
    Field,
    Heading,
    ItemList,
    Paragraph,
    Quote,
    Section,
    Signatures,
    Table,
)
from schemekit.document.naming import label
from schemekit.document.theme import Words
from schemekit.document.walk import every_inline, plain
from schemekit.forms.questions import question_of
from schemekit.toolkit.questions import Question

SpaceKind: TypeAlias = Literal["text", "list", "date", "box"]
_AGAIN: Final = re.compile(r"~\d+$")
_LINE: Final = re.compile(r"^(?P<table>[^.]+)\.(?P<line>\d{1,3})\.(?P<column>[^.]+)$")


class Space(NamedTuple):
    """One place to write, choose or tick, by the names it goes by."""

    tag: str
    alias: str
    kind: SpaceKind


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing a form asks for, read by the kind of question it is."""

    id: str
    label: str
    question: Question
    required: bool = False
    other: bool = False
    boxes: Mapping[str, str] = field(default_factory=dict)
    """The tag of each option's box to the option; empty where the answer stands in one space."""

    @property
    def tags(self) -> tuple[str, ...]:
        """Every space the answer may stand in."""
        return (self.id, *self.boxes, f"{self.id}.other") if self.boxes else (self.id,)


@dataclass(frozen=True, slots=True)
class Form:
    """What one document of the pack asks for."""

    id: str
    title: str
    edition: str
    scheme: str
    asked: tuple[Asked, ...]
    """What the form asks now, in its order, and after it what other editions of it ask."""
    spaces: tuple[Space, ...]
    """Of the form as it is now, in its order."""
    prompts: frozenset[str]
    """The words that stand in an empty space."""

    def tags(self) -> frozenset[str]:
        return frozenset(tag for each in self.asked for tag in each.tags)

    def more(self, tag: str) -> Asked | None:
        """A cell of a line that somebody added to one of the form's tables."""
        added = _LINE.match(tag)
        if added is None:
            return None
        first = f"{added['table']}.1.{added['column']}"
        like = next((each for each in self.asked if each.id == first), None)
        if like is None:
            return None
        said = like.label.replace(" 1: ", f" {added['line']}: ", 1)
        return Asked(tag, said, like.question, other=like.other)


def form_of(
    document: Document, declared: Sequence[Field], required: frozenset[str], words: Words
) -> Form:
    """The form that `document` is. `declared` has its fields, also those it does not show now."""
    fields = list(_fields(document.content, words))
    asked = {each.id: each for one in fields for each in _asked(one, required, words)}
    for one in declared:
        for each in _asked(one, required, words):
            asked.setdefault(each.id, each)
    return Form(
        document.id,
        document.title,
        document.edition,
        f"{document.organisation}: {document.scheme}",
        tuple(asked.values()),
        tuple(_numbered(space for one in fields for space in _spaces(one, words))),
        frozenset(
            {words.write_here, words.choose, words.date_hint}
            | {each.prompt for each in (*fields, *declared) if each.prompt}
        ),
    )


def base(tag: str) -> str:
    """The tag of a field, also where the field stands in the document once more."""
    return _AGAIN.sub("", tag)


def line(tag: str) -> tuple[str, int, str] | None:
    """Table, line and column of a cell's tag."""
    found = _LINE.match(tag)
    return (found["table"], int(found["line"]), found["column"]) if found else None


def _numbered(spaces: Iterable[Space]) -> Iterator[Space]:
    """Each space with a tag of its own, as it is written in the file."""
    times: dict[str, int] = {}
    for each in spaces:
        times[each.tag] = times.get(each.tag, 0) + 1
        again = times[each.tag]
        yield each if again == 1 else each._replace(tag=f"{each.tag}~{again}")


def _fields(content: Iterable[Block], words: Words) -> Iterator[Field]:
    """Every field in the order of the page; boxes and places to sign are fields too."""
    numbers = {"tick": 0, "signature": 0}
    yield from _standing(content, words, numbers)


def _standing(content: Iterable[Block], words: Words, numbers: dict[str, int]) -> Iterator[Field]:
    for block in content:
        match block:
            case ItemList(items=items):
                for item in items:
                    yield from _ticked(item.content, numbers) if item.tick else ()
                    yield from _standing(item.content, words, numbers)
            case Callout(content=inner) | Quote(inner) | Section(inner):
                yield from _standing(inner, words, numbers)
            case Signatures(parties):
                for party in parties:
                    yield from _signed(party, words, numbers)
            case Heading() | Paragraph() | Table():
                found = every_inline((block,))
                yield from (each for each in found if isinstance(each, Field))
            case _:
                continue


def _ticked(content: tuple[Block, ...], numbers: dict[str, int]) -> Iterator[Field]:
    numbers["tick"] += 1
    said = " ".join(plain(each.content) for each in content if isinstance(each, Paragraph))
    yield Field(f"tick.{numbers['tick']}", "yes_no", said)


def _signed(party: str, words: Words, numbers: dict[str, int]) -> Iterator[Field]:
    numbers["signature"] += 1
    place = f"signature.{numbers['signature']}"
    yield Field(f"{place}.name", "text", f"{words.name}: {party}")
    yield Field(f"{place}.signature", "text", f"{words.signature}: {party}")
    yield Field(f"{place}.date", "date", f"{words.date}: {party}")


def _spaces(one: Field, words: Words) -> Iterator[Space]:
    match one.kind:
        case "choices":
            for option in one.options:
                yield Space(f"{one.id}.{option.id}", label(f"{one.label}: {option.label}"), "box")
            if one.other:
                yield Space(f"{one.id}.other", label(f"{one.label}: {words.other}"), "text")
        case "rows":
            for number in range(1, one.rows + 1):
                for column in one.columns:
                    tag = f"{one.id}.{number}.{column.id}"
                    yield Space(tag, label(column.label), _space_kind(column))
        case _:
            yield Space(one.id, label(one.label), _space_kind(one))


def _space_kind(one: Field) -> SpaceKind:
    match one.kind:
        case "yes_no" if one.id.startswith("tick."):
            return "box"
        case "choice" | "yes_no":
            return "list"
        case "date":
            return "date"
        case _:
            return "text"


def _asked(one: Field, required: frozenset[str], words: Words) -> Iterator[Asked]:
    needed = one.id in required
    match one.kind:
        case "rows":
            for number in range(1, one.rows + 1):
                for column in one.columns:
                    tag = f"{one.id}.{number}.{column.id}"
                    said = f"{one.label}, {number}: {column.label}"
                    yield Asked(tag, said, question_of(column, words), other=column.other)
        case "choices":
            boxes = {f"{one.id}.{each.id}": each.id for each in one.options}
            question = question_of(one, words)
            yield Asked(one.id, one.label, question, needed, one.other, boxes)
        case _:
            yield Asked(one.id, one.label, question_of(one, words), needed, one.other)
