"""A list of departments as a spreadsheet saves it, read row by row.

It is read twice: once to find out how it is written and whose folder is named twice, then once
more while the packs are made, so that a long list takes no more memory than a short one.
"""

import csv
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from schemekit.departments.names import folder_name, same, wrong_with
from schemekit.departments.orders import Order
from schemekit.errors import AnswersError, Problem, nearest

FOLDER: Final = "folder"
_CHUNK: Final = 1 << 16
_SEPARATORS: Final = (",", ";", "\t")
_MARKS: Final = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))


_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Table:
    """A list that was looked through: how it is written, how long it is, what is in it twice."""

    path: Path
    encoding: str
    separator: str
    columns: tuple[str, ...]
    rows: int
    twice: frozenset[str]
    """Folders, as `same` has them, that more than one row names."""

    def orders(self) -> Iterator[Order]:
        """Each row as an order, in the order of the list; rows without a word are passed over."""
        place = 0
        for line, cells in _lines(self.path, self.encoding, self.separator):
            if line > 1 and any(each.strip() for each in cells):
                place += 1
                yield self._order(place, f"{self.path.name}, row {line}", cells)

    def _order(self, place: int, where: str, cells: Sequence[str]) -> Order:
        given = dict(zip(self.columns, cells, strict=False))
        name = folder_name(given.pop(FOLDER, ""))
        said = {column: each for column, each in given.items() if each.strip()}
        wrong = wrong_with(name)
        if any(each.strip() for each in cells[len(self.columns) :]):
            what = f"it has {len(cells)} cells, but there are {len(self.columns)} columns."
            wrong = Problem("", what, "Put the cell that holds a separator into quotation marks.")
        elif wrong is None and same(name) in self.twice:
            what = f"another row has the folder {name!r} too, or one that differs only in case."
            wrong = Problem("", what, "Give each department a folder of its own.")
        return Order(name, place, where, said, wrong=str(wrong or ""))


def read_table(
    path: Path, questions: Collection[str], renamed: Mapping[str, str] = _NOTHING
) -> Table:
    """The list at `path`, looked through. Raises `AnswersError` where its columns are wrong.

    `renamed` are ids of earlier questions, and what they are called now.
    """
    encoding = _encoding(path)
    separator, columns = _columns(path, encoding, {*questions, *renamed})
    columns = tuple(renamed.get(each, each) for each in columns)
    problems = tuple(_problems(path, columns, questions))
    if problems:
        raise AnswersError(*problems)
    rows = 0
    seen: Counter[str] = Counter()
    at = columns.index(FOLDER)
    for line, cells in _lines(path, encoding, separator):
        if line > 1 and any(each.strip() for each in cells):
            rows += 1
            if name := folder_name(cells[at]) if at < len(cells) else "":
                seen[same(name)] += 1
    twice = frozenset(name for name, times in seen.items() if times > 1)
    return Table(path, encoding, separator, columns, rows, twice)


def _columns(path: Path, encoding: str, questions: Collection[str]) -> tuple[str, tuple[str, ...]]:
    """The separator by which most columns are known, and the columns."""
    known = {FOLDER, *questions}
    found: list[tuple[int, int, str, tuple[str, ...]]] = []
    for separator in _SEPARATORS:
        first = next((cells for _, cells in _lines(path, encoding, separator)), [])
        columns = tuple(_column(each) for each in first)
        while columns and not columns[-1]:
            columns = columns[:-1]
        found.append((sum(each in known for each in columns), len(columns), separator, columns))
    _, _, separator, columns = max(found, key=lambda each: each[:2])
    return separator, columns


def _column(written: str) -> str:
    name = written.strip()
    return FOLDER if name.casefold() == FOLDER else name


def _problems(path: Path, columns: Sequence[str], questions: Collection[str]) -> Iterator[Problem]:
    where = f"{path}, row 1"
    if not columns:
        yield Problem(str(path), "it is empty.", "Its first row names the columns.")
        return
    if FOLDER not in columns:
        what = f"there is no column {FOLDER!r}."
        yield Problem(where, what, "It names the folder that each department's pack goes to.")
    for name, times in Counter(columns).items():
        if times > 1:
            yield Problem(where, f"the column {name!r} is there {times} times.", "Keep one.")
        if name not in {FOLDER, *questions}:
            what = f"the column {name[:60]!r} is no question." if name else "a column has no name."
            remedy = nearest(name, (FOLDER, *questions))
            yield Problem(where, what, remedy or "schemekit questions lists them all.")


def _lines(path: Path, encoding: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the number a spreadsheet gives it. Raises `AnswersError`."""
    number = 0
    try:
        with path.open(encoding=encoding, newline="") as file:
            for cells in csv.reader(file, delimiter=separator):
                if number == 0 and cells and cells[0].lower().startswith("sep="):
                    continue
                number += 1
                yield number, cells
    except OSError as wrong:
        raise AnswersError(Problem(str(path), f"it cannot be read: {wrong.strerror}.")) from None
    except csv.Error as wrong:
        where = f"{path}, row {number + 1}"
        remedy = "A quotation mark may be missing there."
        raise AnswersError(Problem(where, f"it cannot be read: {wrong}.", remedy)) from None
    except UnicodeError:
        where = f"{path}, row {number + 1}"
        raise AnswersError(Problem(where, "it is no text.", _SAVE_AS)) from None


_SAVE_AS: Final = "In Excel, save it as “CSV UTF-8”."


def _encoding(path: Path) -> str:
    """How the file is written: by its mark, else UTF-8 where it can be that, else Windows-1252."""
    try:
        with path.open("rb") as file:
            start = file.read(4)
            marked = (name for mark, name in _MARKS if start.startswith(mark))
            if (encoding := next(marked, None)) is not None:
                return encoding
        for encoding in ("utf-8", "cp1252"):
            if _can_be(path, encoding):
                return encoding
    except OSError as wrong:
        raise AnswersError(Problem(str(path), f"it cannot be read: {wrong.strerror}.")) from None
    raise AnswersError(Problem(str(path), "it is neither UTF-8 nor Windows-1252.", _SAVE_AS))


def _can_be(path: Path, encoding: str) -> bool:
    try:
        with path.open(encoding=encoding, newline="") as file:
            while file.read(_CHUNK):
                pass
    except UnicodeError:
        return False
    return True
