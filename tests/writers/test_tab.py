"""The rows of a table that are written at once, beside what XlsxWriter writes cell by cell."""

from datetime import datetime
from io import BytesIO
from typing import Any, Final
from zipfile import ZipFile

from xlsxwriter import Workbook

from schemekit.writers.grid.file import SpreadsheetFile
from schemekit.writers.grid.tab import BLANK, Cells, number, worked_out

OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "default_format_properties": {"font_name": "Arial", "font_size": 10},
}
WORDS: Final = ("=1+1", "<b>&amp; 'two'", "", "=1+1", "\x01 and\ttab", " edges ")
NUMBERS: Final = (0, 1, 2.5, -0.125, 1e21, 1 / 3)
RESULTS: Final = ("", "<Yes> & no", 3, 0.5, 0, "Yes")
FIRST: Final = 3
ROWS: Final = 40
"""More than sixteen, by which XlsxWriter puts rows together."""


def members(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return {each: archive.read(each) for each in archive.namelist()}


def without_clock(file: Any) -> None:
    file.set_properties({"created": datetime(2026, 11, 29)})  # noqa: DTZ001 - any moment that is fixed


def looks(file: Any) -> list[Any]:
    return [file.add_format(each) for each in ({"bold": True}, {"border": 1}, {"italic": True})]


def above(tab: Any, head: Any) -> None:
    """A title, and heads right above the table."""
    tab.write_string(0, 0, "Title", head)
    for place, words in enumerate(("Words", "Numbers", "Results")):
        tab.write_string(FIRST - 1, place, words, head)
    tab.set_row(FIRST - 1, 40)


def at_once() -> bytes:
    file = SpreadsheetFile("Arial")
    tab = file.add_worksheet("Table")
    without_clock(file)
    head, one, two = looks(file)
    above(tab, head)
    formula = ("IF($B", '="","<",$A', "&$B", ")")
    tab.write_table(
        range(FIRST, FIRST + ROWS),
        [one, two, one],
        [
            Cells(tuple(tab.text(each) if each else BLANK for each in WORDS), BLANK),
            Cells(tuple(map(number, NUMBERS)), BLANK),
            Cells(tuple(worked_out(formula, each) for each in RESULTS), worked_out(formula, "")),
        ],
    )
    file.add_worksheet("Without").write_number(3, 3, 1, two)
    return file.written()


def cell_by_cell() -> bytes:
    written = BytesIO()
    file = Workbook(written, OPTIONS)
    tab = file.add_worksheet("Table")
    without_clock(file)
    head, one, two = looks(file)
    above(tab, head)
    for at in range(ROWS):
        row = FIRST + at
        if at < len(WORDS) and WORDS[at]:
            tab.write_string(row, 0, WORDS[at], one)
        else:
            tab.write_blank(row, 0, None, one)
        if at < len(NUMBERS):
            tab.write_number(row, 1, NUMBERS[at], two)
        else:
            tab.write_blank(row, 1, None, two)
        formula = f'=IF($B{row + 1}="","<",$A{row + 1}&$B{row + 1})'
        tab.write_formula(row, 2, formula, one, RESULTS[at] if at < len(RESULTS) else "")
    file.add_worksheet("Without").write_number(3, 3, 1, two)
    file.close()
    return written.getvalue()


def test_rows_written_at_once_are_those_written_cell_by_cell() -> None:
    assert members(at_once()) == members(cell_by_cell())
    assert list(members(at_once())) == list(members(cell_by_cell()))


def test_equal_tables_are_equal_files_whatever_was_written_between() -> None:
    first = at_once()
    file = SpreadsheetFile("Arial")
    tab = file.add_worksheet("Other")
    waiting = (">", "</c>")
    tab.write_table(range(1, 4), [file.add_format({"bold": True})], [Cells((), waiting)])
    other = file.written()

    assert at_once() == first
    assert b"<c>" not in members(other)["xl/worksheets/sheet1.xml"]
