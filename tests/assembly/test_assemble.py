"""Finished documents of the shipped toolkit: notes, references, gaps, anchors."""

import re
from dataclasses import replace

import pytest
from tests.conftest import ProfileOf

from schemekit.assembly.assemble import assemble
from schemekit.assembly.together import assemble_together
from schemekit.document.blocks import (
    Block,
    Citation,
    Document,
    Field,
    Heading,
    OpenPoint,
    See,
    Table,
    Text,
)
from schemekit.document.walk import every_block, every_inline, plain
from schemekit.guidance import advise
from schemekit.interview.interview import Interview, Profile
from schemekit.making import make_documents
from schemekit.toolkit.documents import parse_document
from schemekit.toolkit.tables import SourceFile
from schemekit.toolkit.toolkit import Toolkit

FRONT = """\
+++
id = "plan"
number = 9
file = "plan"
title = "Plan of {{ organisation_name }}"
audience = "pair"
purpose = "To plan."
otherwise = "the plan"
"""
ANSWERS = {
    "organisation_name": "North Trust",
    "scheme_name": "North mentoring",
    "barriers": ["time"],
    "mentees": 1200,
    "launch_date": "2027-05-04",
    "contact_email": "mentoring@north.org",
}


@pytest.fixture
def profile(toolkit: Toolkit) -> Profile:
    interview = Interview(toolkit.questionnaire)
    for name, raw in ANSWERS.items():
        interview = interview.answered(name, raw)
    return interview.profile


def plan(toolkit: Toolkit, profile: Profile, body: str, front: str = "") -> Document:
    source = f"{FRONT}{front}+++\n# Plan\n\n{body}"
    template = parse_document(SourceFile("plan.md", source), {"a mentor": "word_a_mentor"}, {})
    guidance = advise(toolkit.recommendations.values(), profile)
    return assemble(template, toolkit, profile, guidance, {"handbook"})


def said(document: Document) -> str:
    """What the document says below its title, in words."""
    return " ".join(plain(_words(each)) for each in document.content[1:])


def _words(block: Block) -> tuple[Text, ...]:
    return tuple(Text(plain([each])) for each in every_inline([block]) if isinstance(each, Text))


def test_answers_are_said_as_a_sentence_says_them(toolkit: Toolkit, profile: Profile) -> None:
    document = plan(toolkit, profile, "{{ barriers }}, {{ mentees }}, {{ launch_date }}. A mentor.")

    assert said(document) == "finding time, 1,200, 4 May 2027. A mentor."


def test_a_document_knows_whose_it_is(toolkit: Toolkit, profile: Profile) -> None:
    document = plan(toolkit, profile, "text")

    assert document.title == "Plan of North Trust"
    assert document.organisation == "North Trust"
    assert document.scheme == "North mentoring"
    assert "mentoring@north.org" in document.footer


def test_the_same_evidence_has_the_same_number(toolkit: Toolkit, profile: Profile) -> None:
    first, second = list(toolkit.evidence)[:2]
    body = f'a {{{{ cite("{second}") }}}} b {{{{ cite("{first}") }}}} c {{{{ cite("{second}") }}}}'
    document = plan(toolkit, profile, body)

    cited = [each for each in every_inline(document.content) if isinstance(each, Citation)]
    assert [each.number for each in cited] == [1, 2, 1]
    assert [(each.number, each.evidence) for each in document.notes] == [(1, second), (2, first)]


def test_a_note_tells_the_claim_its_strength_and_what_it_does_not_show(
    toolkit: Toolkit, profile: Profile
) -> None:
    evidence = next(e for e in toolkit.evidence.values() if e.caveat and e.references and e.section)
    document = plan(toolkit, profile, f'a {{{{ cite("{evidence.id}") }}}}')

    note = plain(document.notes[0].content)
    assert note.startswith(evidence.claim)
    assert evidence.source in note
    assert f"section {evidence.section}" in note
    assert evidence.caveat in note
    assert "References: " in note


def test_references_are_those_of_the_evidence_cited(toolkit: Toolkit, profile: Profile) -> None:
    evidence = next(each for each in toolkit.evidence.values() if len(each.references) > 1)
    document = plan(toolkit, profile, f'a {{{{ cite("{evidence.id}") }}}}')

    assert tuple(each.id for each in document.references) == evidence.references


def test_a_gap_is_marked_in_the_text_and_listed_once(toolkit: Toolkit, profile: Profile) -> None:
    unsure = replace(profile, held={k: v for k, v in profile.held.items() if k != "mentees"})
    document = plan(toolkit, unsure, "{{ mentees }} and {{ mentees }}")

    gap = OpenPoint("mentees", toolkit.questionnaire.short("mentees"))
    assert [each for each in every_inline(document.content) if isinstance(each, OpenPoint)] == [
        gap,
        gap,
    ]
    assert document.open_points == (gap,)


def test_a_fact_that_misses_an_answer_names_the_answer_that_is_missing(
    toolkit: Toolkit, profile: Profile
) -> None:
    unsure = replace(profile, held={k: v for k, v in profile.held.items() if k != "mentees"})
    document = plan(toolkit, unsure, "{{ mentors_needed }}")

    assert document.open_points == (OpenPoint("mentees", toolkit.questionnaire.short("mentees")),)


def test_every_heading_has_an_anchor_of_its_own(toolkit: Toolkit, profile: Profile) -> None:
    document = plan(toolkit, profile, "## What’s next\n\n## What’s next\n\n## 2027")

    anchors = [each.anchor for each in every_block(document.content) if isinstance(each, Heading)]
    assert anchors == ["plan", "whats-next", "whats-next-2", "part-2027"]


def test_a_document_of_the_pack_is_a_link_and_another_is_words(
    toolkit: Toolkit, profile: Profile
) -> None:
    document = plan(toolkit, profile, '{{ see("handbook") }}\n\n{{ see("launch_kit") }}')

    links = [each for each in every_inline(document.content) if isinstance(each, See)]
    assert [(each.document, each.file) for each in links] == [
        ("handbook", toolkit.documents["handbook"].file)
    ]
    assert toolkit.documents["launch_kit"].otherwise.source in said(document)


def test_advice_is_printed_with_the_reason_for_it(toolkit: Toolkit, profile: Profile) -> None:
    body = '{% for r in advice("time") %}\n\n**{{ r.title }}.** {{ r.why }} {{ r.basis }}\n\n'
    document = plan(toolkit, profile, f"{body}{{{{ r.advice }}}}\n\n{{% endfor %}}")

    assert "You said: Barriers: Finding time." in said(document)


def test_chosen_options_can_be_looped_over(toolkit: Toolkit, profile: Profile) -> None:
    body = "| a |\n|---|\n{% for b in barriers %}\n| {{ b.label }}: {{ b }} |\n{% endfor %}"

    (table,) = plan(toolkit, profile, body).content[1:]

    assert isinstance(table, Table)
    assert plain(table.rows[0].cells[0]) == "Finding time: finding time"


def test_a_field_comes_with_what_is_known_already(toolkit: Toolkit, profile: Profile) -> None:
    front = """
[[field]]
id = "start"
kind = "date"
label = "Start with a mentor"
value = "launch_date"
[[field]]
id = "team"
kind = "text"
label = "Team"
rows = 2
columns = [{ id = "member", kind = "text", label = "Name" }]
[[field]]
id = "place"
kind = "choice"
label = "Place"
options = [{ id = "here", label = "Here" }, { id = "there", label = "There" }]
value = "'here'"
other = true
"""
    body = '{{ field("start") }}\n\n{{ field("team") }}\n\n{{ field("place") }}'
    document = plan(toolkit, profile, body, front)

    start, team, place = (e for e in every_inline(document.content) if isinstance(e, Field))
    assert (start.label, start.value) == ("Start with a mentor", "2027-05-04")
    assert (team.kind, team.rows, team.columns[0].label) == ("rows", 2, "Name")
    assert (place.value, place.other, place.options[1].label) == ("here", True, "There")


def test_lists_of_the_program_itself_are_rows_too(toolkit: Toolkit, profile: Profile) -> None:
    guidance = advise(toolkit.recommendations.values(), profile)
    gaps = [{"label": "a", "ask": "**b**", "why": "c"}]
    document = assemble(
        toolkit.read_me,
        toolkit,
        profile,
        guidance,
        (),
        {
            "gaps": gaps,
            "pack_documents": [],
            "other_documents": [],
            "failed_checks": [],
        },
    )

    assert any(
        plain([each]) == "**b** c" or "**b**" in plain([each])
        for each in every_inline(document.content)
    )


def test_the_same_answers_make_the_same_document(toolkit: Toolkit, profile: Profile) -> None:
    guidance = advise(toolkit.recommendations.values(), profile)
    templates, inside = tuple(toolkit.documents.values()), set(toolkit.documents)
    once = assemble_together(templates, toolkit, profile, guidance, inside)

    assert once == assemble_together(templates, toolkit, profile, guidance, inside)


def test_a_cover_tells_only_what_is_known(toolkit: Toolkit, profile: Profile) -> None:
    told = dict(plan(toolkit, profile, "Said.").cover)

    assert told["Version"] == "For the launch on 4 May 2027"
    assert [each for each in told.values() if not each] == []
    assert not dict(plan(toolkit, Interview(toolkit.questionnaire).profile, "Said.").cover)


def test_a_day_counted_from_one_that_is_missing_says_how_far_it_is(
    toolkit: Toolkit, profile_of: ProfileOf
) -> None:
    plan = next(
        each
        for each in make_documents(toolkit, profile_of("nhs-trust"))
        if each.id == "implementation_plan"
    )
    said = {each.label for each in every_inline(plan.content) if isinstance(each, OpenPoint)}

    assert "Launch date" in said
    assert any(re.fullmatch(r"\d+ weeks before the launch date", each) for each in said)
    assert any(re.fullmatch(r"\d+ weeks after the launch date", each) for each in said)
    assert [each.label for each in plan.open_points if each.question == "launch_date"] == [
        "Launch date"
    ]
