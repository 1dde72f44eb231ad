"""What every sheet of one spreadsheet file is written with: looks, places, words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from textwrap import wrap
from typing import Any, Final

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from schemekit.document.theme import Theme, Words, tint
from schemekit.document.workbook import CellValue, Column, Workbook
from schemekit.writers.grid.file import SpreadsheetFile
from schemekit.writers.grid.places import Places

DAY_ONE: Final = date(1899, 12, 30)
LONGEST: Final = 32_767
"""Characters that a cell holds."""
_FORMS: Final = {"date": "dd/mm/yyyy", "text": "@", "email": "@", "choice": "@", "yes_no": "@"}


class Looks:
    """The looks of cells, each made once."""

    def __init__(self, file: SpreadsheetFile, theme: Theme) -> None:
        self._file, self._made = file, dict[tuple[tuple[str, object], ...], Format]()
        self._colour, self._tint = theme.colour, tint(theme.colour)

    def __call__(self, **properties: Any) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._file.add_format(properties)
        return self._made[key]

    def title(self) -> Format:
        return self(bold=True, font_size=16, font_color=self._colour)

    def heading(self) -> Format:
        return self(bold=True, font_size=12, font_color=self._colour)

    def purpose(self) -> Format:
        return self(italic=True)

    def head(self) -> Format:
        return self(
            bold=True, font_color="#ffffff", bg_color=self._colour, border=1,
            border_color="#ffffff", text_wrap=True, valign="top",
        )  # fmt: skip

    def cell(self, column: Column) -> Format:
        """A cell of a table: white to type in, tinted and locked where it is worked out."""
        shared = {"border": 1, "border_color": "#a6a6a6", "valign": "top"}
        if column.formula is not None:
            # nought is left out: it would fill the rows that wait
            form = "0;-0;;@" if column.kind == "number" else _FORMS.get(column.kind, "General")
            return self(**shared, bg_color=self._tint, num_format=form.replace("@", "General"))
        wrap = {"text_wrap": True} if column.kind in {"prose", "choices"} else {}
        return self(**shared, **wrap, locked=False, num_format=_form(column))

    def sum(self, form: str) -> Format:
        return self(border=1, border_color="#a6a6a6", num_format=form, align="right", valign="top")

    def label(self) -> Format:
        return self(border=1, border_color="#a6a6a6", text_wrap=True, valign="top")

    def wrapped(self, *, bold: bool = False) -> Format:
        return self(text_wrap=True, valign="top", bold=bold)

    def link(self) -> Format:
        return self(font_color=self._colour, underline=1, valign="top")


def fitting(text: str) -> str:
    """As much of `text` as a cell holds."""
    if len(text) <= LONGEST // 2:
        return text
    # letters beyond the first plane count as two
    return text.encode("utf-16-le")[: 2 * LONGEST].decode("utf-16-le", "ignore")


@lru_cache(maxsize=4_096)
def _lines(text: str, width: int) -> int:
    """Lines that words take in a column so wide, broken as a reader expects."""
    # words in a wide column run narrower than its figures, by which its width is told
    room = max(4, int(width * (1.15 if width >= 40 else 0.95)))
    return sum(len(wrap(part, room)) or 1 for part in text.split("\n"))


def _form(column: Column) -> str:
    if column.kind == "number":
        return "0." + "0" * column.decimals if column.decimals else "0"
    # words typed into a cell of this form stay words
    return _FORMS.get(column.kind, "General")


@dataclass(frozen=True, slots=True)
class Book:
    """One workbook while it is written."""

    workbook: Workbook
    theme: Theme
    places: Places
    looks: Looks

    @property
    def words(self) -> Words:
        return self.theme.words

    def shown(self, value: CellValue) -> str | float:
        """A value as a cell stores it; empty where there is none."""
        match value:
            case None:
                return ""
            case bool():
                return self.words.yes if value else self.words.no
            case date():
                return (value - DAY_ONE).days
            case _:
                return value

    def put(self, tab: Worksheet, row: int, column: int, value: CellValue, look: Format) -> None:
        """A value in its cell: words as words, never as a formula."""
        match self.shown(value):
            case "":
                tab.write_blank(row, column, None, look)
            case str(text):
                tab.write_string(row, column, fitting(text), look)
            case number:
                tab.write_number(row, column, number, look)

    def lines(self, tab: Worksheet, row: int, cells: Iterable[tuple[str, int]]) -> None:
        """Room for the longest of the words in a row, each in a column so many letters wide."""
        most = max((_lines(text, width) for text, width in cells), default=1)
        tab.set_row(row, 3 + 13 * most)

    def top(self, tab: Worksheet, title: str, purpose: str) -> None:
        """What stands first on every sheet."""
        self.put(tab, 0, 0, title, self.looks.title())
        self.put(tab, 1, 0, purpose, self.looks.purpose())
        tab.hide_gridlines(2)
