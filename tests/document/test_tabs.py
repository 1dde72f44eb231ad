"""What the tabs of a workbook say, held against the file that is made of it."""

from tests.writers.spreadsheets import opened

from schemekit import resources
from schemekit.document.tabs import tabs
from schemekit.document.workbook import Remarks, Workbook
from schemekit.theming import load_theme
from schemekit.writers import xlsx

TITLES = (
    "Costs", "costs", "'Quoted'", "Who / what: [all]?", "History", "options", "???", "",
    "A title that is far longer than any tab can hold, even in Excel",
    "A title that is far longer than any tab can hold, even in Calc",
)  # fmt: skip


def test_a_tab_is_called_as_the_file_calls_it() -> None:
    sheets = tuple(Remarks(f"sheet_{n}", title, "", ()) for n, title in enumerate(TITLES))
    workbook = Workbook("w", "60-w", "W", "Acme", "Scheme", "all", "To look.", sheets)

    written = opened(xlsx.write_workbook(workbook, load_theme([resources.templates()])))

    assert [*tabs(workbook).values()] == written.sheetnames
    assert tabs(workbook)["sheet_1"] == "costs 2"
