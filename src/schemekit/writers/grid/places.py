"""Where everything in a workbook stands: tabs, columns, and the names they are called by."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from xlsxwriter.utility import quote_sheetname, xl_col_to_name

from schemekit.document.tabs import tabs
from schemekit.document.theme import Words
from schemekit.document.workbook import (
    Cell,
    Formula,
    Range,
    Table,
    Truth,
    Workbook,
)

HEAD: Final = 2
"""The row of a table’s heads, counted from 0."""
FIRST: Final = HEAD + 1
OPTIONS: Final = "options"
"""The hidden tab that holds what may be picked."""


@dataclass(frozen=True, slots=True)
class Places:
    """The places of one workbook."""

    tabs: Mapping[str, str]
    """What the tab of each sheet says: its title, or as much of it as a tab can hold."""
    tables: Mapping[str, Table]

    def sources(self) -> frozenset[Range]:
        """The columns that others offer to pick from."""
        columns = (each for table in self.tables.values() for each in table.columns)
        return frozenset(each.source for each in columns if each.source is not None)

    def names(self) -> Iterator[tuple[str, str]]:
        """Every column by a name, and every list to pick from."""
        for table in self.tables.values():
            for place, column in enumerate(table.columns):
                yield self.name(Range(table.id, column.id)), self.cells(table, place)
        for each in sorted(self.sources(), key=self.name):
            table = self.tables[each.sheet]
            cells = self.cells(table, [one.id for one in table.columns].index(each.column))
            first = cells.partition(":")[0]
            # a list that ended in empty cells would let anything be typed
            yield self.picked(each), f"{first}:INDEX({cells},MAX(1,COUNTA({cells})))"

    def name(self, place: Range) -> str:
        return f"{place.sheet}_{place.column}"

    def picked(self, place: Range) -> str:
        """The name of what is filled in of a column."""
        return f"{self.name(place)}_list"

    def cells(self, table: Table, place: int) -> str:
        column, tab = xl_col_to_name(place), quote_sheetname(self.tabs[table.id])
        return f"{tab}!${column}${FIRST + 1}:${column}${FIRST + table.rows}"

    def formula(self, formula: Formula, table: Table, words: Words) -> tuple[str, ...]:
        """A formula, cells and words put in: pieces, between which the number of its row stands."""
        columns = [each.id for each in table.columns]
        pieces = [""]
        for part in formula.parts:
            match part:
                case Cell(column):
                    pieces[-1] += f"${xl_col_to_name(columns.index(column))}"
                    pieces.append("")
                case Range():
                    pieces[-1] += self.name(part)
                case Truth(value):
                    pieces[-1] += quoted(words.yes if value else words.no)
                case str():
                    pieces[-1] += part
        return tuple(pieces)


def places_of(workbook: Workbook) -> Places:
    """Where everything in `workbook` stands."""
    tables = {each.id: each for each in workbook.sheets if isinstance(each, Table)}
    return Places(tabs(workbook), tables)


def quoted(text: str) -> str:
    """Words inside a formula."""
    doubled = text.replace('"', '""')
    return f'"{doubled}"'
