"""Spreadsheets filled in and worked out as people do it: by other programs than ours."""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook as Opened

from schemekit.document.workbook import CellValue, Table, Workbook
from schemekit.writers.grid.places import FIRST

Rows = Sequence[Mapping[str, CellValue]]


def opened(content: bytes, *, values: bool = False) -> Opened:
    """A file as another library reads it: its formulas, or what they came to."""
    return openpyxl.load_workbook(BytesIO(content), data_only=values)


def table(workbook: Workbook, name: str) -> Table:
    found = next(each for each in workbook.sheets if each.id == name)
    assert isinstance(found, Table)
    return found


def place(sheet: Table, column: str) -> int:
    """The column’s number, counted from 1."""
    return [each.id for each in sheet.columns].index(column) + 1


def filled_in(content: bytes, workbook: Workbook, sheets: Mapping[str, Rows]) -> bytes:
    """The file after somebody has typed these rows, with nothing worked out yet."""
    book = opened(content)
    for name, rows in sheets.items():
        sheet = table(workbook, name)
        for number, row in enumerate(rows, FIRST + 1):
            for column, value in row.items():
                book[sheet.title].cell(number, place(sheet, column), value)
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def worked_out(content: bytes, folder: Path) -> Opened:
    """The file after LibreOffice has worked everything out."""
    soffice = shutil.which("soffice")
    if soffice is None:
        if os.environ.get("CI") == "true":
            pytest.fail("LibreOffice is missing, and nothing else works formulas out")
        pytest.skip("LibreOffice is not installed")
    (folder / "typed").mkdir(exist_ok=True)
    (folder / "typed" / "file.xlsx").write_bytes(content)
    subprocess.run(
        [
            soffice,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            *("--convert-to", "xlsx:Calc MS Excel 2007 XML"),
            *("--outdir", str(folder)),
            str(folder / "typed" / "file.xlsx"),
        ],
        check=True,
        capture_output=True,
        timeout=300,
        env={**os.environ, "HOME": str(folder)},
    )
    return opened((folder / "file.xlsx").read_bytes(), values=True)
