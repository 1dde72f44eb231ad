"""What organisations have in common is made once, and nobody can tell: see also test_remembered."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

import pytest
from tests.assembly.test_differential import random_profile
from tests.conftest import ProfileOf

from schemekit import resources
from schemekit.assembly.assemble import assemble
from schemekit.assembly.known import Known
from schemekit.assembly.together import tells_sources
from schemekit.document.blocks import Block, Document, Heading, Inline, SeeSection
from schemekit.document.drafts import FIRST, LAST, STAND_IN, Draft, StandIns, can_be_put_in
from schemekit.document.theme import Theme
from schemekit.document.walk import every_block, plain, rebuilt
from schemekit.guidance import advise
from schemekit.interview.interview import Profile
from schemekit.making import documents_of, make_drafts, make_example_drafts, workbooks_of
from schemekit.theming import load_theme
from schemekit.toolkit.toolkit import Toolkit
from schemekit.writers import docx

NAMES: Final = [
    "Acme",
    "The University Hospitals of the Northern Coast and the Eastern Islands Foundation Trust",
    "Bell & <Co> “Trust” 'A'",
    "مستشفى Acme",
    "acme  with two spaces",
    f"Acme {chr(FIRST)}{chr(FIRST + 1)} Trust",
    f"Acme {chr(LAST)}",
    "L" * 80,
    "1. Acme",
    "- Acme |",
]


@pytest.fixture(scope="module")
def theme() -> Theme:
    return load_theme([resources.templates()])


def named(profile_of: ProfileOf, name: str, **answers: Any) -> Profile:
    return profile_of("nhs-trust", organisation_name=name, scheme_name=f"{name} scheme", **answers)


def drafts(toolkit: Toolkit, profile: Profile) -> tuple[Draft, ...]:
    made = make_drafts(toolkit, profile)
    return (*made, *make_example_drafts(toolkit, profile, made))


@pytest.mark.parametrize("name", NAMES)
def test_the_word_file_of_a_draft_is_that_of_its_document(
    toolkit: Toolkit, profile_of: ProfileOf, theme: Theme, name: str
) -> None:
    for each in drafts(toolkit, named(profile_of, name, pack_size="light")):
        assert docx.write_draft(each, theme) == docx.write(each.document, theme), each.id


@pytest.mark.validated
@pytest.mark.parametrize("seed", range(40))
def test_so_it_is_whatever_is_answered(toolkit: Toolkit, theme: Theme, seed: int) -> None:
    protected = replace(theme, protected=seed % 2 == 0)

    for each in drafts(toolkit, random_profile(toolkit, seed)):
        assert docx.write_draft(each, protected) == docx.write(each.document, protected), each.id


@pytest.mark.parametrize("name", NAMES)
def test_a_document_says_what_it_would_say_if_nobody_else_read_it(
    toolkit: Toolkit, profile_of: ProfileOf, name: str
) -> None:
    profile = named(profile_of, name, pack_size="light")

    assert_as_alone(toolkit, profile)


@pytest.mark.validated
@pytest.mark.parametrize("seed", range(40))
def test_so_does_any_document(toolkit: Toolkit, seed: int) -> None:
    assert_as_alone(toolkit, random_profile(toolkit, seed))


def assert_as_alone(toolkit: Toolkit, profile: Profile) -> None:
    shared = {each.id: each.document for each in make_drafts(toolkit, profile)}
    for each in alone(toolkit, profile):
        assert unanchored(each) == unanchored(shared[each.id]), each.id


def alone(toolkit: Toolkit, profile: Profile) -> Iterator[Document]:
    """The documents with no stand-in in them from the beginning; none that lists the others."""
    templates = documents_of(toolkit, profile)
    inside = {each.id for each in templates}
    inside |= {each.id for each in workbooks_of(toolkit, profile)}
    guidance = advise(toolkit.recommendations.values(), profile)
    for each in templates:
        if tells_sources(each):
            continue
        known = Known(toolkit, profile, guidance, inside, shared=False)
        yield assemble(each, toolkit, profile, guidance, inside, known=known)


def unanchored(document: Document) -> Document:
    """Anchors leave out the words of an organisation, where they stand for them."""

    def block(each: Block) -> Block:
        return replace(each, anchor="") if isinstance(each, Heading) else each

    def inline(each: Inline) -> Inline:
        return replace(each, anchor="") if isinstance(each, SeeSection) else each

    return replace(document, content=rebuilt(document.content, block, inline))


def test_departments_that_read_the_same_share_what_is_common(
    toolkit: Toolkit, profile_of: ProfileOf
) -> None:
    first, second = (
        {each.id: each for each in drafts(toolkit, named(profile_of, name))}
        for name in ("Acme", "Bell")
    )

    assert all(each.common is second[name].common for name, each in first.items())
    assert first["handbook"].document != second["handbook"].document


def test_what_hangs_on_an_answer_is_not_shared_with_who_answers_otherwise(
    toolkit: Toolkit, profile_of: ProfileOf
) -> None:
    one, other = (
        {each.id: each.document for each in make_drafts(toolkit, named(profile_of, "Acme", **more))}
        for more in ({}, {"scheme_types": ["reverse"]})
    )

    assert one["handbook"].content != other["handbook"].content


def test_no_document_is_left_with_a_stand_in(toolkit: Toolkit, profile_of: ProfileOf) -> None:
    for each in drafts(toolkit, named(profile_of, "Acme")):
        assert not STAND_IN.search(repr(each.document))


def test_an_anchor_holds_nobodys_name(toolkit: Toolkit, profile_of: ProfileOf) -> None:
    profile = named(profile_of, "Acme", sponsor_name="Dr Jo Ash")
    roles = next(e.document for e in make_drafts(toolkit, profile) if e.id == "role_descriptions")
    headings = [each for each in every_block(roles.content) if isinstance(each, Heading)]

    assert any("Dr Jo Ash" in plain(each.content) for each in headings)
    assert not any("ash" in each.anchor for each in headings)


def test_where_all_stand_ins_are_given_out_words_stand_for_themselves(
    toolkit: Toolkit, profile_of: ProfileOf
) -> None:
    full = replace(toolkit)
    for number in range(LAST - FIRST + 1):
        full.stand_ins.of(number)
    profile = named(profile_of, "Acme", pack_size="light")

    assert full.stand_ins.of("one more") is None
    assert not any(each.words for each in make_drafts(full, profile))
    assert [unanchored(each.document) for each in make_drafts(full, profile)] == [
        unanchored(each.document) for each in make_drafts(toolkit, profile)
    ]


def test_a_stand_in_stands_for_one_thing() -> None:
    stand_ins = StandIns()
    one, other = stand_ins.of("one"), stand_ins.of("other")

    assert one != other
    assert stand_ins.of("one") == one
    assert one is not None
    assert stand_ins.meaning(one) == "one"


@pytest.mark.parametrize("words", ["", " Acme", "Acme ", "two  spaces", "two\nlines", "\ue000"])
def test_words_that_would_be_trimmed_or_parted_are_not_put_in(words: str) -> None:
    assert not can_be_put_in(words)
    assert can_be_put_in("Acme’s scheme, 2027")
