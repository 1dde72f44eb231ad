"""A sheet to read: remarks, and where everything else stands."""

from xlsxwriter.utility import quote_sheetname
from xlsxwriter.worksheet import Worksheet

from schemekit.document.workbook import Remarks
from schemekit.writers.grid.book import Book

_NARROW, _WIDE = 28, 100


def write_remarks(sheet: Remarks, tab: Worksheet, book: Book) -> None:
    """Titles on the left, what they say on the right, then the other sheets."""
    book.top(tab, sheet.title, sheet.purpose)
    tab.set_column(0, 0, _NARROW)
    tab.set_column(1, 1, _WIDE)
    row = 3
    for remark in sheet.remarks:
        book.put(tab, row, 0, remark.title, book.looks.wrapped(bold=True))
        book.put(tab, row, 1, remark.text, book.looks.wrapped())
        book.lines(tab, row, [(remark.title, _NARROW), (remark.text, _WIDE)])
        row += 1
    book.put(tab, row + 1, 0, book.words.contents, book.looks.heading())
    row += 2
    for other in book.workbook.sheets:
        if other.id == sheet.id:
            continue
        target = f"internal:{quote_sheetname(book.places.tabs[other.id])}!A1"
        tab.write_url(row, 0, target, book.looks.link(), string=other.title)
        book.put(tab, row, 1, other.purpose, book.looks.wrapped())
        book.lines(tab, row, [(other.title, _NARROW), (other.purpose, _WIDE)])
        row += 1
