"""A sheet to fill in: heads that are locked, cells that are not, and what may stand in them."""

from typing import Any, Final, assert_never

from xlsxwriter.utility import xl_col_to_name, xl_range, xl_rowcol_to_cell

from schemekit.document.workbook import Column, Range, Table
from schemekit.writers.grid.book import Book, fitting
from schemekit.writers.grid.file import SpreadsheetFile
from schemekit.writers.grid.places import FIRST, HEAD, OPTIONS
from schemekit.writers.grid.tab import BLANK, Cells, Pieces, Tab, number, worked_out

_TEXT: Final = 200
_PROSE: Final = 5_000
_TITLE: Final = 32
_MESSAGE: Final = 255
"""Characters that a spreadsheet program shows beside a cell."""


def write_table(table: Table, tab: Tab, book: Book) -> None:
    """One sheet with its rows made ready."""
    book.top(tab, table.title, table.purpose)
    last = HEAD + table.rows
    columns: list[Cells] = []
    for place, column in enumerate(table.columns):
        tab.set_column(place, place, column.width)
        book.put(tab, HEAD, place, column.label, book.looks.head())
        columns.append(_cells(table, column, tab, book))
        _rule(table, place, tab, book)
    looks = [book.looks.cell(each) for each in table.columns]
    tab.write_table(range(FIRST, last + 1), looks, columns)
    # an arrow to filter by stands at the end of the last line
    book.lines(tab, HEAD, [(f"{each.label} ▼", each.width) for each in table.columns])
    tab.freeze_panes(FIRST, table.frozen)
    tab.repeat_rows(HEAD)
    tab.autofilter(HEAD, 0, last, len(table.columns) - 1)
    tab.ignore_errors({"number_stored_as_text": xl_range(FIRST, 0, last, len(table.columns) - 1)})


def write_options(file: SpreadsheetFile, book: Book) -> None:
    """A hidden sheet with the options of every list, whatever their length."""
    lists = [
        (Range(table.id, each.id), each.options)
        for table in book.places.tables.values()
        for each in table.columns
        if each.kind == "choice"
    ]
    if not lists:
        return
    tab = file.add_worksheet(OPTIONS)
    for place, (where, options) in enumerate(lists):
        for row, option in enumerate(options):
            book.put(tab, row, place, option.label, book.looks())
        column = xl_col_to_name(place)
        target = f"={OPTIONS}!${column}$1:${column}${len(options)}"
        file.define_name(_options(book, where), target)
    tab.hide()
    tab.protect()


def _options(book: Book, place: Range) -> str:
    return f"{book.places.name(place)}_options"


def _cells(table: Table, column: Column, tab: Tab, book: Book) -> Cells:
    values = column.values[: table.rows]
    filled = max((row for row, each in enumerate(values, 1) if each is not None), default=0)
    shown = [book.shown(each) for each in values[:filled]]
    if column.formula is None:
        return Cells(tuple(_typed(each, tab) for each in shown), BLANK)
    formula = book.places.formula(column.formula, table, book.words)
    return Cells(tuple(worked_out(formula, each) for each in shown), worked_out(formula, ""))


def _typed(shown: str | float, tab: Tab) -> Pieces:
    """What somebody may type over: words as words, never as a formula."""
    match shown:
        case "":
            return BLANK
        case str(text):
            return tab.text(fitting(text))
        case value:
            return number(value)


def _rule(table: Table, place: int, tab: Tab, book: Book) -> None:
    """What may be typed, and the words beside the cell while somebody types."""
    column = table.columns[place]
    if column.formula is not None:
        return
    rule = _allowed(table, place, book)
    message = _beside(column, book)
    rule |= {
        "error_title": column.label[:_TITLE],
        "error_message": (message or _hint(column, book))[:_MESSAGE],
    }
    if message:
        rule |= {"input_title": column.label[:_TITLE], "input_message": message[:_MESSAGE]}
    tab.data_validation(FIRST, place, HEAD + table.rows, place, rule)


def _beside(column: Column, book: Book) -> str:
    """The help of a column, and how its kind is typed."""
    match column.kind:
        case "date":
            how = book.words.date_hint
        case "choices":
            how = "; ".join(each.label for each in column.options)
        case _:
            how = ""
    return "\n".join(each for each in (column.help, how) if each)


def _hint(column: Column, book: Book) -> str:
    """What to do where a column says nothing itself."""
    match column.kind:
        case "number":
            return f"{column.minimum:,.{column.decimals}f} – {column.maximum:,.{column.decimals}f}"
        case "date":
            return book.words.date_hint
        case "choice" | "yes_no":
            return book.words.choose
        case "email":
            return "name@example.org"
        case "text" | "prose" | "choices":
            return book.words.choose if column.source else f"{column.label} (1–{_TEXT})"
        case _:
            assert_never(column.kind)


def _allowed(table: Table, place: int, book: Book) -> dict[str, Any]:
    """The rule of a column, as the kind of its question sets it."""
    column = table.columns[place]
    if column.source is not None:
        return {"validate": "list", "source": f"={book.places.picked(column.source)}"}
    match column.kind:
        case "text":
            return _text(table, place, book)
        case "prose" | "choices":
            return {"validate": "length", "criteria": "<=", "value": _PROSE}
        case "number":
            whole = "decimal" if column.decimals else "integer"
            return _between(whole, column.minimum, column.maximum)
        case "yes_no":
            return {"validate": "list", "source": [book.words.yes, book.words.no]}
        case "choice":
            return {"validate": "list", "source": f"={_options(book, Range(table.id, column.id))}"}
        case "date":
            return _between("date", "=DATE(2000,1,1)", "=DATE(2100,12,31)")
        case "email":
            first = xl_rowcol_to_cell(FIRST, place)
            return {"validate": "custom", "value": f'=ISNUMBER(FIND("@",{first}))'}
        case _:
            assert_never(column.kind)


def _text(table: Table, place: int, book: Book) -> dict[str, Any]:
    """One line; where others pick from this column, no two may be the same."""
    where = Range(table.id, table.columns[place].id)
    if where not in book.places.sources():
        return {"validate": "length", "criteria": "<=", "value": _TEXT}
    first = xl_rowcol_to_cell(FIRST, place)
    alone = f"SUMPRODUCT(--({book.places.name(where)}={first}))=1"
    return {"validate": "custom", "value": f"=AND(LEN({first})<={_TEXT},{alone})"}


def _between(kind: str, least: float | str, most: float | str) -> dict[str, Any]:
    return {"validate": kind, "criteria": "between", "minimum": least, "maximum": most}
