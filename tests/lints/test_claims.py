"""A sentence that speaks of research stands in a block that cites evidence."""

import pytest
from tests.lints.conftest import ADVICE, CLEAN, Lint
from tests.lints.test_figures import GUIDE, guide, told


@pytest.mark.parametrize(
    ("passage", "written"),
    [
        ("Research shows that rain helps.", "Research"),
        ("A study found that rain helps.", "A study"),
        ("Studies of rain disagree.", "Studies"),
        ("We know, and evidence shows, that rain helps.", "evidence shows"),
        ("A survey of gardeners says so.", "A survey of"),
        ("Rain was associated with growth.", "was associated with"),
        ("- Research shows that rain helps.", "Research"),
        ("| Why |\n| --- |\n| Research shows it |", "Research"),
        ("{% if spades > 2 %}Research shows it.{% endif %}", "Research"),
        (
            'Research shows it. {% if spades > 2 %}{{ cite("rain_is_likely") }}{% endif %}',
            "Research",
        ),
        ('Research shows it, which is our default {{ ours("bed_size") }}.', "Research"),
    ],
)
def test_a_claim_without_evidence_is_found_with_its_line(
    linted: Lint, passage: str, written: str
) -> None:
    (problem,) = told(linted, guide(passage))

    assert f"{written!r} speaks of research, and its block cites none" in problem
    assert f"ours/{GUIDE}, line " in problem


@pytest.mark.parametrize(
    "passage",
    [
        'Research shows that rain helps. {{ cite("rain_is_likely") }}',
        'Studies say {{ cite("rain_is_likely") }}:\n\n- that a study of rain helps.',
        "Your research is your own.",
        "There is no study of it.",
        "Fill in the survey, and study the almanac.",
    ],
)
def test_a_claim_with_evidence_and_a_word_that_makes_none_are_let_by(
    linted: Lint, passage: str
) -> None:
    assert told(linted, guide(passage)) == []


def test_advice_that_is_only_our_default_may_not_speak_of_research(linted: Lint) -> None:
    advice = CLEAN[ADVICE].replace("Clean it after each use.", "Research says: clean it.")
    ours = advice.replace(' {{ cite(\\"rain_is_likely\\") }}', "").replace(
        'evidence = ["rain_is_likely"]', 'basis = "default"'
    )

    assert told(linted, {ADVICE: advice}) == []
    assert "'Research' speaks of research" in told(linted, {ADVICE: ours})[0]
