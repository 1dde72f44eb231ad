"""The questions of the interview: one closed union of kinds, each reading its own answers.

Adding a kind means adding a class in the room it belongs to and naming it in `Question`; mypy then
names every front end and writer that does not know it yet.
"""

from typing import Annotated, TypeAlias

from pydantic import Field

from schemekit.toolkit.authored import Authored, Id
from schemekit.toolkit.choices import ChoiceQuestion, ChoicesQuestion
from schemekit.toolkit.short_answers import DateQuestion, NumberQuestion, YesNoQuestion
from schemekit.toolkit.written import EmailQuestion, ProseQuestion, TextQuestion

Question: TypeAlias = Annotated[
    TextQuestion
    | ProseQuestion
    | NumberQuestion
    | YesNoQuestion
    | ChoiceQuestion
    | ChoicesQuestion
    | DateQuestion
    | EmailQuestion,
    Field(discriminator="kind"),
]


class Section(Authored):
    """One part of the interview: a file of questions."""

    id: Id
    title: str


class SectionFile(Authored):
    """What a questions file holds."""

    section: Section
    question: tuple[Question, ...]
