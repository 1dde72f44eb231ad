"""What a tag can mean: a closed set, and how each is written."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from schemekit.toolkit import conditions
from schemekit.toolkit.conditions import Expression
from schemekit.toolkit.templates import Advised, Chosen, Registered, Source


class TagError(Exception):
    """A tag that says nothing we know; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class Say:
    """`{{ expression }}`; `capital` where the local word it replaces starts a sentence."""

    expression: Expression
    capital: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """`{{ cite("id") }}` and its like."""

    what: Literal["field", "cite", "ours", "see", "section"]
    id: str


@dataclass(frozen=True, slots=True)
class Listed:
    """`{{ contents() }}` and its like: a list made at the end."""

    what: Literal["contents", "references", "open_points"]


@dataclass(frozen=True, slots=True)
class If:
    condition: Expression


@dataclass(frozen=True, slots=True)
class Elif:
    condition: Expression


@dataclass(frozen=True, slots=True)
class Else:
    pass


@dataclass(frozen=True, slots=True)
class EndIf:
    pass


@dataclass(frozen=True, slots=True)
class For:
    row: str
    source: Source


@dataclass(frozen=True, slots=True)
class EndFor:
    pass


@dataclass(frozen=True, slots=True)
class Include:
    path: str


Control: TypeAlias = If | Elif | Else | EndIf | For | EndFor
Meaning: TypeAlias = Say | Named | Listed | Include | Control


_CALL: Final = re.compile(r"(\w+)\s*\(\s*(?:\"([^\"]*)\"|'([^']*)')?\s*\)")
_FUNCTION: Final = re.compile(
    r"(field|cite|ours|see|section|contents|references|open_points|register|advice)\s*\("
)
_FOR: Final = re.compile(r"for\s+([a-z_]\w*)\s+in\s+(.+)", re.DOTALL)
_INCLUDE: Final = re.compile(r"include\s+(?:\"([^\"]+)\"|'([^']+)')")


@lru_cache(maxsize=4096)
def parse(source: str) -> Expression:
    """`source` as an expression; the same condition is written many times in a toolkit."""
    return conditions.parse(source)


def meaning_said(inside: str) -> Meaning:
    """What stands between `{{` and `}}`."""
    call = _CALL.fullmatch(inside)
    if not _FUNCTION.match(inside):
        return Say(parse(inside))
    if call is None:
        raise TagError(f"{inside!r} needs an id in quotes, and nothing else")
    name, id_ = call[1], call[2] or call[3]
    match name:
        case "field" | "cite" | "ours" | "see" | "section" if id_:
            return Named(name, id_)
        case "contents" | "references" | "open_points" if id_ is None:
            return Listed(name)
        case "register" | "advice":
            raise TagError(f"{inside!r} gives rows: write {{% for r in {inside} %}}")
        case _:
            raise TagError(f"{inside!r} has no id" if id_ is None else f"{inside!r} takes no id")


def meaning_done(inside: str) -> Meaning:
    """What stands between `{%` and `%}`."""
    word, _, rest = inside.partition(" ")
    match word, rest.strip():
        case "if", condition if condition:
            return If(parse(condition))
        case "elif", condition if condition:
            return Elif(parse(condition))
        case "else", "":
            return Else()
        case "endif", "":
            return EndIf()
        case "endfor", "":
            return EndFor()
        case "for", _:
            return _loop(inside)
        case "include", _:
            return _include(inside)
        case _:
            raise TagError(
                f"{inside!r} is no tag: there are if, elif, else, endif, for, endfor and include"
            )


def _loop(inside: str) -> For:
    found = _FOR.fullmatch(inside)
    if found is None:
        raise TagError(f'{inside!r} is no loop: write for r in register("…")')
    row, source = found[1], found[2].strip()
    call = _CALL.fullmatch(source)
    id_ = (call[2] or call[3]) if call else None
    if call and id_ and call[1] == "register":
        return For(row, Registered(id_))
    if call and id_ and call[1] == "advice":
        return For(row, Advised(id_))
    if source.isidentifier():
        return For(row, Chosen(source))
    raise TagError(
        f'loops run over register("…"), advice("…") or a choices question, not {source!r}'
    )


def _include(inside: str) -> Include:
    found = _INCLUDE.fullmatch(inside)
    if found is None:
        raise TagError(f"{inside!r} needs the clause's path in quotes")
    return Include(found[1] or found[2])
