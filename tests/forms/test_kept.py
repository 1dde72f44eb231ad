"""What came back is kept, and put into tables that are safe to open."""

from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from tests.forms.filling import filled
from tests.forms.test_reading import FILLED

from schemekit.errors import FormError
from schemekit.forms.form import Form
from schemekit.forms.kept import FORMAT, Kept, kept_text, read_kept
from schemekit.forms.reading import read_form
from schemekit.forms.tables import LOOK, looks, sheets
from schemekit.writers.rows.table import Rows, write_table


@pytest.fixture
def kept(empty: bytes, forms: dict[str, Form]) -> Kept:
    """Ann’s form, Ann’s form once more, and one that is nearly empty."""
    found = Kept()
    for number, answers in enumerate(
        (FILLED, {**FILLED, "beds": "13"}, {"favourite": "Purple", "goals": "Rest"}), start=1
    ):
        content = filled(empty, answers)
        found = found.with_form(read_form(f"{number}.docx", content, forms, "2027-05-09"))
    return found


def test_what_is_kept_comes_back_as_it_was(kept: Kept) -> None:
    assert read_kept(kept_text(kept), "x") == kept


def test_a_file_that_is_collected_again_is_the_same_return(kept: Kept) -> None:
    again = kept.with_form(kept.forms[0])

    assert again == kept


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "null", f'{{"{FORMAT}": [{{}}], "tables": []}}', "[" * 100_000]
)
def test_a_damaged_file_of_returns_is_a_sentence(text: str) -> None:
    with pytest.raises(FormError, match="nothing was changed"):
        read_kept(text, "returned.json")


def test_what_to_look_at_is_listed(kept: Kept, forms: dict[str, Form]) -> None:
    found = {(each.file, each.field): each.what for each in looks(kept, forms)}

    assert found["2.docx", ""] == "A newer return of the same form by the same person as 1.docx."
    assert found["3.docx", "Full name"] == "Left blank, and it is needed."
    assert found["3.docx", "Favourite colour"].startswith("Not one of the choices: 'Purple'")
    assert ("1.docx", "") not in found
    assert len(found) == 4


def test_the_table_has_a_sheet_for_each_form_with_its_fields_in_order(
    kept: Kept, forms: dict[str, Form]
) -> None:
    book = openpyxl.load_workbook(BytesIO(write_table([Rows(*e) for e in sheets(kept, forms)])))
    heads, first, second, third = [[c.value for c in row] for row in book["Garden form"].rows]

    assert book.sheetnames == [LOOK, "Garden form"]
    assert heads[:4] == ["Full name", "Your goals", "Beds you could dig", "E-mail"]
    assert heads[-5:] == ["Left blank", "File", "Read on", "Recognised by", "Problems"]
    row = dict(zip(heads, first, strict=True))
    assert row["Your goals"] == "Dig & plant\n<less> rain\n\nand rest"
    assert row["What you like"] == "Red; Grey <dark>; Beans"
    assert row["First day"] == datetime(2027, 5, 9)  # noqa: DTZ001 - a day has no time zone
    assert row["Are you ready?"] == "No"
    assert row["Recognised by"] == "tag of the control"
    assert second[2] == 13
    assert dict(zip(heads, third, strict=True))["Favourite colour"] == "Purple"


def test_no_cell_is_a_formula_or_a_link_whatever_it_says() -> None:
    said = [
        "=cmd|' /C calc'!A0",
        "+1",
        "-2",
        "@SUM(1)",
        "https://e.vil",
        "{=1}",
        "0123",
        "x" * 40_000,
    ]
    written = write_table([Rows("A", ["a"], [[each] for each in said])])
    page = openpyxl.load_workbook(BytesIO(written))["A"]
    text = ZipFile(BytesIO(written)).read("xl/worksheets/sheet1.xml").decode()

    assert [page.cell(n, 1).value for n in range(2, 9)] == said[:7]
    assert {page.cell(n, 1).data_type for n in range(2, 10)} == {"s"}
    assert "<f>" not in text
    assert "hyperlink" not in text
    assert len(str(page.cell(9, 1).value)) == 32_000


def test_names_of_sheets_are_made_to_fit() -> None:
    names = ["A/B: [x]?*", "History", "y" * 40, "Y" * 40, "''", ""]
    written = write_table([Rows(each, ["a"], []) for each in names])

    assert openpyxl.load_workbook(BytesIO(written)).sheetnames == [
        "A B x", "History 2", "y" * 31, "Y" * 27 + " 2", "Sheet", "Sheet 2",
    ]  # fmt: skip


def test_equal_tables_are_equal_files(kept: Kept, forms: dict[str, Form]) -> None:
    once, twice = ([Rows(*each) for each in sheets(kept, forms)] for _ in range(2))

    assert write_table(once) == write_table(twice)
