"""What follows upon what, whichever front end speaks."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from schemekit.errors import AnswersError
from schemekit.interview import conversation
from schemekit.interview.checking import FAILED, GO_ON, MAKE, OF_SECTION, SECTIONS
from schemekit.interview.conversation import Left
from schemekit.interview.interview import YOU, Interview
from schemekit.interview.sheets import (
    NOT_SURE_ROW,
    Back,
    Picking,
    Quit,
    Said,
    Ticking,
    ToCheck,
    Writing,
)
from schemekit.presets.layers import Held, Layer, Layers, Preset, stack
from schemekit.toolkit.questionnaire import Questionnaire
from schemekit.toolkit.values import UNANSWERED

Scripted = Callable[..., Any]


def titles(voice: Any) -> list[str]:
    return [each.head.title for each in voice.sheets]


def test_all_questions_are_asked_then_the_answers_are_checked(
    fresh: Interview, shelf: Any, script: Scripted
) -> None:
    voice = script(
        Said("Acme"), Said("whole"), Said(("time",)), Said("yes"), Said(""), Said("31/03/2027"),
        Said("Dr Lee"), Said(""), Said(MAKE),
    )  # fmt: skip
    finished = conversation.hold(fresh, shelf.surroundings, voice)

    assert finished.complete
    assert finished.profile["mentors"] == 12
    assert titles(voice)[-2:] == [
        "What else should people know? (optional)",
        "Check your answers before we make your pack",
    ]
    assert shelf.times == 8


def test_every_answer_leaves_a_line(fresh: Interview, shelf: Any, script: Scripted) -> None:
    voice = script(Said("Acme"), Said(NOT_SURE_ROW), Said(("time", "funding")))
    with pytest.raises(Left):
        conversation.hold(fresh, shelf.surroundings, voice)

    assert voice.lines[-3:] == [
        "  Organisation: Acme",
        "  Setting: Not sure yet",
        "  Barriers: Finding time; Money and staff",
    ]


def test_the_place_promises_only_the_number_of_sections(
    fresh: Interview, shelf: Any, script: Scripted
) -> None:
    voice = script(Said("Acme"), Said("whole"))
    with pytest.raises(Left):
        conversation.hold(fresh, shelf.surroundings, voice)

    assert [each.head.place for each in voice.sheets] == [
        "Section 1 of 2 · Your place · question 1",
        "Section 1 of 2 · Your place · question 2",
        "Section 2 of 2 · Obstacles · question 1",
    ]


def test_nothing_is_chosen_or_ticked_before_somebody_does(
    fresh: Interview, shelf: Any, script: Scripted
) -> None:
    voice = script(Said("Acme"), Said("whole"))
    with pytest.raises(Left):
        conversation.hold(fresh, shelf.surroundings, voice)
    _, setting, barriers = voice.sheets

    assert isinstance(setting, Picking)
    assert isinstance(barriers, Ticking)
    assert setting.start == ""
    assert barriers.ticked == ()


def test_a_default_is_offered_in_words_and_not_typed_in(
    complete: Interview, shelf: Any, script: Scripted
) -> None:
    without = Interview(complete.questionnaire, replies={
        name: held for name, held in complete.replies.items() if name != "mentors"
    })  # fmt: skip
    voice = script()
    with pytest.raises(Left):
        conversation.hold(without, shelf.surroundings, voice)
    (asked,) = voice.sheets

    assert isinstance(asked, Writing)
    assert asked.start == ""
    assert asked.head.notes == ("Press Enter for 12.",)


def test_a_suggestion_names_its_preset_and_a_lock_its_reason(
    questionnaire: Questionnaire, preset: Layers, shelf: Any, script: Scripted
) -> None:
    voice = script(Said("Acme Trust"))
    with pytest.raises(Left):
        conversation.hold(Interview(questionnaire, preset), shelf.surroundings, voice)
    name, barriers = voice.sheets

    assert name.start == "Acme Trust"
    assert name.head.notes == ("Suggested by the preset acme. Press Enter to keep it.",)
    assert voice.lines[-1] == "  Organisation: Acme Trust  [preset acme]"
    assert barriers.ticked == ("time",)
    assert barriers.head.above == (
        "Setting: Across the whole organisation (locked by the preset acme: Policy 12 (HR))",
    )


def test_help_says_why_on_what_evidence_and_what_changes(
    fresh: Interview, shelf: Any, script: Scripted
) -> None:
    voice = script()
    with pytest.raises(Left):
        conversation.hold(fresh, shelf.surroundings, voice)

    assert voice.sheets[0].head.explain().split("\n") == [
        "Why we ask: It decides what the pack says.",
        "Evidence: a study of Organisation",
        "This answer changes the handbook.",
    ]


def test_back_returns_to_the_question_before_and_keeps_what_was_half_typed(
    fresh: Interview, shelf: Any, script: Scripted
) -> None:
    voice = script(Said("Acme"), Said("whole"), Back("time"), Said("department"), Said(("time",)))
    with pytest.raises(Left):
        conversation.hold(fresh, shelf.surroundings, voice)

    assert titles(voice)[2:5] == [
        "What is most likely to get in the way?",
        "Where will the scheme run?",
        "What is most likely to get in the way?",
    ]
    assert voice.sheets[3].start == "whole"
    assert voice.sheets[4].ticked == ("time",)
    assert "  (back)" in voice.lines
    assert shelf.drafts == {}


def test_after_going_back_the_answered_questions_come_again_then_the_open_one(
    fresh: Interview, shelf: Any, script: Scripted
) -> None:
    interview = fresh.answered("organisation", "Acme").answered("setting", "whole")
    voice = script(Back(), Back(), Said("Acme"), Said("whole"))
    with pytest.raises(Left):
        conversation.hold(interview, shelf.surroundings, voice)

    assert [each.head.place[-1] for each in voice.sheets] == ["1", "2", "1", "2", "1"]


def test_the_first_question_has_no_way_back(fresh: Interview, shelf: Any, script: Scripted) -> None:
    voice = script(Said("Acme"))
    with pytest.raises(Left):
        conversation.hold(fresh, shelf.surroundings, voice)

    assert [each.head.may_go_back for each in voice.sheets] == [False, True]


def test_leaving_keeps_replies_and_half_typed_text(
    fresh: Interview, shelf: Any, script: Scripted
) -> None:
    def leave() -> Any:
        raise Quit("Tru")

    with pytest.raises(Left) as left:
        conversation.hold(fresh, shelf.surroundings, script(leave))

    assert shelf.drafts == {"organisation": "Tru"}
    assert left.value.drafts == {"organisation": "Tru"}


def test_someone_who_comes_back_hears_how_far_they_are(
    fresh: Interview, shelf: Any, script: Scripted
) -> None:
    interview = fresh.answered("organisation", "Acme")
    voice = script()
    with pytest.raises(Left):
        conversation.hold(interview, shelf.surroundings, voice)

    assert voice.lines == [
        "Welcome back. 1 answered, 6 to go.",
        "  1 Your place  In progress",
        "  2 Obstacles   Not yet started",
    ]


def test_a_typed_not_sure_counts_as_not_sure(
    fresh: Interview, shelf: Any, script: Scripted
) -> None:
    interview = fresh.answered("organisation", "Acme").answered("setting", "whole")
    interview = interview.answered("barriers", ["none"])
    voice = script(Said("Not sure yet."))
    with pytest.raises(Left):
        conversation.hold(interview, shelf.surroundings, voice)

    assert voice.sheets[0].wrong("don't know") == ""
    assert shelf.interview.replies["mentors"].value is UNANSWERED


def test_not_sure_is_no_answer_to_a_question_that_needs_one(
    fresh: Interview, shelf: Any, script: Scripted
) -> None:
    voice = script(Said("not sure"))
    with pytest.raises(Left):
        conversation.hold(fresh, shelf.surroundings, voice)

    assert shelf.interview.profile["organisation"] == "not sure"


def test_enter_keeps_an_earlier_not_sure(complete: Interview, shelf: Any, script: Scripted) -> None:
    voice = script(Said("lead"), Said(""), Said(MAKE))
    finished = conversation.review(complete.unsure("lead"), shelf.surroundings, voice)

    assert voice.sheets[1].wrong("") == ""
    assert finished.profile["lead"] is UNANSWERED


def test_a_full_disk_keeps_the_question_and_the_reply(
    fresh: Interview, shelf: Any, script: Scripted
) -> None:
    def empty_the_disk() -> Said:
        shelf.full = False
        return Said("Acme")

    shelf.full = True
    voice = script(Said("Acme"), empty_the_disk)
    with pytest.raises(Left):
        conversation.hold(fresh, shelf.surroundings, voice)

    assert voice.sheets[1].head.alert == "We cannot save in FOLDER (no space left)."
    assert voice.sheets[1].start == "Acme"
    assert voice.sheets[2].head.alert == ""
    assert voice.lines[-1] == "  Organisation: Acme"
    assert shelf.interview.profile["organisation"] == "Acme"


def test_leaving_an_unsaved_interview_takes_two_tries(
    fresh: Interview, shelf: Any, script: Scripted
) -> None:
    def leave() -> Any:
        raise Quit("Acm")

    shelf.full = True
    voice = script(leave, leave)
    with pytest.raises(AnswersError, match="no space left"):
        conversation.hold(fresh, shelf.surroundings, voice)

    assert "leave once more" in voice.sheets[1].head.alert
    assert voice.sheets[1].start == "Acm"


def test_a_failed_check_is_said_once_when_all_its_questions_have_a_reply(
    fresh: Interview, shelf: Any, script: Scripted
) -> None:
    warning = "  Warning: 30 mentors are many where time is short. Begin with fewer."
    interview = fresh.answered("organisation", "Acme").answered("setting", "whole")
    voice = script(Said(("time",)), Said("no"), Said("30"), Said("1/1/2020"))
    with pytest.raises(Left):
        conversation.hold(interview, shelf.surroundings, voice)

    assert voice.lines[-4:] == [
        "  Mentors: 30",
        warning,
        "  Start: 1 January 2020",
        "  Error: The start has passed. Choose a later day.",
    ]


def test_a_change_leads_back_to_the_answers_by_way_of_new_questions_only(
    complete: Interview, shelf: Any, script: Scripted
) -> None:
    voice = script(Said("barriers"), Said(("time",)), Said("yes"), Said(MAKE))
    finished = conversation.hold(complete, shelf.surroundings, voice)

    assert titles(voice) == [
        "Check your answers before we make your pack",
        "What is most likely to get in the way?",
        "Can mentors use job-planned time?",
        "Check your answers before we make your pack",
    ]
    assert "  That adds 1 question." in voice.lines
    assert finished.profile["planned"] is True


def test_a_change_says_what_no_longer_applies_and_what_counts_again(
    complete: Interview, shelf: Any, script: Scripted
) -> None:
    interview = complete.answered("barriers", ["time"]).answered("planned", "yes")
    voice = script(Said("barriers"), Said(("none",)), Said("barriers"), Said(("time",)), Said(MAKE))
    conversation.review(interview, shelf.surroundings, voice)
    gone = "  Job-planned time no longer applies. We will keep your answer in case you change back."

    assert voice.lines == [
        "  Barriers: None of these",
        gone,
        "  Barriers: Finding time",
        "  Your earlier answer counts again. Job-planned time: Yes",
    ]  # fmt: skip


def test_giving_up_a_change_leads_back_to_the_answers(
    complete: Interview, shelf: Any, script: Scripted
) -> None:
    voice = script(Said("barriers"), Back("time"), Said(MAKE))
    finished = conversation.hold(complete, shelf.surroundings, voice)

    assert len(voice.sheets) == 3
    assert finished.profile["barriers"] == ("funding",)


def test_back_from_the_answers_walks_back_through_the_questions(
    complete: Interview, shelf: Any, script: Scripted
) -> None:
    voice = script(Back(), Back(), ToCheck(), Said(MAKE))
    conversation.hold(complete, shelf.surroundings, voice)

    assert [each.head.may_check for each in voice.sheets] == [False, True, True, False]
    assert titles(voice)[1:3] == [
        "What else should people know? (optional)",
        "Who leads the scheme?",
    ]


def labels(sheet: Any) -> list[str]:
    return [each.label for each in sheet.rows]


def test_the_answers_stand_in_sections_with_their_origin(
    questionnaire: Questionnaire, preset: Layers, complete: Interview, shelf: Any, script: Scripted
) -> None:
    replies = {**complete.replies, "organisation": Held("Acme Trust", "preset acme")}
    replies["lead"] = Held(UNANSWERED, "not sure yet")
    del replies["setting"]
    voice = script(Said(MAKE))
    conversation.hold(Interview(questionnaire, preset, replies=replies), shelf.surroundings, voice)

    assert labels(voice.sheets[0]) == [
        "Your place",
        "Organisation: Acme Trust  [preset acme]",
        "- Setting: Across the whole organisation (locked by the preset acme: Policy 12 (HR))",
        "Obstacles",
        "Barriers: Money and staff",
        "Mentors: 12",
        "Start: 31 March 2027",
        "Lead: Not sure yet",
        "Note: Not provided",
        "",
        "Everything is right – make my pack",
    ]
    assert voice.sheets[0].start == "organisation"


def test_the_pointer_waits_at_making_where_every_answer_is_ones_own(
    complete: Interview, shelf: Any, script: Scripted
) -> None:
    voice = script(Said(MAKE))
    conversation.hold(complete, shelf.surroundings, voice)

    assert voice.sheets[0].start == MAKE


def test_a_failed_check_stands_first_and_leads_to_its_question(
    complete: Interview, shelf: Any, script: Scripted
) -> None:
    late = complete.answered("start", "1/1/2020")
    voice = script(Said(f"{FAILED}past"), Said("1/1/2028"), Said(MAKE))
    finished = conversation.hold(late, shelf.surroundings, voice)

    assert labels(voice.sheets[0])[:2] == [
        "Worth another look",
        "Error: The start has passed. Choose a later day.",
    ]
    assert titles(voice)[1] == "When will the scheme start?"
    assert "Worth another look" not in labels(voice.sheets[2])
    assert finished.pending is None


def test_review_leaves_open_questions_open_unless_they_are_asked_for(
    fresh: Interview, shelf: Any, script: Scripted
) -> None:
    started = fresh.answered("organisation", "Acme")
    looked = script(Said("organisation"), Said("Beta"), Said(MAKE))
    went_on = script(Said(GO_ON))

    finished = conversation.review(started, shelf.surroundings, looked)
    with pytest.raises(Left):
        conversation.review(started, shelf.surroundings, went_on)

    assert set(finished.replies) == {"organisation"}
    assert labels(looked.sheets[0])[-2:] == [
        "Answer 6 open questions",
        "Make my pack with what is answered so far",
    ]
    assert "Setting: Not answered yet" in labels(looked.sheets[0])
    assert titles(went_on)[1] == "Where will the scheme run?"


def test_the_answers_can_be_looked_at_before_new_questions_are_answered(
    complete: Interview, shelf: Any, script: Scripted
) -> None:
    voice = script(Said("barriers"), Said(("time",)), ToCheck(), Said(MAKE))
    finished = conversation.hold(complete, shelf.surroundings, voice)

    assert labels(voice.sheets[-1])[-2] == "Answer 1 open question"
    assert not finished.complete


@pytest.fixture
def long(questionnaire: Questionnaire) -> Interview:
    """The same questionnaire with twenty more questions."""
    lead = questionnaire.questions["lead"]
    more = {f"person_{n}": lead.model_copy(update={"id": f"person_{n}"}) for n in range(20)}
    obstacles = questionnaire.section_of["lead"]
    section_of: Mapping[str, Any] = {**questionnaire.section_of, **dict.fromkeys(more, obstacles)}
    questions = {**questionnaire.questions, **more}
    wide = Questionnaire("wide/1", questionnaire.sections, section_of, questions, {}, ())
    everything = dict.fromkeys(("organisation", *more), "Dr Lee") | {
        "setting": "whole",
        "barriers": ["none"],
        "mentors": 3,
        "start": "1/1/2028",
        "note": "",
    }
    given = Preset(format="schemekit-preset/1", answers=everything)
    interview = Interview(wide, stack(wide, [Layer("acme", given)]))
    for name, raw in everything.items():
        interview = interview.answered(name, raw)
    return interview.answered("lead", "Dr Khan")


def test_many_answers_are_looked_over_section_by_section(
    long: Interview, shelf: Any, script: Scripted
) -> None:
    voice = script(
        Said(f"{OF_SECTION}place"), Said("organisation"), Said("Beta"), Said(SECTIONS),
        Said(f"{OF_SECTION}obstacles"), Back(), Said(MAKE),
    )  # fmt: skip
    conversation.hold(long, shelf.surroundings, voice)

    assert labels(voice.sheets[0]) == [
        "Your place – 2 answers, 2 from a preset",
        "Obstacles – 25 answers, 24 from a preset",
        "",
        "Everything is right – make my pack",
    ]
    assert labels(voice.sheets[1])[0] == "Your place"
    assert labels(voice.sheets[3])[1] == "Organisation: Beta"
    assert voice.sheets[4].start == f"{OF_SECTION}place"
    assert voice.sheets[6].start == f"{OF_SECTION}obstacles"


def test_a_section_without_surprises_is_read_from_its_top(
    long: Interview, shelf: Any, script: Scripted
) -> None:
    replies = {name: Held(held.value, YOU) for name, held in long.replies.items()}
    voice = script(Said(f"{OF_SECTION}obstacles"), Back(), Said(MAKE))
    conversation.hold(replace(long, replies=replies), shelf.surroundings, voice)

    assert voice.sheets[1].start == "barriers"


def test_a_pack_with_an_error_is_not_called_right(
    complete: Interview, shelf: Any, script: Scripted
) -> None:
    voice = script(Said(MAKE))
    late = complete.answered("start", "1/1/2020")
    conversation.hold(late, shelf.surroundings, voice)

    assert labels(voice.sheets[0])[-1] == "Make my pack as it is – it will say what is wrong"
