"""How hard the documents for mentors and mentees are to read, as Flesch–Kincaid school grades.

Run it from the project's folder: python tools/reading_grade.py
Names, addresses, notes and references are left out; words in a form count as they stand.
"""

import re
import sys
from collections.abc import Iterator

import textstat

from schemekit import resources
from schemekit.document.blocks import Document, Inline, Paragraph
from schemekit.document.walk import every_block, plain
from schemekit.interview.interview import Interview
from schemekit.making import make_documents
from schemekit.presets import files
from schemekit.presets.layers import stack
from schemekit.toolkit.loading import load
from schemekit.toolkit.toolkit import Toolkit

READERS = ("mentor", "mentee", "anybody", "everybody", "pair")
"""Whom a document must name as its audience to be counted."""
PRESETS = ("nhs-trust", "deanery", "royal-college", "medical-school", "gp-training", "employer")
GOAL = 9.0


def main() -> int:
    toolkit = load([resources.templates()])
    hard = 0
    for preset in PRESETS:
        for document in _documents(toolkit, preset):
            grade = grade_of(document)
            hard += grade > GOAL
            mark = "  above the goal" if grade > GOAL else ""
            sys.stdout.write(f"{grade:5.1f}  {preset:15} {document.file}{mark}\n")
    sys.stdout.write(f"{hard} above grade {GOAL:.0f}\n")
    return int(hard > 0)


def _documents(toolkit: Toolkit, preset: str) -> Iterator[Document]:
    found = files.chain((preset,), (resources.presets(),))
    layers = stack(toolkit.questionnaire, files.layers_of(found))
    interview = Interview(toolkit.questionnaire, layers, "full")
    for name, raw in (("organisation_name", "Oak"), ("scheme_name", "Our scheme")):
        interview = interview.answered(name, raw)
    for document in make_documents(toolkit, interview.profile):
        if any(each in document.audience.lower() for each in READERS):
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
