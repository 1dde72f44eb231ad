"""What the papers on matching, training and support promise: sums that add up, and forms apart."""

import re
from collections.abc import Callable
from typing import Any, Final

import pytest
from tests.conftest import ProfileOf
from tests.reading import texts

from schemekit.interview.interview import Profile
from schemekit.making import make_documents
from schemekit.toolkit.choices import ChoiceQuestion
from schemekit.toolkit.toolkit import Toolkit
from schemekit.toolkit.values import UNANSWERED, Value

POINTS: Final = ("topics", "wishes", "times", "stage", "place", "background")
HOURS: Final = (1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 14, 18, 21, 40, 60)
MINUTES: Final = re.compile(r": ([\d,]+) minutes$")
APPROACHES: Final = (
    "coordinator_matches", "mentee_chooses", "hybrid", "speed", "self_nominated", "algorithm",
)  # fmt: skip

Papers = Callable[..., tuple[str, ...]]


@pytest.fixture(scope="session")
def paper_of(toolkit: Toolkit, profile_of: ProfileOf) -> Papers:
    """The lines of one document, for a trust that answers so; none where it is left out."""

    def read(name: str, **answers: Any) -> tuple[str, ...]:
        profile = profile_of("nhs-trust", organisation_name="A Trust", pack_size="full", **answers)
        return tuple(
            line
            for each in make_documents(toolkit, profile)
            if each.id == name
            for line in texts(each.content)
        )

    return read


def options_of(toolkit: Toolkit, name: str) -> tuple[str, ...]:
    question = toolkit.questionnaire.questions[name]
    assert isinstance(question, ChoiceQuestion)
    return tuple(each.id for each in question.options)


def whole(printed: str) -> int:
    return int(printed.replace(",", ""))


def number(profile: Profile, name: str) -> float:
    value = profile[name]
    assert isinstance(value, int | float)
    return value


# ── Matching ────────────────────────────────────────────────────────────────


def test_the_weights_of_a_match_add_up_to_a_hundred(
    toolkit: Toolkit, profile_of: ProfileOf
) -> None:
    for wish in options_of(toolkit, "shared_background"):
        profile = profile_of("nhs-trust", shared_background=wish)

        assert sum(number(profile, f"points_{each}") for each in POINTS) == 100


def points_of(toolkit: Toolkit, profile: Profile, **fits: Value) -> Value:
    """What the score sheet comes to for one pair."""
    (sheet,) = (
        each for each in toolkit.workbooks["matching_book"].sheets if each.id == "score_sheet"
    )
    (column,) = (each for each in sheet.column if each.id == "match_points")
    assert column.formula is not None
    weights = {f"points_{each}": profile[f"points_{each}"] for each in POINTS}
    return column.formula.value({**weights, "ruled_out": UNANSWERED, **fits})


def test_the_score_sheet_gives_a_perfect_pair_all_the_points(
    toolkit: Toolkit, profile_of: ProfileOf
) -> None:
    full: dict[str, Value] = {f"fit_{each}": 2 for each in POINTS}
    asked = profile_of("nhs-trust", shared_background="preference")
    unasked = profile_of("nhs-trust", shared_background="no_preference")

    assert points_of(toolkit, asked, **full) == 100
    assert points_of(toolkit, unasked, **{**full, "fit_background": UNANSWERED}) == 100
    assert points_of(toolkit, asked, **{**full, "fit_wishes": 1}) == 90


def test_a_pair_that_is_ruled_out_has_no_points_however_well_it_fits(
    toolkit: Toolkit, profile_of: ProfileOf
) -> None:
    full: dict[str, Value] = {f"fit_{each}": 2 for each in POINTS}

    assert points_of(toolkit, profile_of("nhs-trust"), **{**full, "ruled_out": True}) == 0


def test_a_line_nobody_judged_leaves_the_sum_open(toolkit: Toolkit, profile_of: ProfileOf) -> None:
    judged: dict[str, Value] = {f"fit_{each}": 2 for each in POINTS}

    points = points_of(toolkit, profile_of("nhs-trust"), **{**judged, "fit_times": UNANSWERED})

    assert points is UNANSWERED


def test_each_way_of_matching_has_a_policy_of_its_own(toolkit: Toolkit, paper_of: Papers) -> None:
    policies = {each: paper_of("matching_policy", matching=each) for each in APPROACHES}

    assert set(APPROACHES) == set(options_of(toolkit, "matching"))
    assert len(set(policies.values())) == len(APPROACHES)


def test_where_the_junior_is_the_mentor_the_junior_decides(paper_of: Papers) -> None:
    reverse = "\n".join(paper_of("matching_policy", scheme_types=["reverse"], matching="speed"))
    traditional = "\n".join(
        paper_of("matching_policy", scheme_types=["traditional"], matching="speed")
    )

    assert "the order of the mentor, who is the junior" in reverse
    assert "the order of the mentee" in traditional


# ── Training, briefing, support ─────────────────────────────────────────────


@pytest.mark.parametrize("hours", HOURS)
def test_the_agenda_adds_up_to_the_hours_of_training(paper_of: Papers, hours: int) -> None:
    lines = paper_of("training_plan", training_hours=hours)
    start = lines.index("Part | Minutes | What for | You need")
    agenda = [
        whole(minutes)
        for _, minutes, *_ in (each.split(" | ") for each in lines[start + 1 :] if " | " in each)
        if minutes.replace(",", "").isdigit()
    ]

    assert sum(agenda) == hours * 60
    assert min(agenda) >= 5


@pytest.mark.parametrize("hours", HOURS)
def test_each_part_of_the_agenda_has_its_script(paper_of: Papers, hours: int) -> None:
    lines = paper_of("training_plan", training_hours=hours)
    parts = [whole(found[1]) for each in lines if (found := MINUTES.search(each))]

    assert sum(parts) == hours * 60


@pytest.mark.parametrize("minutes", [10, 20, 30, 45, 60, 75, 90, 480])
def test_the_parts_of_the_briefing_add_up_to_its_minutes(paper_of: Papers, minutes: int) -> None:
    lines = paper_of("mentee_briefing", mentee_preparation_minutes=minutes)
    parts = [whole(found[1]) for each in lines if (found := MINUTES.search(each))]

    assert len(parts) == 5
    assert sum(parts) == minutes


@pytest.mark.parametrize("minutes", [15, 30, 45, 60, 90, 240])
def test_a_meeting_of_mentors_lasts_as_long_as_its_parts(
    profile_of: ProfileOf, minutes: int
) -> None:
    profile = profile_of("nhs-trust", supervision_minutes=minutes)

    assert number(profile, "minutes_support_cases") >= 3
    assert (
        number(profile, "minutes_support_cases") + 3 * number(profile, "minutes_support_part")
        == minutes
    )


@pytest.mark.parametrize("months", [4, 6, 9, 12, 18, 24])
@pytest.mark.parametrize("yearly", [1, 2, 3, 4, 6])
def test_mentors_meet_in_order_before_the_end(
    toolkit: Toolkit, profile_of: ProfileOf, months: int, yearly: int
) -> None:
    profile = profile_of(
        "nhs-trust", launch_date="2027-09-06", months=months, supervision_sessions=yearly
    )
    rows = [
        each
        for each in toolkit.registers["support_meetings"].rows
        if each.when is None or each.when.holds(profile.scope)
    ]
    weeks = [
        number(profile, "support_first_week") + place * number(profile, "support_gap_weeks")
        for place in range(int(number(profile, "support_meetings_in_all")))
    ]

    assert len(rows) == min(8, len(weeks))
    assert weeks == sorted(set(weeks))
    assert weeks[-1] <= number(profile, "relationship_weeks")


def test_mentors_without_meetings_have_a_drop_in(paper_of: Papers) -> None:
    plan = "\n".join(paper_of("supervision_plan", supervision_sessions=0))

    assert "drop-in" in plan
    assert "times a year" not in plan


# ── The equality form ───────────────────────────────────────────────────────


def test_the_equality_form_is_there_only_where_it_was_asked_for(paper_of: Papers) -> None:
    assert paper_of("equality_form", equality_monitoring="separate_form")
    assert not paper_of("equality_form", equality_monitoring="no_monitoring")


def test_nothing_on_the_equality_form_can_be_linked_to_an_application(toolkit: Toolkit) -> None:
    form = toolkit.documents["equality_form"].fields
    elsewhere = {
        field.id
        for each in toolkit.documents.values()
        if each.id != "equality_form"
        for field in each.fields
    }

    assert not {each.id for each in form} & elsewhere
    assert {each.kind for each in form} == {"choices"}
    assert not any(each.required or each.other for each in form)


def test_every_question_on_equality_may_be_left_unsaid(toolkit: Toolkit) -> None:
    for field in toolkit.documents["equality_form"].fields:
        assert [str(each.label) for each in field.options][-1] == "Prefer not to say", field.id


@pytest.mark.parametrize("nation", ["england", "scotland", "wales", "northern_ireland"])
def test_community_background_is_asked_in_northern_ireland_alone(
    paper_of: Papers, nation: str
) -> None:
    answers = {"nation": nation, "equality_monitoring": "separate_form"}
    form = "\n".join(paper_of("equality_form", **answers))
    running = "\n".join(paper_of("evaluation_framework", **answers))

    assert ("Community background" in form) is (nation == "northern_ireland")
    assert ("Equality Commission for Northern Ireland" in running) is (nation == "northern_ireland")
    assert ("Equality Act 2010" in running) is (nation != "northern_ireland")
