"""A finished workbook as lines that a person reads: what each sheet says, asks, offers, adds up.

A line holds what answers can change. What an author sets once for all, such as widths or the
smallest number that may be typed, stands in none.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal, TypeAlias, assert_never

from schemekit.document.workbook import (
    AverageDays,
    Breakdown,
    CellValue,
    Column,
    Count,
    Dashboard,
    Formula,
    Measure,
    Percent,
    Remarks,
    Sheet,
    Sum,
    Table,
)

LineKind: TypeAlias = Literal[
    "top", "remark", "column", "entry", "row", "sum", "part", "group", "chart"
]
FORMULA: Final = "formula"
"""The part of a column’s line that is its formula."""
FIRST: Final = "first"
"""The part of a column’s line that is the first value its formula comes to."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a line says, under a label."""

    label: str
    value: CellValue | Formula


NOTHING: Final = Part("", None)
"""What stands for a part that a line does not have."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a sheet: a row, a column and what is asked in it, a remark, a sum."""

    kind: LineKind
    id: str
    """By what it is known in its sheet, whatever it says."""
    name: str
    """By what a person finds it."""
    parts: dict[str, Part] = field(default_factory=dict)
    place: int | None = None
    """Where it stands in a list whose order tells something, counted from 1."""


def lines(sheet: Sheet, named_by: str | None) -> tuple[Line, ...]:
    """Everything the sheet says, in the order it is read; rows are named by a column’s words."""
    match sheet:
        case Table():
            return (_top(sheet), *_filled(sheet, named_by))
        case Remarks():
            return (_top(sheet), *_remarks(sheet))
        case Dashboard():
            return (_top(sheet, "; ".join(sheet.heads)), *_sums(sheet))
        case _:
            assert_never(sheet)


def shown(value: CellValue | Formula) -> str:
    """A value in words, a number as finely as sheets show it."""
    match value:
        case Formula():
            return "worked out by a formula"
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case date():
            return f"{value.day} {value:%B %Y}"
        case str():
            return value
        case _:
            return f"{round(value, 2):,}".removesuffix(".0")


def labelled(label: str, words: str) -> str:
    """What a part says, under its label where it has one."""
    return f"{label}: {words}".strip() if label else words


def naming_column(sheets: Iterable[Table]) -> str | None:
    """The first column whose words tell every named row of each table from the others."""
    found = [
        [each.id for each in table.columns if _tells(each, len(table.names))]
        for table in sheets
        if table.names
    ]
    shared = (each for each in found[0] if all(each in others for others in found)) if found else ()
    return next(iter(shared), None)


def _tells(column: Column, rows: int) -> bool:
    first = column.values[:rows]
    words = {each for each in first if isinstance(each, str)}
    return column.formula is None and len(words) == rows


def _top(sheet: Sheet, heads: str = "") -> Line:
    parts = {"title": Part("Title", sheet.title), "purpose": Part("Purpose", sheet.purpose)}
    return Line("top", "", "At the top", parts | {"heads": Part("Columns", heads)})


def _remarks(sheet: Remarks) -> Iterator[Line]:
    titles = [each.title for each in sheet.remarks]
    for place, each in enumerate(sheet.remarks):
        known_by = _known_by(each.title, titles, place)
        yield Line("remark", known_by, f"Remark: {each.title}", {"text": Part("", each.text)})


def _known_by(words: str, among: Sequence[str], place: int) -> str:
    """Words that may stand more than once, told apart by how often they stood before."""
    return f"{words} {among[:place].count(among[place])}"


def _column(column: Column) -> Line:
    parts = {"help": Part("Help", column.help)}
    if column.options:
        parts["options"] = Part("Options", "; ".join(each.label for each in column.options))
    if column.formula is not None:
        first = next((each for each in column.values if each is not None), None)
        parts[FORMULA] = Part("", column.formula)
        parts[FIRST] = Part("shown first", first)
    return Line("column", column.id, f"Column: {column.label}", parts)


def _filled(table: Table, named_by: str | None) -> Iterator[Line]:
    """The columns, and what stands in the cells: rows by name, else each column as a list."""
    for column in table.columns:
        yield _column(column)
        if not table.names and column.formula is None:
            yield from _entries(column)
    for row, name in enumerate(table.names):
        yield _row(table, row, name, named_by)
    if not table.names:
        yield from _worked_out([each for each in table.columns if each.formula is not None])


def _entries(column: Column) -> Iterator[Line]:
    words = [shown(each) for each in column.values if each is not None]
    for place, value in enumerate(words):
        known_by = _known_by(f"{column.id} {value}", words, place)
        yield Line("entry", known_by, f"Entry in {column.label}", {"value": Part("", value)})


def _worked_out(columns: Sequence[Column]) -> Iterator[Line]:
    for row in range(max((len(each.values) for each in columns), default=0)):
        parts = {each.id: Part(each.label, _value(each, row)) for each in columns}
        yield Line("row", str(row), f"Row: {row + 1}", parts)


def _row(table: Table, row: int, name: str, named_by: str | None) -> Line:
    words = {each.id: Part(each.label, _value(each, row)) for each in table.columns}
    called = shown(words.pop(named_by).value if named_by else row + 1)
    return Line("row", name, f"Row: {called}", words, row + 1)


def _value(column: Column, row: int) -> CellValue:
    return column.values[row] if row < len(column.values) else None


def _sums(sheet: Dashboard) -> Iterator[Line]:
    for measure in sheet.measures:
        yield _measure(measure, sheet.heads)
    for each in sheet.breakdowns:
        yield from _breakdown(each)
    for chart in sheet.charts:
        name = f"Chart: {chart.title}"
        yield Line("chart", chart.id, name, {"alt": Part("In words", chart.alt)})


def _measure(measure: Measure, heads: tuple[str, str, str]) -> Line:
    counted: tuple[str | bool, ...] = ()
    now, target = measure.value, shown(measure.target)
    words = shown(now)
    match measure.sum:
        case Count(values=values) | Sum(values=values):
            counted = values
        case Percent():
            words = "" if now is None else f"{now:.0%}"
            target = target and f"{target}%"
        case AverageDays():
            pass
        case _:
            assert_never(measure.sum)
    parts = {
        "now": Part(heads[1], words),
        "target": Part(heads[2], target),
        "counted": Part("Counted", "; ".join(shown(each) for each in counted)),
    }
    return Line("sum", measure.id, f"Row: {measure.label}", parts)


def _breakdown(breakdown: Breakdown) -> Iterator[Line]:
    label, hidden = Part("Groups", breakdown.label), Part("Small numbers shown as", "")
    if breakdown.hide_below:
        hidden = Part(hidden.label, breakdown.hidden)
    name = f"Part: {breakdown.title}"
    yield Line("part", breakdown.id, name, {"label": label, "hidden": hidden})
    for number, group in enumerate(breakdown.names):
        counts = {
            str(place): Part(each.label, _hidden(each.values[number], breakdown))
            for place, each in enumerate(breakdown.counts)
        }
        words = f"{breakdown.title}: {group}"
        yield Line("group", f"{breakdown.id} {group}", words, counts)


def _hidden(value: int, breakdown: Breakdown) -> CellValue:
    """A group’s count as its line tells it: nothing where nobody is counted yet."""
    return breakdown.hidden if 0 < value < breakdown.hide_below else value or None
