"""Whole organisations, from an answers file to every document, compared word for word.

`pytest --regold tests/personas` rewrites the expectations. Read what changed before you keep it.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Final, assert_never, cast

import pytest
from tests.personas.conftest import HERE, PERSONAS, Persona, PersonaOf
from tests.reading import lines, texts

from schemekit.document.blocks import Document, ItemList, OpenPoint, See
from schemekit.document.walk import every_block, every_inline
from schemekit.interview.interview import Interview
from schemekit.making import make_documents
from schemekit.toolkit.choices import ChoiceQuestion, ChoicesQuestion
from schemekit.toolkit.questions import Question
from schemekit.toolkit.short_answers import DateQuestion, NumberQuestion, YesNoQuestion
from schemekit.toolkit.toolkit import Toolkit
from schemekit.toolkit.values import said_date
from schemekit.toolkit.written import EmailQuestion, ProseQuestion, TextQuestion

SAFE_DOUBLES: Final = {"that that", "had had"}

SLIPS: Final = {
    "a tag that was not filled": r"\{\{|\}\}|\{%|%\}",
    "a mark from inside the program": "[\ue000-\uf8ff]",
    "two spaces": r"\S  +\S",
    "a space before a stop": r"\w [.,;:!?](?!\w)",
    "two stops": r"\.\.(?!\.)|,,|;;|[,;:]\.|\.,",
    "empty brackets": r"\(\s*\)|“\s*”|\[\s*\]",
    "a word said twice": r"(?i)\b([a-z]+) \1\b",
    "‘an’ before a consonant": r"\b[Aa]n (?!(?:hour|honest|honour|heir|[A-Z]{2,}))[^aeiouAEIOU\W]",
    "‘a’ before a vowel": r"\b[Aa] (?!(?:one|once|uni|use|usual|eu|US|UK)\w*)[aeiouAEI]\w*",
    "one of many": r"(?<![\d.,:/–-])(?<!Part )\b1 (?!is|was|has)(?:more |working )?[a-z]+(?<!s)s\b",
    "a local word as a verb": r"\b(?:to|you|who|they|will|not) (?:adviser|leader|partner)\b",
    "a value nobody put in words": r"[a-z,] None\b|\b(?:True|False|UNANSWERED|null|nan)\b",
    "a sentence that starts small": r"[a-z][.?!] (?![\w.-]+@)[a-z](?!\.)",
}
"""What no reader should find, whatever was answered."""


@pytest.mark.parametrize("name", PERSONAS)
def test_every_document_reads_as_it_did(
    persona_of: PersonaOf, name: str, request: pytest.FixtureRequest
) -> None:
    written = persona_of(name).written
    if request.config.getoption("--regold"):
        for each in (HERE / name).glob("[0-9]*.md"):
            each.unlink()
        for file, text in written.items():
            (HERE / name / file).write_text(text, encoding="utf-8")

    golden = (HERE / name).glob("[0-9]*.md")
    expected = {each.name: each.read_text(encoding="utf-8") for each in golden}

    assert sorted(written) == sorted(expected)
    for file, text in written.items():
        assert text.splitlines() == expected[file].splitlines(), f"{name}/{file} reads differently"


def test_the_personas_differ_in_what_matters(persona_of: PersonaOf) -> None:
    profiles = [persona_of(each).profile for each in PERSONAS]

    at_least = {
        "organisation_kind": 7,
        "nation": 5,
        "barriers": 6,
        "scheme_types": 7,
        "matching": 5,
    }
    for question, many in at_least.items():
        assert len({each[question] for each in profiles}) >= many, question
    assert len({tuple(each.id for each in persona_of(name).documents) for name in PERSONAS}) > 2


@pytest.mark.parametrize("seed", range(8))
def test_no_document_has_a_slip_whatever_is_answered(toolkit: Toolkit, seed: int) -> None:
    interview = Interview(toolkit.questionnaire, depth="full")
    chance = Random(seed)  # noqa: S311 - any answers will do, the same ones every time
    for question in toolkit.questionnaire.questions.values():
        raw = any_answer(question, chance)
        if raw is not None:
            interview = interview.answered(question.id, raw)

    found = [
        f"{document.file}, {slip}: …{line[max(0, match.start() - 40) : match.end() + 40]}…"
        for document in make_documents(toolkit, interview.profile)
        for line in lines(document)
        for slip in set(SLIPS) - {"one of many"}
        for match in re.finditer(SLIPS[slip], line)
        if match.group().lower() not in SAFE_DOUBLES
    ]

    assert found == []


def any_answer(question: Question, chance: Random) -> object:
    """Something that could be answered; None where nothing is, or where a default stands."""
    if chance.random() < 0.1:
        return None
    match question:
        case ChoiceQuestion():
            return chance.choice(question.options).id
        case ChoicesQuestion():
            few = chance.sample(question.options, chance.choice([1, 2, 3]))
            alone = [each.id for each in few if each.exclusive]
            return alone[:1] or [each.id for each in few]
        case NumberQuestion():
            return min(question.max, max(question.min, chance.choice([0, 2, 7, 12, 45, 150])))
        case DateQuestion():
            return date(2027, 1, 4) + timedelta(weeks=chance.randrange(100))
        case YesNoQuestion():
            return chance.choice([True, False])
        case TextQuestion() | ProseQuestion() | EmailQuestion():
            return None
        case _:
            assert_never(question)


@pytest.mark.parametrize("slip", SLIPS)
def test_no_document_has_a_slip(persona: Persona, slip: str) -> None:
    found = [
        f"{document.file}: …{line[max(0, match.start() - 40) : match.end() + 40]}…"
        for document in persona.documents
        for line in lines(document)
        for match in re.finditer(SLIPS[slip], line)
        if match.group().lower() not in SAFE_DOUBLES
    ]

    assert found == [], slip


def test_the_first_page_has_no_slip_either(persona: Persona) -> None:
    found = {
        slip: match.group()
        for slip, pattern in SLIPS.items()
        for line in persona.first_page.split("\n")
        for match in re.finditer(pattern, line)
    }

    assert found == {}


def test_the_exceptions_read_the_same_wherever_they_stand(persona: Persona) -> None:
    told = {
        document.file: frozenset(_after("There are only these exceptions", document, persona))
        for document in persona.documents
        if any("There are only these exceptions" in each for each in texts(document.content))
    }

    assert len(told) >= 3
    assert len(set(told.values())) == 1, told


def _after(opening: str, document: Document, persona: Persona) -> list[str]:
    """As many lines after `opening` as there are exceptions."""
    said = list(texts(document.content))
    place = next(n for n, each in enumerate(said) if opening in each)
    many = len(cast("tuple[str, ...]", persona.profile["confidentiality_exceptions"]))
    return said[place + 1 : place + 1 + many]


def test_every_address_is_one_that_was_given(persona: Persona) -> None:
    given = {str(each.value) for each in persona.profile.held.values()}
    found = {
        address.strip(".")
        for document in persona.documents
        for line in lines(document)
        for address in re.findall(r"[\w.+-]+@[\w.-]+", line)
    }

    assert all(any(address in each for each in given) for address in found), found


def test_the_launch_is_on_the_same_day_in_every_document(persona: Persona) -> None:
    launch = persona.profile["launch_date"]
    wrong = [
        f"{document.file}: {line}"
        for document in persona.documents
        for line in lines(document)
        for found in re.findall(r"(?:launch|starts?) on (\d{1,2} \w+ \d{4})", line)
        if isinstance(launch, date) and found != said_date(launch)
    ]

    assert wrong == []


def test_only_what_is_unsure_is_left_to_decide(persona: Persona) -> None:
    open_questions = set(persona.profile.open_questions)
    behind = {
        question
        for document in persona.documents
        for inline in every_inline(document.content)
        if isinstance(inline, OpenPoint)
        for question in persona.profile.questionnaire.answers_behind(inline.question)
        if persona.profile.held.get(question) is None or question in open_questions
    }

    assert behind <= open_questions
    assert {each for each in open_questions if not _follows(each, persona)} <= persona.unsure


def _follows(question: str, persona: Persona) -> bool:
    """Whether a question is open only because its default is made of an open one."""
    default = persona.profile.questionnaire.questions[question].default
    return default is not None and bool(default.reads & set(persona.profile.open_questions))


def test_what_is_unsure_stands_in_the_pack_as_a_gap(persona: Persona) -> None:
    marked = {each.question for document in persona.documents for each in document.open_points}
    resting = {
        question
        for name in marked
        for question in persona.profile.questionnaire.answers_behind(name)
    }

    assert bool(persona.unsure) == bool(marked)
    assert not persona.unsure or persona.unsure & resting


def test_every_link_leads_to_a_document_of_the_pack(persona: Persona) -> None:
    linked = {
        target
        for text in persona.written.values()
        for target in re.findall(r"(?<!\\)\]\(([^)#]+\.md)", text)
    }
    seen = {
        inline.file
        for document in persona.documents
        for inline in every_inline(document.content)
        if isinstance(inline, See) and not inline.ending
    }

    assert linked
    assert linked <= set(persona.written)
    assert seen <= {each.file for each in persona.documents}


def test_every_note_is_cited_and_every_reference_belongs_to_a_note(
    persona: Persona, toolkit: Toolkit
) -> None:
    for document in persona.documents:
        cited = {toolkit.evidence[each.evidence] for each in document.notes}
        known = {one for each in cited for one in each.references}

        assert {each.id for each in document.references} == known, document.id


def test_the_limits_of_confidentiality_read_the_same_everywhere(persona: Persona) -> None:
    printed = {
        document.id: set(exceptions(document))
        for document in persona.documents
        if any(exceptions(document))
    }
    chosen = persona.profile["confidentiality_exceptions"]
    agreements = {each.id for each in persona.documents if each.id.endswith("agreement")}

    assert set(printed) >= {"handbook", *agreements}
    assert agreements
    assert len(set().union(*printed.values())) == 1
    (words,) = set().union(*printed.values())
    assert isinstance(chosen, tuple)
    assert len(words) == len(chosen)


def exceptions(document: Document) -> Iterator[tuple[str, ...]]:
    """Each list of exceptions that a document prints."""
    for block in every_block(document.content):
        if isinstance(block, ItemList):
            items = tuple(" ".join(texts(each.content)) for each in block.items)
            if any(each.startswith("Serious harm.") for each in items):
                yield items
