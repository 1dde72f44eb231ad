"""What changed alike down a column of a sheet, told once instead of in every row."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from schemekit.document.workbook import CellValue, Formula
from schemekit.document.workbook_lines import NOTHING, Line, labelled, shown

Both: TypeAlias = tuple[Line, Line]
"""One line of a sheet, before and after."""
Words: TypeAlias = tuple[str, str]
"""How something is told before and after."""
_MANY: Final = 3
"""Rows from which on a change that is the same in all of them is told once."""


@dataclass(frozen=True, slots=True)
class Once:
    """Changes that are the same down a column, and the cells that need not tell of them again."""

    words: tuple[Words, ...]
    cells: frozenset[tuple[str, str]]
    """By row and column."""


@dataclass(frozen=True, slots=True)
class _Cell:
    row: str
    before: CellValue | Formula
    after: CellValue | Formula

    @property
    def words(self) -> Words:
        return shown(self.before), shown(self.after)

    @property
    def changed(self) -> bool:
        before, after = self.words
        return before != after

    @property
    def days(self) -> int | None:
        """By how many days it moved, where it holds one before and after."""
        if isinstance(self.before, date) and isinstance(self.after, date):
            return (self.after - self.before).days
        return None


@dataclass(frozen=True, slots=True)
class _Group:
    """Cells of a column that changed alike."""

    where: str
    cells: Sequence[_Cell]


def told_once(rows: Sequence[Both], told: frozenset[str]) -> Once:
    """What needs no row to tell it; of the columns `told` another line tells."""
    words: list[Words] = []
    cells: set[tuple[str, str]] = set()
    for column, label in _columns(rows).items():
        down = [_cell(old, new, column) for old, new in rows]
        if column in told:
            cells |= {(each.row, column) for each in down}
            continue
        for group in _alike(down):
            cells |= {(each.row, column) for each in group.cells}
            words.append(_of_column(label, group))
    return Once(tuple(words), frozenset(cells))


def _columns(rows: Sequence[Both]) -> dict[str, str]:
    """The labels of the columns that stand in these rows."""
    return {name: part.label for _, new in rows for name, part in new.parts.items()}


def _cell(old: Line, new: Line, column: str) -> _Cell:
    before, after = (each.parts.get(column, NOTHING).value for each in (old, new))
    return _Cell(new.id, before, after)


def _alike(down: Sequence[_Cell]) -> Iterator[_Group]:
    """Cells that changed in the same way, where no cell that held the same changed otherwise."""
    held = [each for each in down if each.words[0]]
    if len(held) >= _MANY and not any(each.words[1] for each in down):
        yield _Group(f"emptied in {len(held)} rows, the first", held)
        return
    dated = [each for each in down if each.days is not None]
    if dated:
        yield from _shifted(dated)
        return
    for before in dict.fromkeys(each.words[0] for each in down if each.changed):
        cells = [each for each in down if each.words[0] == before]
        if len(cells) >= _MANY and len({each.words[1] for each in cells}) == 1:
            yield _Group(f"in {len(cells)} rows alike", cells)


def _shifted(dated: Sequence[_Cell]) -> Iterator[_Group]:
    """The days that moved as most did; whoever reads may take that from those not told of."""
    ((days, number),) = Counter(each.days for each in dated).most_common(1)
    if not days or number < max(_MANY, len(dated) / 2):
        return
    cells = [each for each in dated if each.days == days]
    way = "later" if days > 0 else "earlier"
    yield _Group(f"in {number} rows {_days(abs(days))} {way}, the first", cells)


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"


def _of_column(label: str, group: _Group) -> Words:
    before, after = group.cells[0].words
    where = f"Column: {label} | {group.where}"
    return labelled(where, before), labelled(where, after)
