"""A filled-in example beside each form: whole, marked as fictional, and no form to be collected."""

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Final
from zipfile import ZipFile

import docx
import pytest
from pypdf import PdfReader
from tests.conftest import ProfileOf
from tests.personas.conftest import PERSONAS
from tests.reading import texts
from tests.test_sizes import persona
from tests.toy import TOY, write

from schemekit import resources
from schemekit.document.blocks import Document, Field, ItemList, Signatures
from schemekit.document.examples import SUFFIX
from schemekit.document.theme import Theme
from schemekit.document.walk import every_block, every_inline
from schemekit.errors import ContentError, FormError
from schemekit.forms.reading import read_form
from schemekit.interview.interview import Profile
from schemekit.making import make_documents, make_examples, make_files, make_forms
from schemekit.theming import load_theme
from schemekit.toolkit.loading import load
from schemekit.toolkit.toolkit import Toolkit

MARK: Final = "Fictional example"


def examples_of(toolkit: Toolkit, profile: Profile) -> tuple[Document, ...]:
    return make_examples(toolkit, profile, make_documents(toolkit, profile))


@pytest.fixture(scope="session")
def theme() -> Theme:
    return load_theme([resources.templates()])


def test_every_form_of_the_toolkit_has_an_example(toolkit: Toolkit) -> None:
    forms = {each.id for each in toolkit.documents.values() if each.fields}

    assert forms - set(toolkit.examples) == set()


@pytest.mark.parametrize("name", PERSONAS)
def test_an_example_is_the_form_with_words_where_its_fields_were(
    toolkit: Toolkit, name: str
) -> None:
    profile = persona(toolkit, name, "full")
    forms = {each.id: each for each in make_documents(toolkit, profile)}

    for example in examples_of(toolkit, profile):
        form = forms[example.id.removesuffix(SUFFIX)]
        blocks = tuple(every_block(example.content))
        alike = set(texts(form.content)) & set(texts(example.content))

        assert not any(isinstance(each, Field) for each in every_inline(example.content))
        assert not any(isinstance(each, Signatures) for each in blocks)
        assert not any(
            item.tick for each in blocks if isinstance(each, ItemList) for item in each.items
        )
        assert len(alike) > 1
        assert example.title == f"{form.title} (example)"
        assert example.edition == ""


@pytest.mark.parametrize("name", PERSONAS)
def test_what_a_form_fills_in_by_itself_stays_in_its_example(toolkit: Toolkit, name: str) -> None:
    profile = persona(toolkit, name, "full")
    said = f"{profile.shown('sessions')} meetings of {profile.shown('session_minutes')} minutes"

    forms = (each for each in make_documents(toolkit, profile) if each.id in toolkit.examples)
    filled = {
        f"{each.id}{SUFFIX}"
        for each in forms
        if any(
            isinstance(space, Field) and space.id == "planned_sessions"
            for space in every_inline(each.content)
        )
    }
    examples = [each for each in examples_of(toolkit, profile) if each.id in filled]

    assert examples
    assert all(any(said in text for text in texts(each.content)) for each in examples)


# ── Marked as what they are ─────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="session")
def some(toolkit: Toolkit, profile_of: ProfileOf) -> tuple[Document, ...]:
    everything = ["traditional", "peer", "reverse", "reciprocal", "circle", "buddy"]
    return examples_of(toolkit, profile_of("nhs-trust", pack_size="full", scheme_types=everything))


def made(some: tuple[Document, ...], theme: Theme, ending: str) -> dict[str, bytes]:
    return {each.file: each.content for each in make_files(some, theme, [ending])}


@pytest.fixture(scope="session")
def papers(some: tuple[Document, ...], theme: Theme) -> dict[str, bytes]:
    """The first of them as PDFs."""
    return made(some[:3], theme, "pdf")


def headers(content: bytes) -> list[str]:
    with ZipFile(BytesIO(content)) as file:
        written = file.read("word/document.xml").decode()
        links = file.read("word/_rels/document.xml.rels").decode()
        used = re.findall(r'<w:headerReference [^>]*r:id="(\w+)"', written)
        targets = {
            each: re.search(rf'<Relationship Id="{each}"[^>]*Target="([^"]+)"', links)
            for each in used
        }
        return [file.read(f"word/{found[1]}").decode() for found in targets.values() if found]


def test_every_header_of_a_word_file_says_that_it_is_an_example(
    some: tuple[Document, ...], theme: Theme
) -> None:
    for file, content in made(some, theme, "docx").items():
        assert file.startswith("examples/")
        assert len(headers(content)) >= 2
        assert all(MARK in each for each in headers(content)), file


@pytest.mark.parametrize("own_first_page", [True, False])
def test_so_does_every_header_of_a_house(
    some: tuple[Document, ...], theme: Theme, *, own_first_page: bool
) -> None:
    house = docx.Document()
    section = house.sections[0]
    section.header.paragraphs[0].text = "Acme house"
    section.different_first_page_header_footer = True
    if own_first_page:
        section.first_page_header.paragraphs[0].text = "Acme first page"
    file = BytesIO()
    house.save(file)

    dressed = made(some[:2], replace(theme, house=file.getvalue()), "docx")

    for content in dressed.values():
        told = headers(content)
        first = b"titlePg" in ZipFile(BytesIO(content)).read("word/document.xml")
        assert len(told) == 1 + own_first_page
        assert all(MARK in each and "Acme" in each for each in told)
        assert first == own_first_page


def test_a_page_says_it_in_a_banner_and_every_page_of_a_pdf_at_its_head(
    some: tuple[Document, ...], theme: Theme, papers: dict[str, bytes]
) -> None:
    pages = made(some[:2], theme, "html")

    banner = f'<aside class="example-mark">{MARK}</aside>'
    assert all(banner in each.decode() for each in pages.values())
    assert all(b"<input" not in each and b"<select" not in each for each in pages.values())
    for content in papers.values():
        paper = PdfReader(BytesIO(content))
        assert all(MARK in page.extract_text() for page in paper.pages)
        assert not paper.get_fields()


def test_links_lead_out_of_the_folder_of_examples(some: tuple[Document, ...], theme: Theme) -> None:
    texts_of = made(some, theme, "md")
    targets = [
        target
        for content in texts_of.values()
        for target in re.findall(r"\]\(([^)#:]+\.(?:md|xlsx))\)", content.decode())
    ]

    assert targets
    assert all(each.startswith("../") for each in targets)


def test_a_form_that_is_no_example_bears_no_mark(
    toolkit: Toolkit, profile_of: ProfileOf, theme: Theme
) -> None:
    documents = make_documents(toolkit, profile_of("nhs-trust", pack_size="light"))

    for content in made(documents, theme, "docx").values():
        assert not any(MARK in each for each in headers(content))


def test_an_example_that_is_sent_back_is_not_taken_for_a_form(
    toolkit: Toolkit,
    profile_of: ProfileOf,
    some: tuple[Document, ...],
    theme: Theme,
    papers: dict[str, bytes],
) -> None:
    forms = make_forms(toolkit, profile_of("nhs-trust"), theme.words)

    for file, content in (made(some[:3], theme, "docx") | papers).items():
        with pytest.raises(FormError, match="filled-in example"):
            read_form(file, content, forms)


# ── Held against their forms ────────────────────────────────────────────────────────────────────

FORM: Final = """+++
id = "visit_form"
number = 2
file = "visit-form"
title = "Visit"
audience = "visitors"
purpose = "To say when you come."
otherwise = "the form"

[[field]]
id = "visitor"
kind = "text"
label = "Name"
max = 12

[[field]]
id = "coming_on"
kind = "date"
label = "Day"

[[field]]
id = "children"
kind = "number"
label = "Children"

[[field]]
id = "wet"
kind = "yes_no"
label = "In the rain, too"

[[field]]
id = "see_what"
kind = "choices"
label = "What to see"
options = [{ id = "roses", label = "Roses" }, { id = "beans", label = "Beans" }]

[[field]]
id = "way"
kind = "choice"
label = "How"
other = true
options = [{ id = "on_foot", label = "On foot" }, { id = "by_bus", label = "By bus" }]

[[field]]
id = "questions"
kind = "text"
label = "Questions"
rows = 2
columns = [{ id = "question", kind = "text", label = "Question" }]
+++
# Visit

{{ field("visitor") }}

{{ field("coming_on") }}

{{ field("children") }}

{{ field("wet") }}

{{ field("see_what") }}

{{ field("way") }}

{{ field("questions") }}
"""
ANSWERS: Final = """document = "visit_form"
about = "Ada Nobody does not exist."

[fields]
visitor = "Ada Nobody"
coming_on = 2027-05-04
children = 2
wet = true
see_what = ["beans"]
way = "by_bus"
questions = [{ question = "May we pick some?" }]
"""


def toolkit_of(folder: Path, answers: str) -> Toolkit:
    files = {"documents/02-visit.md": FORM, "examples/visit.toml": answers}
    return load([write(folder, {**TOY, **files})])


def test_an_example_that_answers_every_field_is_read(tmp_path: Path) -> None:
    example = toolkit_of(tmp_path, ANSWERS).examples["visit_form"]

    assert [str(each) for each in example.entries["coming_on"].lines] == ["4 May 2027"]
    assert [str(each) for each in example.entries["see_what"].lines] == ["Beans"]
    assert [str(each) for each in example.entries["wet"].lines] == ["Yes"]


def test_an_answer_of_ones_own_fits_where_the_form_has_room_for_one(tmp_path: Path) -> None:
    example = toolkit_of(tmp_path, ANSWERS.replace("by_bus", "On a borrowed donkey"))

    assert "donkey" in str(example.examples["visit_form"].entries["way"].lines[0])


UNFIT: Final = [
    ('visitor = "Ada Nobody"\n', "", "line 4", "'visitor' (text)", "Add visitor ="),
    ("children = 2", "childs = 2", "line 7", "no field 'childs'", "Did you mean 'children'?"),
    ("children = 2", "children = true", "line 7", "children: 'True' is not a number", ""),
    ("wet = true", 'wet = "yes"', "line 8", "wet: 'yes' is not true or false", ""),
    ("2027-05-04", "4", "line 6", "'4' is not a date", ""),
    ('["beans"]', '["bean"]', "line 9", "'bean' is not one of its options", "Did you mean 'beans'"),
    ('"by_bus"', '"by_buss"', "line 10", "'by_buss' is not one of", "Did you mean 'by_bus'?"),
    ('"Ada Nobody"', '"Ada Nobody-Atall"', "line 5", "and 12 fit", ""),
    ('"Ada Nobody"', '" "', "line 5", "it is empty", "an example shows every field"),
    ("question =", "query =", "line 11", "no column 'query'", ""),
    ('visit_form"', 'visit_from"', "line 1", "no form 'visit_from'", "Did you mean 'visit_form'?"),
]


@pytest.mark.parametrize(("before", "after", "line", "what", "remedy"), UNFIT)
def test_what_does_not_fit_the_form_is_told_with_its_line_and_a_remedy(  # noqa: PLR0917
    tmp_path: Path, before: str, after: str, line: str, what: str, remedy: str
) -> None:
    with pytest.raises(ContentError) as wrong:
        toolkit_of(tmp_path, ANSWERS.replace(before, after))

    told = str(wrong.value)
    assert f"examples/visit.toml, {line}:" in told
    assert what in told
    assert remedy in told


def test_a_field_added_to_a_form_is_missed_in_its_example(tmp_path: Path) -> None:
    added = FORM.replace(
        "+++\n# Visit\n",
        '[[field]]\nid = "umbrella"\nkind = "yes_no"\nlabel = "Umbrella"\n+++\n# Visit\n\n'
        '{{ field("umbrella") }}\n',
    )
    files = {"documents/02-visit.md": added, "examples/visit.toml": ANSWERS}

    with pytest.raises(ContentError, match=r"'umbrella' .yes_no. of .* has no example"):
        load([write(tmp_path, {**TOY, **files})])
