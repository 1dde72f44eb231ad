"""Forms that ask the same thing ask it under one id, and what returns fits into the register."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

import pytest
from openpyxl.workbook import Workbook as Opened
from tests.conftest import ProfileOf
from tests.forms.filling import filled
from tests.writers.spreadsheets import filled_in, opened, place, table

from schemekit import resources
from schemekit.document.blocks import Document, Field
from schemekit.document.theme import Theme
from schemekit.document.walk import every_inline
from schemekit.document.workbook import CellValue, Column, Workbook
from schemekit.forms.reading import read_form
from schemekit.forms.returned import Answer
from schemekit.interview.interview import Profile
from schemekit.making import make_documents, make_forms, make_workbooks
from schemekit.theming import load_theme
from schemekit.toolkit.fields import FormField
from schemekit.toolkit.toolkit import Toolkit
from schemekit.writers.docx import write
from schemekit.writers.grid.places import FIRST
from schemekit.writers.xlsx import write_workbook

SENT_IN: Final = {
    "mentor_profile": "mentors",
    "mentee_application": "mentees",
    "scheme_log": "meetings",
    "midpoint_reply": "check_ins",
    "early_ending": "endings",
    "closing_note": "endings",
}
"""Forms that come back with a name or a pair on them, and the sheet they are copied to."""
AT_LEAST: Final = {
    "mentor_profile": {"mentor_name", "email", "site", "preferred_mode", "mentee_count"},
    "mentee_application": {"mentee_name", "email", "doctor_grade", "preferred_mode", "moving_on"},
    "scheme_log": {"pair_id", "met_on", "met_minutes", "met_mode"},
    "midpoint_reply": {"pair_id", "checked_on", "going_well", "needs_action", "wants_call"},
    "early_ending": {"pair_id", "who_ends", "ended_on", "rematch_wanted"},
    "closing_note": {"pair_id", "ended_on", "last_talk", "would_mentor", "certificate_wanted"},
}
SURVEYS: Final = ("survey_baseline", "survey_mentee_end", "survey_later")
SURVEYED: Final = re.compile("item_|led_lately")
POINTED: Final = re.compile(r'\{\{ see\("(\w+)"\) \}\} \(“([^”]+)”\)')


@pytest.fixture(scope="module")
def ours(profile_of: ProfileOf) -> Profile:
    return profile_of(
        "nhs-trust", organisation_name="Acme NHS Trust", pack_size="full",
        evaluation_depth="full_evaluation", after_the_end="continue_informally",
    )  # fmt: skip


@pytest.fixture(scope="module")
def documents(toolkit: Toolkit, ours: Profile) -> dict[str, Document]:
    return {each.id: each for each in make_documents(toolkit, ours)}


@pytest.fixture(scope="module")
def register(toolkit: Toolkit, ours: Profile) -> Workbook:
    return next(each for each in make_workbooks(toolkit, ours) if each.id == "register")


@pytest.fixture(scope="module")
def theme() -> Theme:
    return load_theme([resources.templates()])


@pytest.fixture(scope="module")
def empty(register: Workbook, theme: Theme) -> bytes:
    return write_workbook(register, theme)


def test_forms_that_ask_the_same_thing_ask_it_in_the_same_way(toolkit: Toolkit) -> None:
    ways: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    for document in toolkit.documents.values():
        for each in document.fields:
            ways[each.id].add((each.kind, str(each.label), str(sorted(_listed(each)))))

    assert [each for each, found in ways.items() if len(found) > 1] == []


def _listed(field: FormField) -> Iterator[tuple[str, str]]:
    yield from ((each.id, str(each.label)) for each in field.options)
    for column in field.columns:
        yield column.id, column.kind
        yield from _listed(column)


# ── Before and after ────────────────────────────────────────────────────────────────────────────

ROUNDS: Final[tuple[dict[str, str], ...]] = (
    {},
    {"outcomes_tracked": "exam_progress, leadership_roles, staying"},
    {"outcomes_tracked": "belonging, wellbeing_outcome"},
    {"scheme_types": "reverse"},
    {"scheme_types": "peer, reverse", "aims": "retention"},
)


@pytest.mark.parametrize("answers", ROUNDS, ids=str)
def test_the_surveys_before_after_and_later_ask_the_same_items(
    toolkit: Toolkit, profile_of: ProfileOf, answers: dict[str, str]
) -> None:
    profile = profile_of(
        "nhs-trust", evaluation_depth="full_evaluation", pack_size="full", **answers
    )
    made = {each.id: each for each in make_documents(toolkit, profile)}

    before, after, later = (
        [each for each in asked(made[name]) if SURVEYED.match(each)] for name in SURVEYS
    )

    assert before
    assert before == after == later


def test_mentors_and_mentees_are_asked_the_same_of_their_mentoring(
    documents: dict[str, Document],
) -> None:
    mentees, mentors = (asked(documents[f"survey_{each}_end"]) for each in ("mentee", "mentor"))

    assert set(mentees) & set(mentors) >= {
        "match_right", "spoke_openly", "challenged", "time_found", "prepared", "supported",
        "would_recommend", "meetings_held", "barriers_met", "best_thing", "worst_thing",
    }  # fmt: skip


def test_no_survey_asks_for_a_name_a_pair_or_an_address(documents: dict[str, Document]) -> None:
    surveys = [each for each in documents if each.startswith("survey_")]
    telling = {"mentor_name", "mentee_name", "pair_id", "email", "phone", "signed_on"}

    assert len(surveys) == 5
    assert [each for each in surveys if telling & set(asked(documents[each]))] == []


def asked(document: Document) -> list[str]:
    return [each.id for each in fields_of(document)]


def fields_of(document: Document) -> Iterator[Field]:
    yield from (each for each in every_inline(document.content) if isinstance(each, Field))


# ── Into the register ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("form", SENT_IN)
def test_a_column_takes_what_the_field_of_its_name_asks_for(
    form: str, documents: dict[str, Document], register: Workbook
) -> None:
    columns = typed_columns(register, SENT_IN[form])
    fields = [each for each in flat(documents[form]) if each.id in columns]

    assert {each.id for each in fields} >= AT_LEAST[form]
    assert {each.id: each.kind for each in fields} == {
        each.id: columns[each.id].kind for each in fields
    }
    assert [each.options for each in fields] == [columns[each.id].options for each in fields]


def test_a_reason_that_can_be_ticked_can_be_picked_in_the_register(
    documents: dict[str, Document], register: Workbook
) -> None:
    field = next(each for each in flat(documents["early_ending"]) if each.id == "end_reason")
    listed = next(each for each in table(register, "lists").columns if each.id == "end_reason")

    assert {each.label for each in field.options} <= set(listed.values)


@pytest.fixture(scope="module")
def returned(
    toolkit: Toolkit,
    ours: Profile,
    documents: dict[str, Document],
    register: Workbook,
    theme: Theme,
) -> dict[str, tuple[Answer, ...]]:
    """What was typed into each form, as it comes back: the answers that the register has too."""
    forms = make_forms(toolkit, ours, theme.words)
    found = {}
    for form, sheet in SENT_IN.items():
        columns = typed_columns(register, sheet)
        typed = {
            tag: answer(each)
            for tag, each in spaces(documents[form])
            if each.id in columns and each.kind != "choices"
        }
        content = filled(write(documents[form], theme), typed)
        answers = read_form("a.docx", content, forms).answers
        found[form] = tuple(each for each in answers if each.field in typed)
    return found


def row_of(answers: tuple[Answer, ...]) -> dict[str, CellValue]:
    """A form’s answers as somebody copies them, by the column they go to."""
    return {each.field.rpartition(".")[2]: copied(each) for each in answers}


@pytest.fixture(scope="module")
def typed_in(empty: bytes, register: Workbook, returned: dict[str, tuple[Answer, ...]]) -> Opened:
    """The register after each form was copied into it, one below the other."""
    rows: dict[str, list[dict[str, CellValue]]] = defaultdict(list)
    for form, answers in returned.items():
        rows[SENT_IN[form]].append(row_of(answers))
    return opened(filled_in(empty, register, rows), values=True)


@pytest.mark.parametrize("form", SENT_IN)
def test_what_was_typed_into_a_form_stands_in_the_register_under_its_id(
    form: str, register: Workbook, returned: dict[str, tuple[Answer, ...]], typed_in: Opened
) -> None:
    columns = typed_columns(register, SENT_IN[form])
    row = row_of(returned[form])

    assert set(row) >= AT_LEAST[form]
    assert [each.problem for each in returned[form] if each.problem] == []
    sheet = table(register, SENT_IN[form])
    above = [each for each in SENT_IN if SENT_IN[each] == SENT_IN[form]].index(form)
    line = FIRST + 1 + above
    stands = {each: typed_in[sheet.title].cell(line, place(sheet, each)).value for each in row}
    assert {each: of_day(value) for each, value in stands.items()} == row
    assert [
        each
        for each in row
        if columns[each].options
        and row[each] not in {choice.label for choice in columns[each].options}
    ] == []


def typed_columns(register: Workbook, sheet: str) -> dict[str, Column]:
    """The columns that nobody works out, by id."""
    return {each.id: each for each in table(register, sheet).columns if each.formula is None}


def flat(document: Document) -> Iterator[Field]:
    yield from (field for _, field in spaces(document))


def spaces(document: Document) -> Iterator[tuple[str, Field]]:
    """Every space to fill in with its tag; of a table of lines, the first line."""
    for each in fields_of(document):
        if each.columns:
            yield from ((f"{each.id}.1.{column.id}", column) for column in each.columns)
        else:
            yield each.id, each


def answer(field: Field) -> str:
    match field.kind:
        case "date":
            return "09/05/2027"
        case "number":
            return "3"
        case "yes_no":
            return "Yes"
        case "email":
            return "ann@example.org"
        case "choice":
            return field.options[-1].label
        case _:
            return "P007"


def copied(answer: Answer) -> CellValue:
    """What a person copies from the table of forms that came back."""
    value = answer.value
    return (
        answer.shown
        if isinstance(value, bool) or not isinstance(value, int | float | date)
        else value
    )


def of_day(value: object) -> object:
    return value.date() if isinstance(value, datetime) else value


# ── The self-assessment ─────────────────────────────────────────────────────────────────────────


def test_every_section_that_the_self_assessment_points_to_is_there(toolkit: Toolkit) -> None:
    written = (resources.templates() / "documents").glob("*.md")
    texts = {name(text): text for each in written if (text := each.read_text("utf-8"))}

    pointed = POINTED.findall(texts["quality_check"])

    assert len(pointed) > 20
    assert [
        (document, section)
        for document, section in pointed
        if document in toolkit.documents and f"\n## {section}\n" not in texts[document]
    ] == []


def name(text: str) -> str:
    found = re.search(r'^id = "(\w+)"', text, re.MULTILINE)
    assert found is not None
    return found[1]
