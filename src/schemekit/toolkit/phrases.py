"""One-line texts with slots: titles, labels, defaults, messages.

They stand on the path to the first prompt, so nothing here parses Markdown.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeAlias, cast

from jinja2 import nodes

from schemekit.document.blocks import Text
from schemekit.document.marks import FIRST
from schemekit.toolkit.conditions import Expression
from schemekit.toolkit.evaluation import Scope
from schemekit.toolkit.meanings import Elif, Else, EndIf, If, Say
from schemekit.toolkit.tags import Tag, Words, scan
from schemekit.toolkit.templates import Branch, Slot, TInline, When, mentions
from schemekit.toolkit.values import UNANSWERED, Value, said_date, said_list, said_number

Part: TypeAlias = "Text | Slot | When[Part]"


class PhraseError(Exception):
    """A phrase that cannot be read; the message says why."""


class Speaker(Protocol):
    """Who says a phrase: knows what every name is worth, and how its value is said."""

    def holds(self, condition: Expression) -> bool: ...

    def words(self, expression: Expression, *, capital: bool = False) -> str: ...


@dataclass(frozen=True, slots=True)
class Phrase:
    """A line of words with slots in it."""

    source: str
    content: tuple[Part, ...]

    def said(self, speaker: Speaker) -> str:
        """The phrase with its slots filled; what was left out leaves no double space."""
        return re.sub(" {2,}", " ", "".join(_words(self.content, speaker))).strip()

    def value(self, scope: Scope) -> Value:
        """The phrase over plain values; `UNANSWERED` where a slot of it is."""
        found = [each.value(scope) for each in _slots(self.content, scope)]
        return UNANSWERED if UNANSWERED in found else self.said(_Plain(scope))

    @property
    def expressions(self) -> tuple[Expression, ...]:
        """Every slot and condition."""
        found = (each.expression for each in mentions(cast("tuple[TInline, ...]", self.content)))
        return tuple(each for each in found if each is not None)

    @property
    def reads(self) -> frozenset[str]:
        return frozenset().union(*(each.reads for each in self.expressions))

    def __str__(self) -> str:
        return self.source


@dataclass(frozen=True, slots=True)
class _Plain:
    """Says values as they are, knowing no question."""

    scope: Scope

    def holds(self, condition: Expression) -> bool:
        return condition.holds(self.scope)

    def words(self, expression: Expression, *, capital: bool = False) -> str:
        return opened(said_plainly(expression.value(self.scope)), capital=capital)


def opened(words: str, *, capital: bool) -> str:
    """`words`, with a capital letter where they open a sentence."""
    return words[:1].upper() + words[1:] if capital else words


def said_plainly(value: Value) -> str:
    """A value in words, where no question or fact says how; empty where it is unanswered."""
    match value:
        case bool():
            return "yes" if value else "no"
        case date():
            return said_date(value)
        case int() | float():
            return said_number(value)
        case tuple():
            return said_list(value)
        case str():
            return value
        case _:
            return ""


def parse_phrase(text: str, words: Words) -> Phrase:
    """`text` as a phrase. Raises `PhraseError` for anything but slots and branches."""
    scanned = scan(text, "", words)
    if scanned.problems:
        raise PhraseError(" ".join(each.what for each in scanned.problems).rstrip("."))
    if "\n" in scanned.text.strip():
        raise PhraseError("a phrase is one line")
    parts = iter(_split(scanned.text.strip(), scanned.tags))
    content, end = _read(parts)
    if end is not None:
        raise PhraseError(f"{end.written!r} has no {{% if %}} before it")
    return Phrase(text, content)


def _split(text: str, tags: tuple[Tag, ...]) -> Iterator[str | Tag]:
    """Words and tags, in order."""
    plain = ""
    for each in text:
        if ord(each) < FIRST:
            plain += each
            continue
        if plain:
            yield plain
        plain = ""
        yield tags[ord(each) - FIRST]
    if plain:
        yield plain


def _read(parts: Iterator[str | Tag]) -> tuple[tuple[Part, ...], Tag | None]:
    """What stands before the next tag that closes or turns, and that tag."""
    found: list[Part] = []
    for part in parts:
        if isinstance(part, str):
            found.append(Text(part))
            continue
        match part.meaning:
            case Say(expression, capital):
                found.append(cast("Part", said(expression, "", capital=capital)))
            case If():
                found.append(_when(part, parts))
            case Elif() | Else() | EndIf():
                return tuple(found), part
            case _:
                raise PhraseError(f"{part.written!r} cannot stand in a phrase")
    return tuple(found), None


def _when(opened: Tag, parts: Iterator[str | Tag]) -> When[Part]:
    """An `{% if %}` up to its `{% endif %}`."""
    branches: list[Branch[Part]] = []
    tag: Tag | None = opened
    while tag is not None and isinstance(tag.meaning, If | Elif):
        condition = tag.meaning.condition
        content, tag = _read(parts)
        branches.append(Branch(condition, content, ""))
    otherwise: tuple[Part, ...] = ()
    if tag is not None and isinstance(tag.meaning, Else):
        otherwise, tag = _read(parts)
    if tag is None or not isinstance(tag.meaning, EndIf):
        raise PhraseError(f"{opened.written!r} is never closed")
    return When(tuple(branches), otherwise)


def said(expression: Expression, where: str, *, capital: bool = False) -> TInline:
    """`{{ expression }}` as a node: a literal is text, `a if c else b` is a branch."""
    match expression.tree:
        case nodes.Const(value=str(text)) | nodes.TemplateData(data=str(text)):
            return Text(text)
        case nodes.CondExpr(test=test, expr1=yes, expr2=no):
            first = said(_part(expression, yes), where)
            other = () if no is None else (said(_part(expression, no), where),)
            return When((Branch(_part(expression, test), (first,), where),), other)
        case _:
            return Slot(expression, where, capital)


def _part(whole: Expression, tree: nodes.Expr) -> Expression:
    """A part of an expression as an expression of its own."""
    reads = {
        each.name for each in (tree, *tree.find_all(nodes.Name)) if isinstance(each, nodes.Name)
    }
    return Expression(f"{whole.source} [{tree!r}]", tree, frozenset(reads & whole.reads))


def _slots(content: tuple[Part, ...], scope: Scope) -> Iterator[Expression]:
    for part in content:
        match part:
            case Slot(expression=expression):
                yield expression
            case When():
                yield from _slots(part.standing(lambda each: each.holds(scope)), scope)
            case Text():
                continue


def _words(content: tuple[Part, ...], speaker: Speaker) -> Iterator[str]:
    for part in content:
        match part:
            case Text(text):
                yield text
            case Slot(expression=expression, capital=capital):
                yield speaker.words(expression, capital=capital)
            case When():
                yield from _words(part.standing(speaker.holds), speaker)
