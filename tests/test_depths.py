"""How much is asked at each depth: ten minutes, half an hour, or everything."""

from collections import Counter
from pathlib import Path
from typing import Final

import pytest

from schemekit import resources
from schemekit.interview.interview import Interview
from schemekit.presets import files
from schemekit.presets.answers import read_answers
from schemekit.presets.layers import stack
from schemekit.toolkit.asked import Depth
from schemekit.toolkit.toolkit import Toolkit

QUICK: Final = {
    "organisation_name", "scheme_name", "organisation_kind", "nation", "staff_groups", "aims",
    "target_groups", "access_rule", "barriers", "mentees", "mentors", "scheme_types", "months",
    "matching", "launch_date", "sponsor_name", "lead_name", "contact_email",
}  # fmt: skip
"""The eighteen of the short sitting, and no others."""
MATTERS_MOST: Final = {
    "sessions", "session_minutes", "never_match", "escalation_contact", "training_hours",
    "supervision_sessions", "time_recognition", "confidentiality_exceptions", "evaluation_depth",
    "equality_monitoring", "data_controller", "lead_hours", "known_gap",
}  # fmt: skip
"""What the source marks as mattering most, beside the eighteen."""
PRESETS: Final = sorted(files.available([resources.presets()]))
KINDS: Final = [each for each in PRESETS if each not in {"no-budget", "relaunch", "time-poor"}]
"""Presets that describe a whole organisation; the others are laid over one."""
PERSONAS: Final = sorted(Path(__file__).parent.glob("personas/*/answers.toml"))


def asked_of(toolkit: Toolkit, depth: Depth, *presets: str) -> tuple[str, ...]:
    """What somebody is asked who says just what the presets suggest."""
    layers = stack(
        toolkit.questionnaire, files.layers_of(files.chain(presets, (resources.presets(),)))
    )
    return tuple(each.id for each in Interview(toolkit.questionnaire, layers, depth).asked)


def test_the_quick_route_asks_exactly_the_eighteen(toolkit: Toolkit) -> None:
    for preset in KINDS:
        assert set(asked_of(toolkit, "quick", preset)) == QUICK


def test_what_matters_most_is_asked_at_standard_depth(toolkit: Toolkit) -> None:
    depths = {each: toolkit.questionnaire.questions[each].depth for each in MATTERS_MOST}

    assert set(depths.values()) == {"standard"}


@pytest.mark.parametrize("preset", KINDS)
def test_standard_depth_asks_some_forty_questions_of_a_preset(
    toolkit: Toolkit, preset: str
) -> None:
    assert 38 <= len(asked_of(toolkit, "standard", preset)) <= 46


@pytest.mark.parametrize("path", PERSONAS, ids=lambda each: each.parent.name)
def test_standard_depth_asks_some_forty_questions_of_a_whole_organisation(
    toolkit: Toolkit, path: Path
) -> None:
    answers = read_answers(path, toolkit.questionnaire)
    found = files.chain(answers.presets, (resources.presets(),))
    layers = stack(toolkit.questionnaire, files.layers_of(found))
    profile = Interview(toolkit.questionnaire, layers, "full", answers.replies).profile
    asked = [each for each in profile.held if toolkit.questionnaire.questions[each].depth != "full"]

    assert 36 <= len(asked) <= 46, len(asked)


def test_full_depth_asks_whatever_applies(toolkit: Toolkit) -> None:
    layers = stack(
        toolkit.questionnaire, files.layers_of(files.chain(("nhs-trust",), (resources.presets(),)))
    )
    interview = Interview(toolkit.questionnaire, layers, "full")

    assert {each.id for each in interview.asked} == set(interview.profile.held)


def test_questions_stand_in_seven_sections_each_of_which_is_asked(toolkit: Toolkit) -> None:
    section = toolkit.questionnaire.section_of
    asked = Counter(section[each].id for each in asked_of(toolkit, "standard", "nhs-trust"))

    assert len(toolkit.questionnaire.sections) == 7
    assert set(asked) == {each.id for each in toolkit.questionnaire.sections}
