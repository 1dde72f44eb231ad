"""A file is a spreadsheet of the pack: sheets whose columns are the kinds that questions have.

Nothing here knows a spreadsheet program. A formula is written in the same small language as a
condition, over the columns of its row, so that the value it has now is worked out from the very
text that the spreadsheet works it out from later.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal, TypeAlias

from pydantic import BeforeValidator, model_validator
from pydantic import Field as Constrained

from schemekit.document.workbook import ChartKind
from schemekit.toolkit.authored import Authored, Condition, Id, Worded
from schemekit.toolkit.conditions import Expression, parse
from schemekit.toolkit.documents import FrontMatter, Size
from schemekit.toolkit.fields import FormOption, Kind
from schemekit.toolkit.phrases import Phrase
from schemekit.toolkit.tables import SourceFile

LEAST_SHOWN: Final = 5
"""The smallest count of a group that is shown where an author or a user says no other."""

Place = Annotated[str, Constrained(pattern=r"^[a-z][a-z0-9_]{1,59}\.[a-z][a-z0-9_]{1,59}$")]
"""A column of some sheet: `sheet.column`."""


def _several(written: Any) -> Any:
    return (written,) if isinstance(written, str | bool) else written


Wanted = Annotated[tuple[str | bool, ...], BeforeValidator(_several)]


class WorkbookColumn(Authored):
    """One column of a sheet. `formula`, `lookup` and `tally` fill it, and nobody types there."""

    id: Id
    kind: Kind
    label: Worded
    help: Worded | None = None
    options: tuple[FormOption, ...] = ()
    source: Place | None = Constrained(default=None, alias="from")
    """The column of another sheet that offers what may be picked."""
    formula: Condition | None = None
    lookup: Place | None = None
    """A column of another sheet, in the first row whose `by` is the same as here."""
    tally: Id | None = None
    """A sheet whose rows with the same `by` as here are counted."""
    by: Id | None = None
    """A column that both sheets have."""
    only: Id | None = None
    """With `tally`: a yes_no column; only rows with yes count."""
    series: str = Constrained(default="", max_length=6)
    """Rows are numbered beforehand, with these letters before the number."""
    chosen: Id | None = None
    """A question whose chosen options stand in the first rows."""
    values: tuple[Worded, ...] = ()
    """What stands in the first rows."""
    column: Id | None = None
    """A column of the sheet’s register, which stands in the first rows."""
    min: float = 0
    max: float = 1_000_000
    decimals: int = Constrained(default=0, ge=0, le=4)
    width: int = Constrained(default=14, ge=4, le=80)

    @property
    def computed(self) -> bool:
        return bool(self.formula or self.lookup or self.tally)

    @property
    def prepared(self) -> bool:
        return bool(self.series or self.chosen or self.values or self.column)

    @model_validator(mode="after")
    def _fits(self) -> "WorkbookColumn":
        listed = self.kind in {"choice", "choices"}
        if listed != bool(self.options):
            raise ValueError(f"a {self.kind} column has {'options' if listed else 'no options'}")
        ways = [self.formula, self.lookup, self.tally, self.source]
        if sum(each is not None for each in (*ways, self.prepared or None)) > 1:
            raise ValueError("formula, lookup, tally, from and prepared values exclude each other")
        if bool(self.lookup or self.tally) != bool(self.by):
            raise ValueError("lookup and tally each go with by")
        if self.only and not self.tally:
            raise ValueError("only goes with tally")
        if self.computed and self.kind not in {"text", "number", "yes_no", "date"}:
            raise ValueError("what is worked out is text, number, yes_no or date")
        if self.column and self.kind not in {"text", "number", "date"}:
            raise ValueError("what a register fills is text, number or date")
        if (self.series or self.chosen or self.values or self.source) and self.kind != "text":
            raise ValueError("prepared values and from go with kind text")
        return self


class WorkbookRemark(Authored):
    """A few words on a sheet to read."""

    title: Worded
    text: Worded


class WorkbookMeasure(Authored):
    """One line of a dashboard: a count, a percentage or an average number of days."""

    id: Id
    label: Worded
    count: Place | None = None
    wanted: Wanted = Constrained(default=(), alias="is")
    """With `count`: option ids, words, or true and false; left out, every filled cell counts."""
    percent: Id | None = None
    of: Id | None = None
    days_from: Place | None = None
    days_to: Place | None = None
    sum: Place | None = None
    """A column of numbers that is added up; with `where`, only rows where that column `is` so."""
    where: Place | None = None
    decimals: int = Constrained(default=0, ge=0, le=2)
    target: Condition | None = None

    @model_validator(mode="after")
    def _fits(self) -> "WorkbookMeasure":
        ways = (self.count, self.percent, self.days_from, self.sum)
        if len([each for each in ways if each is not None]) != 1:
            raise ValueError("a measure has one of count, percent, days_from and sum")
        if bool(self.percent) != bool(self.of):
            raise ValueError("percent goes with of")
        if bool(self.days_from) != bool(self.days_to):
            raise ValueError("days_from goes with days_to")
        if self.where and not (self.sum and self.wanted):
            raise ValueError("where goes with sum and is")
        if self.wanted and not (self.count or self.where):
            raise ValueError("is goes with count, or with where")
        return self


class WorkbookBreakdown(Authored):
    """Counts for each group of a list; small numbers are hidden, so that nobody is recognised."""

    id: Id
    title: Worded
    label: Worded
    by: Place
    measures: Annotated[tuple[Id, ...], Constrained(min_length=1)]
    hide_below: Condition = parse(str(LEAST_SHOWN))
    """What comes to a number; `LEAST_SHOWN` where nobody has answered."""
    hidden: Worded


class WorkbookChart(Authored):
    """A picture of measures that stand one below another, or of a breakdown."""

    id: Id
    title: Worded
    kind: ChartKind
    alt: Worded
    measures: tuple[Id, ...] = ()
    breakdown: Id | None = None

    @model_validator(mode="after")
    def _fits(self) -> "WorkbookChart":
        if bool(self.measures) == bool(self.breakdown):
            raise ValueError("a chart shows either measures or a breakdown")
        return self


class WorkbookEvents(Authored):
    """Which columns of a sheet make it a calendar."""

    title: Id
    start: Id
    finish: Id
    note: Id | None = None


class WorkbookSheet(Authored):
    """One sheet: to read (`remark`), to fill in (`column`) or of sums (`measure`)."""

    id: Id
    title: Worded
    purpose: Worded
    remark: tuple[WorkbookRemark, ...] = ()
    column: tuple[WorkbookColumn, ...] = ()
    register_: Id | None = Constrained(default=None, alias="register")
    """A register whose rows stand in the first rows."""
    events: WorkbookEvents | None = None
    rows: int = Constrained(default=200, ge=1, le=2_000)
    frozen: int = Constrained(default=1, ge=0, le=5)
    heads: Annotated[tuple[Worded, ...], Constrained(max_length=3)] = ()
    measure: tuple[WorkbookMeasure, ...] = ()
    breakdown: tuple[WorkbookBreakdown, ...] = ()
    chart: tuple[WorkbookChart, ...] = ()

    @property
    def kind(self) -> Literal["remarks", "table", "dashboard"]:
        if self.column:
            return "table"
        return "dashboard" if self.measure else "remarks"

    @model_validator(mode="after")
    def _fits(self) -> "WorkbookSheet":
        if sum(map(bool, (self.remark, self.column, self.measure))) != 1:
            raise ValueError("a sheet holds either remarks, columns or measures")
        if bool(self.measure) != (len(self.heads) == 3):
            raise ValueError("three heads stand over the measures of a dashboard")
        if (self.breakdown or self.chart) and not self.measure:
            raise ValueError("breakdowns and charts stand beside measures")
        return self


class WorkbookFile(Authored):
    """What a file of `workbooks/` holds."""

    workbook: FrontMatter
    sheet: Annotated[tuple[WorkbookSheet, ...], Constrained(min_length=1)]


@dataclass(frozen=True, slots=True)
class WorkbookTemplate:
    """One workbook of the pack, before any answer."""

    source: SourceFile
    front: FrontMatter
    sheets: tuple[WorkbookSheet, ...]

    @property
    def name(self) -> str:
        """The source file, as people know it."""
        return self.source.name

    @property
    def id(self) -> str:
        return self.front.id

    @property
    def number(self) -> int:
        return self.front.number

    @property
    def file(self) -> str:
        """The file’s name without ending, e.g. `60-register`."""
        return f"{self.number:02}-{self.front.file}"

    @property
    def title(self) -> Phrase:
        return self.front.title

    @property
    def audience(self) -> Phrase:
        return self.front.audience

    @property
    def purpose(self) -> Phrase:
        return self.front.purpose

    @property
    def otherwise(self) -> Phrase:
        return self.front.otherwise

    @property
    def when(self) -> Expression | None:
        return self.front.when

    @property
    def size(self) -> Size:
        return self.front.size

    @property
    def demanded(self) -> Expression | None:
        return self.front.demanded

    def columns(self) -> dict[tuple[str, str], WorkbookColumn]:
        """Every column by its sheet and id."""
        return {(sheet.id, each.id): each for sheet in self.sheets for each in sheet.column}

    def sheet(self, name: str) -> WorkbookSheet:
        return next(each for each in self.sheets if each.id == name)

    def phrases(self) -> Iterator[Phrase]:
        """Every phrase, in the order written."""
        yield from (self.title, self.audience, self.purpose, self.otherwise)
        for each in self.sheets:
            yield from _phrases(each)


Written: TypeAlias = Authored | Phrase | tuple[Any, ...]


def _phrases(written: Written) -> Iterator[Phrase]:
    match written:
        case Phrase():
            yield written
        case tuple():
            for each in written:
                yield from _phrases(each)
        case Authored():
            for name in type(written).model_fields:
                yield from _phrases(getattr(written, name))
        case _:
            return


def located(place: str) -> tuple[str, str]:
    """Sheet and column of `sheet.column`."""
    sheet, _, column = place.partition(".")
    return sheet, column
