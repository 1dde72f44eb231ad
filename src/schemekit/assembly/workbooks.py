"""One workbook, finished: words said, first rows filled in, every sum worked out as it stands."""

from dataclasses import dataclass

from schemekit.assembly.saying import Said
from schemekit.assembly.workbook_cells import Cells
from schemekit.document.blocks import Choice
from schemekit.document.workbook import (
    AverageDays,
    Breakdown,
    Chart,
    Column,
    Count,
    Dashboard,
    Events,
    GroupCount,
    Measure,
    Percent,
    Range,
    Remark,
    Remarks,
    Sheet,
    Sum,
    Table,
    Workbook,
)
from schemekit.guidance import Guidance
from schemekit.interview.interview import Profile
from schemekit.toolkit.conditions import Expression
from schemekit.toolkit.phrases import Phrase
from schemekit.toolkit.toolkit import Toolkit
from schemekit.toolkit.workbooks import (
    LEAST_SHOWN,
    WorkbookBreakdown,
    WorkbookChart,
    WorkbookColumn,
    WorkbookMeasure,
    WorkbookSheet,
    WorkbookTemplate,
    located,
)


def assemble_workbook(template: WorkbookTemplate, toolkit: Toolkit, profile: Profile) -> Workbook:
    """`template` as this organisation fills it in."""
    said = Said(toolkit, profile, Guidance(()), (), {}, {})
    filling = _Filling(template, profile, Cells(template, profile, said, template.columns()))
    return Workbook(
        id=template.id,
        file=template.file,
        title=template.title.said(profile),
        organisation=toolkit.about.organisation.said(profile),
        scheme=toolkit.about.scheme.said(profile),
        audience=template.audience.said(profile),
        purpose=template.purpose.said(profile),
        sheets=tuple(filling.sheet(each) for each in template.sheets),
        footer=toolkit.about.footer.said(profile),
        language=toolkit.about.language,
        toolkit=toolkit.questionnaire.toolkit,
    )


@dataclass(frozen=True, slots=True)
class _Filling:
    template: WorkbookTemplate
    profile: Profile
    cells: Cells

    def said(self, phrase: Phrase | None) -> str:
        return phrase.said(self.profile) if phrase else ""

    def sheet(self, sheet: WorkbookSheet) -> Sheet:
        title, purpose = self.said(sheet.title), self.said(sheet.purpose)
        match sheet.kind:
            case "remarks":
                remarks = (Remark(self.said(e.title), self.said(e.text)) for e in sheet.remark)
                shown = tuple(each for each in remarks if each.text)
                return Remarks(sheet.id, title, purpose, shown)
            case "table":
                columns = tuple(self.column(sheet, each) for each in sheet.column)
                at = sheet.events
                events = Events(at.title, at.start, at.finish, at.note or "") if at else None
                return Table(
                    sheet.id,
                    title,
                    purpose,
                    columns,
                    sheet.rows,
                    sheet.frozen,
                    events,
                    tuple(each.id for each in self.cells.registered(sheet)),
                )
            case "dashboard":
                return self.dashboard(sheet, title, purpose)

    def column(self, sheet: WorkbookSheet, column: WorkbookColumn) -> Column:
        return Column(
            column.id,
            column.kind,
            self.said(column.label),
            self.said(column.help),
            tuple(Choice(each.id, self.said(each.label)) for each in column.options),
            Range(*located(column.source)) if column.source else None,
            self.cells.formula(sheet, column),
            self.cells.values(Range(sheet.id, column.id)),
            column.min,
            column.max,
            column.decimals,
            column.width,
        )

    def dashboard(self, sheet: WorkbookSheet, title: str, purpose: str) -> Dashboard:
        first, second, third = (self.said(each) for each in sheet.heads)
        measures: dict[str, Measure] = {}
        # a share may stand above what it is a share of
        for each in sorted(sheet.measure, key=lambda each: each.percent is not None):
            measures[each.id] = self.measure(each, measures)
        return Dashboard(
            sheet.id,
            title,
            purpose,
            (first, second, third),
            tuple(measures[each.id] for each in sheet.measure),
            tuple(self.breakdown(sheet, each) for each in sheet.breakdown),
            tuple(self.chart(each) for each in sheet.chart),
        )

    def measure(self, measure: WorkbookMeasure, known: dict[str, Measure]) -> Measure:
        label, target = self.said(measure.label), self.number(measure.target)
        if measure.percent is not None and measure.of is not None:
            part, whole = known[measure.percent].value, known[measure.of].value
            value = part / whole if part is not None and whole else None
            return Measure(measure.id, label, Percent(measure.percent, measure.of), value, target)
        if measure.days_from is not None and measure.days_to is not None:
            start, end = Range(*located(measure.days_from)), Range(*located(measure.days_to))
            # dates are typed, never prepared: there is nothing to average before
            return Measure(measure.id, label, AverageDays(start, end), None, target)
        if measure.sum is not None:
            added = self.added(measure)
            return Measure(measure.id, label, added, self.total(added), target)
        count = self.count(measure)
        return Measure(measure.id, label, count, len(self.rows(count)), target)

    def added(self, measure: WorkbookMeasure) -> Sum:
        group = Range(*located(measure.where)) if measure.where else None
        return Sum(Range(*located(measure.sum or "")), group, self.named(measure), measure.decimals)

    def total(self, added: Sum) -> float:
        """What the numbers come to now."""
        groups = self.cells.values(added.group) if added.group else ()
        return sum(
            float(value)
            for row, value in enumerate(self.cells.values(added.range))
            if isinstance(value, int | float)
            and (added.group is None or (row < len(groups) and groups[row] in added.values))
        )

    def named(self, measure: WorkbookMeasure) -> tuple[str | bool, ...]:
        """What is looked for, an option’s label in place of its id."""
        place = located(measure.where or measure.count or "")
        column = self.cells.columns.get(place)
        options = column.options if column else ()
        labels: dict[str | bool, str] = {each.id: self.said(each.label) for each in options}
        return tuple(labels.get(each, each) for each in measure.wanted)

    def number(self, expression: Expression | None) -> float | None:
        value = expression.value(self.profile.scope) if expression else None
        return value if isinstance(value, int | float) and not isinstance(value, bool) else None

    def count(self, measure: WorkbookMeasure) -> Count:
        return Count(Range(*located(measure.count or "")), self.named(measure))

    def rows(self, count: Count) -> list[int]:
        """The rows that count now."""
        values = enumerate(self.cells.values(count.range))
        if not count.values:
            return [row for row, value in values if value is not None]
        return [row for row, value in values if value in count.values]

    def breakdown(self, sheet: WorkbookSheet, breakdown: WorkbookBreakdown) -> Breakdown:
        groups = Range(*located(breakdown.by))
        names = tuple(str(each) for each in self.cells.values(groups) if each is not None)
        measures = {each.id: each for each in sheet.measure}
        return Breakdown(
            breakdown.id,
            self.said(breakdown.title),
            self.said(breakdown.label),
            groups,
            names,
            self.template.sheet(groups.sheet).rows,
            tuple(self.group_count(measures[each], groups, names) for each in breakdown.measures),
            self.least_shown(breakdown),
            self.said(breakdown.hidden),
        )

    def least_shown(self, breakdown: WorkbookBreakdown) -> int:
        """The smallest number that is shown; where nobody has settled it, the usual one."""
        found = self.number(breakdown.hide_below)
        return LEAST_SHOWN if found is None else int(found)

    def group_count(
        self, measure: WorkbookMeasure, groups: Range, names: tuple[str, ...]
    ) -> GroupCount:
        count = self.count(measure)
        group = Range(count.range.sheet, groups.column)
        of_rows = [self.cells.row(group, each) for each in self.rows(count)]
        now = tuple(of_rows.count(each) for each in names)
        return GroupCount(self.said(measure.label), count, group, now)

    def chart(self, chart: WorkbookChart) -> Chart:
        title, alt = self.said(chart.title), self.said(chart.alt)
        return Chart(chart.id, title, chart.kind, alt, chart.measures, chart.breakdown or "")
