"""A workbook as a spreadsheet file without a macro: what is typed can be checked, nothing runs.

Words are written as words, whatever they look like, so no answer can become a formula.
"""

from datetime import datetime
from typing import Final, assert_never

from schemekit.document.theme import Theme
from schemekit.document.workbook import Dashboard, Remarks, Sheet, Table, Workbook
from schemekit.writers.grid.book import Book, Looks
from schemekit.writers.grid.dashboards import write_dashboard
from schemekit.writers.grid.file import SpreadsheetFile
from schemekit.writers.grid.places import places_of
from schemekit.writers.grid.remarks import write_remarks
from schemekit.writers.grid.tab import Tab
from schemekit.writers.grid.tables import write_options, write_table

ending: Final = "xlsx"
PROPERTY: Final = "schemekit-document"
VERSION: Final = "schemekit-toolkit"
"""The document’s id, by which a file that was renamed is known."""
_WHEN: Final = datetime(2020, 1, 1)  # noqa: DTZ001 - a fixed moment, so that equal is equal
_PAPERS: Final = {"A4": 9, "Letter": 1}
_ALLOWED: Final = {
    "sort": True,
    "autofilter": True,
    "format_columns": True,
    "format_rows": True,
}
"""What may be done to a protected sheet besides filling it in."""


def write_workbook(workbook: Workbook, theme: Theme) -> bytes:
    """`workbook` as a spreadsheet file; equal workbooks give equal bytes."""
    file = SpreadsheetFile(theme.font)
    _properties(file, workbook)
    book = Book(workbook, theme, places_of(workbook), Looks(file, theme))
    tabs = [file.add_worksheet(book.places.tabs[each.id]) for each in workbook.sheets]
    for place, sheet in enumerate(workbook.sheets):
        _write(sheet, tabs[place], file, book)
        _page(tabs[place], sheet, book)
    write_options(file, book)
    for name, target in book.places.names():
        file.define_name(name, f"={target}")
    return file.written()


def _write(sheet: Sheet, tab: Tab, file: SpreadsheetFile, book: Book) -> None:
    match sheet:
        case Table():
            write_table(sheet, tab, book)
        case Remarks():
            write_remarks(sheet, tab, book)
        case Dashboard():
            write_dashboard(sheet, tab, file, book)
        case _:
            assert_never(sheet)


def _properties(file: SpreadsheetFile, workbook: Workbook) -> None:
    file.set_properties(
        {
            "title": workbook.title,
            "subject": workbook.scheme,
            "author": workbook.organisation,
            "comments": workbook.purpose,
            "created": _WHEN,
        }
    )
    file.set_custom_property(PROPERTY, workbook.id, "text")
    file.set_custom_property(VERSION, workbook.toolkit, "text")


def _page(tab: Tab, sheet: Sheet, book: Book) -> None:
    """Paper, margins, and what stands at the head and foot of every printed page."""
    words, workbook = book.theme.words, book.workbook
    tab.set_landscape()
    tab.set_paper(_PAPERS[book.theme.paper])
    tab.fit_to_pages(1, 1 if isinstance(sheet, Dashboard) else 0)
    tab.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    tab.set_header(f"&L{_plain(workbook.organisation)}&R{_plain(workbook.title)}")
    pages = f"{_plain(words.page)} &P {_plain(words.of)} &N"
    tab.set_footer(f"&L{_plain(workbook.footer)}&R{pages}")
    tab.protect("", _ALLOWED)


def _plain(text: str) -> str:
    """Words in a header, where `&` would give an order, and 255 characters must do for all."""
    return text[:90].replace("&", "&&")
