"""What the toolkit advises this organisation, and because of which answers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from schemekit.interview.interview import Profile
from schemekit.toolkit.recommendations import Recommendation
from schemekit.toolkit.values import UNANSWERED


@dataclass(frozen=True, slots=True)
class Reason:
    """One answer that brought a recommendation in: the question, and the answer in words."""

    question: str
    short: str
    answer: str

    def __str__(self) -> str:
        return f"{self.short}: {self.answer}"


@dataclass(frozen=True, slots=True)
class Advice:
    """One recommendation that applies, and why."""

    recommendation: Recommendation
    because: tuple[Reason, ...]
    """Empty where the recommendation holds for every scheme."""

    @property
    def why(self) -> str:
        """Why you got this, as one sentence."""
        if not self.because:
            return "This is for every scheme."
        return f"You said: {'; '.join(str(each) for each in self.because)}."


@dataclass(frozen=True, slots=True)
class Guidance:
    """All advice that applies, in the order it was written."""

    advice: tuple[Advice, ...]

    def about(self, topic: str) -> tuple[Advice, ...]:
        return tuple(each for each in self.advice if each.recommendation.topic == topic)


def advise(recommendations: Iterable[Recommendation], profile: Profile) -> Guidance:
    """The recommendations whose condition holds for `profile`."""
    return Guidance(
        tuple(
            Advice(each, _because(each, profile))
            for each in recommendations
            if each.table.when is None or each.table.when.holds(profile.scope)
        )
    )


def _because(recommendation: Recommendation, profile: Profile) -> tuple[Reason, ...]:
    if recommendation.table.when is None:
        return ()
    names = recommendation.table.when.because(profile.scope)
    questions = dict.fromkeys(
        question for name in names for question in profile.questionnaire.answers_behind(name)
    )
    return tuple(reasons(questions, profile))


def reasons(questions: Mapping[str, None] | Sequence[str], profile: Profile) -> Iterator[Reason]:
    """The answers to `questions`, in words; a gap says that it is one."""
    for question in questions:
        if question not in profile.held:
            continue
        value = profile[question]
        answer = "not sure yet" if value is UNANSWERED else profile.shown(question)
        yield Reason(question, profile.questionnaire.short(question), answer)
