"""Authored TOML files, read with the line of every table known, and their mistakes in words."""

import re
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, NamedTuple, TypeVar, get_args

from pydantic import ValidationError

from schemekit.errors import Problem, nearest
from schemekit.toolkit.authored import Authored

SIZE_LIMIT: Final = 1_000_000
Model = TypeVar("Model", bound=Authored)
_HEADER: Final = re.compile(r"^\s*\[\[?\s*([A-Za-z0-9_.-]+)\s*\]\]?", re.MULTILINE)


class _Header(NamedTuple):
    """Where a table begins."""

    name: str
    start: int
    line: int


@lru_cache(maxsize=64)
def _headers(text: str) -> tuple[_Header, ...]:
    """Every table of a file, in the order they stand."""
    found, line, at = [], 1, 0
    for each in _HEADER.finditer(text):
        line += text.count("\n", at, each.start(1))
        at = each.start(1)
        found.append(_Header(each[1], at, line))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One authored file: its path as people know it, and its text."""

    name: str
    text: str

    def line_of(self, table: str, place: int = 0, key: str = "") -> int:
        """The line of the `place`-th table of that name, or of `key` inside it."""
        headers = _headers(self.text)
        own = [each for each in headers if each.name == table]
        if place >= len(own):
            return 1
        if not key:
            return own[place].line
        start = own[place].start
        later = (
            each.start
            for each in headers
            if each.start > start and not each.name.startswith(f"{table}.")
        )
        inside = self.text[start : next(later, len(self.text))]
        found = re.search(rf"^\s*{re.escape(key)}\s*=", inside, re.MULTILINE)
        return own[place].line + (inside.count("\n", 0, found.end()) if found else 0)

    def where(self, table: str, place: int = 0, key: str = "") -> str:
        return f"{self.name}, line {self.line_of(table, place, key)}"


def parsed(file: SourceFile) -> dict[str, Any]:
    """The file's tables. Raises `ValueError` in words when it is not TOML."""
    if len(file.text) > SIZE_LIMIT:
        raise ValueError(f"it is larger than {SIZE_LIMIT:,} characters.")
    try:
        return tomllib.loads(file.text)
    except (tomllib.TOMLDecodeError, RecursionError) as wrong:
        raise ValueError(f"it is not complete TOML: {wrong}.") from None


def read(
    file: SourceFile, model: type[Model], words: Mapping[str, str], problems: list[Problem]
) -> Model | None:
    """The file as `model`; None, with every mistake added to `problems`, where it is not one."""
    key = tuple(words.items())
    with suppress(ValueError):
        known: Model = _validated(file, model, key)
        return known
    return _mistaken(file, model, words, problems)


# an overlay changes few files, so what is read again beside it is mostly read already
@lru_cache(maxsize=1024)
def _validated(file: SourceFile, model: type[Model], words: tuple[tuple[str, str], ...]) -> Model:
    return model.model_validate(parsed(file), context={"words": dict(words)})


def _mistaken(
    file: SourceFile, model: type[Model], words: Mapping[str, str], problems: list[Problem]
) -> Model | None:
    try:
        tables = parsed(file)
    except ValueError as wrong:
        line = re.search(r"line (\d+)", str(wrong))
        where = f"{file.name}, line {line[1]}" if line else file.name
        problems.append(Problem(where, str(wrong), "Mend the file and try again."))
        return None
    try:
        return model.model_validate(tables, context={"words": words})
    except ValidationError as wrong:
        problems += [_problem(file, model, tables, dict(each)) for each in wrong.errors()]
        return None


def _problem(
    file: SourceFile, model: type[Authored], tables: dict[str, Any], error: dict[str, Any]
) -> Problem:
    path = [each for each in error["loc"] if isinstance(each, int | str)]
    table = str(path[0]) if path else ""
    place = path[1] if len(path) > 1 and isinstance(path[1], int) else 0
    keys = [each for each in path[1:] if isinstance(each, str)]
    key = keys[-1] if keys else ""
    name = _name(tables, table, place)
    subject = f"{table} {name!r}" if name else table
    what, remedy = _said(error, key, model, table)
    return Problem(file.where(table, place, key), f"{subject}: {what}", remedy)


def _name(tables: dict[str, Any], table: str, place: int) -> str:
    written = tables.get(table)
    entry = written[place] if isinstance(written, list) and place < len(written) else written
    return str(entry.get("id", "")) if isinstance(entry, dict) else ""


def _said(error: dict[str, Any], key: str, model: type[Authored], table: str) -> tuple[str, str]:
    match error["type"]:
        case "extra_forbidden":
            return f"there is no key {key!r} here.", nearest(key, _keys(model, table))
        case "missing":
            return f"the key {key!r} is missing.", f"Add {key} = …"
        case "value_error":
            return f"{key}: {error['ctx']['error']}.", ""
        case "union_tag_invalid":
            kinds = error["ctx"]["expected_tags"]
            return f"{error['ctx']['tag']!r} is no kind of question.", f"Kinds are {kinds}."
        case "union_tag_not_found":
            return "the key 'kind' is missing.", "Add kind = …"
        case "string_pattern_mismatch":
            return f"{key}: {error['input']!r} is no id.", "Use small letters, digits and _."
        case _:
            return f"{key}: {error['msg'][:1].lower()}{error['msg'][1:]}.", ""


def _keys(model: type[Authored], table: str) -> set[str]:
    """Every key known below `table`, to name the nearest one."""
    field = model.model_fields.get(table)
    if field is None:
        return set(model.model_fields)
    return _keys_below(field.annotation, set())


def _keys_below(annotation: Any, seen: set[type]) -> set[str]:
    known: set[str] = set()
    if isinstance(annotation, type) and issubclass(annotation, Authored):
        if annotation in seen:
            return known
        seen.add(annotation)
        known |= set(annotation.model_fields)
        for each in annotation.model_fields.values():
            known |= _keys_below(each.annotation, seen)
    for each in get_args(annotation):
        known |= _keys_below(each, seen)
    return known
