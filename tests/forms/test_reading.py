"""A form that came back holds what was filled in, whatever program saved it."""

from collections import Counter
from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from io import BytesIO
from typing import Any, Final

import pytest
from lxml import etree
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)
from tests.forms.conftest import Resave
from tests.forms.filling import (
    Change,
    W,
    changed,
    filled,
    properties_gone,
    tag_of,
    unwrap,
    without,
)

from schemekit.errors import FormError
from schemekit.forms.form import Form
from schemekit.forms.reading import read_form
from schemekit.forms.returned import Returned
from schemekit.forms.tables import recognised

CUSTOM: Final = "docProps/custom.xml"
LONG: Final = "a_question_with_a_name_longer_than_any_bookmark_may_be"
FILLED: Final[Mapping[str, str | bool]] = {
    "full_name": "Ann <b> & Bo",
    "goals": "Dig & plant\n<less> rain\n\nand rest",
    "beds": "12",
    "mail": "ann@garden.org",
    "favourite": "Blue & green",
    "any_tool": "A hoe & a rake",
    "likes.red": True,
    "likes.grey": True,
    "likes.other": "Beans",
    "ready": "No",
    "start": "09/05/2027",
    LONG: "Long enough",
    "plan.1.step": "Dig",
    "plan.1.by_day": "01/03/2027",
    "plan.2.step": "Plant & <water>",
    "plan.3.step": "Rest",
    "plan.3.by_day": "02/04/2027",
    "home": "York",
    "grade": "=cmd|' /C calc'!A0",
    "tick.1": True,
    "signature.1.name": "Ann",
    "signature.2.date": "03/05/2027",
}
VALUES: Final[Mapping[str, Any]] = {
    "full_name": "Ann <b> & Bo",
    "goals": "Dig & plant\n<less> rain\n\nand rest",
    "beds": 12,
    "mail": "ann@garden.org",
    "favourite": "blue",
    "any_tool": None,
    "likes": ("red", "grey"),
    "ready": False,
    "start": date(2027, 5, 9),
    LONG: "Long enough",
    "plan.1.step": "Dig",
    "plan.1.by_day": date(2027, 3, 1),
    "plan.2.step": "Plant & <water>",
    "plan.3.step": "Rest",
    "plan.3.by_day": date(2027, 4, 2),
    "home": "York",
    "grade": "=cmd|' /C calc'!A0",
    "tick.1": True,
    "signature.1.name": "Ann",
    "signature.2.date": date(2027, 5, 3),
}


def exactly(returned: Returned) -> None:
    """Whether all came back as it was filled in, and nothing else."""
    assert {each.field: each.value for each in returned.answers if each.state == "read"} == VALUES
    assert returned.answer("any_tool").other == "A hoe & a rake"
    assert returned.answer("likes").other == "Beans"
    assert {each.state for each in returned.answers} == {"read", "blank"}
    assert not [each for each in returned.answers if each.problem]


def ways(returned: Returned) -> set[str | None]:
    return {each.how for each in returned.answers}


def test_a_form_that_was_filled_in_comes_back_exactly(empty: bytes, forms: dict[str, Form]) -> None:
    returned = read_form("a.docx", filled(empty, FILLED), forms)

    exactly(returned)
    assert (returned.form, returned.edition, returned.how) == ("garden_form", "e1", "property")
    assert returned.problems == ()
    assert ways(returned) == {"tag"}
    assert returned.whose == "ann <b> & bo; ann@garden.org"


@pytest.fixture(scope="module")
def saved(empty: bytes, resaved: Resave) -> dict[str, bytes]:
    """The form, filled in and empty, after LibreOffice has saved it."""
    return resaved({"filled": filled(empty, FILLED), "empty": empty})


def test_a_form_that_libreoffice_saved_comes_back_exactly(
    forms: dict[str, Form], saved: dict[str, bytes]
) -> None:
    returned = read_form("a.docx", saved["filled"], forms)

    exactly(returned)
    assert returned.problems == ()
    assert ways(returned) <= {"tag", "bookmark"}


def test_a_form_that_libreoffice_saved_empty_is_blank(
    empty: bytes, forms: dict[str, Form], saved: dict[str, bytes]
) -> None:
    for content in (empty, saved["empty"]):
        returned = read_form("a.docx", content, forms)

        assert {each.state for each in returned.answers} == {"blank"}
        assert returned.whose == ""
        assert returned.problems == ()


def test_controls_without_tags_are_known_by_their_bookmarks(
    empty: bytes, forms: dict[str, Form]
) -> None:
    content = changed(filled(empty, FILLED), without("tag", "alias"))
    returned = read_form("a.docx", content, forms)

    exactly(returned)
    assert ways(returned) == {"bookmark"}
    assert recognised(returned) == "bookmark round the control"


def test_words_whose_controls_have_gone_are_known_by_their_bookmarks(
    empty: bytes, forms: dict[str, Form]
) -> None:
    returned = read_form("a.docx", changed(filled(empty, FILLED), unwrap), forms)

    exactly_but_for_lists = {each.field: each.value for each in returned.answers if each.value}
    assert exactly_but_for_lists == {key: each for key, each in VALUES.items() if each}
    assert ways(returned) == {"bookmark"}


def test_controls_without_tag_and_bookmark_are_known_by_title_or_order(
    empty: bytes, forms: dict[str, Form]
) -> None:
    content = changed(filled(empty, FILLED), without("tag", "bookmarkStart", "bookmarkEnd"))
    returned = read_form("a.docx", content, forms)

    exactly(returned)
    assert returned.answer("goals").how == "alias"
    assert returned.answer("plan.2.step").how == "order"
    assert "its place among the others (Your plan, 1: Step;" in recognised(returned)


def test_controls_with_no_name_at_all_are_known_by_their_order(
    empty: bytes, forms: dict[str, Form]
) -> None:
    gone = without("tag", "alias", "bookmarkStart", "bookmarkEnd")
    returned = read_form("a.docx", changed(filled(empty, FILLED), gone), forms)

    exactly(returned)
    assert ways(returned) == {"order"}


def test_words_in_a_control_that_nobody_can_name_are_told(
    empty: bytes, forms: dict[str, Form]
) -> None:
    def meddle(root: etree._Element) -> None:
        without("tag", "alias", "bookmarkStart", "bookmarkEnd")(root)
        first = next(root.iter(f"{W}sdt"))
        parent = first.getparent()
        assert parent is not None
        parent.append(deepcopy(first))

    returned = read_form("a.docx", changed(filled(empty, FILLED), meddle), forms)

    assert "in it stands 'Ann <b> & Bo'" in " ".join(returned.problems)
    assert returned.answer("full_name").state == "missing"


def test_a_file_that_does_not_say_which_form_it_is_is_known_by_its_fields(
    empty: bytes, form: Form
) -> None:
    other = Form("x_form", "X", "", "", form.asked[:2], form.spaces[:2], form.prompts)
    content = changed(filled(empty, FILLED), properties_gone, CUSTOM)
    returned = read_form("a.docx", content, {"x_form": other, form.id: form})

    exactly(returned)
    assert (returned.form, returned.how) == ("garden_form", "fields")
    assert "the form by its fields" in recognised(returned)


@pytest.mark.parametrize(
    ("tag", "typed", "state", "says"),
    [
        ("favourite", "Purple", "unknown choice", "'Purple' is not an option"),
        ("ready", "perhaps", "unknown choice", "Select yes"),
        ("beds", "a dozen", "unreadable", "must be a number"),
        ("mail", "ann at garden", "unreadable", "name@organisation.uk"),
        ("start", "next May", "unreadable", "day, month and year"),
        ("full_name", "x" * 201, "unreadable", "200 characters"),
    ],
)
def test_what_cannot_be_read_is_kept_as_it_was_typed(
    empty: bytes, forms: dict[str, Form], tag: str, typed: str, *, state: str, says: str
) -> None:
    answer = read_form("a.docx", filled(empty, {tag: typed}), forms).answer(tag)

    assert (answer.state, answer.value, answer.raw) == (state, None, typed)
    assert says in answer.problem


def test_a_date_control_and_its_text_that_differ_are_told(
    empty: bytes, forms: dict[str, Form]
) -> None:
    def turn(root: etree._Element) -> None:
        control = next(each for each in root.iter(f"{W}sdt") if tag_of(each) == "start")
        found = control.find(f"{W}sdtPr/{W}date")
        assert found is not None
        found.set(f"{W}fullDate", "2027-09-05T00:00:00Z")

    content = changed(filled(empty, {"start": "09/05/2027"}), turn)
    answer = read_form("a.docx", content, forms).answer("start")

    assert answer.value == date(2027, 9, 5)
    assert "the page says 09/05/2027" in answer.problem


def test_a_line_that_somebody_copied_is_one_more_line(empty: bytes, forms: dict[str, Form]) -> None:
    def copy(root: etree._Element) -> None:
        cell = next(e for e in root.iter(f"{W}sdt") if tag_of(e) == "plan.3.step")
        line = next(cell.iterancestors(f"{W}tr"))
        line.addnext(deepcopy(line))

    returned = read_form("a.docx", changed(filled(empty, FILLED), copy), forms)

    assert [line["step"].value for line in returned.rows("plan")] == [
        "Dig", "Plant & <water>", "Rest", "Rest",
    ]  # fmt: skip
    assert returned.answer("plan.4.step").label == "Your plan, 4: Step"


def test_a_form_of_another_version_or_scheme_is_read_and_told(empty: bytes, form: Form) -> None:
    newer = Form(
        form.id, form.title, "e2", "Hill & Dale: Closed gardens", form.asked, form.spaces,
        form.prompts,
    )  # fmt: skip
    returned = read_form("a.docx", filled(empty, FILLED), {form.id: newer})

    exactly(returned)
    assert "made for 'Hill & Dale: Open gardens'" in returned.problems[0]
    assert "another version" in returned.problems[1]


def test_a_field_that_was_taken_out_is_missing_and_told(
    empty: bytes, forms: dict[str, Form]
) -> None:
    def cut(root: etree._Element) -> None:
        control = next(each for each in root.iter(f"{W}sdt") if tag_of(each) == "goals")
        paragraph = next(control.iterancestors(f"{W}p"))
        parent = paragraph.getparent()
        assert parent is not None
        parent.remove(paragraph)

    returned = read_form("a.docx", changed(empty, cut), forms)

    assert returned.answer("goals").state == "missing"
    assert "not in the file: Your goals." in returned.problems[0]


def test_words_marked_as_a_prompt_are_no_answer_but_told(
    empty: bytes, forms: dict[str, Form]
) -> None:
    def mark(root: etree._Element) -> None:
        for each in root.iter(f"{W}sdt"):
            properties = each.find(f"{W}sdtPr")
            if tag_of(each) == "home" and properties is not None:
                etree.SubElement(properties, f"{W}showingPlcHdr")

    answer = read_form("a.docx", changed(filled(empty, FILLED), mark), forms).answer("home")

    assert (answer.state, answer.value) == ("blank", None)
    assert "'York'" in answer.problem


# ── PDF ─────────────────────────────────────────────────────────────────────────────────────────


def pdf(answers: Mapping[str, str | bool], **properties: str) -> bytes:
    """A PDF with a field for each answer, and nothing to see."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    fields = [writer._add_object(_pdf_field(name, answer)) for name, answer in answers.items()]
    page[NameObject("/Annots")] = ArrayObject(fields)
    writer._root_object[NameObject("/AcroForm")] = DictionaryObject(
        {
            NameObject("/Fields"): ArrayObject(fields),
            NameObject("/NeedAppearances"): BooleanObject(True),
        }
    )
    writer.add_metadata({f"/{name.replace('_', '-')}": each for name, each in properties.items()})
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def _pdf_field(name: str, answer: str | bool) -> DictionaryObject:  # noqa: FBT001 - a tick is one
    said: Any = TextStringObject(answer)
    if isinstance(answer, bool):
        said = NameObject("/on" if answer else "/Off")
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Widget"),
            NameObject("/FT"): NameObject("/Btn" if isinstance(answer, bool) else "/Tx"),
            NameObject("/T"): TextStringObject(name),
            NameObject("/V"): said,
            NameObject("/Rect"): ArrayObject([NumberObject(0)] * 4),
        }
    )


def everything(form: Form) -> dict[str, str | bool]:
    blank: dict[str, str | bool] = {each.tag: each.kind != "box" and "" for each in form.spaces}
    return {**blank, **FILLED, "favourite": "blue", "start": "2027-05-09"}


@pytest.mark.parametrize("named", [{"schemekit_document": "garden_form"}, {}])
def test_a_pdf_that_was_filled_in_comes_back_exactly(form: Form, named: dict[str, str]) -> None:
    returned = read_form("a.pdf", pdf(everything(form), **named), {form.id: form})

    exactly(returned)
    assert ways(returned) == {"name"}
    assert returned.how == ("property" if named else "fields")


def test_a_pdf_is_known_by_its_bytes_and_not_by_its_name(form: Form) -> None:
    exactly(read_form("a.docx", pdf(everything(form)), {form.id: form}))


def test_a_pdf_from_another_program_may_tick_by_looks_alone(form: Form) -> None:
    field = _pdf_field("tick.1", answer=True)
    del field["/V"]
    field[NameObject("/AS")] = NameObject("/on")
    writer = PdfWriter()
    writer.add_blank_page(9, 9)
    writer._root_object[NameObject("/AcroForm")] = DictionaryObject(
        {NameObject("/Fields"): ArrayObject([writer._add_object(field)])}
    )
    writer.add_metadata({"/schemekit-document": form.id})
    written = BytesIO()
    writer.write(written)

    assert read_form("a.pdf", written.getvalue(), {form.id: form}).answer("tick.1").value is True


def locked() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(9, 9)
    writer.encrypt("secret", algorithm="RC4-128")
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def test_a_pdf_that_cannot_be_read_is_a_sentence(form: Form) -> None:
    whole = pdf(everything(form))
    for content, says in (
        (pdf({}), "no fields"),
        (whole[: len(whole) // 3], "cut short|no fields"),
        (b"%PDF-1.7\n" + b"\xff" * 500, "cut short|no fields"),
        (locked(), "password"),
        (pdf({"other": "x"}), "not a form of this scheme"),
        (pdf({"other": "x"}, schemekit_document="beehive"), "'beehive'"),
    ):
        with pytest.raises(FormError, match=says):
            read_form("a.pdf", content, {form.id: form})


def test_every_space_of_a_form_is_there_once(form: Form, empty: bytes) -> None:
    tags: list[str] = []

    def see(root: etree._Element) -> None:
        tags.extend(tag_of(each) for each in root.iter(f"{W}sdt"))

    look: Change = see
    changed(empty, look)

    assert [each.tag for each in form.spaces] == tags
    assert max(Counter(tags).values()) == 1
