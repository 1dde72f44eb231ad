"""A sheet as XlsxWriter writes it, but for the rows of its table, which are written at once.

XlsxWriter looks at every cell by itself. A table has thousands, and nearly all rows are alike.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias
from xml.sax.saxutils import escape

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

Pieces: TypeAlias = tuple[str, ...]
"""XML in pieces: between each two stands the number of the row."""
BLANK: Final[Pieces] = ("/>",)
"""A cell that holds nothing, after its place and its look."""


class Cells(NamedTuple):
    """The cells of one column of a table, each after its place and its look."""

    filled: tuple[Pieces, ...]
    """Those of the first rows."""
    waiting: Pieces
    """Each of the others."""


def number(value: float) -> Pieces:
    """A cell that holds a number."""
    return (f"><v>{value:.16G}</v></c>",)


def worked_out(formula: Pieces, now: str | float) -> Pieces:
    """A cell that is worked out, and comes to `now`."""
    kind = ' t="str"' if now and isinstance(now, str) else ""
    start, end = f"{kind}><f>", f"</f><v>{escape(str(now))}</v></c>"
    return _joined([(start,), tuple(map(escape, formula)), (end,)])


class Tab(Worksheet):  # type: ignore[misc]  # XlsxWriter says none of its types
    """One sheet, written cell by cell but for its table."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = range(0)
        self._looks: tuple[Format, ...] = ()
        self._columns: tuple[Cells, ...] = ()

    def text(self, words: str) -> Pieces:
        """A cell that holds words; the file lists them once for all its sheets."""
        place = self.str_table._get_shared_string_index(words)  # noqa: SLF001 - no public way
        return (f' t="s"><v>{place}</v></c>',)

    def write_table(self, rows: range, looks: Sequence[Format], columns: Sequence[Cells]) -> None:
        """A table from the first column on: `rows`, counted from 0, right below their heads."""
        self._check_dimensions(rows[-1], len(columns) - 1)
        self._rows, self._looks, self._columns = rows, tuple(looks), tuple(columns)

    @property
    def complete(self) -> bool:
        """Whether its table was asked for, which a later XlsxWriter might do in another way."""
        return not self._columns

    def _write_rows(self) -> None:
        """The part of a sheet that XlsxWriter would write cell by cell."""
        if not self._columns:
            super()._write_rows()
            return
        self.dim_rowmax = self._rows[0] - 1
        super()._write_rows()
        # a look has its number from when it is first written
        styles = tuple(each._get_xf_index() for each in self._looks)  # noqa: SLF001
        self.fh.write(_written(self._rows, styles, self._columns))
        self._columns = ()

    def _prepare_formula(self, formula: str, *_: object) -> str:
        """A formula without its equals sign; none calls a function that files name otherwise."""
        return formula.removeprefix("=")


@lru_cache(maxsize=64)
def _written(rows: range, styles: tuple[int, ...], columns: tuple[Cells, ...]) -> str:
    """The rows of a table; departments have most tables alike."""
    starts = [(f'<c r="{xl_col_to_name(at)}', f'" s="{each}"') for at, each in enumerate(styles)]
    filled = max(len(each.filled) for each in columns)
    found = [_row(starts, columns, at) for at in range(filled)]
    found += [_row(starts, columns, filled)] * (len(rows) - filled)
    return "".join(str(at + 1).join(row) for at, row in zip(rows, found, strict=True))


def _row(starts: Sequence[Pieces], columns: Sequence[Cells], at: int) -> Pieces:
    parts: list[Pieces] = [('<row r="', f'" spans="1:{len(columns)}">')]
    for start, cells in zip(starts, columns, strict=True):
        parts += (start, cells.filled[at] if at < len(cells.filled) else cells.waiting)
    return _joined([*parts, ("</row>",)])


def _joined(parts: Iterable[Pieces]) -> Pieces:
    """XML that follows one another."""
    found = [""]
    for first, *more in parts:
        found[-1] += first
        found += more
    return tuple(found)
