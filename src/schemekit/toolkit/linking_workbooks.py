"""Whether a workbook fits together: columns that name columns, sums over them, pictures of sums."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, cast

from jinja2 import nodes

from schemekit.errors import Problem, nearest
from schemekit.toolkit.choices import ChoiceQuestion, ChoicesQuestion
from schemekit.toolkit.conditions import Expression
from schemekit.toolkit.formulas import CALLS, TODAY, refused_calls
from schemekit.toolkit.linking import link_expression, unknown
from schemekit.toolkit.questionnaire import Questionnaire
from schemekit.toolkit.registers import Register
from schemekit.toolkit.workbooks import (
    WorkbookBreakdown,
    WorkbookChart,
    WorkbookColumn,
    WorkbookMeasure,
    WorkbookSheet,
    WorkbookTemplate,
    located,
)

WORDED: Final = {"text", "prose", "email", "choice", "choices"}
Key = tuple[str, str]


def link_workbook(
    template: WorkbookTemplate, known: Questionnaire, registers: Mapping[str, Register]
) -> Iterator[Problem]:
    """Everything in a workbook that does not fit."""
    yield from _Linking(template, known, registers).problems()


@dataclass(frozen=True, slots=True)
class _Linking:
    template: WorkbookTemplate
    known: Questionnaire
    registers: Mapping[str, Register]

    def problems(self) -> Iterator[Problem]:
        template = self.template
        phrases = [each for phrase in template.phrases() for each in phrase.expressions]
        conditions = [each for each in (template.when, template.demanded) if each]
        for expression in (*phrases, *conditions):
            yield from link_expression(expression, self.known, template.name)
        yield from self._twice("sheet", [each.id for each in template.sheets])
        number = 0
        for place, sheet in enumerate(template.sheets):
            yield from self._sheet(sheet, template.source.where("sheet", place))
            for column in sheet.column:
                where = template.source.where("sheet.column", number)
                yield from self._column(sheet, column, f"{where}, column {column.id!r}")
                number += 1
        yield from self._circles()

    def _twice(self, kind: str, ids: Iterable[str], where: str = "") -> Iterator[Problem]:
        for name, times in Counter(ids).items():
            if times > 1:
                yield Problem(where or self.template.name, f"the {kind} {name!r} stands twice.")

    def _sheet(self, sheet: WorkbookSheet, where: str) -> Iterator[Problem]:
        told = f"{where}, sheet {sheet.id!r}"
        yield from self._twice("column", [each.id for each in sheet.column], told)
        if sheet.register_ is not None:
            yield from unknown([sheet.register_], self.registers, "register", told)
        if sheet.events is not None:
            at = sheet.events
            named = [each for each in (at.title, at.start, at.finish, at.note) if each]
            yield from unknown(named, [each.id for each in sheet.column], "column", told)
        ids = [each.id for part in (sheet.measure, sheet.breakdown, sheet.chart) for each in part]
        yield from self._twice("id", ids, told)
        for measure in sheet.measure:
            yield from self._measure(sheet, measure, f"{told}, measure {measure.id!r}")
        for breakdown in sheet.breakdown:
            yield from self._breakdown(sheet, breakdown, f"{told}, breakdown {breakdown.id!r}")
        for chart in sheet.chart:
            yield from self._chart(sheet, chart, f"{told}, chart {chart.id!r}")

    # ── Columns ─────────────────────────────────────────────────────────────────────────────────

    def _column(
        self, sheet: WorkbookSheet, column: WorkbookColumn, where: str
    ) -> Iterator[Problem]:
        if column.id in self.known.questions or column.id in self.known.facts:
            yield Problem(where, f"{column.id!r} is a question or fact too.", "Name it otherwise.")
        if len(column.values) > sheet.rows:
            yield Problem(where, f"there are more values than its {sheet.rows} rows.")
        if column.column is not None:
            register = self.registers.get(sheet.register_ or "")
            columns = register.columns if register else ()
            yield from unknown([column.column], columns, "column of its register", where)
        if column.source is not None:
            yield from self._place(column.source, where, WORDED)
        if column.chosen is not None:
            yield from self._chosen(column.chosen, where)
        if column.formula is not None:
            yield from self._formula(sheet, column.formula, where)
        if column.lookup is not None:
            yield from self._lookup(sheet, column, where)
        if column.tally is not None:
            yield from self._tally(sheet, column, where)

    def _place(self, place: str, where: str, kinds: Iterable[str] = ()) -> Iterator[Problem]:
        """A column that is named and is not there, or is of another kind than it must be."""
        columns = self.template.columns()
        sheet, name = located(place)
        tables = {each for each, _ in columns}
        if sheet not in tables:
            yield from unknown([sheet], tables, "sheet with columns", where)
        elif (sheet, name) not in columns:
            yield from unknown(
                [name], [c for s, c in columns if s == sheet], f"column of {sheet!r} called", where
            )
        elif kinds and columns[sheet, name].kind not in kinds:
            kind, allowed = columns[sheet, name].kind, " or ".join(sorted(kinds))
            yield Problem(where, f"{place!r} is a {kind} column, not {allowed}.")

    def _chosen(self, question: str, where: str) -> Iterator[Problem]:
        yield from unknown([question], self.known.questions, "question", where)
        found = self.known.questions.get(question)
        if found is not None and not isinstance(found, ChoiceQuestion | ChoicesQuestion):
            yield Problem(where, f"{question!r} has no options to choose.")

    def _formula(self, sheet: WorkbookSheet, formula: Expression, where: str) -> Iterator[Problem]:
        columns = {each.id: each for each in sheet.column}
        yield from link_expression(formula, self.known, where, {*columns, TODAY})
        for name, literal in formula.options_compared():
            options = [each.id for each in columns[name].options] if name in columns else []
            if options and literal not in options:
                yield Problem(
                    where,
                    f"{literal!r} is not an option of {name!r}.",
                    nearest(literal, options) or f"There are {', '.join(options)}.",
                )
        for each in refused_calls(formula, columns):
            allowed = ", ".join(CALLS)
            yield Problem(
                where, f"{each} cannot be worked out from columns.", f"There are {allowed}."
            )
        for sum_ in formula.tree.find_all((nodes.BinExpr, nodes.Call, nodes.Neg)):
            if next(sum_.find_all(nodes.CondExpr), None) is not None:
                yield Problem(where, "‘if’ stands inside a sum.", "Put the sum inside ‘if’.")

    def _lookup(
        self, sheet: WorkbookSheet, column: WorkbookColumn, where: str
    ) -> Iterator[Problem]:
        place, by = cast("str", column.lookup), cast("str", column.by)
        kinds = WORDED if column.kind == "text" else {column.kind}
        yield from self._place(place, where, kinds)
        yield from self._by(sheet, located(place)[0], by, where)

    def _tally(self, sheet: WorkbookSheet, column: WorkbookColumn, where: str) -> Iterator[Problem]:
        other, by = cast("str", column.tally), cast("str", column.by)
        yield from self._by(sheet, other, by, where)
        if column.only is not None:
            yield from self._place(f"{other}.{column.only}", where, {"yes_no"})
        if column.kind != "number":
            yield Problem(where, "a tally is a number.")

    def _by(self, sheet: WorkbookSheet, other: str, by: str, where: str) -> Iterator[Problem]:
        for each in dict.fromkeys((sheet.id, other)):
            yield from self._place(f"{each}.{by}", where, WORDED)

    def _circles(self) -> Iterator[Problem]:
        columns = self.template.columns()
        for start, column in columns.items():
            waiting, seen = list(_rests_on(start, column)), set[Key]()
            while waiting:
                each = waiting.pop()
                if each == start:
                    what = f"column {'.'.join(start)!r} is worked out from itself."
                    yield Problem(self.template.name, what, "Take one step out.")
                    break
                if each in columns and each not in seen:
                    seen.add(each)
                    waiting += _rests_on(each, columns[each])

    # ── Sums and pictures ───────────────────────────────────────────────────────────────────────

    def _measure(
        self, sheet: WorkbookSheet, measure: WorkbookMeasure, where: str
    ) -> Iterator[Problem]:
        if measure.target is not None:
            yield from link_expression(measure.target, self.known, where)
        if measure.count is not None:
            yield from self._place(measure.count, where)
            yield from self._wanted(measure, where)
        if measure.sum is not None:
            yield from self._place(measure.sum, where, {"number"})
        if measure.where is not None:
            yield from self._place(measure.where, where)
            if located(measure.where)[0] != located(measure.sum or "")[0]:
                yield Problem(where, "where and sum name different sheets.")
        counts = {each.id for each in sheet.measure if each.count or each.sum}
        shares = [each for each in (measure.percent, measure.of) if each]
        yield from unknown(shares, counts, "count", where)
        dates = [each for each in (measure.days_from, measure.days_to) if each]
        for each in dates:
            yield from self._place(each, where, {"date"})
            found = self.template.columns().get(located(each))
            if found is not None and found.computed:
                yield Problem(where, f"{each!r} is worked out; days run between typed dates.")
        if len({located(each)[0] for each in dates}) > 1:
            yield Problem(where, "its two dates stand in different sheets.")

    def _wanted(self, measure: WorkbookMeasure, where: str) -> Iterator[Problem]:
        column = self.template.columns().get(located(measure.count or ""))
        if column is None or not measure.wanted:
            return
        texts = [each for each in measure.wanted if isinstance(each, str)]
        if column.kind == "choice":
            yield from unknown(texts, [each.id for each in column.options], "option", where)
        if (column.kind == "yes_no") == bool(texts) or column.kind in {"number", "date"}:
            kind = column.kind.replace("_", " or ")
            yield Problem(where, f"{measure.wanted!r} cannot stand in a {kind} column.")

    def _breakdown(
        self, sheet: WorkbookSheet, breakdown: WorkbookBreakdown, where: str
    ) -> Iterator[Problem]:
        yield from self._place(breakdown.by, where, WORDED)
        yield from link_expression(breakdown.hide_below, self.known, where)
        counts = {each.id: each.count for each in sheet.measure if each.count}
        yield from unknown(breakdown.measures, counts, "count", where)
        _, group = located(breakdown.by)
        for each in breakdown.measures:
            if each in counts:
                yield from self._place(f"{located(counts[each])[0]}.{group}", where, WORDED)

    def _chart(self, sheet: WorkbookSheet, chart: WorkbookChart, where: str) -> Iterator[Problem]:
        ids = [each.id for each in sheet.measure]
        if chart.breakdown is not None:
            known = [each.id for each in sheet.breakdown]
            yield from unknown([chart.breakdown], known, "breakdown", where)
            return
        yield from unknown(chart.measures, ids, "measure", where)
        if not set(chart.measures) <= set(ids):
            return
        first = ids.index(chart.measures[0])
        if list(chart.measures) != ids[first : first + len(chart.measures)]:
            yield Problem(where, "its measures do not stand one below another, in this order.")
        shown = [each for each in sheet.measure if each.id in chart.measures]
        if len({bool(each.percent) for each in shown}) > 1:
            yield Problem(where, "it mixes percentages and counts.", "Make two charts.")


def _rests_on(key: Key, column: WorkbookColumn) -> Iterator[Key]:
    """The columns that a column is worked out from."""
    sheet, _ = key
    if column.formula is not None:
        yield from ((sheet, each) for each in column.formula.reads)
    if column.lookup is not None and column.by is not None:
        other, name = located(column.lookup)
        yield from ((other, name), (other, column.by), (sheet, column.by))
    if column.tally is not None and column.by is not None:
        yield from ((column.tally, column.by), (sheet, column.by))
        if column.only is not None:
            yield column.tally, column.only
