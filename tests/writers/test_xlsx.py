"""The register as other programs read it, filled in and worked out."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Final
from zipfile import ZipFile

import pytest
from openpyxl.workbook import Workbook as Opened
from tests.conftest import ProfileOf
from tests.writers.spreadsheets import Rows, filled_in, opened, place, table, worked_out

from schemekit.document.blocks import Choice
from schemekit.document.theme import Theme
from schemekit.document.workbook import CellValue, Column, Dashboard, Formula, Table, Workbook
from schemekit.interview.interview import Interview, Profile
from schemekit.making import make_files, make_workbooks
from schemekit.toolkit.conditions import parse
from schemekit.toolkit.formulas import TODAY, Known, spreadsheet_formula
from schemekit.toolkit.toolkit import Toolkit
from schemekit.toolkit.values import UNANSWERED, Value
from schemekit.writers import find, for_workbooks
from schemekit.writers.grid.places import FIRST
from schemekit.writers.xlsx import write_workbook

HOSTILE: Final = (
    "{words}",
    "=1+1",
    "+1",
    "-1",
    "@SUM(1)",
    '=HYPERLINK("https://example.org")',
    "<b>&amp;",
)
SMALL: Final = "fewer than 5"
START: Final = date(2024, 2, 1)
LATER: Final = date(2099, 1, 1)


@pytest.fixture(scope="session")
def profile(profile_of: ProfileOf) -> Profile:
    return profile_of("nhs-trust", organisation_name="Acme NHS Trust", sessions=6, months=6)


@pytest.fixture(scope="session")
def register(toolkit: Toolkit, profile: Profile) -> Workbook:
    return named("register", make_workbooks(toolkit, profile))


def named(name: str, workbooks: Sequence[Workbook]) -> Workbook:
    return next(each for each in workbooks if each.id == name)


@pytest.fixture(scope="session")
def content(register: Workbook, theme: Theme) -> bytes:
    return write_workbook(register, theme)


@pytest.fixture(scope="session")
def empty(content: bytes) -> Opened:
    """The register as another library reads it, to look at."""
    return opened(content)


def members(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return {each: archive.read(each) for each in archive.namelist()}


def tables(workbook: Workbook) -> Iterator[Table]:
    return (each for each in workbook.sheets if isinstance(each, Table))


# ── What is promised of every workbook ──────────────────────────────────────────────────────────


def test_equal_workbooks_are_equal_files(register: Workbook, theme: Theme, content: bytes) -> None:
    assert write_workbook(register, theme) == content


def test_two_departments_differ_in_what_they_answered_and_in_nothing_else(
    toolkit: Toolkit, profile_of: ProfileOf, theme: Theme
) -> None:
    names = (b"Wexcombe Trust", b"Hollowby Trust")
    first, second = (
        [
            write_workbook(each, theme)
            for each in make_workbooks(
                toolkit, profile_of("nhs-trust", organisation_name=name.decode())
            )
        ]
        for name in names
    )

    assert len(first) == len(second) > 1
    for one, other in zip(first, second, strict=True):
        parts, others = members(one), members(other)
        assert {name: part.replace(*names) for name, part in parts.items()} == others
        assert parts != others


def test_it_runs_nothing_reaches_nowhere_and_says_which_document_it_is(
    content: bytes, empty: Opened
) -> None:
    with ZipFile(BytesIO(content)) as file:
        names = file.namelist()
        custom = file.read("docProps/custom.xml").decode()

    assert not [each for each in names if "vba" in each or "external" in each.lower()]
    assert 'name="schemekit-document"><vt:lpwstr>register<' in custom
    assert empty.properties.title == "Register of mentors, mentees and pairs"
    assert empty.properties.created == datetime(2020, 1, 1)  # noqa: DTZ001 - as read


def test_workbooks_are_for_spreadsheet_formats_and_documents_for_the_others(
    register: Workbook, theme: Theme
) -> None:
    made = list(make_files((), theme, ["docx", "xlsx", "html", "md"], [register]))

    assert [(each.document, each.file) for each in made] == [("register", "60-register.xlsx")]
    assert for_workbooks("docx") is None
    assert find("xlsx").ending == "xlsx"


def test_what_somebody_typed_stays_words_wherever_it_stands(theme: Theme) -> None:
    sheets = tuple(hostile(f"hostile_{number}", each) for number, each in enumerate(HOSTILE))
    workbook = Workbook("made", "98-made", HOSTILE[0], HOSTILE[0], "", "", "", sheets)

    book = opened(write_workbook(workbook, theme))

    for name, tab in zip(HOSTILE, book, strict=False):
        cells = [tab[each] for each in ("A1", "A2", "A3", "A4")]
        assert [each.value for each in cells] == [name] * 4
        assert {each.data_type for each in cells} == {"s"}
        assert tab["A4"].number_format == "@"
    assert book.properties.title == HOSTILE[0]
    assert {cell.data_type for row in book["options"] for cell in row} == {"s"}


def hostile(sheet: str, name: str) -> Table:
    """A sheet where everything that can be said is `name`."""
    options = (Choice("one", name), Choice("two", "Two"))
    columns = (
        Column("words", "text", name, name, values=(name,)),
        Column("chosen", "choice", name, name, options),
    )
    return Table(sheet, name, name, columns, 3)


# ── What may be typed, and what may not ─────────────────────────────────────────────────────────


def test_every_sheet_is_protected_without_a_password_and_can_be_filtered_but_not_shortened(
    empty: Opened,
) -> None:
    for sheet in empty:
        assert sheet.protection.sheet, sheet.title
        assert not sheet.protection.password
        assert sheet.title == "options" or not sheet.protection.autoFilter
        assert sheet.title == "options" or not sheet.protection.sort
        assert sheet.title == "options" or not sheet.protection.formatColumns
        assert sheet.protection.deleteRows


def test_cells_to_fill_in_are_open_and_all_others_are_locked(
    register: Workbook, empty: Opened
) -> None:
    for sheet in tables(register):
        for number, column in enumerate(sheet.columns, 1):
            head, first, last, after = (
                empty[sheet.title].cell(row, number)
                for row in (FIRST, FIRST + 1, FIRST + sheet.rows, FIRST + sheet.rows + 1)
            )
            locked = column.formula is not None

            assert head.value == column.label
            assert [e.protection.locked for e in (head, first, last, after)] == [
                True, locked, locked, True,
            ]  # fmt: skip


def test_heads_stay_in_sight_on_the_screen_and_on_paper(register: Workbook, empty: Opened) -> None:
    for sheet in tables(register):
        tab = empty[sheet.title]

        assert tab.freeze_panes == f"{'ABCD'[sheet.frozen]}{FIRST + 1}"
        assert tab.print_title_rows == f"${FIRST}:${FIRST}"
        assert tab.auto_filter.ref is not None
        assert tab.auto_filter.ref.startswith(f"A{FIRST}:")
        assert (tab.page_setup.orientation, str(tab.page_setup.paperSize)) == ("landscape", "9")
        assert tab.sheet_properties.pageSetUpPr is not None
        assert tab.sheet_properties.pageSetUpPr.fitToPage
        # one page wide is what nothing said means
        assert (tab.page_setup.fitToWidth, tab.page_setup.fitToHeight) == (None, 0)


def test_every_column_allows_what_its_kind_allows(register: Workbook, empty: Opened) -> None:
    for sheet in tables(register):
        rules = {
            str(each.sqref).split(":", maxsplit=1)[0]: each
            for each in empty[sheet.title].data_validations.dataValidation
        }
        for number, column in enumerate(sheet.columns, 1):
            cell = empty[sheet.title].cell(FIRST + 1, number)
            rule = rules.get(cell.coordinate)

            assert (rule is None) == (column.formula is not None), column.id
            if rule is not None:
                assert rule.type in allowed_types(column), column.id
                assert rule.error
                assert bool(rule.prompt) == bool(column.help or column.kind == "date")
            if column.kind == "date":
                assert cell.number_format == "dd/mm/yyyy"


def allowed_types(column: Column) -> set[str]:
    kinds: dict[str, set[str]] = {
        "text": {"list"} if column.source else {"textLength", "custom"},
        "prose": {"textLength"},
        "choices": {"textLength"},
        "number": {"decimal"} if column.decimals else {"whole"},
        "yes_no": {"list"},
        "choice": {"list"},
        "date": {"date"},
        "email": {"custom"},
    }
    return kinds[column.kind]


def test_every_column_has_a_name_and_lists_end_where_they_are_filled(
    register: Workbook, empty: Opened
) -> None:
    names = empty.defined_names

    for sheet in tables(register):
        for column in sheet.columns:
            assert f"{sheet.id}_{column.id}" in names
    assert "COUNTA" in str(names["mentors_mentor_name_list"].value)
    assert names["pairs_status_options"].value == "options!$E$1:$E$5"


def test_charts_say_in_words_what_they_show(content: bytes) -> None:
    with ZipFile(BytesIO(content)) as file:
        drawing = file.read("xl/drawings/drawing1.xml").decode()
        charts = [each for each in file.namelist() if each.startswith("xl/charts/chart")]

    assert len(charts) == 2
    assert drawing.count('descr="Bar chart of percentages: match rate, ') == 1
    assert drawing.count('descr="Column chart: for each staff group') == 1


# ── What it comes to ────────────────────────────────────────────────────────────────────────────


def shown(value: object) -> object:
    """Nothing and no words are the same to a reader."""
    return None if value == "" else value


@pytest.mark.validated("LibreOffice")
def test_what_is_stored_of_an_empty_register_is_what_a_spreadsheet_works_out(
    register: Workbook, content: bytes, tmp_path: Path
) -> None:
    stored, again = (
        opened(content, values=True),
        worked_out(filled_in(content, register, {}), tmp_path),
    )
    formulas = opened(content)

    different = {
        (sheet.title, cell.coordinate): (stored[sheet.title][cell.coordinate].value, found)
        for sheet in formulas
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
        and shown(stored[sheet.title][cell.coordinate].value)
        != shown(found := again[sheet.title][cell.coordinate].value)
    }

    assert different == {}
    assert dashboard(register, stored)["match_rate"] is None
    assert dashboard(register, stored)["applied"] == 0


def dashboard(register: Workbook, book: Opened) -> dict[str, object]:
    """Every measure’s value by its id."""
    sheet = next(each for each in register.sheets if isinstance(each, Dashboard))
    tab = book[sheet.title]
    return {
        each.id: shown(tab.cell(5 + number, 2).value) for number, each in enumerate(sheet.measures)
    }


def ten_pairs() -> dict[str, Rows]:
    """Twelve people asked, ten were matched, two of them late."""
    mentors = [f"Mentor {number}" for number in range(1, 7)]
    mentees = [f"Mentee {number:02}" for number in range(1, 13)]
    groups = ["Doctors in training"] * 8 + ["Consultants"] * 4
    asked = [date(2024, 1, 1)] * 11 + [LATER]
    status = ["Active"] * 3 + ["Paused"] + ["Completed"] * 4 + ["Ended early", "Proposed"]
    matched = [START] * 8 + [date(2024, 4, 1)] * 2
    waited = [14, 14, 14, 14, 14, 14, 42, 14, 14, None]
    held = [6, 1, 1, 1, 6, 6, 6, 5, 1, None]
    pairs: list[dict[str, CellValue]] = [
        {
            "mentor_name": mentors[number % 6],
            "mentee_name": mentees[number],
            "status": status[number],
            "matched_on": matched[number],
            "first_met": matched[number] + timedelta(days=days) if days else None,
            "meetings_held": held[number],
        }
        for number, days in enumerate(waited)
    ]
    done: CellValue = date(2024, 3, 1)
    pairs[0] |= {"early_check_done": done, "midpoint_done": done, "end_done": done}
    return {
        "mentors": [{"mentor_name": each, "mentee_count": 3} for each in mentors],
        "mentees": [
            {"mentee_name": name, "staff_group": group, "applied_on": day}
            for name, group, day in zip(mentees, groups, asked, strict=True)
        ],
        "pairs": pairs,
        "training": [{"mentor_name": each, "training_date": START} for each in mentors[:4]],
        "check_ins": [
            follow_up("P001", "Yes", None),
            follow_up("P002", "Yes", date(2024, 7, 1)),
            follow_up("P003", "No", None),
        ],
        "endings": [{"pair_id": "P005", "ended_on": date(2024, 8, 1)}],
        "meetings": [
            {"pair_id": "P001", "met_on": START, "met_minutes": 60},
            {"pair_id": "P001", "met_on": LATER, "met_minutes": 45},
            {"pair_id": "P002", "met_on": START, "met_minutes": 30},
        ],
        "evaluation_returns": [
            {"asked_count": 10, "answered_count": 7},
            {"asked_count": 10, "answered_count": 5}
            | {"recommend_answered": 5, "recommend_agreed": 4},
        ],
    }


def follow_up(pair: str, needs: str, done: date | None) -> dict[str, CellValue]:
    return {
        "pair_id": pair,
        "checked_on": date(2024, 5, 1),
        "needs_action": needs,
        "follow_up_by": date(2024, 6, 1),
        "followed_up_on": done,
    }


@pytest.fixture(scope="module")
def book(register: Workbook, content: bytes, tmp_path_factory: pytest.TempPathFactory) -> Opened:
    """The register with ten pairs in it, worked out."""
    return worked_out(filled_in(content, register, ten_pairs()), tmp_path_factory.mktemp("ten"))


@pytest.mark.validated("LibreOffice")
def test_ten_pairs_are_counted_right(register: Workbook, book: Opened) -> None:
    found = dashboard(register, book)
    assert {name: found[name] for name in found if "rate" not in name and name[:4] != "days"} == {
        "mentors_all": 6,
        "mentors_trained": 4,
        "applied": 12,
        "matched": 10,
        "waiting_now": 2,
        "pairs_running": 4,
        "pairs_completed": 4,
        "pairs_early": 1,
        "due": 3,
        "follow_ups": 1,
        "in_time": 8,
        "in_time_known": 11,
        "met": 8,
        "met_known": 10,
        "held": 4,
        "held_known": 6,
        "pairs_over": 5,
        "asked": 20,
        "answered": 12,
        "recommend_said": 5,
        "recommend_yes": 4,
        "minutes_met": 135,
    }
    names = ("match", "in_time", "met", "held", "completed", "return", "recommend")
    rates = [found[f"{each}_rate"] for each in names]
    assert rates == pytest.approx([10 / 12, 8 / 11, 0.8, 4 / 6, 0.8, 0.6, 0.8])
    assert found["days_to_meet"] == pytest.approx((8 * 14 + 42) / 9)


@pytest.mark.validated("LibreOffice")
def test_groups_are_counted_and_small_ones_hidden(book: Opened) -> None:
    rows = book["Dashboard"].iter_rows(min_col=1, max_col=4, values_only=True)
    found = {row[0]: row[1:] for row in rows if row[0] in {"Doctors in training", "Consultants"}}
    assert found == {"Doctors in training": (8, 8, SMALL), "Consultants": (SMALL, SMALL, 0)}


@pytest.mark.validated("LibreOffice")
def test_a_row_says_what_other_sheets_know_of_it(register: Workbook, book: Opened) -> None:
    def said(sheet: str, row: int, *columns: str) -> list[object]:
        one = table(register, sheet)
        tab = book[one.title]
        return [shown(tab.cell(FIRST + row, place(one, each)).value) for each in columns]

    assert said("pairs", 1, "mentor_id", "mentee_id", "due_now") == ["M001", "E001", None]
    assert said("pairs", 2, "staff_group", "due_now") == ["Doctors in training", "End review"]
    assert said("mentors", 1, "mentees_now", "places_left", "trained") == [1, 2, "Yes"]
    assert said("check_ins", 2, "mentor_name", "follow_up_due") == ["Mentor 2", "No"]
    assert said("mentees", 12, "matched", "matched_in_time", "waiting") == ["No", None, "Yes"]
    assert said("endings", 1, "mentee_name") == ["Mentee 05"]
    assert said("pairs", 1, "meetings_held", "meetings_logged") == [6, 2]


def test_groups_are_hidden_below_the_number_that_was_answered(
    toolkit: Toolkit, profile_of: ProfileOf
) -> None:
    ours = profile_of("nhs-trust", organisation_name="Acme NHS Trust", small_number=10)
    nobody = Interview(toolkit.questionnaire, depth="full").profile

    assert hiding(make_workbooks(toolkit, ours)) == (10, "fewer than 10")
    assert hiding(make_workbooks(toolkit, nobody)) == (5, SMALL)


def hiding(workbooks: Sequence[Workbook]) -> tuple[int, str]:
    sheets = named("register", workbooks).sheets
    shown = next(each for each in sheets if isinstance(each, Dashboard)).breakdowns[0]
    return shown.hide_below, shown.hidden


# ── An expression and the formula made of it say the same ───────────────────────────────────────

FORMULAS: Final = (
    "a + b * 2",
    "-a - b",
    "a / b",
    "a > b",
    "not (a > b)",
    "a > 1 and b > 1",
    "a > 1 or b > 1",
    "not (a > 1 or b > 1)",
    "a > 1 or b is unanswered",
    "1 < a < b",
    "not (1 < a < b)",
    "c in ['red', 'blue']",
    "c not in ['red', 'blue']",
    "c == 'red' and y",
    "not y",
    "y or a > b",
    "a if y else b",
    "a if y",
    "'yes' if c == 'red' else 'no' if c != 'blue' else ''",
    "true if a > b else false if b > a else ''",
    "d + weeks(a)",
    "d > day",
    "d - day",
    "days(a) + weeks(b)",
    "min(a, b) + max(a, 2)",
    "ceil(a / 3) + floor(-a / 3)",
    "a > nobody_said",
    "a > nobody_said or b > 1",
    "given if a > b else round(given / 2)",
    "y if a > b else not y",
)
SCOPE: Final[dict[str, Value]] = {
    "given": 7,
    "nobody_said": UNANSWERED,
    "day": date(2024, 2, 29),
    TODAY: UNANSWERED,
}
KNOWN: Final = {
    "a": Known("number", {}),
    "b": Known("number", {}),
    "c": Known("choice", {"red": "Red", "blue": 'Blue, "dark"', "none": "None"}),
    "d": Known("date", {}),
    "y": Known("yes_no", {}),
}


@pytest.mark.validated("LibreOffice")
def test_a_formula_comes_to_what_its_expression_comes_to(theme: Theme, tmp_path: Path) -> None:
    rows = [
        dict(zip(KNOWN, each, strict=True))
        for each in product(
            (None, 0, 1, 5), (None, 2, 5), (None, "red", "blue", "none"), (None, START),
            (None, True, False),
        )
    ]  # fmt: skip
    workbook = sheet_of(rows)
    typed: list[dict[str, CellValue]] = [
        {
            name: KNOWN["c"].labels[str(value)] if name == "c" and value else yes_no(value)
            for name, value in row.items()
        }
        for row in rows
    ]

    book = worked_out(
        filled_in(write_workbook(workbook, theme), workbook, {"toy": typed}), tmp_path
    )

    tab = book["Toy"]
    wrong = [
        (formula, row, found, wanted)
        for number, row in enumerate(rows, FIRST + 1)
        for column, formula in enumerate(FORMULAS, len(KNOWN) + 1)
        if not same(
            found := tab.cell(number, column).value,
            wanted := parse(formula).value(
                {**SCOPE, **{n: UNANSWERED if v is None else v for n, v in row.items()}}
            ),
        )
    ]
    assert wrong == []


def sheet_of(rows: Rows) -> Workbook:
    typed = [Column(name, each.kind, name) for name, each in KNOWN.items() if each.kind != "choice"]
    typed.insert(2, Column("c", "text", "c"))
    worked = [
        Column(f"f{number}", "text", f"f{number}", formula=formula(each))
        for number, each in enumerate(FORMULAS)
    ]
    toy = Table("toy", "Toy", "", (*typed, *worked), len(rows))
    return Workbook("toy", "99-toy", "Toy", "", "", "", "", (toy,))


def formula(source: str) -> Formula:
    return spreadsheet_formula(parse(source), KNOWN, SCOPE)


def yes_no(value: CellValue) -> CellValue:
    return {True: "Yes", False: "No"}[value] if isinstance(value, bool) else value


def same(found: object, wanted: Value) -> bool:
    match found, wanted:
        case ((None | ""), _):
            return wanted is UNANSWERED or wanted == ""
        case datetime(), date():
            return found.date() == wanted
        case int() | float(), date():
            return date(1899, 12, 30) + timedelta(days=int(found)) == wanted
        case str(), bool():
            return found == yes_no(wanted)
        case int() | float(), int() | float():
            return abs(found - wanted) < 1e-9
        case _:
            return found == wanted


def test_a_profile_without_answers_makes_a_register_too(toolkit: Toolkit, theme: Theme) -> None:
    nobody = Interview(toolkit.questionnaire, depth="full").profile
    made = make_workbooks(toolkit, nobody)

    book = opened(write_workbook(named("register", made), theme))

    assert book.sheetnames[:2] == ["Read me", "Mentors"]
