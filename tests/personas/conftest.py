"""Whole organisations and their packs, each made once."""

from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

import pytest

from schemekit import resources
from schemekit.document.blocks import Document
from schemekit.document.theme import Theme
from schemekit.interview.interview import Interview, Profile, failed_checks
from schemekit.making import make_documents, make_files, make_read_me
from schemekit.presets import files
from schemekit.presets.answers import read_answers
from schemekit.presets.layers import stack
from schemekit.theming import load_theme
from schemekit.toolkit.toolkit import Toolkit

HERE = Path(__file__).parent
PERSONAS: Final = sorted(each.parent.name for each in HERE.glob("*/answers.toml"))


@dataclass(frozen=True)
class Persona:
    """One organisation and its pack."""

    unsure: frozenset[str]
    profile: Profile
    documents: tuple[Document, ...]
    written: dict[str, str]
    """Markdown by file name."""
    first_page: str


class PersonaOf:
    """The personas, each made once."""

    def __init__(self, toolkit: Toolkit, theme: Theme) -> None:
        self.toolkit, self.theme = toolkit, theme
        self.made = cache(self._made)

    def __call__(self, name: str) -> Persona:
        return self.made(name)

    def _made(self, name: str) -> Persona:
        questionnaire = self.toolkit.questionnaire
        saved = read_answers(HERE / name / "answers.toml", questionnaire)
        found = files.chain(saved.presets, (resources.presets(),))
        layers = stack(questionnaire, files.layers_of(found))
        interview = Interview(questionnaire, layers, saved.depth or "quick", saved.replies)
        profile = interview.profile
        documents = make_documents(self.toolkit, profile)
        failed = failed_checks(profile)
        page = make_read_me(self.toolkit, profile, documents, failed, self.theme)
        return Persona(
            frozenset(
                each for each, held in saved.replies.items() if held.origin == "not sure yet"
            ),
            profile,
            documents,
            {
                Path(each.file).name: each.content.decode()
                for each in make_files(documents, self.theme, ["md"])
            },
            words_of(page.content.decode()),
        )


class Words(HTMLParser):
    """The words of a page, a line for each block."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.silent += tag in {"style", "script"}
        if tag in {"p", "li", "td", "th", "h1", "h2", "h3", "div", "br", "dt", "dd"}:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in {"style", "script"}

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.said.append(data)


def words_of(page: str) -> str:
    reader = Words()
    reader.feed(page)
    return "".join(reader.said)


@pytest.fixture(scope="session")
def persona_of(toolkit: Toolkit) -> PersonaOf:
    return PersonaOf(toolkit, load_theme([resources.templates()]))


@pytest.fixture(params=PERSONAS)
def persona(persona_of: PersonaOf, request: pytest.FixtureRequest) -> Persona:
    return persona_of(request.param)
