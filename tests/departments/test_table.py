"""A list of departments, as spreadsheets save it and as people spoil it."""

import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from schemekit.departments.names import LONGEST
from schemekit.departments.orders import Order
from schemekit.departments.table import Table, read_table
from schemekit.errors import AnswersError

QUESTIONS = ("name", "tools", "spades", "word_garden")
Listed = Callable[[bytes], Table]


@pytest.fixture
def listed(tmp_path: Path) -> Listed:
    def read(content: bytes) -> Table:
        path = tmp_path / "list.csv"
        path.write_bytes(content)
        return read_table(path, QUESTIONS)

    return read


def orders(table: Table) -> list[Order]:
    return list(table.orders())


EXPORTS = {
    "UTF-8 with a mark and semicolons": 'folder;name\r\nWéard;"Zoë; €5"\r\n'.encode("utf-8-sig"),
    "UTF-8 with commas": 'folder,name\nWéard,"Zoë; €5"\n'.encode(),
    "Windows-1252 with semicolons": 'folder;name\r\nWéard;"Zoë; €5"\r\n'.encode("cp1252"),
    "Unicode text with tabs": "folder\tname\r\nWéard\tZoë; €5\r\n".encode("utf-16"),
    "a first line for Excel": 'sep=;\r\nfolder;name\r\nWéard;"Zoë; €5"\r\n'.encode(),
    "empty columns at the end": 'folder;name;;\r\nWéard;"Zoë; €5";;\r\n'.encode(),
}


@pytest.mark.parametrize("content", EXPORTS.values(), ids=EXPORTS)
def test_a_list_is_read_however_excel_saved_it(listed: Listed, content: bytes) -> None:
    (order,) = orders(listed(content))

    assert order.folder == "Wéard"
    assert order.cells == {"name": "Zoë; €5"}
    assert order.where == "list.csv, row 2"
    assert not order.wrong


def test_line_breaks_in_quotes_belong_to_the_cell_and_not_to_the_count(listed: Listed) -> None:
    table = listed(b'folder;tools\r\na;"rake\r\nspade"\r\nb;rake\r\n')

    first, second = orders(table)

    assert first.cells == {"tools": "rake\r\nspade"}
    assert second.where == "list.csv, row 3"


def test_rows_without_a_word_are_passed_over(listed: Listed) -> None:
    table = listed(b"folder;name\na;A\n;\n\n  ;  \nb;B\n;;\n")

    assert table.rows == 2
    assert [each.where for each in orders(table)] == ["list.csv, row 2", "list.csv, row 6"]


def test_an_empty_cell_is_no_answer(listed: Listed) -> None:
    (order,) = orders(listed(b"folder;name;tools\na; ;rake\n"))

    assert order.cells == {"tools": "rake"}


def test_unknown_columns_are_refused_together_with_the_nearest_named(listed: Listed) -> None:
    with pytest.raises(AnswersError) as refused:
        listed(b"folder;nmae;spaeds;weather\na;A;1;\n")

    said = str(refused.value)
    assert "'nmae' is no question. Did you mean 'name'?" in said
    assert "'spaeds' is no question. Did you mean 'spades'?" in said
    assert "'weather' is no question. schemekit questions lists them all." in said


def test_a_column_under_an_earlier_id_is_read_under_the_one_of_today(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("folder,owner\na,Ann\n")

    (order,) = read_table(path, QUESTIONS, {"owner": "name"}).orders()

    assert order.cells == {"name": "Ann"}


WRONG_HEADS = {
    b"": "it is empty",
    b"name;tools\nA;rake\n": "there is no column 'folder'",
    b"folder;name;name\na;A;B\n": "'name' is there 2 times",
    b"folder;;name\na;;A\n": "a column has no name",
    b"folder\x81;name\n": "neither UTF-8 nor Windows-1252",
    b'folder;name\na;"' + b"x" * 200_000: "cannot be read",
}


@pytest.mark.parametrize("content", WRONG_HEADS, ids=WRONG_HEADS.values())
def test_a_list_that_cannot_be_meant_is_refused_as_a_whole(listed: Listed, content: bytes) -> None:
    with pytest.raises(AnswersError, match=WRONG_HEADS[content]):
        listed(content)


def test_folders_that_some_system_cannot_keep_apart_are_all_refused(listed: Listed) -> None:
    composed, parted = "Zo\u00eb", "Zoe\u0308"
    text = f"folder;name\nWard;A\nWARD;B\n{composed};C\n{parted};D\nStrasse;E\nstraße;F\nok;G\n"
    found = orders(listed(text.encode()))

    assert [bool(each.wrong) for each in found] == [True] * 6 + [False]
    assert "differs only in case" in found[0].wrong


PATHS = {
    "../x": "is a path",
    "..": "is a path",
    "/etc/passwd": "is a path",
    "a\\b": "is a path",
    "C:x": "no folder may have",
    "con": "taken on some computers",
    "NUL.txt": "taken on some computers",
    "Com1": "taken on some computers",
    "summary.csv": "taken on some computers",
    ".schemekit": "begins or ends",
    "~$x": "begins or ends",
    "x.": "begins or ends",
    "a\u202eb": "no folder may have",
    "a\0b": "no folder may have",
    "x" * (LONGEST + 1): "too long",
    "\N{OLD PERSIAN SIGN A}" * 60: "too long",
    "": "names no folder",
}


@pytest.mark.parametrize("name", PATHS)
def test_a_folder_is_a_plain_name_and_never_a_path(listed: Listed, name: str) -> None:
    found = orders(listed(f'name;folder\nA;"{name}"\nB;ok\n'.encode()))

    assert PATHS[name] in found[0].wrong
    assert not found[1].wrong


def test_a_cell_too_many_is_told_in_its_row(listed: Listed) -> None:
    found = orders(listed(b"folder;name\na;Smith; Jones\nb;B\n"))

    assert "it has 3 cells, but there are 2 columns" in found[0].wrong
    assert not found[1].wrong


def test_a_row_too_short_has_empty_cells(listed: Listed) -> None:
    found = orders(listed(b"name;folder\nA\nB;b\n"))

    assert "names no folder" in found[0].wrong
    assert found[1].folder == "b"


def test_ten_thousand_rows_take_no_more_memory_than_their_names(listed: Listed) -> None:
    row = "ward {};" + "x" * 180 + "\n"
    table = listed(("folder;name\n" + "".join(map(row.format, range(10_000)))).encode())
    assert table.rows == 10_000
    size = table.path.stat().st_size

    tracemalloc.start()
    amount = sum(1 for _ in table.orders())
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert amount == 10_000
    assert most < size / 10
