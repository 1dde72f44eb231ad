"""Each barrier at its worst: what to do, by whom, by when, at what cost, and without money too."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pytest
from tests.conftest import ProfileOf
from tests.reading import texts, words

from schemekit.document.blocks import Document, Heading
from schemekit.guidance import Guidance, advise
from schemekit.interview.interview import Profile, failed_checks
from schemekit.making import make_documents
from schemekit.toolkit.choices import ChoicesQuestion
from schemekit.toolkit.toolkit import Toolkit

BARRIERS: Final = ("time", "funding", "visibility")
LAUNCH: Final = date(2027, 9, 6)
WHEN: Final = re.compile(r"\b\d{1,2} (?:[A-Z][a-z]+) 20\d\d\b")
HOW_MUCH: Final = re.compile(r"\d|[Hh]our|[Mm]inute|day|conversation|e-mail|meeting|call")
PART_OF_PLAN: Final = {"time": "Time", "funding": "Money", "visibility": "Being seen, and going on"}


@dataclass(frozen=True)
class Worst:
    """A pack in which barriers could stop the scheme, for every cause there is."""

    barriers: tuple[str, ...]
    causes: tuple[tuple[str, str], ...]
    """Question and option."""
    profile: Profile
    guidance: Guidance
    documents: Mapping[str, Document]

    def said(self, document: str) -> str:
        return "\n".join(texts(self.documents[document].content))

    def under(self, document: str, heading: str) -> str:
        """What stands below one heading, down to the next."""
        said: list[str] = []
        inside = False
        for block in self.documents[document].content:
            if isinstance(block, Heading):
                inside = words(block.content) == heading
            elif inside:
                said += texts([block])
        return "\n".join(said)


def worst(toolkit: Toolkit, profile_of: ProfileOf, *barriers: str, **more: Any) -> Worst:
    answers: dict[str, Any] = {}
    for barrier in barriers:
        question = toolkit.questionnaire.questions[f"{barrier}_causes"]
        assert isinstance(question, ChoicesQuestion)
        answers[f"{barrier}_severity"] = "could_stop"
        answers[question.id] = [each.id for each in question.options]
    profile = profile_of(
        "nhs-trust",
        organisation_name="Acme NHS Trust",
        lead_name="the training lead",
        sponsor_name="the medical director",
        contact_email="mentoring@acme.example.org",
        launch_date=LAUNCH,
        barriers=list(barriers),
        **answers,
        **more,
    )
    causes = ((name, each) for name, chosen in answers.items() for each in chosen)
    documents = {each.id: each for each in make_documents(toolkit, profile)}
    guidance = advise(toolkit.recommendations.values(), profile)
    asked = tuple(each for each in causes if each[0].endswith("causes"))
    return Worst(barriers, asked, profile, guidance, documents)


@pytest.fixture(params=BARRIERS)
def pack(toolkit: Toolkit, profile_of: ProfileOf, request: pytest.FixtureRequest) -> Worst:
    """The smallest pack there is: what could stop a scheme is told in it all the same."""
    money = {"funding_source": "no_source"} if request.param == "funding" else {}
    return worst(toolkit, profile_of, request.param, pack_size="light", **money)


def test_every_cause_is_answered_by_whom_by_when_and_at_what_cost(pack: Worst) -> None:
    bare = []
    for cause in pack.causes:
        answering = [
            each.recommendation
            for each in pack.guidance.advice
            if each.recommendation.table.when
            and cause in set(each.recommendation.table.when.options_compared())
        ]
        if not answering:
            bare.append(f"{cause}: no advice")
        for rule in answering:
            title = rule.table.title.said(pack.profile)
            advice = pack.under("scheme_advice", title)
            if not WHEN.search(advice):
                bare.append(f"{rule.id}: no day")
            if f"Owner: {rule.table.owner.said(pack.profile)}" not in advice:
                bare.append(f"{rule.id}: no owner")
            if not HOW_MUCH.search(rule.table.effort.said(pack.profile)):
                bare.append(f"{rule.id}: no effort")

    assert bare == []


def test_the_plan_has_a_day_on_which_to_decide_and_a_fallback(pack: Worst) -> None:
    plan = pack.said("implementation_plan")
    part = pack.under("implementation_plan", PART_OF_PLAN[pack.barriers[0]])
    titles = {
        each.recommendation.table.title.said(pack.profile)
        for each in pack.guidance.about(pack.barriers[0])
    }

    assert "on 12 July 2027, before anybody is recruited" in plan
    assert all(each in part for each in titles)
    assert "by then." in part


def test_the_risk_is_among_those_the_sponsor_hears_of_at_once(pack: Worst) -> None:
    risk = {
        "time": "Mentors and mentees are not given the time",
        "funding": "The money does not come, or ends",
        "visibility": "The scheme fades after the launch",
    }[pack.barriers[0]]
    row = next(each for each in pack.said("risk_register").split("\n") if each.startswith(risk))
    score = re.search(r"= (\d+)", row)

    assert score
    assert int(score[1]) >= 15


def test_the_answers_clash_in_no_error(pack: Worst) -> None:
    assert [each.id for each in failed_checks(pack.profile) if each.level == "error"] == []


def test_without_any_money_the_pack_asks_for_none(toolkit: Toolkit, profile_of: ProfileOf) -> None:
    poor = worst(toolkit, profile_of, "funding", funding_source="no_source")
    case = poor.said("business_case")

    assert poor.profile["cash_total"] == 0
    assert "No cash is asked for." in case
    assert "no line needs cash" in case
    assert "£" not in case.replace("£289", "").replace("£1,156", "")
    assert "no event and no software" in poor.under("implementation_plan", "Money")
    assert not re.search(r"\b(?:buy|purchase|licence)\b", poor.said("implementation_plan"))


def test_all_three_together_make_a_round_that_is_short_and_costs_nothing(
    toolkit: Toolkit, profile_of: ProfileOf
) -> None:
    pack = worst(toolkit, profile_of, *BARRIERS)
    plan = pack.said("implementation_plan")
    profile = pack.profile

    assert (profile["months"], profile["sessions"], profile["session_minutes"]) == (6, 6, 45)
    assert profile["cash_total"] == 0
    assert all(f"\n{part}\n" in plan for part in PART_OF_PLAN.values())


def test_every_line_against_a_barrier_names_its_day(toolkit: Toolkit) -> None:
    advised = [each for each in toolkit.recommendations.values() if each.topic in BARRIERS]

    assert advised
    assert [each.id for each in advised if each.table.by is None] == []


@pytest.mark.parametrize("barrier", BARRIERS)
def test_the_plan_prints_the_day_of_every_line(
    toolkit: Toolkit, profile_of: ProfileOf, barrier: str
) -> None:
    pack = worst(toolkit, profile_of, barrier)
    lines = [each for each in pack.guidance.advice if each.recommendation.topic == barrier]
    printed = pack.under("implementation_plan", PART_OF_PLAN[barrier])

    assert len(WHEN.findall(printed)) > len(lines)
