"""The interview in numbered lines."""

from typing import Any

import pytest

from schemekit.interview.interview import Interview
from schemekit.presets.layers import Layers
from schemekit.toolkit.questionnaire import Questionnaire
from schemekit.toolkit.values import UNANSWERED


def test_a_whole_interview_in_lines(fresh: Interview, type_lines: Any) -> None:
    finished, _ = type_lines(
        fresh, "Acme", "2", "1, 2", "1", "", "31/03/2027", "Dr Lee", "one", "two", "", "9"
    )

    assert finished is not None
    assert finished.profile["setting"] == "department"
    assert finished.profile["planned"] is True
    assert finished.profile["mentors"] == 12
    assert finished.profile["note"] == "one\ntwo"


def test_a_question_is_read_from_top_to_bottom(fresh: Interview, type_lines: Any) -> None:
    _, said = type_lines(fresh, "Acme")

    assert said.endswith(
        """
  Organisation: Acme

Section 1 of 2, Your place, question 2.
Where will the scheme run?
  1. Across the whole organisation
  2. In one department
  or
  3. I’m not sure yet
Type one number: None"""
    )


def test_numbers_labels_and_yes_and_no_are_understood(
    fresh: Interview, type_lines: Any, shelf: Any
) -> None:
    type_lines(fresh, "Acme", "in one department", "1 2", "yes")

    assert shelf.interview.profile["setting"] == "department"
    assert shelf.interview.profile["barriers"] == ("time", "funding")
    assert shelf.interview.profile["planned"] is True


def test_prose_ends_with_an_empty_line(complete: Interview, type_lines: Any, shelf: Any) -> None:
    type_lines(complete.goto("note"), "one", "two", "")

    assert shelf.interview.profile["note"] == "one\ntwo"


def test_b_goes_back_and_enter_keeps(fresh: Interview, type_lines: Any, shelf: Any) -> None:
    _, said = type_lines(fresh, "b", "Acme", "1", "b", "", "b", "b", "")

    assert "This is the first question." in said
    assert "Your answer now: Across the whole organisation. Press Enter to keep it." in said
    assert "Your answer now: Acme. Press Enter to keep it." in said
    assert shelf.interview.profile["setting"] == "whole"


def test_a_question_mark_tells_why_and_which_keys(fresh: Interview, type_lines: Any) -> None:
    _, said = type_lines(fresh, "?")

    assert "Why we ask: It decides what the pack says." in said
    assert said.count("b to go back") == 2


def test_q_leaves_and_keeps_everything(fresh: Interview, type_lines: Any, shelf: Any) -> None:
    finished, _ = type_lines(fresh, "Acme", "q", "1")

    assert finished is None
    assert set(shelf.interview.replies) == {"organisation"}


@pytest.mark.parametrize("typed", ['"b"', " b"])
def test_a_sign_in_quotes_is_meant_as_it_stands(
    fresh: Interview, type_lines: Any, shelf: Any, typed: str
) -> None:
    type_lines(fresh, typed)

    assert shelf.interview.profile["organisation"] == "b"


def test_not_sure_is_an_option_or_is_typed(fresh: Interview, type_lines: Any, shelf: Any) -> None:
    type_lines(fresh, "Acme", "3", "4", "not sure")

    assert [name for name, held in shelf.interview.replies.items() if held.value is UNANSWERED] == [
        "setting",
        "barriers",
        "mentors",
    ]


def test_a_default_is_taken_with_enter(fresh: Interview, type_lines: Any, shelf: Any) -> None:
    _, said = type_lines(fresh, "Acme", "1", "2", "")

    assert "Press Enter for 12." in said
    assert shelf.interview.profile["mentors"] == 12


def test_suggestions_name_their_preset_and_locks_their_reason(
    questionnaire: Questionnaire, preset: Layers, type_lines: Any, shelf: Any
) -> None:
    _, said = type_lines(Interview(questionnaire, preset), "", "")

    assert (
        "Your answer now: Acme Trust.\nSuggested by the preset acme. Press Enter to keep it."
        in said
    )
    assert "(locked by the preset acme: Policy 12\n(HR))" in said
    assert shelf.interview.profile["barriers"] == ("time",)


def test_the_second_mistake_is_told_with_the_how(fresh: Interview, type_lines: Any) -> None:
    _, said = type_lines(fresh, "Acme", "9", "x")

    assert "Error: Type one number from 1 to 3.\n" in said
    assert "1 to 3. Type the number that stands before the\noption." in said


def test_what_cannot_be_ticked_together_is_said(fresh: Interview, type_lines: Any) -> None:
    _, said = type_lines(fresh, "Acme", "1", "1,3", "1,4", "")

    assert "select ‘None of these’\non its own." in said
    assert "select ‘I’m not sure\nyet’ on its own." in said
    assert "Error: Select what is most likely to get in the way." in said


def test_the_answers_are_checked_by_number(complete: Interview, type_lines: Any) -> None:
    finished, said = type_lines(complete, "1", "Beta", "8")

    assert "  1. Organisation: Acme" in said
    assert "  8. Everything is right – make my pack" in said
    assert finished is not None
    assert finished.profile["organisation"] == "Beta"


def test_enter_alone_never_makes_the_pack(complete: Interview, type_lines: Any) -> None:
    finished, said = type_lines(complete, "")

    assert finished is None
    assert "Error: Choose an answer to change, or make your pack." in said
