"""The sums of the pack, against the worked examples of the source and by hand."""

from datetime import date, timedelta
from typing import Any, Final

import pytest
from tests.conftest import ProfileOf
from tests.reading import texts

from schemekit.making import make_documents
from schemekit.toolkit.toolkit import Toolkit

MONTHLY: Final[dict[str, Any]] = {
    "organisation_name": "Acme NHS Trust",
    "nation": "england",
    "scheme_types": ["traditional"],
    "mentees": 20,
    "mentors": 9,
    "months": 12,
    "sessions": 12,
    "session_minutes": 60,
    "preparation_minutes": 30,
    "mentees_per_mentor": 1,
    "training_hours": 3,
    "supervision_sessions": 3,
    "supervision_minutes": 90,
    "mentee_preparation_minutes": 60,
    "coordinator_hours": 3,
    "launch_date": date(2027, 9, 6),
}
"""Twelve meetings of an hour with half an hour to prepare, and 3 + 3 × 1.5 hours to learn."""
BARE: Final = {"training_hours": 0, "supervision_sessions": 0}


@pytest.mark.parametrize(
    ("change", "hours", "programmed_activities"),
    [
        (BARE, 18, 0.107),
        ({**BARE, "sessions": 6}, 9, 0.054),
        ({}, 25.5, 0.152),
    ],
    ids=["monthly", "six meetings", "monthly with training and support"],
)
def test_the_worked_examples_of_the_source_come_out(
    profile_of: ProfileOf, change: dict[str, Any], hours: float, programmed_activities: float
) -> None:
    profile = profile_of("nhs-trust", **{**MONTHLY, **change})

    assert profile["mentor_hours"] == hours
    assert profile["mentor_pa_per_week"] == pytest.approx(programmed_activities, abs=0.0005)
    assert profile["first_mentee_pa"] == profile["mentor_pa_per_week"]


def test_a_programmed_activity_is_shorter_in_wales(profile_of: ProfileOf) -> None:
    profile = profile_of("nhs-trust", **{**MONTHLY, "nation": "wales"})

    assert profile["pa_hours"] == 3.75
    assert profile["mentor_pa_per_week"] == pytest.approx(25.5 / (42 * 3.75))


def test_a_mentor_with_two_mentees_trains_once(profile_of: ProfileOf) -> None:
    profile = profile_of("nhs-trust", **{**MONTHLY, "mentees_per_mentor": 2})

    assert profile["mentor_hours"] == 2 * 18 + 3 + 3 * 1.5
    assert profile["mentee_hours"] == 18 + 1


@pytest.mark.parametrize(
    ("mentees", "each", "needed"), [(20, 1, 25), (20, 2, 13), (36, 2, 23), (1, 3, 1), (8, 8, 2)]
)
def test_a_quarter_more_mentors_than_places(
    profile_of: ProfileOf, mentees: int, each: int, needed: int
) -> None:
    profile = profile_of("nhs-trust", **{**MONTHLY, "mentees": mentees, "mentees_per_mentor": each})

    assert profile["mentors_needed"] == needed
    assert profile["mentor_gap"] == max(0, needed - 9)


def test_the_hours_of_everybody_add_up(profile_of: ProfileOf) -> None:
    profile = profile_of("nhs-trust", **MONTHLY)
    mentors = 20 * 18 + 25 * 7.5
    mentees = 20 * 19
    weeks = 13 + 52 + 8

    assert profile["total_mentor_hours"] == mentors
    assert profile["total_mentee_hours"] == mentees
    assert profile["total_coordinator_hours"] == 3 * weeks
    assert profile["lead_hours_in_all"] == weeks
    assert profile["total_hours"] == mentors + mentees + 3 * weeks + weeks


@pytest.mark.parametrize("meeting", [None, date(2028, 11, 27)], ids=["no meeting", "a meeting"])
def test_nobody_decides_before_the_report_is_there(
    profile_of: ProfileOf, meeting: date | None
) -> None:
    answers = MONTHLY if meeting is None else {**MONTHLY, "decision_meeting": meeting}
    profile = profile_of("nhs-trust", **answers)

    assert profile["report_due"] == date(2028, 10, 30)
    assert profile["decided_on"] == (meeting or profile["report_due"])


@pytest.mark.parametrize(
    ("time_paid", "cash", "in_kind"),
    [
        ("in_kind", 1100, 547.5 * 60 + 219 * 20),
        ("mixed_backfill", (219 * 20 + 1000) * 1.1, 547.5 * 60),
        ("backfill", (547.5 * 60 + 219 * 20 + 1000) * 1.1, 0),
    ],
)
def test_cash_and_hours_already_paid_are_kept_apart(
    profile_of: ProfileOf, time_paid: str, cash: float, in_kind: float
) -> None:
    money = {
        "time_paid": time_paid,
        "mentor_rate": 60,
        "coordinator_rate": 20,
        "training_cost": 600,
        "launch_event": True,
        "event_cost": 400,
        "contingency_percent": 10,
        "cash_available": 1000,
    }
    profile = profile_of("nhs-trust", **{**MONTHLY, **money})

    assert profile["cash_total"] == pytest.approx(cash, abs=1)
    assert profile["in_kind_cost"] == pytest.approx(in_kind)
    assert profile["cash_gap"] == pytest.approx(cash - 1000, abs=1)
    assert profile["cash_for_a_mentee"] == pytest.approx(cash / 20, abs=1)


@pytest.mark.parametrize(
    ("fact", "weeks"),
    [
        ("setup_starts", -13),
        ("mandate_by", -11),
        ("design_by", -8),
        ("mentors_open", -7),
        ("mentees_open", -5),
        ("mentors_close", -4),
        ("mentees_close", -2),
        ("training_by", -2),
        ("matching_done", -1),
        ("baseline_by", 0),
        ("first_meeting_by", 3),
        ("first_pulse", 8),
        ("midpoint_date", 26),
        ("next_round_announced", 46),
        ("end_date", 52),
        ("evaluation_due", 56),
        ("report_due", 60),
        ("follow_up_date", 78),
    ],
)
def test_every_date_is_counted_from_the_launch(
    profile_of: ProfileOf, fact: str, weeks: int
) -> None:
    for launch in (date(2027, 9, 6), date(2028, 2, 28)):
        profile = profile_of("nhs-trust", **{**MONTHLY, "launch_date": launch})

        assert profile[fact] == launch + timedelta(weeks=weeks)


def test_a_sum_stands_with_its_inputs(toolkit: Toolkit, profile_of: ProfileOf) -> None:
    profile = profile_of("nhs-trust", pack_size="full", **MONTHLY)
    documents = {each.id: each for each in make_documents(toolkit, profile)}
    case = "\n".join(texts(documents["business_case"].content))
    handbook = "\n".join(texts(documents["handbook"].content))

    assert "12 × (60 + 30) minutes | 18" in case
    assert "3 for training, 3 meetings of 90 minutes | 7.5" in case
    assert "1 × 18 + 7.5 | 25.5" in case
    assert "25.5 hours over 42 working weeks is 0.15 of a programmed activity a week" in case
    assert "25.5 hours ÷ (42 working weeks × 4 hours)" in handbook
    assert "3 hours a week × 73 weeks" in handbook
    assert "20 mentees × 5 ÷ 4, then ÷ 1, rounded up" in handbook
