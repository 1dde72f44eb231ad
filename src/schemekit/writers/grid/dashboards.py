"""A sheet of sums over the others, and pictures of them."""

from dataclasses import dataclass
from typing import Any, Final, assert_never

from xlsxwriter.utility import xl_rowcol_to_cell

from schemekit.document.workbook import (
    AverageDays,
    Breakdown,
    Chart,
    Count,
    Dashboard,
    GroupCount,
    Measure,
    Percent,
    Range,
    Sum,
)
from schemekit.writers.grid.book import Book
from schemekit.writers.grid.file import SpreadsheetFile
from schemekit.writers.grid.places import FIRST, quoted
from schemekit.writers.grid.tab import Tab

_HEAD: Final = 3
_WIDTHS: Final = (44, 14, 14)
_ROWS_OF_A_CHART: Final = 18
_SIZE: Final = {"x_offset": 8, "y_offset": 4, "object_position": 2}
_INKS: Final = ("#8a5a00", "#5b5b5b", "#7a3e9d")
"""Colours of a chart’s second bars and those after; the first are the theme’s."""


@dataclass(frozen=True, slots=True)
class Laid:
    """Where the parts of a dashboard stand: rows counted from 0."""

    sheet: Dashboard

    def measure(self, name: str) -> int:
        return _HEAD + 1 + [each.id for each in self.sheet.measures].index(name)

    def breakdown(self, name: str) -> int:
        """The row of a breakdown’s title."""
        row = _HEAD + len(self.sheet.measures) + 2
        for each in self.sheet.breakdowns:
            if each.id == name:
                break
            row += each.rows + 3
        return row

    @property
    def beside(self) -> int:
        """The first column that is free for charts."""
        return max(2, *(len(each.counts) for each in self.sheet.breakdowns), 0) + 2


def write_dashboard(sheet: Dashboard, tab: Tab, file: SpreadsheetFile, book: Book) -> None:
    laid = Laid(sheet)
    book.top(tab, sheet.title, sheet.purpose)
    for place, width in enumerate(_WIDTHS):
        tab.set_column(place, place, width)
    tab.set_column(len(_WIDTHS), laid.beside - 2, _WIDTHS[-1])
    tab.set_column(laid.beside - 1, laid.beside - 1, 3)
    for place, words in enumerate(sheet.heads):
        book.put(tab, _HEAD, place, words, book.looks.head())
    for each in sheet.measures:
        _measure(each, laid, tab, book)
    for breakdown in sheet.breakdowns:
        _breakdown(breakdown, laid.breakdown(breakdown.id), tab, book)
    for number, chart in enumerate(sheet.charts):
        _chart(chart, number, laid, tab, file, book)
    tab.freeze_panes(_HEAD + 1, 0)


def _measure(measure: Measure, laid: Laid, tab: Tab, book: Book) -> None:
    row = laid.measure(measure.id)
    book.put(tab, row, 0, measure.label, book.looks.label())
    book.lines(tab, row, [(measure.label, _WIDTHS[0])])
    formula, form, scale = _summed(measure, laid, book), _form(measure), 1
    value: str | float = "" if measure.value is None else measure.value
    tab.write_formula(row, 1, f"={formula}", book.looks.sum(form), value)
    if isinstance(measure.sum, Percent):
        scale = 100
    target = None if measure.target is None else measure.target / scale
    book.put(tab, row, 2, target, book.looks.sum(form))


def _form(measure: Measure) -> str:
    match measure.sum:
        case Count():
            return "0"
        case Percent():
            return "0%"
        case AverageDays():
            return "0.0"
        case Sum(decimals=decimals):
            return "#,##0" + (f".{'0' * decimals}" if decimals else "")
        case _:
            assert_never(measure.sum)


def _summed(measure: Measure, laid: Laid, book: Book) -> str:
    """The formula of a measure, without its equals sign."""
    match measure.sum:
        case Count():
            return _counted(measure.sum, book)
        case Percent(part, whole):
            above, below = (xl_rowcol_to_cell(laid.measure(each), 1) for each in (part, whole))
            return f'IF({below}=0,"",{above}/{below})'
        case AverageDays(start, end):
            first, last = book.places.name(start), book.places.name(end)
            both = f'({first}<>"")*({last}<>"")'
            days = f"SUMPRODUCT({both}*({last}-{first}))"
            return f'IF(SUMPRODUCT({both})=0,"",{days}/SUMPRODUCT({both}))'
        case Sum(numbers, group, values):
            return _added(book.places.name(numbers), group, values, book)
        case _:
            assert_never(measure.sum)


def _added(numbers: str, group: Range | None, values: tuple[str | bool, ...], book: Book) -> str:
    """The sum of a column; what is no number counts nothing."""
    if group is None:
        return f"SUM({numbers})"
    words = (quoted(str(book.shown(each))) for each in values)
    return "+".join(f"SUMIF({book.places.name(group)},{each},{numbers})" for each in words)


def _counted(count: Count, book: Book, group: str = "") -> str:
    """How many cells hold what is counted; with `group`, in rows where that is true too."""
    cells = book.places.name(count.range)
    if not count.values:
        one_of = f'({cells}<>"")'
    else:
        words = (quoted(str(book.shown(each))) for each in count.values)
        one_of = f"({'+'.join(f'({cells}={each})' for each in words)})"
    return f"SUMPRODUCT({one_of}*{group or '1'})"


def _breakdown(breakdown: Breakdown, top: int, tab: Tab, book: Book) -> None:
    book.put(tab, top, 0, breakdown.title, book.looks.heading())
    heads = (breakdown.label, *(each.label for each in breakdown.counts))
    for place, words in enumerate(heads):
        book.put(tab, top + 1, place, words, book.looks.head())
    widths = (_WIDTHS[0], *(_WIDTHS[-1] for _ in breakdown.counts))
    book.lines(tab, top + 1, list(zip(heads, widths, strict=True)))
    for number in range(breakdown.rows):
        _group_line(breakdown, number, top + 2 + number, tab, book)


def _group_line(breakdown: Breakdown, number: int, row: int, tab: Tab, book: Book) -> None:
    """One group and its counts; lines that wait for a group that is added show nothing."""
    there = number < len(breakdown.names)
    name = breakdown.names[number] if there else ""
    label, sum_ = (
        (book.looks.label(), book.looks.sum("0")) if there else (book.looks(), book.looks())
    )
    tab.write_formula(row, 0, _group(breakdown.groups, number, book), label, name)
    if there:
        book.lines(tab, row, [(name, _WIDTHS[0])])
    for place, count in enumerate(breakdown.counts, 1):
        formula = _hidden(breakdown, count, row, book)
        tab.write_formula(row, place, formula, sum_, _now(breakdown, count, number))


def _group(groups: Range, number: int, book: Book) -> str:
    table = book.places.tables[groups.sheet]
    place = [each.id for each in table.columns].index(groups.column)
    tab = book.places.cells(table, place).rpartition("!")[0]
    cell = f"{tab}!{xl_rowcol_to_cell(FIRST + number, place)}"
    return f'=IF({cell}="","",{cell})'


def _hidden(breakdown: Breakdown, count: GroupCount, row: int, book: Book) -> str:
    """A group’s count, unless it is so small that somebody might be recognised."""
    name = xl_rowcol_to_cell(row, 0)
    counted = _counted(count.count, book, f"({book.places.name(count.group)}={name})")
    if not breakdown.hide_below:
        return f'=IF({name}="","",{counted})'
    small = f"AND({counted}>0,{counted}<{breakdown.hide_below})"
    return f'=IF({name}="","",IF({small},{quoted(breakdown.hidden)},{counted}))'


def _now(breakdown: Breakdown, count: GroupCount, number: int) -> str | int:
    if number >= len(breakdown.names):
        return ""
    value = count.values[number]
    return breakdown.hidden if 0 < value < breakdown.hide_below else value


def _chart(  # noqa: PLR0913, PLR0917 - a picture needs its place, its file and its words
    chart: Chart, number: int, laid: Laid, tab: Tab, file: SpreadsheetFile, book: Book
) -> None:
    drawn = file.add_chart({"type": chart.kind})
    name = book.places.tabs[laid.sheet.id]
    for place, (head, first, last, column) in enumerate(_bars(chart, laid)):
        ink = (book.theme.colour, *_INKS)[place % (len(_INKS) + 1)]
        series: dict[str, Any] = {
            "categories": [name, first, 0, last, 0],
            "values": [name, first, column, last, column],
            "name": [name, head, column],
            "fill": {"color": ink},
            "gap": 60,
        }
        drawn.add_series(series)
    # a title that began with an equals sign would be read as a place
    drawn.set_title({"name": f" {chart.title}", "name_font": {"size": 12}, "overlay": False})
    drawn.set_legend({"position": "bottom"} if chart.breakdown else {"none": True})
    _axes(drawn, chart, laid)
    drawn.set_size({"width": 560, "height": 340})
    options = {**_SIZE, "description": chart.alt}
    tab.insert_chart(_HEAD + number * _ROWS_OF_A_CHART, laid.beside, drawn, options)


def _axes(drawn: Any, chart: Chart, laid: Laid) -> None:
    """Numbers stand on the axis and in the table beside.

    On the bars LibreOffice would print the names of bar and group too.
    """
    shares = {each.id for each in laid.sheet.measures if isinstance(each.sum, Percent)}
    whole = (
        {"max": 1, "num_format": "0%", "major_unit": 0.25} if set(chart.measures) & shares else {}
    )
    faint = {"visible": True, "line": {"color": "#D0D5D4", "width": 0.5}}
    ticks = {"minor_tick_mark": "none", "major_tick_mark": "none"}
    numbers = {"major_gridlines": faint, "min": 0, **ticks, **whole}
    if chart.kind == "bar":
        drawn.set_x_axis(numbers)
        drawn.set_y_axis({"reverse": True, "major_gridlines": {"visible": False}})
    else:
        drawn.set_y_axis(numbers)


def _bars(chart: Chart, laid: Laid) -> list[tuple[int, int, int, int]]:
    """For each set of bars the rows of its head, first and last, and its column."""
    if chart.measures:
        rows = [laid.measure(each) for each in chart.measures]
        return [(_HEAD, rows[0], rows[-1], 1)]
    shown = next(each for each in laid.sheet.breakdowns if each.id == chart.breakdown)
    first = laid.breakdown(shown.id) + 2
    last = first + (len(shown.names) or shown.rows) - 1
    return [(first - 1, first, last, place) for place in range(1, len(shown.counts) + 1)]
