"""What the toolkit advises this organisation, and because of which answers."""

from collections.abc import Collection, Iterable, Iterator
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
            return "This stands in every pack."
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
    when = recommendation.table.when
    if when is None:
        return ()
    names = when.because(profile.scope)
    questionnaire = profile.questionnaire
    behind = [each for name in names for each in questionnaire.answers_behind(name)]
    named = set(when.options_compared())
    for name in names:
        named |= set(questionnaire.options_behind(name))
    return tuple(reasons(dict.fromkeys(behind), profile, named))


def reasons(
    questions: Iterable[str], profile: Profile, named: Collection[tuple[str, str]] = ()
) -> Iterator[Reason]:
    """The answers to `questions` in words; of many options only the `named` ones that were chosen.

    A gap says that it is one.
    """
    for name in questions:
        if name not in profile.held:
            continue
        question, value = profile.questionnaire.questions[name], profile[name]
        if isinstance(value, tuple):
            value = tuple(each for each in value if (name, each) in named) or value
        answer = "not sure yet" if value is UNANSWERED else question.shown(value)
        yield Reason(name, question.short, answer)
