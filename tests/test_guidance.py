"""What the toolkit advises, and the answers it gives as reasons."""

from pathlib import Path

import pytest
from tests.conftest import ProfileOf
from tests.toy import TOY, loaded, profile, write

from schemekit.guidance import Advice, advise, reasons
from schemekit.interview.interview import Interview
from schemekit.toolkit.toolkit import Toolkit


def toolkit_with(tmp_path: Path, when: str) -> Toolkit:
    toy = write(tmp_path / "toy", TOY)
    condition = f'when = "{when}"\n' if when else ""
    text = TOY["recommendations/tools.toml"].replace("when = \"'spade' in tools\"\n", condition)
    return loaded(toy, tmp_path / "ours", {"recommendations/tools.toml": text})


def advised(toolkit: Toolkit, **answers: object) -> tuple[Advice, ...]:
    return advise(toolkit.recommendations.values(), profile(toolkit, **answers)).advice


def test_advice_without_a_condition_is_for_every_scheme(tmp_path: Path) -> None:
    (advice,) = advised(toolkit_with(tmp_path, ""))

    assert advice.because == ()
    assert advice.why == "This stands in every pack."


def test_of_many_options_only_the_one_that_counted_is_named(tmp_path: Path) -> None:
    (advice,) = advised(toolkit_with(tmp_path, "'spade' in tools"))

    assert advice.why == "You said: Tools: A spade."


@pytest.mark.parametrize(
    ("when", "why"),
    [
        ("'spade' in tools and spades > 1", "You said: Tools: A spade; Spades: 2."),
        ("'spade' in tools or spades > 9", "You said: Tools: A spade."),
        ("spades > 9 or 'rake' in tools", "You said: Tools: A rake."),
        ("not spades > 9", "You said: Spades: 2."),
        ("hooks > 2", "You said: Spades: 2."),
    ],
)
def test_a_reason_names_only_the_answers_that_made_the_condition_true(
    tmp_path: Path, when: str, why: str
) -> None:
    (advice,) = advised(toolkit_with(tmp_path, when))

    assert advice.why == why


def test_advice_that_rests_on_a_gap_says_so(tmp_path: Path) -> None:
    toolkit = toolkit_with(tmp_path, "spades is unanswered")
    unsure = Interview(toolkit.questionnaire).answered("tools", ["spade"]).unsure("spades")

    (advice,) = advise(toolkit.recommendations.values(), unsure.profile).advice

    assert advice.why == "You said: Spades: not sure yet."


@pytest.mark.parametrize("when", ["'nothing' in tools", "spades > 2", "spades > 2 or hooks < 0"])
def test_what_does_not_hold_is_not_advised(tmp_path: Path, when: str) -> None:
    assert advised(toolkit_with(tmp_path, when)) == ()


def test_a_question_that_does_not_apply_is_no_reason(tmp_path: Path) -> None:
    toolkit = toolkit_with(tmp_path, "")
    without = profile(toolkit, tools=["rake"])

    assert list(reasons(["spades"], without)) == []


def test_advice_stands_in_the_order_it_was_written_topic_by_topic(
    toolkit: Toolkit, profile_of: ProfileOf
) -> None:
    guidance = advise(toolkit.recommendations.values(), profile_of("nhs-trust", "time-poor"))
    order = list(toolkit.recommendations)
    topics = dict.fromkeys(each.recommendation.topic for each in guidance.advice)

    assert [order.index(e.recommendation.id) for e in guidance.advice] == sorted(
        order.index(e.recommendation.id) for e in guidance.advice
    )
    assert sum(len(guidance.about(each)) for each in topics) == len(guidance.advice)
    assert guidance.about("no such topic") == ()


def test_a_barrier_that_is_ticked_brings_its_advice(
    toolkit: Toolkit, profile_of: ProfileOf
) -> None:
    bare = profile_of("nhs-trust", barriers=["none"])
    for barrier in ("time", "funding", "visibility"):
        there = profile_of("nhs-trust", barriers=[barrier])
        new = {e.recommendation.id for e in advise(toolkit.recommendations.values(), there).advice}
        old = {e.recommendation.id for e in advise(toolkit.recommendations.values(), bare).advice}

        assert new - old, barrier
