"""A pack speaks with one voice: the same words, dates and sentences in each of its documents."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Final

import pytest
from tests.personas.conftest import Persona
from tests.reading import lines, texts

from schemekit import resources
from schemekit.assembly.together import tells_sources
from schemekit.toolkit.choices import ChoiceQuestion
from schemekit.toolkit.toolkit import Toolkit
from schemekit.toolkit.values import said_date

TEMPLATES: Final = resources.templates()
MONTHS: Final = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
)
DAY: Final = rf"(\d{{1,2}} (?:{MONTHS}) \d{{4}})"
SAID_OF: Final = {
    "launch_date": rf"(?:launch|launches|scheme starts|scheme begins) on {DAY}",
    "end_date": rf"(?:[Ee]nds?|finish|finishes|end date,?) (?:on|is) {DAY}",
    "midpoint_date": rf"(?:mid-?point|half-?way)(?:,| is)? (?:on|by|near) {DAY}",
    "mentors_close": rf"[Mm]entors (?:apply|close|can apply) (?:by|until) {DAY}",
    "mentees_close": rf"[Mm]entees (?:apply|close|can apply) (?:by|until) {DAY}",
}
"""How documents speak of the dates that people keep, by the answer or fact that holds each."""
LONG: Final = 8
"""Words from which on a sentence is one that somebody retyped, not a common phrase."""
RETYPED: Final = 10
"""Sentences that stand in two files today; the number may only fall."""


def said_in(persona: Persona, toolkit: Toolkit) -> Iterator[tuple[str, str]]:
    """Each line of a pack and its file; sources and answers that are quoted are left out."""
    for document in persona.documents:
        if tells_sources(toolkit.documents[document.id]):
            continue
        for line in texts(document.content):
            yield document.file, re.sub(r"You said: .*", "", line)


def test_an_organisations_own_words_stand_in_every_document(
    persona: Persona, toolkit: Toolkit
) -> None:
    words: dict[str, str] = tomllib.loads((TEMPLATES / "toolkit.toml").read_text("utf-8"))["words"]
    replaced = [plain for plain, name in words.items() if persona.profile[name] != plain]
    longest_first = sorted(replaced, key=len, reverse=True)
    plain_words = re.compile(rf"(?i)(?<![\w’-])(?:{'|'.join(longest_first)})(?![\w’-])")
    typed = [each.value for each in persona.profile.held.values() if isinstance(each.value, str)]
    found = [
        f"{file}: …{line[max(0, match.start() - 40) : match.end() + 40]}…"
        for file, line in said_in(persona, toolkit)
        for match in plain_words.finditer(line)
        if replaced and not any(_around(match, 12) in each for each in typed)
    ]

    assert found == []


def _around(match: re.Match[str], letters: int) -> str:
    """The match in what stands around it."""
    return match.string[max(0, match.start() - letters) : match.end() + letters].strip()


def test_people_from_ethnic_minorities_are_called_the_same_everywhere(
    persona: Persona, toolkit: Toolkit
) -> None:
    question = toolkit.questionnaire.questions["ethnicity_term"]
    assert isinstance(question, ChoiceQuestion)
    ours = persona.profile["ethnic_minority_people"]
    others = {each.in_sentence for each in question.options} - {ours}
    found = [
        f"{file}: {line[:120]}"
        for file, line in said_in(persona, toolkit)
        for other in others
        if other in line
    ]

    assert ours not in others
    assert found == []


@pytest.mark.parametrize("name", SAID_OF)
def test_a_date_that_people_keep_is_the_same_wherever_it_stands(
    persona: Persona, name: str
) -> None:
    day = persona.profile[name]
    wrong = [
        f"{document.file}: {line}"
        for document in persona.documents
        for line in lines(document)
        for found in re.findall(SAID_OF[name], line)
        if isinstance(day, date) and found != said_date(day)
    ]

    assert wrong == []


def test_the_first_page_prints_no_address_that_nobody_gave(persona: Persona) -> None:
    given = " ".join(str(each.value) for each in persona.profile.held.values())
    found = re.findall(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", persona.first_page)

    assert [each for each in found if each not in given] == []


# ── What authors wrote ──────────────────────────────────────────────────────────────────────────


def sentences(text: str) -> Iterator[str]:
    """Each sentence of a source of at least so many words, in one form."""
    without_front = re.sub(r"(?s)\A\+\+\+.*?\n\+\+\+\n", "", text)
    for line in re.split(r"\n|(?<!\\)\|", without_front):
        for each in re.split(r"(?<=[.?!:])\s+", re.sub(r"\{%.*?%\}|\{#.*?#\}", "\n", line)):
            if not each.rstrip(" *_").endswith((".", "?", "!")):
                continue
            said = re.sub(r"^[-*#>\s\d.\[\]]+|[*_]", "", each).strip()
            if len(re.findall(r"[A-Za-z’]{2,}", re.sub(r"\{\{.*?\}\}", "", said))) >= LONG:
                yield " ".join(said.split())


def retyped() -> dict[str, list[str]]:
    """Sentences that stand in more than one file, and the files."""
    where: defaultdict[str, set[str]] = defaultdict(set)
    for path in sorted((TEMPLATES / "documents").glob("*.md")):
        for each in sentences(path.read_text("utf-8")):
            where[each].add(path.name)
    for kind, columns in (("recommendations", ("advice",)), ("registers", ())):
        for path in sorted((TEMPLATES / kind).glob("*.toml")):
            table = tomllib.loads(path.read_text("utf-8"))
            for row in (*table.get("recommendation", ()), *table.get("row", ())):
                named = columns or set(row) - {"id", "code", "when"}
                written = [row[each] for each in named if isinstance(row.get(each), str)]
                for each in (one for text in written for one in sentences(text)):
                    where[each].add(f"{kind}/{path.name}")
    return {each: sorted(files) for each, files in where.items() if len(files) > 1}


def test_no_sentence_is_retyped_where_a_clause_could_say_it() -> None:
    found = retyped()

    assert len(found) <= RETYPED, "\n".join(f"{each}: {files}" for each, files in found.items())
