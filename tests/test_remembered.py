"""What departments share is made once, and nobody can tell: the bytes are the same."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.conftest import ProfileOf

from schemekit import resources
from schemekit.making import make_pack
from schemekit.pack.manifest import Made, digest
from schemekit.theming import load_theme
from schemekit.toolkit.toolkit import Toolkit

FORMATS = ("docx", "html", "md", "xlsx", "ics")
DEPARTMENTS: list[dict[str, Any]] = [
    {"organisation_name": "Acme", "mentees": 18, "mentors": 10},
    {"organisation_name": "Acme", "mentees": 18, "mentors": 12, "scheme_types": ["reverse"]},
    {"organisation_name": "Bell & <Co>", "barriers": ["funding"], "nation": "wales"},
    {"organisation_name": "Acme", "sponsor_name": "Dr Ash", "target_groups": ["returners"]},
    {"organisation_name": "Acme", "mentees": 18, "mentors": 10},
]
ALONE = """
import json, sys
from datetime import date
from schemekit import resources
from schemekit.interview.interview import Interview
from schemekit.making import make_pack
from schemekit.theming import load_theme
from schemekit.pack.manifest import digest
from schemekit.presets import files
from schemekit.presets.layers import stack
from schemekit.toolkit.loading import load
toolkit = load([resources.templates()])
found = files.chain(["nhs-trust"], (resources.presets(),))
layers = stack(toolkit.questionnaire, files.layers_of(found))
asked = Interview(toolkit.questionnaire, layers, "full")
for name, raw in json.loads(sys.argv[1]).items():
    asked = asked.answered(name, raw)
theme = load_theme([resources.templates()])
made = make_pack(toolkit, asked.profile, theme, sys.argv[2].split(), date(2026, 11, 29))
print(json.dumps({each.file: digest(each.content) for each in made}))
"""


@pytest.fixture(scope="module", params=["light", pytest.param("full", marks=pytest.mark.validated)])
def size(request: pytest.FixtureRequest) -> str:
    """Of the packs."""
    return str(request.param)


@pytest.fixture(scope="module")
def packs(toolkit: Toolkit, profile_of: ProfileOf, size: str) -> list[tuple[Made, ...]]:
    """Those of all departments, made one after another."""
    theme = load_theme([resources.templates()])
    profiles = [profile_of("nhs-trust", pack_size=size, **answers) for answers in DEPARTMENTS]
    return [make_pack(toolkit, each, theme, FORMATS, date(2026, 11, 29)) for each in profiles]


@pytest.mark.parametrize("number", [3, pytest.param(1, marks=pytest.mark.validated)])
def test_a_pack_made_among_others_is_the_pack_made_alone(
    packs: list[tuple[Made, ...]], size: str, number: int
) -> None:
    answers = json.dumps({"pack_size": size, **DEPARTMENTS[number]})
    command = [sys.executable, "-c", ALONE, answers, " ".join(FORMATS)]

    alone = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)

    assert {each.file: digest(each.content) for each in packs[number]} == alone
    assert packs[0] == packs[-1]


def test_a_toolkit_with_other_words_takes_nothing_from_the_memory_of_the_first(
    toolkit: Toolkit,
) -> None:
    other = replace(toolkit, questionnaire=toolkit.questionnaire)

    assert other.filled is not toolkit.filled
    assert other.rows is not toolkit.rows
