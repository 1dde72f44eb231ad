"""Where two or more schemes answer differently, and since which layer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from schemekit.interview.interview import NOBODY, NOT_LOOKED_AT, NOT_SURE, YOU, Interview
from schemekit.presets.layers import Held
from schemekit.toolkit.questions import Question
from schemekit.toolkit.values import UNANSWERED

FROM_FILE: Final = "answers file"
DOES_NOT_APPLY: Final = "does not apply"
_SINCE: Final = {
    YOU: "this scheme",
    FROM_FILE: "this scheme",
    NOT_SURE: "this scheme",
    NOT_LOOKED_AT: "toolkit default",
    NOBODY: "nobody yet",
}
_FOLLOWS: Final = {"toolkit default", "nobody yet", ""}


@dataclass(frozen=True, slots=True)
class Word:
    """What one scheme says, and since which layer; no layer where the question does not apply."""

    shown: str
    since: str


@dataclass(frozen=True, slots=True)
class AnswerDifference:
    """One question that not all schemes answer alike."""

    question: Question
    words: tuple[Word, ...]
    """One for each scheme, in their order."""

    @property
    def follows(self) -> bool:
        """Whether nobody decided it: it follows from other answers, by a default or a condition."""
        return all(each.since in _FOLLOWS for each in self.words)


def differing(interviews: Sequence[Interview]) -> tuple[AnswerDifference, ...]:
    """Every question that is not answered alike, in the order questions are asked."""
    found: list[AnswerDifference] = []
    for question in interviews[0].questionnaire.questions.values():
        held = [each.profile.held.get(question.id) for each in interviews]
        values = [each.value if each else None for each in held]
        if any(each != values[0] for each in values):
            words = tuple(word(question, each) for each in held)
            found.append(AnswerDifference(question, words))
    return tuple(found)


def word(question: Question, held: Held | None) -> Word:
    """An answer as a person reads it, with whose word it is."""
    if held is None:
        return Word(DOES_NOT_APPLY, "")
    if held.value is UNANSWERED:
        return Word("not sure yet" if held.origin == NOT_SURE else "not answered", since(held))
    return Word(" / ".join(question.shown(held.value).splitlines()) or "left empty", since(held))


def since(held: Held) -> str:
    """The layer whose word an answer is."""
    layer = _SINCE.get(held.origin, held.origin)
    return f"{layer}, locked" if held.lock else layer
