"""Everything a workbook can hold: a closed set of sheets, columns, sums and charts.

A finished `Workbook` needs no answers any more. Every formula stands beside the value it has now,
so that a program that works nothing out shows the same figures as one that does.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from schemekit.document.blocks import Choice

ColumnKind = Literal["text", "prose", "number", "yes_no", "choice", "choices", "date", "email"]
ChartKind = Literal["bar", "column"]
CellValue: TypeAlias = str | float | bool | date | None
"""What a cell holds: words, a number, yes or no, a day, nothing."""


@dataclass(frozen=True, slots=True)
class Cell:
    """In a formula: what this row has in a column of the same sheet."""

    column: str


@dataclass(frozen=True, slots=True)
class Range:
    """All cells of one column."""

    sheet: str
    column: str


@dataclass(frozen=True, slots=True)
class Truth:
    """In a formula: the writer’s word for yes or no."""

    value: bool


FormulaPart: TypeAlias = str | Cell | Range | Truth


@dataclass(frozen=True, slots=True)
class Formula:
    """A sum as a spreadsheet writes it, without its equals sign; cells are named, not placed."""

    parts: tuple[FormulaPart, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what may be typed there, or the formula that fills it."""

    id: str
    kind: ColumnKind
    label: str
    help: str = ""
    options: tuple[Choice, ...] = ()
    source: Range | None = None
    """The column of another sheet that offers what may be picked here."""
    formula: Formula | None = None
    values: tuple[CellValue, ...] = ()
    """What the first rows hold already; of a formula, what it comes to in every row."""
    minimum: float = 0
    maximum: float = 1_000_000
    decimals: int = 0
    width: int = 14


@dataclass(frozen=True, slots=True)
class Events:
    """The columns of a table that make it a calendar, by id."""

    title: str
    start: str
    finish: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet to fill in: a row for each person, pair or date."""

    id: str
    title: str
    purpose: str
    columns: tuple[Column, ...]
    rows: int
    """Rows that are made ready."""
    frozen: int = 1
    """Columns that stay in sight."""
    events: Events | None = None
    """Which columns tell of what happens on a day, where any do."""
    names: tuple[str, ...] = ()
    """Names of the first rows that stay the same whatever the rows say."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A few words under a title of their own."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Remarks:
    """A sheet to read: remarks, and a list of the other sheets."""

    id: str
    title: str
    purpose: str
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many cells of a column are one of `values`; where there are none, how many are filled."""

    range: Range
    values: tuple[str | bool, ...] = ()


@dataclass(frozen=True, slots=True)
class Percent:
    """One measure as a share of another, both by id."""

    part: str
    whole: str


@dataclass(frozen=True, slots=True)
class AverageDays:
    """The days between two dates of a row, on average over the rows that have both."""

    start: Range
    end: Range


@dataclass(frozen=True, slots=True)
class Sum:
    """The numbers of a column added up; with `group`, those of rows where it is of `values`."""

    range: Range
    group: Range | None = None
    values: tuple[str | bool, ...] = ()
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of a dashboard."""

    id: str
    label: str
    sum: Count | Percent | AverageDays | Sum
    value: float | None
    """What it comes to now; None where there is nothing to count yet."""
    target: float | None = None
    """What it should come to; a percentage is written as 70."""


@dataclass(frozen=True, slots=True)
class GroupCount:
    """One column of a breakdown: a count, and the column that says each row’s group."""

    label: str
    count: Count
    group: Range
    values: tuple[int, ...]
    """What it comes to now, by group."""


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Counts for each group of a list, small numbers hidden."""

    id: str
    title: str
    label: str
    """What the groups are called."""
    groups: Range
    names: tuple[str, ...]
    """The groups there are now; as many more can be added as the list has rows."""
    rows: int
    counts: tuple[GroupCount, ...]
    hide_below: int
    hidden: str
    """What stands in place of a small number."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of measures, or of a breakdown; `alt` says the same to who cannot see it."""

    id: str
    title: str
    kind: ChartKind
    alt: str
    measures: tuple[str, ...] = ()
    """Ids of measures that stand one below another."""
    breakdown: str = ""


@dataclass(frozen=True, slots=True)
class Dashboard:
    """A sheet of sums over the others."""

    id: str
    title: str
    purpose: str
    heads: tuple[str, str, str]
    """What stands over the measures, their values and their targets."""
    measures: tuple[Measure, ...]
    breakdowns: tuple[Breakdown, ...] = ()
    charts: tuple[Chart, ...] = ()


Sheet: TypeAlias = Table | Remarks | Dashboard


@dataclass(frozen=True, slots=True)
class Workbook:
    """One finished spreadsheet of a pack."""

    id: str
    file: str
    title: str
    organisation: str
    scheme: str
    audience: str
    purpose: str
    sheets: tuple[Sheet, ...]
    footer: str = ""
    language: str = "en-GB"
    toolkit: str = ""
    """The version of the toolkit it was made with."""
