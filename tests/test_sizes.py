"""Light, standard and full packs: what is in them, why, and that none names what it lacks."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import unescape
from itertools import product
from typing import Final

import pytest
from tests.conftest import ProfileOf
from tests.personas.conftest import HERE, PERSONAS
from tests.reading import texts

from schemekit import resources
from schemekit.choosing import Verdict, verdict, verdicts
from schemekit.document.blocks import Document, Field
from schemekit.document.walk import every_inline
from schemekit.document.workbook import Workbook
from schemekit.interview.interview import Interview, Profile, failed_checks
from schemekit.making import make_documents, make_examples, make_read_me, make_workbooks
from schemekit.presets import files
from schemekit.presets.answers import read_answers
from schemekit.presets.layers import stack
from schemekit.theming import load_theme
from schemekit.toolkit.choices import ChoiceQuestion
from schemekit.toolkit.documents import SIZES
from schemekit.toolkit.toolkit import Toolkit

PRESETS: Final = sorted(files.available([resources.presets()]))
LIGHT: Final = {"D01", "D02", "D14", "D15", "D16", "D23", "D24", "D32", "D33", "D36"}
STANDARD: Final = {
    *("D03", "D04", "D05", "D07", "D08", "D09", "D10", "D11", "D13", "D18", "D19", "D20", "D21"),
    *("D26", "D27", "D28", "D29"),
}
"""What the packs hold at least, as `docs/documents.md` says."""


def persona(toolkit: Toolkit, name: str, size: str) -> Profile:
    known = toolkit.questionnaire
    saved = read_answers(HERE / name / "answers.toml", known)
    layers = stack(known, files.layers_of(files.chain(saved.presets, (resources.presets(),))))
    interview = Interview(known, layers, saved.depth or "quick", saved.replies)
    return interview.answered("pack_size", size).profile


def inside(toolkit: Toolkit, profile: Profile) -> set[str]:
    return {each.paper.id for each in verdicts(toolkit, profile) if each.inside}


def told(toolkit: Toolkit, profile: Profile, name: str) -> Verdict:
    paper = toolkit.workbooks.get(name) or toolkit.documents[name]
    return verdict(paper, toolkit, profile)


# ── What is in ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", PERSONAS)
def test_each_size_holds_the_smaller_one_and_more(toolkit: Toolkit, name: str) -> None:
    light, standard, full = (inside(toolkit, persona(toolkit, name, each)) for each in SIZES)

    assert light < standard < full


def test_a_light_pack_is_made_of_the_documents_that_no_scheme_can_do_without(
    toolkit: Toolkit,
) -> None:
    sized = [(each.code, each.size) for each in toolkit.documents.values()]
    sized += [(each.front.code, each.size) for each in toolkit.workbooks.values()]

    assert LIGHT - {code for code, size in sized if size == "light"} == set()
    assert (LIGHT | STANDARD) & {code for code, size in sized if size == "full"} == set()
    assert STANDARD - {code for code, size in sized} == set()


@pytest.mark.parametrize("name", PERSONAS)
def test_the_question_says_how_many_documents_each_size_has(toolkit: Toolkit, name: str) -> None:
    size = toolkit.questionnaire.questions["pack_size"]
    assert isinstance(size, ChoiceQuestion)

    for option in size.options:
        [(least, most)] = re.findall(r"(\d+) to (\d+)", option.label)
        assert int(least) <= len(inside(toolkit, persona(toolkit, name, option.id))) <= int(most)


def test_a_document_that_is_added_is_in_and_one_that_is_left_out_is_not(
    toolkit: Toolkit, profile_of: ProfileOf
) -> None:
    chosen = {"documents_added": ["risk_register"], "documents_left_out": ["poster"]}

    profile = profile_of("nhs-trust", pack_size="light", **chosen)

    assert told(toolkit, profile, "risk_register").why == "you added it"
    assert told(toolkit, profile, "poster").why == "you left it out"
    assert {"risk_register"} <= inside(toolkit, profile)
    assert "poster" not in inside(toolkit, profile)


def test_a_document_that_does_not_fit_stays_out_although_somebody_added_it(
    toolkit: Toolkit, profile_of: ProfileOf
) -> None:
    profile = profile_of(
        "nhs-trust",
        pack_size="light",
        scheme_types=["traditional"],
        documents_added=["reverse_agreement"],
    )

    assert not told(toolkit, profile, "reverse_agreement").inside
    assert "does not fit your answers" in told(toolkit, profile, "reverse_agreement").why


DEMANDED: Final = [
    ("equality_assessment", {"access_rule": "held_places"}),
    ("business_case", {"barriers": ["funding"], "funding_severity": "could_stop"}),
    ("evaluation_framework", {"evaluation_depth": "full_evaluation"}),
]


@pytest.mark.parametrize(("name", "answers"), DEMANDED)
def test_what_answers_demand_is_in_a_pack_of_any_size_and_the_pack_says_why(
    toolkit: Toolkit, profile_of: ProfileOf, name: str, answers: dict[str, object]
) -> None:
    without = profile_of("nhs-trust", pack_size="light")
    demanded = profile_of("nhs-trust", pack_size="light", **answers)

    assert not told(toolkit, without, name).inside
    assert told(toolkit, demanded, name).inside
    assert "whatever the size" in told(toolkit, demanded, name).why


def test_nobody_who_chose_no_size_misses_a_document(
    toolkit: Toolkit, profile_of: ProfileOf
) -> None:
    full = profile_of("nhs-trust", pack_size="full")
    gap = replace(full, held={n: h for n, h in full.held.items() if n != "pack_size"})

    assert inside(toolkit, gap) == inside(toolkit, full)


@pytest.mark.parametrize(("mentees", "size"), [(8, "light"), (30, "standard"), (150, "full")])
def test_the_size_that_nobody_chose_follows_the_size_of_the_scheme(
    profile_of: ProfileOf, mentees: int, size: str
) -> None:
    assert profile_of("nhs-trust", mentees=mentees, coordinator_hours=4)["pack_size"] == size


# ── What it names ───────────────────────────────────────────────────────────────────────────────


def document_words(document: Document) -> Iterator[str]:
    """What it says itself; its notes tell of papers that sources have of their own."""
    yield from texts(document.content)
    for each in every_inline(document.content):
        if isinstance(each, Field):
            yield each.help


def workbook_words(workbook: Workbook) -> Iterator[str]:
    """Everything that stands on its sheets, as the frozen values they are made of show it."""
    yield repr(workbook)


def first_page_words(toolkit: Toolkit, profile: Profile, documents: tuple[Document, ...]) -> str:
    """The page that stands first, without its list of what is not in the pack."""
    theme = load_theme([resources.templates()])
    failed = failed_checks(profile, date(2026, 12, 1))
    page = make_read_me(
        toolkit, profile, documents, failed, theme, make_workbooks(toolkit, profile)
    ).content.decode()
    words = re.sub(
        r"<style>.*?</style>|<h3[^>]*>What is not in it.*?(?=<h2)", "", page, flags=re.DOTALL
    )
    return unescape(re.sub(r"<[^>]+>", " ", words))


def names(said: str, title: str, file: str) -> bool:
    """Whether `said` calls a document by its file or its title.

    A title of one word, such as “Poster”, or one with an article, such as “The last meeting”, may
    be the thing and not the paper: the one counts by its file only, the other as it is written.
    """
    flags = re.NOFLAG if title.startswith("The ") else re.IGNORECASE
    called = " " in title and re.search(rf"(?<![\w’]){re.escape(title)}(?!\w)", said, flags)
    return bool(called) or file in said


def missed(toolkit: Toolkit, profile: Profile) -> list[str]:
    """Whatever in the pack names a document that is not in it."""
    decided = verdicts(toolkit, profile)
    titles = {each.paper.id: each.paper.title.said(profile) for each in decided}
    here = sorted((titles[e.paper.id] for e in decided if e.inside), key=len, reverse=True)
    gone = [(titles[e.paper.id], e.paper.file) for e in decided if not e.inside]
    documents = make_documents(toolkit, profile)
    examples = make_examples(toolkit, profile, documents)
    said = [(each.id, text) for each in (*documents, *examples) for text in document_words(each)]
    said += [(e.id, t) for e in make_workbooks(toolkit, profile) for t in workbook_words(e)]
    said.append(("first page", first_page_words(toolkit, profile, documents)))
    together: defaultdict[str, list[str]] = defaultdict(list)
    for name, text in said:
        together[name].append(text)
    found: list[str] = []
    for name, every in together.items():
        plain = "\n".join(every)
        for title in here:
            plain = plain.replace(title, "")
        small = plain.lower()
        near = [(t, file) for t, file in gone if t.lower() in small or file in plain]
        found += [f"{name}: {t}" for t, file in near if names(plain, t, file)]
    return sorted(set(found))


@pytest.mark.parametrize(("name", "size"), list(product(PERSONAS, SIZES)))
def test_no_document_names_one_that_is_not_in_its_pack(
    toolkit: Toolkit, name: str, size: str
) -> None:
    assert missed(toolkit, persona(toolkit, name, size)) == []


@pytest.mark.parametrize(
    ("preset", "size"),
    [
        # the smaller a pack, the more it could name that is not in it
        pytest.param(preset, size, marks=() if size == SIZES[0] else pytest.mark.validated)
        for preset, size in product(PRESETS, SIZES)
    ],
)
def test_nor_does_one_of_a_pack_made_from_a_preset(
    toolkit: Toolkit, profile_of: ProfileOf, preset: str, size: str
) -> None:
    profile = profile_of(preset, pack_size=size, organisation_name="Acme")

    assert missed(toolkit, profile) == []


def test_a_name_that_should_not_be_there_would_be_found(
    toolkit: Toolkit, profile_of: ProfileOf
) -> None:
    """The measure itself: a full pack names nearly everything that is in it."""
    profile = profile_of("nhs-trust", pack_size="full", organisation_name="Acme")
    handbook = next(e for e in make_documents(toolkit, profile) if e.id == "handbook")

    assert any(
        names(text, "Mentoring agreement", "05-mentoring-agreement")
        for text in document_words(handbook)
    )
