"""Tables of plain values as a workbook: no formula in it, whatever a cell says."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any, Final, NamedTuple, TypeAlias

import xlsxwriter

Cell: TypeAlias = str | int | float | date | None
_LONGEST_CELL: Final = 32_000
_LONGEST_NAME: Final = 31
_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\']+")
_NARROWEST: Final = 12
_WIDEST: Final = 40
_WHEN: Final = datetime(2020, 1, 1)  # noqa: DTZ001 - a fixed moment: equal tables are equal files


class Rows(NamedTuple):
    """One sheet: its name, what its columns are called, and its rows."""

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def write_table(sheets: Sequence[Rows]) -> bytes:
    """The sheets as one workbook; equal sheets give equal bytes."""
    written = BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(written, {"in_memory": True, **plain})
    book.set_properties({"created": _WHEN})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    body = book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "align": "left"})
    for name, sheet in zip(_names(sheets), sheets, strict=True):
        _sheet(book.add_worksheet(name), sheet, head, body, day)
    book.close()
    return written.getvalue()


def _sheet(page: Any, sheet: Rows, head: Any, body: Any, day: Any) -> None:
    for column, said in enumerate(sheet.heads):
        page.write_string(0, column, _short(said), head)
        page.set_column(column, column, min(max(len(said) + 2, _NARROWEST), _WIDEST))
    for row, cells in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(cells):
            _write(page, row, column, cell, body, day)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(len(sheet.rows), 1), max(len(sheet.heads) - 1, 0))


def _write(page: Any, row: int, column: int, cell: Cell, body: Any, day: Any) -> None:  # noqa: PLR0913, PLR0917
    match cell:
        case None | "":
            return
        case str():
            page.write_string(row, column, _short(cell), body)
        case date():
            page.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), day)  # noqa: DTZ001
        case int() | float():
            page.write_number(row, column, cell, body)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_CELL else text[: _LONGEST_CELL - 1] + "…"


def _names(sheets: Iterable[Rows]) -> Iterator[str]:
    """Names that a workbook takes: short, without its signs, none given twice."""
    given = {"history"}  # a name that Excel keeps for itself
    for each in sheets:
        wanted = " ".join(_NOT_IN_NAMES.sub(" ", each.name).split()) or "Sheet"
        name, again = wanted[:_LONGEST_NAME].strip(), 1
        while name.casefold() in given:
            again += 1
            name = f"{wanted[: _LONGEST_NAME - 4].strip()} {again}"
        given.add(name.casefold())
        yield name
