"""The map of docs/documents.md leads to files, headings and names that are there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from schemekit import resources
from schemekit.toolkit.toolkit import Toolkit

MAP: Final = (Path(__file__).parent.parent / "docs" / "documents.md").read_text(encoding="utf-8")
CODES: Final = tuple(f"D{number:02}" for number in range(1, 42))
_ROW: Final = re.compile(r"^\| (D\d\d) \| ([^|]+) \| ([^|]+) \| (.+) \|$", re.MULTILINE)
_FILE: Final = re.compile(r"`(\d\d-[a-z0-9-]+)`")
_HEADING: Final = re.compile(r"“([^”]+)”")
_NAME: Final = re.compile(r"`([a-z][a-z0-9_]+)`")
_TAG: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")


@dataclass(frozen=True)
class Row:
    """One document of a full pack, and where it stands."""

    code: str
    files: tuple[str, ...]
    headings: tuple[str, ...]
    names: tuple[str, ...]


def rows() -> Iterator[Row]:
    for code, _title, files, where in _ROW.findall(MAP):
        yield Row(
            code,
            tuple(_FILE.findall(files)),
            tuple(_HEADING.findall(where)),
            tuple(_NAME.findall(where)),
        )


ROWS: Final = tuple(rows())


def source(file: str) -> str:
    """A document or workbook as its author wrote it."""
    found = [
        path
        for folder, ending in (("documents", ".md"), ("workbooks", ".toml"))
        if (path := resources.templates() / folder / f"{file}{ending}").is_file()
    ]
    assert found, f"there is no {file}"
    return found[0].read_text(encoding="utf-8")


def headings(text: str) -> list[str]:
    """Each heading, as far as no answer changes it."""
    found = re.findall(r"^#{1,6} (.+)$", text, re.MULTILINE)
    return [_TAG.split(each)[0].strip(" :") for each in found]


def test_every_document_of_a_full_pack_has_one_row() -> None:
    assert [each.code for each in ROWS] == list(CODES)


@pytest.mark.parametrize("row", ROWS, ids=lambda each: each.code)
def test_each_heading_and_name_of_a_row_stands_in_one_of_its_files(row: Row) -> None:
    texts = [source(each) for each in row.files]
    known = {each for text in texts for each in headings(text)}
    ids = {each for text in texts for each in re.findall(r'\bid = "(\w+)"', text)}

    assert texts
    assert [each for each in row.headings if each not in known] == []
    assert [each for each in row.names if each not in ids] == []


def test_every_document_that_bears_a_code_stands_in_the_row_of_that_code(toolkit: Toolkit) -> None:
    files = {each.code: set(each.files) for each in ROWS}
    coded = [(each.code, each.file) for each in toolkit.documents.values() if each.code]
    coded += [(each.front.code, each.file) for each in toolkit.workbooks.values()]

    assert [each for each in coded if each[1] not in files[each[0]]] == []


def test_a_row_leads_to_headings_or_fields_unless_it_is_one_page_of_text() -> None:
    bare = {each.code for each in ROWS if not (each.headings or each.names)}

    assert bare == {"D01"}
