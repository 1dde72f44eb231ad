"""The interview with real keys and a screen that is looked at, without a terminal."""

from dataclasses import replace
from typing import Any

import pytest
import questionary
from questionary.prompts.common import InquirerControl

from schemekit.interview.interview import YOU, Interview
from schemekit.interview.terminal import control_of
from schemekit.presets.layers import Layers
from schemekit.toolkit.options import Option
from schemekit.toolkit.questionnaire import Questionnaire
from schemekit.toolkit.values import UNANSWERED

ENTER, SPACE, TAB = "\r", " ", "\t"
UP, DOWN, LEFT, HOME, END = "\x1b[A", "\x1b[B", "\x1b[D", "\x1b[H", "\x1b[F"
PAGE_DOWN = "\x1b[6~"
BACK, F1 = "\x1b[Z", "\x1bOP"
CTRL_D, CTRL_J, CTRL_N, CTRL_R, CTRL_U = "\x04", "\n", "\x0e", "\x12", "\x15"
ANSWERS = (
    "Acme", ENTER, DOWN, ENTER, SPACE, ENTER, DOWN, ENTER, ENTER, "31/03/2027", ENTER,
    "Dr Lee", ENTER, ENTER,
)  # fmt: skip


def test_a_whole_interview_by_keys(fresh: Interview, press: Any) -> None:
    finished = press(fresh, *ANSWERS, END, ENTER).finished

    assert finished.profile["setting"] == "whole"
    assert finished.profile["barriers"] == ("time",)
    assert finished.profile["planned"] is True
    assert finished.profile["mentors"] == 12
    assert finished.replies["mentors"].origin == YOU
    assert finished.profile["note"] == ""


def test_a_question_with_a_list_fits_a_screen_of_80_by_24(fresh: Interview, press: Any) -> None:
    screen = press(fresh, "Acme", ENTER, DOWN, ENTER).screen

    assert screen.endswith(
        """
Section 2 of 2 · Obstacles · question 1
What is most likely to get in the way?
Select all that apply
 » [ ] Finding time
   [ ] Money and staff
   or
   [ ] None of these
   [ ] I’m not sure yet

↑↓ move · Space tick · Enter continue · Esc back · ? why we ask ·
Ctrl-C save and leave"""
    )


def test_a_reflex_enter_chooses_nothing(fresh: Interview, press: Any, shelf: Any) -> None:
    screen = press(fresh, "Acme", ENTER, ENTER, ENTER).screen

    assert "setting" not in shelf.interview.replies
    assert "Error: Select where the scheme will run. Press ↓ to move" in screen


def test_the_second_failure_says_how(fresh: Interview, press: Any) -> None:
    once = press(fresh, "Acme", ENTER, DOWN, ENTER, ENTER).screen
    twice = press(fresh, "Acme", ENTER, DOWN, ENTER, ENTER, ENTER).screen

    assert "Error: Select what is most likely to get in the way.\n" in once
    assert "Error: Select what is most likely to get in the way. Press Space to tick" in twice


@pytest.mark.parametrize("back", ["\x1b", BACK, LEFT])
def test_escape_shift_tab_and_left_go_back_from_a_list(
    fresh: Interview, press: Any, shelf: Any, back: str
) -> None:
    press(fresh, "Acme", ENTER, back, " North", ENTER)

    assert shelf.interview.profile["organisation"] == "Acme North"


def test_escape_at_the_first_question_does_nothing(fresh: Interview, press: Any) -> None:
    assert "Your answer: Acme" in press(fresh, "Acme", "\x1b").screen


def test_half_typed_text_is_there_again_after_going_back(fresh: Interview, press: Any) -> None:
    interview = fresh.answered("organisation", "Acme").answered("setting", "whole")
    interview = interview.answered("barriers", ["none"]).answered("mentors", 4)
    interview = interview.unsure("start")
    screen = press(interview, "Dr Le", BACK, ENTER).screen

    assert "Your answer: Dr Le" in screen
    assert "We have kept what you had typed" in screen


def test_half_typed_text_of_last_time_is_there_again(fresh: Interview, press: Any) -> None:
    screen = press(fresh, drafts={"organisation": "Acme Tr"}).screen

    assert "Your answer: Acme Tr" in screen


def test_ticks_are_kept_when_somebody_leaves(fresh: Interview, press: Any, shelf: Any) -> None:
    press(fresh, "Acme", ENTER, DOWN, ENTER, SPACE, DOWN, SPACE)

    assert shelf.drafts == {"barriers": "time; funding"}


def test_ctrl_d_leaves_too_where_nothing_is_typed(fresh: Interview, press: Any, shelf: Any) -> None:
    press(fresh, CTRL_D, "Acme", ENTER)

    assert not shelf.interview.replies


@pytest.mark.parametrize("key", ["?", F1])
def test_help_takes_the_place_of_the_list_and_any_key_closes_it(
    fresh: Interview, press: Any, shelf: Any, key: str
) -> None:
    seen = press(fresh, "Acme", ENTER, key, ENTER, DOWN, DOWN, ENTER)

    assert "Why we ask: It decides what the pack says." in seen.everything
    assert "Evidence: a study of Setting" in seen.everything
    assert shelf.interview.profile["setting"] == "department"


def test_a_question_mark_is_help_only_until_something_is_typed(
    questionnaire: Questionnaire, preset: Layers, press: Any, shelf: Any
) -> None:
    press(Interview(questionnaire, preset), "?", "x", ENTER)
    kept = shelf.interview.profile["organisation"]
    press(Interview(questionnaire, preset), "s?", ENTER)

    assert kept == "Acme Trust"
    assert shelf.interview.profile["organisation"] == "Acme Trusts?"


def test_ctrl_n_says_not_sure_yet_where_words_are_wanted(complete: Interview, press: Any) -> None:
    again = complete.goto("lead")
    finished = press(again, CTRL_N, ENTER, END, ENTER).finished

    assert finished.profile["lead"] is UNANSWERED


def test_not_sure_yet_is_the_last_option_and_needs_no_tick(
    fresh: Interview, press: Any, shelf: Any
) -> None:
    press(fresh, "Acme", ENTER, UP, ENTER, END, ENTER)

    assert shelf.interview.replies["setting"].value is UNANSWERED
    assert shelf.interview.replies["barriers"].value is UNANSWERED


def test_what_stands_alone_makes_other_ticks_give_way(
    fresh: Interview, press: Any, shelf: Any
) -> None:
    press(fresh, "Acme", ENTER, DOWN, ENTER, SPACE, DOWN, DOWN, SPACE, ENTER)
    alone = shelf.interview.profile["barriers"]
    press(fresh, "Acme", ENTER, DOWN, ENTER, END, SPACE, HOME, SPACE, ENTER)

    assert alone == ("none",)
    assert shelf.interview.profile["barriers"] == ("time",)


@pytest.mark.parametrize("key", ["a", "i", "j", "k", "x", "\x12", "\x13", "\x0f", "\x18", TAB])
def test_stray_keys_do_nothing_in_a_list(
    fresh: Interview, press: Any, shelf: Any, key: str
) -> None:
    seen = press(fresh, "Acme", ENTER, DOWN, ENTER, SPACE, key, ENTER)

    assert shelf.interview.profile["barriers"] == ("time",)
    assert "search" not in seen.everything


def test_a_pasted_line_break_is_joined_in_a_line_and_kept_in_prose(
    complete: Interview, fresh: Interview, press: Any, shelf: Any
) -> None:
    press(fresh, "\x1b[200~Acme\nTrust\x1b[201~", ENTER)
    joined = shelf.interview.profile["organisation"]
    finished = press(complete.goto("note"), "one", CTRL_J, "two", ENTER, END, ENTER).finished

    assert joined == "Acme Trust"
    assert finished.profile["note"] == "one\ntwo"


def test_text_that_is_too_long_is_counted_and_kept(fresh: Interview, press: Any) -> None:
    screen = press(fresh, f"\x1b[200~{'x' * 230}\x1b[201~", ENTER).screen

    assert "must be 200 characters or less; it has\n230." in screen
    assert screen.count("x" * 60) == 3


def test_an_answer_is_changed_from_the_answers_and_only_new_questions_are_asked(
    complete: Interview, press: Any
) -> None:
    seen = press(complete, HOME, DOWN, DOWN, ENTER, HOME, SPACE, ENTER, DOWN, ENTER, END, ENTER)

    assert "That adds 1 question." in seen.everything
    assert seen.finished.profile["barriers"] == ("time", "funding")
    assert seen.finished.profile["planned"] is True


def test_ctrl_r_goes_to_the_answers_once_all_have_a_reply(complete: Interview, press: Any) -> None:
    finished = press(complete, BACK, BACK, BACK, CTRL_R, END, ENTER).finished

    assert finished.replies == complete.replies


@pytest.mark.parametrize("columns", [80, 60, 40])
def test_every_line_is_broken_between_words(complete: Interview, press: Any, columns: int) -> None:
    seen = press(complete.goto("barriers"), "?", size=(columns, 24))
    words = {word for line in seen.everything.split("\n") for word in line.split()}

    assert {"obstacles", "Obstacles"} & words
    assert {"decides", "evidence"} - words == {"evidence"}
    assert all(len(line) < columns for line in seen.everything.split("\n"))


def test_a_row_that_is_too_long_is_shown_whole_where_it_is_pointed_at(
    complete: Interview, press: Any
) -> None:
    long = "A very long name of an organisation that does not fit into one line of a window"
    interview = complete.answered("organisation", long)
    screen = press(interview, HOME, size=(60, 20)).screen

    assert " » Organisation: A very long name of an organisation that…" in screen
    assert "Organisation: A very long name of an organisation that does\nnot fit into" in screen


def test_a_short_window_keeps_three_rows_of_a_list(complete: Interview, press: Any) -> None:
    screen = press(complete, HOME, size=(60, 12)).screen

    assert " » Organisation: Acme" in screen
    assert "Setting:" in screen


def test_nothing_is_drawn_in_colour_codes_that_erase_the_transcript(
    fresh: Interview, press: Any
) -> None:
    seen = press(fresh, "Acme", ENTER, DOWN, ENTER)

    assert "  Organisation: Acme\n  Setting: Across the whole organisation" in seen.screen


def test_the_parts_of_questionary_that_we_take_apart_are_still_there() -> None:
    """A canary: these names are not promised by questionary."""
    choices = [questionary.Choice("One", "one"), questionary.Separator("or")]
    for prompt in (questionary.select, questionary.checkbox):
        control = control_of(prompt("", choices).application)

        assert isinstance(control, InquirerControl)
        assert control.pointed_at == 0
        assert control.selected_options == []
        assert callable(control.text)

    line = questionary.text("", default="Acme").application
    assert line.current_buffer.text == "Acme"
    assert line.layout.current_window.content.is_focusable()


def test_a_list_that_no_window_shows_whole_says_how_far_down_one_is(
    questionnaire: Questionnaire, press: Any
) -> None:
    many = tuple(Option(id=f"paper_{n}", label=f"{n:02} Paper") for n in range(1, 78))
    barriers = questionnaire.questions["barriers"].model_copy(update={"options": many})
    wide = replace(questionnaire, questions={**questionnaire.questions, "barriers": barriers})
    at_barriers = ("Acme", ENTER, DOWN, ENTER)

    first = press(Interview(wide, Layers()), *at_barriers).screen
    further = press(Interview(wide, Layers()), *at_barriers, SPACE, PAGE_DOWN, DOWN).screen
    last = press(Interview(wide, Layers()), *at_barriers, END).screen

    assert "1 of 78 · 0 ticked · PgDn, PgUp, Home and End move faster" in first
    assert " » [ ] 17 Paper" in further
    assert "17 of 78 · 1 ticked" in further
    assert " » [ ] I’m not sure yet" in last
