"""Every check is heard when its answers clash, and is silent once the change it names is made.

The list at the end of section 3.2 of the source, and what guards each of its lines:

| The source asks | Guarded by |
| --- | --- |
| sponsor blank: gate | `sponsor_is_missing`; the plan's first task is “find a sponsor” |
| mentor also in an excluded role | `supervisor_as_mentor`, `managers_mentor_their_own`, `manager_as_mentor`; pair by pair in the register's own check |
| reserved and no evidence | `reserved_without_evidence` |
| end before start; meetings × interval longer than the round | `review_before_launch`, `busy_time_runs_backwards`, `decision_before_report`, `more_meetings_than_weeks`; the end is counted from the start, so it cannot come first |
| hours of meetings more than the time allowed | `more_time_than_released` |
| retention blank | `retention_missing` |
| no senior contact | `nobody_hears_concerns` |
| no monitoring while the gap is the aim | `gap_without_monitoring` |
| reverse with direct reports | `reverse_within_a_line` |
| launch in leave-heavy weeks or exams | `launch_in_busy_time`, `first_meetings_in_busy_time`; the weeks are asked, because they differ |
| contact is one person's address | `contact_is_one_person`; asked, because letters do not tell |
| logo without words for it | the theme is refused when it is read: `tests/document/test_theme.py` |
| one term about ethnicity | not left to a check: `tests/test_one_term.py` |
| warnings of RU-12, 25, 79, 80, 81, 82, 89 | `mentoring_alone_for_gap`, `reserved_without_evidence`, `launch_is_close`, `mentors_without_support`, `training_too_short`, `too_few_mentors_found`, `consent_as_basis` |
That a clash is told at the moment it arises, and stands first in review with a way to its
question: `tests/interview/test_conversation.py`.
"""  # noqa: E501 - a table

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from tests.cli.calling import ACME, Call
from tests.reading import texts

from schemekit import resources
from schemekit.interview.interview import Interview, failed_checks
from schemekit.making import make_documents
from schemekit.presets import files
from schemekit.presets.layers import stack
from schemekit.toolkit.toolkit import Toolkit

Answers = Mapping[str, Any]
TODAY: Final = date(2026, 11, 29)
NOT_SURE: Final = object()
SOUND: Final[Answers] = {
    "organisation_name": "Acme NHS Trust",
    "sponsor_name": "the medical director",
    "lead_name": "the training lead",
    "contact_email": "mentoring@acme.example.org",
    "contact_shared": True,
    "launch_date": date(2027, 9, 6),
    "mentees": 40,
    "mentors": 30,
    "escalation_contact": "the deputy medical director",
    "time_severity": "real",
    "months": 12,
    "sessions": 8,
}
"""Answers over the preset nhs-trust that clash nowhere."""
GAP: Final[Answers] = {
    "aims": ["attainment_gap"],
    "known_gap": "local_data",
    "other_measures": ["exam_support"],
}
HELD: Final[Answers] = {"access_rule": "held_places", "target_groups": ["imgs"]}
RESERVED: Final[Answers] = {"access_rule": "reserved", "target_groups": ["imgs"]}
FEARS: Final[Answers] = {
    "barriers": ["other"],
    "other_severity": "real",
    "other_causes": ["low_trust"],
}
POOR: Final[Answers] = {"barriers": ["funding"], "funding_severity": "real"}
HURRIED: Final[Answers] = {"barriers": ["time"], "time_severity": "could_stop"}
SILENT_ON: Final = ["appraiser"]

CLASHES: Final[Mapping[str, tuple[Answers, Answers]]] = {
    "sponsor_is_missing": ({"sponsor_name": NOT_SURE}, {"sponsor_name": "the dean"}),
    "lead_is_missing": ({"lead_name": NOT_SURE}, {"lead_name": "the tutor"}),
    "contact_is_missing": ({"contact_email": NOT_SURE}, {"contact_email": "m@acme.example.org"}),
    "contact_is_one_person": ({"contact_shared": False}, {"contact_shared": True}),
    "one_person_in_two_roles": (
        {"sponsor_name": "Jo Bell", "lead_name": "Jo Bell"},
        {"sponsor_name": "Sam Hill"},
    ),
    "coordinator_hears_own_concerns": (
        {"coordinator_name": "Jo Bell", "escalation_contact": "Jo Bell"},
        {"escalation_contact": "Sam Hill"},
    ),
    "nobody_hears_concerns": ({"escalation_contact": NOT_SURE}, {"escalation_contact": "Sam Hill"}),
    "launch_is_past": ({"launch_date": date(2026, 9, 7)}, {"launch_date": date(2027, 9, 6)}),
    "launch_is_close": ({"launch_date": date(2027, 1, 11)}, {"launch_date": date(2027, 3, 1)}),
    "review_before_launch": ({"review_date": date(2027, 1, 4)}, {"review_date": date(2028, 9, 4)}),
    "too_few_mentors_found": ({"mentors": 3}, {"mentees": 4}),
    "circle_too_small": (
        {"scheme_types": ["circle"], "mentees_per_mentor": 2},
        {"mentees_per_mentor": 5},
    ),
    "circle_too_large": (
        {"scheme_types": ["circle"], "mentees_per_mentor": 10},
        {"mentees_per_mentor": 8},
    ),
    "mentors_overloaded": ({"mentees_per_mentor": 4}, {"mentees_per_mentor": 3}),
    "role_models_overloaded": (
        {
            "barriers": ["other"],
            "other_severity": "real",
            "other_causes": ["few_role_models"],
            "mentees_per_mentor": 3,
        },
        {"mentees_per_mentor": 2},
    ),
    "coordinator_without_hours": ({"coordinator_hours": 0}, {"matching": "mentee_chooses"}),
    "coordinator_stretched": ({"mentees": 150, "coordinator_hours": 2}, {"coordinator_hours": 8}),
    "reserved_without_evidence": (RESERVED, {"access_rule": "outreach"}),
    "held_without_evidence": (HELD, {"evidence_of_need": "Our survey of 2026."}),
    "reserved_for_anyone": (
        {"access_rule": "reserved", "target_groups": ["anyone", "imgs"]},
        {"target_groups": ["imgs"]},
    ),
    "groups_still_unnamed": ({"target_groups": ["anyone"]}, {"access_rule": "open"}),
    "places_on_a_suspicion": (
        {**GAP, **HELD, "known_gap": "suspected"},
        {"access_rule": "outreach"},
    ),
    "gap_aim_not_relevant": ({**GAP, "known_gap": "not_relevant"}, {"aims": ["equal_access"]}),
    "mentoring_alone_for_gap": (
        {**GAP, "other_measures": ["none"]},
        {"other_measures": ["supervision_training"]},
    ),
    "gap_without_monitoring": (
        {**GAP, "equality_monitoring": "no_monitoring"},
        {"equality_monitoring": "separate_form"},
    ),
    "reach_without_monitoring": (
        {"equality_monitoring": "no_monitoring"},
        {"equality_monitoring": "separate_form"},
    ),
    "students_out_of_scope": (
        {"target_groups": ["medical_students_group"]},
        {"staff_groups": ["consultants", "medical_students"]},
    ),
    "sas_out_of_scope": (
        {"staff_groups": ["consultants"], "target_groups": ["sas_led"]},
        {"staff_groups": ["consultants", "sas_doctors"]},
    ),
    "more_meetings_than_weeks": ({"months": 2, "sessions": 12}, {"sessions": 4}),
    "meetings_very_close": ({"months": 6, "sessions": 20}, {"sessions": 6}),
    "meetings_very_few": ({"sessions": 2, "checkpoint": "no_checkpoint"}, {"sessions": 4}),
    "more_time_than_released": (
        {"sessions": 12, "session_minutes": 90, "release_minutes": 60},
        {"release_minutes": 120},
    ),
    "long_scheme_short_time": ({**HURRIED, "months": 12}, {"months": 6, "session_minutes": 45}),
    "no_time_given": (
        {"time_recognition": "no_recognition"},
        {"time_recognition": "time_off_in_lieu"},
    ),
    "travel_in_person": (
        {"time_causes": ["travel"], "meeting_mode": "in_person"},
        {"meeting_mode": "hybrid_mode"},
    ),
    "buddies_for_long": ({"scheme_types": ["buddy"]}, {"months": 6}),
    "checkpoint_after_end": (
        {"months": 3, "checkpoint": "after_three_months"},
        {"checkpoint": "after_two"},
    ),
    "match_comes_late": ({"months": 3, "match_weeks": 10}, {"match_weeks": 4}),
    "paid_without_budget": (
        {**POOR, "funding_causes": ["no_budget"], "time_recognition": "paid_sessions"},
        {"time_recognition": "time_off_in_lieu"},
    ),
    "results_wanted_not_measured": (
        {**POOR, "funding_causes": ["return_first"], "evaluation_depth": "light_evaluation"},
        {"evaluation_depth": "standard_evaluation"},
    ),
    "manager_as_mentor": ({"never_match": SILENT_ON}, {"never_match": ["line_manager"]}),
    "reverse_within_a_line": (
        {"scheme_types": ["reverse"], "never_match": SILENT_ON},
        {"never_match": ["line_manager"]},
    ),
    "reverse_without_support": (
        {"scheme_types": ["reverse"], "supervision_sessions": 1},
        {"supervision_sessions": 2},
    ),
    "supervisor_as_mentor": (
        {"never_match": ["line_manager"]},
        {"never_match": ["line_manager", "educational_supervisor"]},
    ),
    "mentors_without_support": ({"supervision_sessions": 0}, {"supervision_sessions": 1}),
    "training_too_short": ({"training_hours": 1}, {"training_hours": 3}),
    "exceptions_incomplete": (
        {"confidentiality_exceptions": ["patient_safety", "legal_duty"]},
        {"confidentiality_exceptions": ["patient_safety", "serious_harm", "legal_duty"]},
    ),
    "patient_safety_left_out": (
        {"confidentiality_exceptions": ["serious_harm", "legal_duty"]},
        {"confidentiality_exceptions": ["patient_safety", "serious_harm", "legal_duty"]},
    ),
    "told_where_trust_is_low": (
        {**FEARS, "scheme_told": "themes_by_consent", "notes_kept": "both_keep"},
        {"scheme_told": "dates_only", "notes_kept": "mentee_keeps"},
    ),
    "retention_missing": ({"retention_months": NOT_SURE}, {"retention_months": 12}),
    "concern_days_out_of_order": (
        {"concern_talk_days": 30, "concern_outcome_days": 20},
        {"concern_talk_days": 5},
    ),
    "young_people_without_safeguarding": (
        {"young_or_at_risk": True, "confidentiality_exceptions": ["serious_harm", "legal_duty"]},
        {"confidentiality_exceptions": ["serious_harm", "legal_duty", "safeguarding"]},
    ),
    "busy_time_runs_backwards": (
        {"busy_from": date(2027, 12, 20), "busy_to": date(2027, 1, 10)},
        {"busy_to": date(2028, 1, 10)},
    ),
    "launch_in_busy_time": (
        {"busy_from": date(2027, 8, 1), "busy_to": date(2027, 9, 30)},
        {"launch_date": date(2027, 10, 4)},
    ),
    "first_meetings_in_busy_time": (
        {"busy_from": date(2027, 9, 13), "busy_to": date(2027, 10, 10)},
        {"launch_date": date(2027, 8, 9)},
    ),
    "cash_is_short": ({"training_cost": 500, "cash_available": 100}, {"cash_available": 1000}),
    "no_source_but_cash": (
        {"funding_source": "no_source", "training_cost": 500},
        {"training_cost": 0},
    ),
    "leader_without_deputy": (
        {
            "barriers": ["visibility"],
            "visibility_severity": "real",
            "visibility_causes": ["leaders_leave"],
        },
        {"deputy_name": "Sam Hill"},
    ),
    "one_person_matches": ({"who_matches": "one_person"}, {"who_matches": "two_people"}),
    "small_pilot_or_not": ({"pilot": True, "mentees": 80}, {"pilot": False}),
    "consent_as_basis": ({"legal_basis": "consent_basis"}, {"legal_basis": "public_task"}),
    "linked_results_without_contact": (
        {**GAP, "attainment_data": "linked_data"},
        {"data_contact": "the data protection officer"},
    ),
    "managers_mentor_their_own": (
        {"mentor_pool": ["pool_managers"], "never_match": ["educational_supervisor"]},
        {"never_match": ["line_manager", "educational_supervisor"]},
    ),
    "decision_before_report": (
        {"decision_meeting": date(2028, 10, 2)},
        {"decision_meeting": date(2028, 12, 4)},
    ),
    "extended_past_the_review": (
        {"after_the_end": "extend_once", "months": 4, "sessions": 4, "extension_months": 6},
        {"extension_months": 3},
    ),
    "safeguarding_without_checks": (
        {"young_or_at_risk": True, "background_checks": "no_checks"},
        {"background_checks": "some_checks"},
    ),
    "thanks_without_measure": (
        {"mentor_thanks": ["thanks_none"], "time_recognition": "no_recognition"},
        {"mentor_thanks": ["thanks_letter"]},
    ),
    "partners_see_everything": (
        {**FEARS, "partners": True, "data_shared": "whole_register"},
        {"data_shared": "totals_only"},
    ),
    "small_place_counted_by_group": (
        {"headcount": "under_50"},
        {"equality_monitoring": "no_monitoring"},
    ),
    "assessment_left_out": (
        {**HELD, "documents_left_out": ["equality_assessment"]},
        {"access_rule": "outreach"},
    ),
    "need_without_ground": (
        {**HELD, "evidence_of_need": "Our survey of 2026."},
        {"need_ground": ["disadvantage"]},
    ),
}
"""By check: answers that clash, and the change its remedy names."""


def failed(toolkit: Toolkit, *answers: Answers) -> dict[str, tuple[str, str]]:
    """The checks that fail, each with what it says and what it advises."""
    found = files.chain(("nhs-trust",), (resources.presets(),))
    layers = stack(toolkit.questionnaire, files.layers_of(found))
    interview = Interview(toolkit.questionnaire, layers, "full")
    for name, raw in {name: raw for each in answers for name, raw in each.items()}.items():
        interview = interview.unsure(name) if raw is NOT_SURE else interview.answered(name, raw)
    profile = interview.profile
    return {
        each.id: (each.message.said(profile), each.remedy.said(profile))
        for each in failed_checks(profile, TODAY)
    }


def test_every_check_has_its_place_in_the_table(toolkit: Toolkit) -> None:
    assert {each.id for each in toolkit.questionnaire.checks} == set(CLASHES)


def test_sound_answers_clash_nowhere(toolkit: Toolkit) -> None:
    assert failed(toolkit, SOUND) == {}


@pytest.mark.parametrize("check", CLASHES)
def test_a_check_is_heard_and_then_silent_once_the_change_is_made(
    toolkit: Toolkit, check: str
) -> None:
    clash, change = CLASHES[check]
    heard = failed(toolkit, SOUND, clash)

    assert check in heard
    assert check not in failed(toolkit, SOUND, clash, change)
    assert "[" not in "".join(heard[check]), "a gap stands in the message"


@pytest.mark.parametrize("check", CLASHES)
def test_the_change_is_to_a_question_that_the_check_leads_to(toolkit: Toolkit, check: str) -> None:
    leads_to = next(each.questions for each in toolkit.questionnaire.checks if each.id == check)

    assert set(CLASHES[check][1]) <= set(leads_to)


def test_a_clash_is_told_while_building_and_on_the_page_that_is_read_first(
    call: Call, tmp_path: Path
) -> None:
    said = call("new", "one", *ACME, "--set", "never_match=line_manager", "--format", "md")

    page = next((tmp_path / "one").rglob("*read-me-first*")).read_text(encoding="utf-8")
    message = "A supervisor could be matched with someone they assess."

    assert message in said.err
    assert message in page


def test_without_a_sponsor_the_plan_begins_with_finding_one(toolkit: Toolkit) -> None:
    found = files.chain(("nhs-trust",), (resources.presets(),))
    layers = stack(toolkit.questionnaire, files.layers_of(found))
    profile = Interview(toolkit.questionnaire, layers).unsure("sponsor_name").profile
    plan = next(e for e in make_documents(toolkit, profile) if e.id == "implementation_plan")

    assert any("without one, stop here" in each for each in texts(plan.content))
