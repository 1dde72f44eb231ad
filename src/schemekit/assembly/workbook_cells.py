"""What stands in the cells of a workbook: what is prepared, every formula, and what it comes to.

What a formula comes to now is worked out from the expression it is made of, so a spreadsheet
program that works it out again finds the same.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice, repeat
from typing import TypeAlias, cast

from schemekit.assembly.saying import Said
from schemekit.document.workbook import Cell, CellValue, Formula, Range, Truth
from schemekit.interview.interview import Profile
from schemekit.toolkit.choices import ChoiceQuestion, ChoicesQuestion
from schemekit.toolkit.conditions import Expression
from schemekit.toolkit.formulas import TODAY, Known, spreadsheet_formula
from schemekit.toolkit.registers import RegisterRow
from schemekit.toolkit.values import UNANSWERED, Value
from schemekit.toolkit.workbooks import (
    WorkbookColumn,
    WorkbookSheet,
    WorkbookTemplate,
    located,
)

Values: TypeAlias = tuple[CellValue, ...]
YES: CellValue = True


@dataclass(frozen=True, slots=True)
class Cells:
    """The columns of one workbook in one organisation."""

    template: WorkbookTemplate
    profile: Profile
    said: Said
    columns: Mapping[tuple[str, str], WorkbookColumn]
    """Every column by its sheet and id."""
    found: dict[Range, Values] = field(default_factory=dict)
    """What each column holds, worked out once."""
    rows: dict[str, tuple[RegisterRow, ...]] = field(default_factory=dict)
    """The rows of each sheet that has a register, found once."""

    def formula(self, sheet: WorkbookSheet, column: WorkbookColumn) -> Formula | None:
        """The formula that fills a column; None where people do."""
        if column.formula is not None:
            read = (each for each in sheet.column if each.id in column.formula.reads)
            known = {each.id: self._known(each) for each in read}
            return spreadsheet_formula(column.formula, known, self.profile.scope)
        if column.by is None:
            return None
        if column.lookup is not None:
            other, name = located(column.lookup)
            return _lookup(Cell(column.by), Range(other, column.by), Range(other, name))
        return _tally(Cell(column.by), column.tally or "", column.only)

    def _known(self, column: WorkbookColumn) -> Known:
        labels = {each.id: each.label.said(self.profile) for each in column.options}
        return Known(column.kind, labels)

    def registered(self, sheet: WorkbookSheet) -> tuple[RegisterRow, ...]:
        """The rows of the sheet’s register that apply; none where it has no register."""
        if sheet.register_ is None:
            return ()
        if sheet.id not in self.rows:
            register = self.said.toolkit.registers[sheet.register_]
            self.rows[sheet.id] = register.applying(self.profile.scope)
        return self.rows[sheet.id]

    def values(self, place: Range) -> Values:
        """What a column holds: of what is worked out every row, of the others the first rows."""
        if place not in self.found:
            column = self.columns[place.sheet, place.column]
            sheet = self.template.sheet(place.sheet)
            self.found[place] = tuple(self._values(sheet, column))
        return self.found[place]

    def row(self, place: Range, row: int) -> CellValue:
        values = self.values(place)
        return values[row] if row < len(values) else None

    def _values(self, sheet: WorkbookSheet, column: WorkbookColumn) -> Iterator[CellValue]:
        rows = sheet.rows
        if column.series:
            yield from (f"{column.series}{number:03}" for number in range(1, rows + 1))
        elif column.chosen is not None:
            yield from self._chosen(column.chosen)[:rows]
        elif column.column is not None:
            yield from self._of_register(sheet, column.column)[:rows]
        elif column.values:
            yield from [said for each in column.values if (said := each.said(self.profile))]
        elif column.formula is not None:
            yield from self._worked_out(sheet, column.formula)
        elif column.lookup is not None and column.by is not None:
            yield from self._looked_up(sheet, column.lookup, column.by)
        elif column.tally is not None:
            yield from self._tallied(sheet, column)

    def _of_register(self, sheet: WorkbookSheet, name: str) -> Values:
        """A column of the sheet’s register, row by row."""
        scope = self.profile.scope
        return tuple(
            _cell(
                each.values[name].value(scope)
                if name in each.values
                else self.said.registered(each).column(name)
            )
            for each in self.registered(sheet)
        )

    def _chosen(self, question: str) -> Values:
        asked, value = self.profile.questionnaire.questions[question], self.profile[question]
        match asked, value:
            case ChoicesQuestion(), tuple():
                return tuple(asked.label(each) for each in value)
            case ChoiceQuestion(), str():
                return (asked.label(value),)
            case _:
                return ()

    def _worked_out(self, sheet: WorkbookSheet, formula: Expression) -> Iterator[CellValue]:
        own = {each.id for each in sheet.column}
        answers = {each: self.profile[each] for each in formula.reads - own - {TODAY}}
        blank: dict[str, Value] = dict.fromkeys((*own, TODAY), UNANSWERED)
        read = {each: self.values(Range(sheet.id, each)) for each in formula.reads & own}
        filled = max((_filled(each) for each in read.values()), default=0)
        nothing = _cell(formula.value({**answers, **blank}))
        for row in range(filled):
            given = {
                name: values[row]
                for name, values in read.items()
                if row < len(values) and values[row] is not None
            }
            scope = {**answers, **blank, **_given(given)}
            yield _cell(formula.value(scope)) if given else nothing
        yield from repeat(nothing, sheet.rows - filled)

    def _looked_up(self, sheet: WorkbookSheet, place: str, by: str) -> Iterator[CellValue]:
        other, name = located(place)
        keys = self.values(Range(other, by))
        for key in _every(self.values(Range(sheet.id, by)), sheet.rows):
            found = key is not None and key in keys
            # what nothing asks for is not worked out: two sheets may look things up in each other
            yield self.row(Range(other, name), keys.index(key)) if found else None

    def _tallied(self, sheet: WorkbookSheet, column: WorkbookColumn) -> Iterator[CellValue]:
        other, by = column.tally or "", column.by or ""
        keys = [
            key
            for row, key in enumerate(self.values(Range(other, by)))
            if column.only is None or self.row(Range(other, column.only), row) is YES
        ]
        for key in _every(self.values(Range(sheet.id, by)), sheet.rows):
            yield None if key is None else keys.count(key)


def _every(values: Values, rows: int) -> Iterator[CellValue]:
    """What each of so many rows holds, of which the first `values` are told."""
    return islice(chain(values, repeat(None)), rows)


def _filled(values: Values) -> int:
    """Rows up to the last that holds something."""
    return max((row for row, value in enumerate(values, 1) if value is not None), default=0)


def _given(values: Mapping[str, CellValue]) -> dict[str, Value]:
    # an empty cell has been left out before, and every other value is one an answer can have
    return cast("dict[str, Value]", dict(values))


def _cell(value: Value) -> CellValue:
    """A value as a cell holds it: what is unknown, and no words at all, leave it empty."""
    return None if value is UNANSWERED or value == "" else cast("CellValue", value)


def _lookup(key: Cell, keys: Range, wanted: Range) -> Formula:
    found = ("INDEX(", wanted, ",MATCH(", key, ",", keys, ",0))")
    nothing = ("IF(", key, '="","",IFERROR(IF(')
    return Formula((*nothing, *found, '="","",', *found, '),""))'))


def _tally(key: Cell, sheet: str, only: str | None) -> Formula:
    same = ("IF(", key, '="","",SUMPRODUCT((', Range(sheet, key.column), "=", key, ")*")
    if only is None:
        return Formula((*same, "1))"))
    return Formula((*same, "(", Range(sheet, only), "=", Truth(value=True), ")))"))
