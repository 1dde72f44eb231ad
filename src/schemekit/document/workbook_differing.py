"""What differs between two workbooks, sheet by sheet, in lines as documents have blocks.

A sheet takes the place of the heading. What changed alike down a column is one line.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from difflib import SequenceMatcher
from typing import Final, TypeAlias

from schemekit.document.passages import Difference, alike
from schemekit.document.tabs import tabs
from schemekit.document.workbook import Formula, Sheet, Table, Workbook
from schemekit.document.workbook_alike import Both, Once, Words, told_once
from schemekit.document.workbook_lines import (
    FIRST,
    FORMULA,
    NOTHING,
    Line,
    Part,
    labelled,
    lines,
    naming_column,
    shown,
)

Pair: TypeAlias = tuple[Line | None, Line | None]
"""A line before and after; None where there is none."""
_CALLED_AFTER: Final = {"entry", "group"}
"""Lines that are called after another, which tells of a new name itself."""
_LITERAL: Final = re.compile(r'"(?:[^"]|"")*"|DATE\((\d+),(\d+),(\d+)\)|\b\d+(?:\.\d+)?\b')
"""What a formula counts with: words, days and numbers."""


def workbook_differences(before: Workbook, after: Workbook) -> tuple[Difference, ...]:
    """Every line that differs, under what its sheet’s tab says."""
    headings = tabs(before) | tabs(after)
    old = {each.id: each for each in before.sheets}
    new = {each.id: each for each in after.sheets}
    return tuple(
        Difference(headings[name], *words)
        for name in _merged(list(old), list(new))
        for words in _sheet(old.get(name), new.get(name))
        if words[0] != words[1]
    )


def _sheet(before: Sheet | None, after: Sheet | None) -> Iterator[Words]:
    if before is None or after is None:
        yield _whole(before), _whole(after)
        return
    if before == after:
        return
    named_by = naming_column([each for each in (before, after) if isinstance(each, Table)])
    pairs = _pairs(lines(before, named_by), lines(after, named_by))
    both = [(old, new) for old, new in pairs if old and new]
    once = told_once([each for each in both if each[1].kind == "row"], _reworked(both))
    moved = _moved(both)
    rows = False
    for old, new in pairs:
        if not rows and "row" in {each.kind for each in (old, new) if each}:
            yield from once.words
            rows = True
        yield _told(old, new, once, moved)


def _whole(sheet: Sheet | None) -> str:
    return f"The whole sheet: {sheet.purpose or sheet.title}" if sheet else ""


def _merged(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """All of `new` in its order, what is only in `old` after what it stood after."""
    found, stays = list(new), set(new)
    after = -1
    for each in old:
        if each in stays:
            after = found.index(each)
            continue
        after += 1
        found.insert(after, each)
    return found


def _pairs(old: Sequence[Line], new: Sequence[Line]) -> list[Pair]:
    """The lines of both sides, each beside what it was or became, in the order they are read."""
    before = {_key(each): each for each in old}
    after = {_key(each): each for each in new}
    left = [each for key, each in before.items() if key not in after]
    for key, each in after.items():
        if key in before:
            continue
        match = next((one for one in left if _became(one, each)), None)
        if match is not None:
            left.remove(match)
            before = {key if one is match else name: one for name, one in before.items()}
    return [(before.get(key), after.get(key)) for key in _merged(list(before), list(after))]


def _key(line: Line) -> str:
    return f"{line.kind} {line.id}"


def _became(old: Line, new: Line) -> bool:
    """Whether a line that is known by something else is the old one in other words."""
    if old.kind != new.kind:
        return False
    match new.kind:
        case "remark":
            return old.name == new.name or alike(_content(old), _content(new))
        case "entry":
            return old.name == new.name and alike(_content(old), _content(new))
        case _:
            return old.name == new.name


def _content(line: Line) -> str:
    return " ".join(shown(each.value) for each in line.parts.values())


def _told(old: Line | None, new: Line | None, once: Once, moved: frozenset[str]) -> Words:
    if old is None or new is None:
        return _all(old), _all(new)
    found = [
        _part(old.parts.get(each, NOTHING), new.parts.get(each, NOTHING))
        for each in _merged(list(old.parts), list(new.parts))
        if (new.id, each) not in once.cells and _counts(each, old, new)
    ]
    if new.kind == "row" and new.id in moved:
        found.append((f"Place in the list: {old.place}", f"Place in the list: {new.place}"))
    changed = [words for words in found if words[0] != words[1]]
    name = new.name if new.kind in _CALLED_AFTER else old.name
    before, after = zip((name, new.name), *changed, strict=True)
    return " | ".join(before), " | ".join(after)


def _all(line: Line | None) -> str:
    """A line of which the other workbook has none, with everything that it says."""
    if line is None:
        return ""
    said = [
        labelled(each.label, words) for each in line.parts.values() if (words := shown(each.value))
    ]
    return " | ".join((line.name, *said))


def _counts(part: str, old: Line, new: Line) -> bool:
    """Whether a part tells something of its own: what a formula comes to, where it is another."""
    return part != FIRST or old.parts.get(FORMULA) != new.parts.get(FORMULA)


def _part(old: Part, new: Part) -> Words:
    if isinstance(old.value, Formula) and isinstance(new.value, Formula):
        return _formulas(old.value, new.value)
    if shown(old.value) == shown(new.value):
        return "", ""
    label = new.label or old.label
    return labelled(label, shown(old.value)), labelled(label, shown(new.value))


def _formulas(old: Formula, new: Formula) -> Words:
    """Two formulas by what they count with, where that is all in which they differ."""
    if _shape(old) != _shape(new):
        return "one formula", "another formula"
    both = zip(_literals(old), _literals(new), strict=True)
    pairs = dict.fromkeys((a, b) for a, b in both if a != b)
    return _counting(a for a, _ in pairs), _counting(b for _, b in pairs)


def _counting(found: Iterable[str]) -> str:
    return f"the formula counts with {', '.join(found)}"


def _shape(formula: Formula) -> list[object]:
    return [_LITERAL.sub("?", each) if isinstance(each, str) else each for each in formula.parts]


def _literals(formula: Formula) -> list[str]:
    texts = [each for each in formula.parts if isinstance(each, str)]
    return [_literal(found) for each in texts for found in _LITERAL.finditer(each)]


def _literal(found: re.Match[str]) -> str:
    words = found[0]
    if words.startswith('"'):
        return f"“{words[1:-1]}”"
    return shown(date(*map(int, found.groups()))) if found[1] else words.removesuffix(".0")


def _reworked(pairs: Sequence[Both]) -> frozenset[str]:
    """The columns that another formula fills, of which a line of their own tells."""
    return frozenset(
        new.id for old, new in pairs if old.parts.get(FORMULA) != new.parts.get(FORMULA)
    )


def _moved(pairs: Sequence[Both]) -> frozenset[str]:
    """The rows that stand elsewhere among those that both sheets have."""
    new = [each.id for _, each in pairs if each.place is not None]
    placed = {each.id: old.place for old, each in pairs if old.place is not None}
    old = sorted(new, key=lambda name: placed.get(name, 0))
    kept = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return frozenset(new) - {each for at in kept for each in old[at.a : at.a + at.size]}
