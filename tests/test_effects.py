"""Every answer of the quick route changes the pack by more than the place that prints it.

An option is held against a phantom: one more option of the same question that nothing in the
content knows. Labels are blanked out, so what is left to differ is what the toolkit says because
of the answer.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import combinations
from typing import Any, Final

import pytest
from tests.conftest import ProfileOf
from tests.reading import texts

from schemekit import resources
from schemekit.assembly.together import assemble_together
from schemekit.guidance import Advice, Guidance, advise
from schemekit.interview.interview import Interview, Profile
from schemekit.making import documents_of
from schemekit.presets import files
from schemekit.presets.layers import stack
from schemekit.toolkit.choices import ChoiceQuestion, ChoicesQuestion
from schemekit.toolkit.effects import effect_of, effects
from schemekit.toolkit.loading import load_questionnaire
from schemekit.toolkit.options import Option
from schemekit.toolkit.questionnaire import Questionnaire
from schemekit.toolkit.questions import Question
from schemekit.toolkit.short_answers import DateQuestion, NumberQuestion, YesNoQuestion
from schemekit.toolkit.toolkit import Toolkit
from schemekit.toolkit.values import said_date, said_number

BLANK: Final = "▢"
PHANTOMS: Final = ("phantom", "another_phantom")
PHANTOM: Final = PHANTOMS[0]
Said = frozenset[tuple[str, str]]
"""What a pack says: document and block, each once."""

QUESTIONNAIRE = load_questionnaire([resources.templates()])
QUICK = [each for each in QUESTIONNAIRE.questions.values() if each.depth == "quick"]

ANSWERED: Final[Mapping[str, Any]] = {
    "organisation_name": "Acme NHS Trust",
    "lead_name": "Director of medical education",
    "sponsor_name": "Medical director",
    "contact_email": "mentoring@acme.example.org",
    "launch_date": date(2027, 9, 6),
    "evidence_of_need": "Our own survey of 2026.",
    "known_gap": "local_data",
    "other_measures": ["exam_support"],
    "time_severity": "real",
    "time_causes": ["travel"],
    "funding_severity": "real",
    "funding_causes": ["one_off_money"],
    "visibility_severity": "real",
    "visibility_causes": ["not_known"],
    "other_severity": "real",
    "other_causes": ["digital"],
    "pack_size": "full",
}
"""Nothing is left open, so that no gap that comes or goes can count as an effect.

The pack is the full one, whatever else is answered."""

VISIBLE: Final[Mapping[str, Any]] = {
    "access_rule": "held_places",
    "aims": ["attainment_gap", "inclusive_culture"],
    "barriers": ["time", "funding", "visibility", "other"],
    "scheme_types": ["traditional", "reverse"],
    "staff_groups": ["doctors_in_training", "consultants"],
    "target_groups": ["women", "imgs"],
    "software": "existing_platform",
    "matching": "coordinator_matches",
    "launch_event": True,
    "partners": True,
    "partner_names": "North and South",
    "busy_from": date(2027, 12, 1),
    "busy_to": date(2028, 1, 5),
    "gap_measures": ["exam_results"],
    "outcomes_tracked": ["belonging"],
    "cash_available": 100,
    "mentor_rate": 60,
    "coordinator_rate": 20,
    "coordinator_name": "Jo Bell",
    "escalation_contact": "Sam Hill",
    "never_match": ["line_manager"],
    "confidentiality_exceptions": ["serious_harm", "safeguarding"],
    "evidence_shown": "full_appendix",
    "time_paid": "mixed_backfill",
    "funding_causes": ["no_platform"],
    "mentees": 150,
    "local_figures": "Our own figures.",
    "after_the_end": "extend_once",
    "champions": 4,
    "ethnicity_term": "term_own",
    "own_ethnicity_term": "colleagues of colour",
}
"""Answers beside those, under which every question is asked."""
INSTEAD_OF: Final[Mapping[str, Mapping[str, Any]]] = {
    "algorithm_role": {"matching": "algorithm"},
    "storage_place": {"software": "spreadsheet"},
}
"""Questions asked only where another of those is answered otherwise."""
ONLY_WORDS: Final = {"ethnicity_term"}
"""Questions whose options are other words for the same thing, and change nothing else."""

COMPANIONS: Final[Mapping[str, str]] = {
    "staff_groups": "college_members",
    "aims": "inclusive_culture",
    "target_groups": "another_group",
    "barriers": "visibility",
    "scheme_types": "traditional",
}
"""The option that each other one is chosen beside; it is held against another itself."""
INSTEAD: Final[Mapping[str, str]] = {
    "staff_groups": "managers_admin",
    "aims": "cpd",
    "target_groups": "women",
    "barriers": "other",
    "scheme_types": "buddy",
}


# ── Saying a pack with one question's labels blanked out ────────────────────────────────────────


def with_blank_labels(questionnaire: Questionnaire, names: Iterable[str]) -> Questionnaire:
    """The questionnaire with every label of these questions blank, and phantom options."""
    questions: dict[str, Question] = dict(questionnaire.questions)
    for name in names:
        question = questions[name]
        if isinstance(question, ChoiceQuestion | ChoicesQuestion):
            blank = {"label": BLANK, "in_text": BLANK, "said_by": None}
            options = tuple(each.model_copy(update=blank) for each in question.options)
            phantoms = (Option(id=each, label=BLANK, in_text=BLANK) for each in PHANTOMS)
            questions[name] = question.model_copy(update={"options": (*options, *phantoms)})
    return replace(questionnaire, questions=questions)


def labels(*questions: Question) -> tuple[str, ...]:
    """Every label of these questions and the words it has in a sentence, the longest first."""
    chosen = (each for each in questions if isinstance(each, ChoiceQuestion | ChoicesQuestion))
    options = (option for each in chosen for option in each.options)
    written = {words for each in options for words in (each.label, each.in_text) if words}
    return tuple(sorted(written, key=lambda each: (-len(each), each)))


@cache
def blanked(text: str, words: tuple[str, ...]) -> str:
    """`text` without these words, and without telling how many of them stood in a list."""
    text = _any_of(words).sub(BLANK, text)
    return re.sub(rf"{BLANK}(?:(?:,|;| and| or)+ {BLANK})+", BLANK, text)


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    found = "|".join(map(re.escape, words)) or BLANK
    return re.compile(rf"(?<!\w)(?:{found})(?!\w)", re.IGNORECASE)


def said_by(toolkit: Toolkit, profile: Profile, words: tuple[str, ...], *only: str) -> Said:
    """Every block of the pack that says anything beside `words`; reasons given do not count."""
    advised = advise(toolkit.recommendations.values(), profile).advice
    return _said_by(toolkit, profile, without_reasons(advised), words, *only)


def without_reasons(advised: Iterable[Advice]) -> Guidance:
    return Guidance(tuple(replace(each, because=()) for each in advised))


def _said_by(
    toolkit: Toolkit, profile: Profile, guidance: Guidance, words: tuple[str, ...], *only: str
) -> Said:
    chosen = documents_of(toolkit, profile)
    inside = {each.id for each in chosen}
    documents = assemble_together(
        [each for each in chosen if not only or each.id in only],
        toolkit,
        profile,
        guidance,
        inside,
    )
    said = frozenset(
        (each.id, blanked(text, words)) for each in documents for text in texts(each.content)
    )
    return frozenset(each for each in said if re.search(r"\w", each[1]))


class Pack:
    """What one pack says, each document made when it is first looked at."""

    def __init__(self, toolkit: Toolkit, profile: Profile, words: tuple[str, ...]) -> None:
        self.toolkit, self.profile, self.words = toolkit, profile, words
        advised = advise(toolkit.recommendations.values(), profile).advice
        self.guidance = without_reasons(advised)
        self.documents = [each.id for each in documents_of(toolkit, profile)]
        self.made: dict[str, Said] = {}

    def document(self, name: str) -> Said:
        if name not in self.made:
            self.made[name] = _said_by(self.toolkit, self.profile, self.guidance, self.words, name)
        return self.made[name]

    def differs(self, other: "Pack") -> bool:
        """Whether one has a document more, or a document reads differently."""
        return self.documents != other.documents or any(
            self.document(each) != other.document(each) for each in self.documents
        )


class Packs:
    """The packs of one organisation, made once for each answer to each question."""

    def __init__(self, toolkit: Toolkit) -> None:
        self.toolkit = toolkit
        found = files.chain(("nhs-trust",), (resources.presets(),))
        self.layers = stack(toolkit.questionnaire, files.layers_of(found))
        self.made: dict[str, Pack] = {}

    def said(self, question: str, answer: object, *words: str) -> Pack:
        """What the pack says under this answer, without the question's labels and `words`."""
        key = f"{question} = {answer} without {words}"
        if key not in self.made:
            own = labels(self.toolkit.questionnaire.questions[question])
            self.made[key] = Pack(*self._answered(question, answer), (*own, *words))
        return self.made[key]

    def _answered(self, question: str, answer: object) -> tuple[Toolkit, Profile]:
        questionnaire = with_blank_labels(self.toolkit.questionnaire, [question])
        toolkit = replace(self.toolkit, questionnaire=questionnaire)
        return toolkit, self._profile(questionnaire, {**ANSWERED, question: answer})

    def _profile(self, questionnaire: Questionnaire, answers: Mapping[str, object]) -> Profile:
        interview = Interview(questionnaire, self.layers, "full")
        for name, raw in answers.items():
            interview = interview.answered(name, raw)
        return interview.profile

    def touched(self, question: str, answer: object, *words: str) -> Said:
        """As `said`, with every question asked; only documents that can depend on the answer."""
        questionnaire = with_blank_labels(self.toolkit.questionnaire, [question])
        toolkit = replace(self.toolkit, questionnaire=questionnaire)
        only = [each.document.id for each in effects(self.toolkit, question)]
        visible = {**ANSWERED, **VISIBLE, **INSTEAD_OF.get(question, {})}
        profile = self._profile(questionnaire, {**visible, question: answer})
        assert question in profile.held, f"{question} is not asked"
        own = labels(self.toolkit.questionnaire.questions[question])
        return said_by(toolkit, profile, (*own, *words), *only) if only else frozenset()


@pytest.fixture(scope="session")
def packs(toolkit: Toolkit) -> Packs:
    return Packs(toolkit)


# ── The quick route, option by option ───────────────────────────────────────────────────────────

CHOICES = [
    (question.id, option.id)
    for question in QUICK
    if isinstance(question, ChoicesQuestion)
    for option in question.options
]
CHOICE = [each.id for each in QUICK if isinstance(each, ChoiceQuestion | YesNoQuestion)]
NUMBERS = [each.id for each in QUICK if isinstance(each, NumberQuestion)]
DATES = [each.id for each in QUICK if isinstance(each, DateQuestion)]


def test_every_quick_question_with_options_is_held_against_a_companion() -> None:
    assert {name for name, _ in CHOICES} == set(COMPANIONS) == set(INSTEAD)


@pytest.mark.parametrize(("question", "option"), CHOICES, ids=[f"{q}-{o}" for q, o in CHOICES])
def test_an_option_that_is_ticked_changes_what_the_pack_says(
    packs: Packs, question: str, option: str
) -> None:
    companion = COMPANIONS[question] if option != COMPANIONS[question] else INSTEAD[question]
    asked = QUESTIONNAIRE.questions[question]
    assert isinstance(asked, ChoicesQuestion)
    alone = asked.option(option).exclusive

    with_it = packs.said(question, [option] if alone else [companion, option])
    without = packs.said(question, [PHANTOM] if alone else [companion, PHANTOM])

    assert with_it.differs(without), f"{question}: {option} changes only the places that print it"


@pytest.mark.parametrize("question", CHOICE)
def test_each_option_of_a_choice_makes_a_pack_of_its_own(packs: Packs, question: str) -> None:
    said = {each: packs.said(question, each) for each in answers_of(question)}
    alike = [pair for pair in combinations(said, 2) if not said[pair[0]].differs(said[pair[1]])]

    assert alike == [], f"{question}: these options make the same pack"


def answers_of(question: str) -> Sequence[object]:
    asked = QUESTIONNAIRE.questions[question]
    if isinstance(asked, ChoiceQuestion):
        return [each.id for each in asked.options]
    return (True, False)


@pytest.mark.parametrize("question", NUMBERS)
def test_a_number_changes_a_sum_a_date_or_advice(packs: Packs, question: str) -> None:
    small, large = 17, 23
    own = [said_number(small), said_number(large)]

    assert packs.said(question, small, *own).differs(packs.said(question, large, *own))


@pytest.mark.parametrize("question", DATES)
def test_a_date_changes_other_dates(packs: Packs, question: str) -> None:
    early, late = date(2027, 9, 6), date(2027, 11, 1)
    own = [said_date(early), said_date(late)]

    assert packs.said(question, early, *own).differs(packs.said(question, late, *own))


@pytest.mark.parametrize("question", COMPANIONS)
def test_options_that_nothing_knows_cannot_be_told_apart(packs: Packs, question: str) -> None:
    """The measure itself: without it every option would seem to have an effect."""
    one, other = ([COMPANIONS[question], each] for each in PHANTOMS)

    assert not packs.said(question, one).differs(packs.said(question, other))


# ── Every other question ────────────────────────────────────────────────────────────────────────

# Some hundred packs, so .ci/validate runs these.
# What picks single documents is held in test_sizes.py.
LATER = [
    each
    for each in QUESTIONNAIRE.questions.values()
    if each.depth != "quick" and getattr(each, "options_from", None) is None
]
LATER_CHOICES = [
    (question.id, option.id)
    for question in LATER
    if isinstance(question, ChoicesQuestion)
    for option in question.options
]
LATER_CHOICE = [
    each.id
    for each in LATER
    if isinstance(each, ChoiceQuestion | YesNoQuestion) and each.id not in ONLY_WORDS
]
LATER_DATES = [each.id for each in LATER if isinstance(each, DateQuestion)]
LATER_NUMBERS = [each.id for each in LATER if isinstance(each, NumberQuestion)]


@pytest.mark.validated
@pytest.mark.parametrize(("question", "option"), LATER_CHOICES)
def test_an_option_of_a_later_question_changes_what_the_pack_says(
    packs: Packs, question: str, option: str
) -> None:
    asked = QUESTIONNAIRE.questions[question]
    assert isinstance(asked, ChoicesQuestion)
    beside = [each.id for each in asked.options if not each.exclusive and each.id != option][:1]
    alone = asked.option(option).exclusive

    with_it = packs.touched(question, [option] if alone else [*beside, option])
    without = packs.touched(question, [PHANTOM] if alone else [*beside, PHANTOM])

    assert with_it != without, f"{question}: {option} changes nothing but the places that print it"


@pytest.mark.validated
@pytest.mark.parametrize("question", LATER_CHOICE)
def test_each_option_of_a_later_choice_makes_a_pack_of_its_own(packs: Packs, question: str) -> None:
    said = {each: packs.touched(question, each) for each in answers_of(question)}
    alike = [pair for pair in combinations(said, 2) if said[pair[0]] == said[pair[1]]]

    assert alike == [], f"{question}: these options make the same pack"


@pytest.mark.validated
@pytest.mark.parametrize("question", LATER_NUMBERS)
def test_a_number_of_a_later_question_stands_in_the_pack(packs: Packs, question: str) -> None:
    asked = QUESTIONNAIRE.questions[question]
    assert isinstance(asked, NumberQuestion)
    least = max(int(asked.min or 0), 3)

    assert packs.touched(question, least) != packs.touched(question, least + 2)


@pytest.mark.validated
@pytest.mark.parametrize("question", LATER_DATES)
def test_a_date_of_a_later_question_stands_in_the_pack(packs: Packs, question: str) -> None:
    early, late = date(2027, 12, 6), date(2028, 1, 4)

    assert packs.touched(question, early) != packs.touched(question, late)


@pytest.mark.validated
@pytest.mark.parametrize("question", [each.id for each in LATER if each.kind in {"text", "prose"}])
def test_words_typed_for_a_later_question_stand_in_the_pack(packs: Packs, question: str) -> None:
    assert packs.touched(question, "Zanzibar") != packs.touched(question, "Timbuktu")


# ── Presets ─────────────────────────────────────────────────────────────────────────────────────

HANDBOOK: Final = "handbook"
PRESETS = sorted(files.available([resources.presets()]))


def handbook_of(toolkit: Toolkit, profile_of: ProfileOf, *presets: str) -> Said:
    """The handbook with all names alike and every label of every question blanked out."""
    names = {name: raw for name, raw in ANSWERED.items() if name.endswith(("name", "email"))}
    profile = profile_of(*presets, scheme_name="The scheme", **names)
    everything = labels(*toolkit.questionnaire.questions.values())
    return said_by(toolkit, profile, everything, HANDBOOK)


@pytest.fixture(scope="session")
def handbooks(toolkit: Toolkit, profile_of: ProfileOf) -> dict[str, Said]:
    return {each: handbook_of(toolkit, profile_of, each) for each in PRESETS}


@pytest.mark.parametrize(("one", "other"), list(combinations(PRESETS, 2)))
def test_two_presets_make_handbooks_that_differ_in_ten_paragraphs(
    handbooks: dict[str, Said], one: str, other: str
) -> None:
    only_one = handbooks[one] - handbooks[other]
    only_other = handbooks[other] - handbooks[one]

    assert max(len(only_one), len(only_other)) >= 10


def test_short_of_time_and_money_make_the_same_handbook_in_either_order(
    toolkit: Toolkit, profile_of: ProfileOf
) -> None:
    one = handbook_of(toolkit, profile_of, "nhs-trust", "time-poor", "no-budget")
    other = handbook_of(toolkit, profile_of, "nhs-trust", "no-budget", "time-poor")

    assert one == other


def test_the_help_calls_documents_by_their_titles(toolkit: Toolkit) -> None:
    said = effect_of(toolkit, "deputy_name")

    assert "“Hand-over note” (" in said
    assert "“Risk register” (1 place)" in said


def test_the_help_of_what_decides_on_all_documents_says_just_that(toolkit: Toolkit) -> None:
    assert effect_of(toolkit, "pack_size") == "This answer decides which documents you get."
    assert effect_of(toolkit, "evidence_shown").startswith("This answer changes whether you get")


def test_documents_are_offered_by_number_and_title(toolkit: Toolkit) -> None:
    offered = toolkit.questionnaire.questions["documents_added"]
    assert isinstance(offered, ChoicesQuestion)
    labels = {each.id: each.label for each in offered.options}

    assert labels["handover_note"] == "28 Hand-over note"
    assert labels["handbook"] == "02 Scheme handbook"
    assert set(labels) == {*toolkit.documents, *toolkit.workbooks}
