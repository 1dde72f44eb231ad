"""How hard the documents for mentors and mentees are to read, as Flesch–Kincaid school grades.

Run it from the project's folder: python tools/reading_grade.py
Every such document of every persona and of every preset that stands alone is counted. Names,
addresses, notes and references are left out; words in a form count as they stand.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import textstat

from schemekit import resources
from schemekit.document.blocks import Document, Inline, Paragraph
from schemekit.document.walk import every_block, plain
from schemekit.interview.interview import Interview
from schemekit.making import make_documents
from schemekit.presets import files
from schemekit.presets.answers import read_answers
from schemekit.presets.layers import stack
from schemekit.toolkit.loading import load
from schemekit.toolkit.toolkit import Toolkit
from schemekit.toolkit.written import ProseQuestion, TextQuestion

READERS: Final = re.compile(r"\b(?:mentors?|mentees?|anybody|everybody|pairs?)\b", re.IGNORECASE)
"""Whom a document must name as its audience to be counted."""
PRESETS: Final = (
    "nhs-trust", "deanery", "royal-college", "medical-school", "gp-training", "employer",
)  # fmt: skip
PERSONAS: Final = Path(__file__).parents[1] / "tests" / "personas"
NAME: Final = "Oak"
"""What stands for each name, as short as a name can be."""
GOAL: Final = 9.0


def main() -> int:
    toolkit = load([resources.templates()])
    counted = hard = 0
    for name, interview in _organisations(toolkit):
        for document in _documents(toolkit, interview):
            grade = grade_of(document)
            counted += 1
            hard += grade > GOAL
            mark = "  above the goal" if grade > GOAL else ""
            sys.stdout.write(f"{grade:5.1f}  {name:17} {document.file}{mark}\n")
    sys.stdout.write(f"{hard} of {counted} above grade {GOAL:.0f}\n")
    return int(hard > 0 or not counted)


def _organisations(toolkit: Toolkit) -> Iterator[tuple[str, Interview]]:
    questionnaire = toolkit.questionnaire
    for preset in PRESETS:
        layers = stack(questionnaire, files.layers_of(_chain(preset)))
        yield preset, _unnamed(Interview(questionnaire, layers, "full"))
    for path in sorted(PERSONAS.glob("*/answers.toml")):
        saved = read_answers(path, questionnaire)
        layers = stack(questionnaire, files.layers_of(_chain(*saved.presets)))
        interview = Interview(questionnaire, layers, "full", saved.replies)
        yield path.parent.name, _unnamed(interview)


def _chain(*presets: str) -> tuple[files.Preset, ...]:
    return files.chain(presets, (resources.presets(),))


def _unnamed(interview: Interview) -> Interview:
    """The same organisation, its own names and sentences of one short word."""
    for question in interview.questionnaire.questions.values():
        named = question.personal or question.id.endswith("_name")
        if isinstance(question, TextQuestion | ProseQuestion) and named:
            interview = interview.answered(question.id, NAME)
    return interview


def _documents(toolkit: Toolkit, interview: Interview) -> Iterator[Document]:
    for document in make_documents(toolkit, interview.profile):
        # as its author wrote it, before an organisation's own words for mentors
        if READERS.search(str(toolkit.documents[document.id].audience)):
            yield document


def grade_of(document: Document) -> float:
    """The grade of the document's sentences; tables and headings are no sentences."""
    said = " ".join(_sentences(document))
    return float(textstat.flesch_kincaid_grade(said)) if said else 0.0


def _sentences(document: Document) -> Iterator[str]:
    for block in every_block(document.content):
        if isinstance(block, Paragraph) and (words := _plain(block)):
            yield words if words.endswith((".", "?", "!")) else f"{words}."


def _plain(paragraph: Paragraph[Inline]) -> str:
    words = re.sub(r"\S+@\S+|https?://\S+", "us", plain(paragraph.content))
    return re.sub(r"\s+", " ", words).strip(" :")


if __name__ == "__main__":
    sys.exit(main())
