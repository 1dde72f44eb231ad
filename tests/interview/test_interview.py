"""The interview as a value: what counts, what is asked, and that no reply is ever lost."""

from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from schemekit.errors import AnswerError, PresetError
from schemekit.interview.interview import (
    COMMAND_LINE,
    NOT_LOOKED_AT,
    NOT_SURE,
    YOU,
    Interview,
    failed_checks,
)
from schemekit.presets.layers import Held, Layers
from schemekit.toolkit.questionnaire import Questionnaire
from schemekit.toolkit.values import UNANSWERED


def ids(interview: Interview) -> list[str]:
    return [each.id for each in interview.asked]


def test_questions_are_asked_in_order_and_only_where_they_apply(fresh: Interview) -> None:
    interview = fresh.answered("organisation", "Acme")

    assert interview.pending is not None
    assert interview.pending.id == "setting"
    assert "planned" not in ids(interview)


def test_an_answer_opens_the_questions_that_depend_on_it(fresh: Interview) -> None:
    interview = fresh.answered("barriers", ["time"])

    assert "planned" in ids(interview)


def test_a_hidden_reply_is_parked_and_counts_again_when_its_question_comes_back(
    fresh: Interview,
) -> None:
    answered = fresh.answered("barriers", ["time"]).answered("planned", "yes")
    hidden = answered.answered("barriers", ["funding"])
    again = hidden.answered("barriers", ["time", "funding"])

    assert set(hidden.parked) == {"planned"}
    assert hidden.profile["planned"] is UNANSWERED
    assert again.profile["planned"] is True
    assert not again.parked


def test_back_goes_to_the_question_before_and_stays_at_the_first(fresh: Interview) -> None:
    second = fresh.answered("organisation", "Acme")

    assert second.back().at == "organisation"
    assert fresh.back() is fresh
    assert second.back().back().at == "organisation"


def test_back_from_the_end_goes_to_the_last_question(complete: Interview) -> None:
    assert complete.pending is None
    assert complete.back().at == "note"


def test_following_skips_what_does_not_apply(complete: Interview) -> None:
    assert complete.following("barriers").at == "mentors"
    assert complete.following("note").at is None


def test_an_answer_that_cannot_be_read_changes_nothing(fresh: Interview) -> None:
    with pytest.raises(AnswerError, match="The number of mentors must be between 1 and 500"):
        fresh.answered("mentors", "0")

    assert not fresh.replies


def test_a_locked_answer_is_not_asked_and_is_refused_with_reason_and_owner(
    questionnaire: Questionnaire, preset: Layers
) -> None:
    interview = Interview(questionnaire, preset)

    assert "setting" not in ids(interview)
    assert interview.profile["setting"] == "whole"
    with pytest.raises(PresetError, match=r"Policy 12 \(HR\)"):
        interview.answered("setting", "department")
    with pytest.raises(PresetError, match="locked"):
        interview.unsure("setting")


def test_keeping_a_suggestion_keeps_its_origin(
    questionnaire: Questionnaire, preset: Layers
) -> None:
    interview = Interview(questionnaire, preset)
    kept = interview.answered("organisation", "Acme Trust")
    changed = interview.answered("organisation", "Acme North")

    assert kept.profile.held["organisation"] == Held("Acme Trust", "preset acme")
    assert changed.profile.held["organisation"] == Held("Acme North", YOU)


def test_a_default_counts_only_as_not_looked_at(fresh: Interview) -> None:
    assert fresh.suggestion("mentors") == Held(12, NOT_LOOKED_AT)
    assert fresh.answered("mentors", "12").suggestion("mentors") == Held(12, YOU)


def test_not_sure_yet_is_a_reply_but_no_answer(fresh: Interview) -> None:
    interview = fresh.unsure("mentors")

    assert interview.replies["mentors"] == Held(UNANSWERED, NOT_SURE)
    assert interview.profile["mentors"] is UNANSWERED
    assert "mentors" in interview.profile.open_questions


def test_what_the_command_line_said_is_not_asked(fresh: Interview) -> None:
    interview = fresh.answered("organisation", "Acme", COMMAND_LINE)

    assert "organisation" not in ids(interview)
    assert interview.profile["organisation"] == "Acme"


def test_progress_counts_what_is_asked(fresh: Interview) -> None:
    interview = fresh.answered("organisation", "Acme").answered("setting", "whole").unsure("lead")
    place, obstacles = interview.progress

    assert (place.state, obstacles.state) == ("Completed", "In progress")
    assert (obstacles.answered, obstacles.asked) == (1, 5)


def test_a_check_may_read_the_day(complete: Interview) -> None:
    late = complete.answered("start", "1/1/2020")

    assert [each.id for each in failed_checks(late.profile, late.profile["start"])] == []
    assert [each.id for each in failed_checks(late.profile, complete.profile["start"])] == ["past"]


READABLE: dict[str, list[Any]] = {
    "organisation": ["Acme", "Beta"],
    "setting": ["whole", "department"],
    "barriers": [["time"], ["funding"], ["time", "funding"], ["none"]],
    "planned": ["yes", "no"],
    "mentors": [1, 25, 500],
    "start": ["31/03/2027", "1 May 2028"],
    "lead": ["Dr Lee", "Dr Khan"],
    "note": ["", "two\nlines"],
}
NAMES = st.sampled_from(sorted(READABLE))


class EveryReplyStays(RuleBasedStateMachine):
    """Whatever a person does, the last reply to every question is there, live or parked."""

    small: Questionnaire

    @initialize()
    def begin(self) -> None:
        self.interview = Interview(self.small)
        self.said: dict[str, object] = {}

    @rule(name=NAMES, which=st.integers(0, 3))
    def answer(self, name: str, which: int) -> None:
        raw = READABLE[name][which % len(READABLE[name])]
        self.interview = self.interview.answered(name, raw)
        self.said[name] = self.small.questions[name].read(raw)

    @rule(name=NAMES)
    def be_unsure(self, name: str) -> None:
        self.interview = self.interview.unsure(name)
        self.said[name] = UNANSWERED

    @rule()
    def go_back(self) -> None:
        self.interview = self.interview.back()

    @rule(name=NAMES)
    def go_on(self, name: str) -> None:
        self.interview = self.interview.following(name)

    @rule(depth=st.sampled_from(["quick", "standard", "full"]))
    def deepen(self, depth: Any) -> None:
        self.interview = self.interview.given(depth)

    @invariant()
    def every_reply_is_kept(self) -> None:
        replies = {name: held.value for name, held in self.interview.replies.items()}

        assert replies == self.said
        for name, value in self.said.items():
            live = name in self.interview.profile.held
            assert live != (name in self.interview.parked)
            assert not live or self.interview.profile[name] == value


def test_no_reply_is_ever_lost(questionnaire: Questionnaire) -> None:
    class Small(EveryReplyStays):
        small = questionnaire

    run_state_machine_as_test(
        Small, settings=settings(max_examples=40, stateful_step_count=20, deadline=None)
    )
