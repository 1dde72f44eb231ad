"""One asking of the questionnaire, as a value: every step returns the next interview.

Nothing here prints, reads a key or touches a file. A terminal, a test, an answers file and a web
page drive the same code. What was once replied is never dropped: a reply to a question that is
hidden by another answer is parked, and counts again when the question comes back.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final, Literal

from schemekit.errors import AnswerError, PresetError, Problem
from schemekit.presets.layers import Held, Layers
from schemekit.toolkit.asked import DEPTHS, Depth
from schemekit.toolkit.conditions import Expression
from schemekit.toolkit.facts import Check
from schemekit.toolkit.phrases import opened, said_plainly
from schemekit.toolkit.questionnaire import Answers, Questionnaire
from schemekit.toolkit.questions import Question, Section
from schemekit.toolkit.values import UNANSWERED, Value

YOU: Final = "you"
COMMAND_LINE: Final = "command line"
NOT_LOOKED_AT: Final = "default, not looked at"
NOT_SURE: Final = "not sure yet"
NOBODY: Final = "not answered"


@dataclass(frozen=True)
class Profile:
    """What an organisation says: every name with its value, and whose word it is."""

    questionnaire: Questionnaire
    held: Mapping[str, Held]
    """Question id to answer, for the questions that apply; the others are not in it."""

    @cached_property
    def scope(self) -> Answers:
        return self.questionnaire.scope({name: held.value for name, held in self.held.items()})

    def __getitem__(self, name: str) -> Value:
        return self.scope[name]

    def shown(self, name: str) -> str:
        """The answer as a person reads it in review; empty where there is none."""
        value = self.scope[name]
        if value is UNANSWERED:
            return ""
        question = self.questionnaire.questions.get(name)
        return question.shown(value) if question else self.questionnaire.facts[name].said(value)

    def holds(self, condition: Expression) -> bool:
        return condition.holds(self.scope)

    def words(self, expression: Expression, *, capital: bool = False) -> str:
        """What `expression` comes to inside a sentence; a marked gap where nobody knows yet."""
        return opened(self._words(expression), capital=capital)

    def _words(self, expression: Expression) -> str:
        value, name = expression.value(self.scope), expression.name
        if value is UNANSWERED:
            gap = self.questionnaire.missing(expression.names, self.scope)
            return f"[to decide: {self.questionnaire.short(gap)}]" if gap else ""
        if name is not None and name in self.questionnaire.questions:
            return self.questionnaire.questions[name].worded(self.scope).said(value)
        if name is not None and name in self.questionnaire.facts:
            return self.questionnaire.facts[name].said(value)
        return said_plainly(value)

    @property
    def open_questions(self) -> tuple[str, ...]:
        """Questions that apply and still need a decision; what may be left empty needs none."""
        return tuple(
            name
            for name, held in self.held.items()
            if held.value is UNANSWERED
            and (self.questionnaire.questions[name].required or held.origin == NOT_SURE)
        )


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a section is."""

    section: Section
    answered: int
    asked: int

    @property
    def state(self) -> Literal["Completed", "In progress", "Not yet started"]:
        if self.answered == self.asked:
            return "Completed"
        return "In progress" if self.answered else "Not yet started"


@dataclass(frozen=True)
class Interview:
    """The questionnaire, what presets say, and what this scheme has replied so far."""

    questionnaire: Questionnaire
    layers: Layers = field(default_factory=Layers)
    depth: Depth = "standard"
    replies: Mapping[str, Held] = field(default_factory=dict)
    """Question id to reply; the value is `UNANSWERED` where the reply was "not sure yet"."""
    at: str | None = None
    """The question that is being looked at, where that is not simply the first open one."""

    @cached_property
    def profile(self) -> Profile:
        """Everything that applies: replies first, then presets, then defaults."""
        answers: dict[str, Value] = {}
        held: dict[str, Held] = {}
        for question in self.questionnaire.questions.values():
            scope = self.questionnaire.scope(answers)
            if question.when is None or question.when.holds(scope):
                held[question.id] = self._held(question, scope)
                answers[question.id] = held[question.id].value
        return Profile(self.questionnaire, held)

    def _held(self, question: Question, scope: Answers) -> Held:
        suggested = self.layers.held.get(question.id)
        if suggested is not None and suggested.lock is not None:
            return suggested
        reply = self.replies.get(question.id)
        if reply is not None:
            return reply
        if suggested is not None:
            return suggested
        default = self._default(question, scope)
        return Held(default, NOBODY if default is UNANSWERED else NOT_LOOKED_AT)

    def default_of(self, question: Question) -> Value:
        """What the toolkit offers where nobody has answered, by the answers that count now."""
        return self._default(question, self.profile.scope)

    @staticmethod
    def _default(question: Question, scope: Answers) -> Value:
        default = question.default_value(scope)
        if default is UNANSWERED:
            return default
        try:
            return question.read(default)
        except AnswerError:
            # a default made of other answers, such as a long name, may not fit
            return UNANSWERED

    @cached_property
    def asked(self) -> tuple[Question, ...]:
        """The questions a person is asked, in order: they apply, and nothing has settled them."""
        return tuple(each for each in self.questionnaire.questions.values() if self._is_asked(each))

    def _is_asked(self, question: Question) -> bool:
        if question.id not in self.profile.held or question.id in self.layers.hidden:
            return False
        if self.layers.lock(question.id) is not None:
            return False
        reply = self.replies.get(question.id)
        if reply is not None:
            return reply.origin != COMMAND_LINE
        return DEPTHS.index(question.depth) <= DEPTHS.index(self.depth)

    @property
    def pending(self) -> Question | None:
        """The question to ask next: the one gone to, else the first without a reply."""
        if self.at is not None:
            return self.questionnaire.questions[self.at]
        return next((each for each in self.asked if each.id not in self.replies), None)

    @property
    def complete(self) -> bool:
        return all(each.id in self.replies for each in self.asked)

    def answered(self, name: str, raw: object, origin: str = YOU) -> "Interview":
        """This interview with `raw` as the reply. Raises `AnswerError`, or `PresetError` if locked.

        A reply that only repeats what a preset suggests keeps the preset as its origin.
        """
        value = self.questionnaire.questions[name].read(raw)
        self._refuse_locked(name, value)
        suggested = self.layers.held.get(name)
        if origin == YOU and suggested is not None and suggested.value == value:
            origin = suggested.origin
        return self._replied(name, Held(value, origin))

    def unsure(self, name: str) -> "Interview":
        """This interview with "not sure yet" as the reply."""
        self._refuse_locked(name, UNANSWERED)
        return self._replied(name, Held(UNANSWERED, NOT_SURE))

    def _replied(self, name: str, reply: Held) -> "Interview":
        return replace(self, replies={**self.replies, name: reply}, at=None)

    def _refuse_locked(self, name: str, value: Value) -> None:
        lock = self.layers.lock(name)
        if lock is None or self.layers.held[name].value == value:
            return
        short, origin = self.questionnaire.short(name), self.layers.held[name].origin
        raise PresetError(
            Problem(
                "",
                f"{short} is locked by the {origin}: {lock}.",
                "To change it, ask the owner to edit the preset, or start without it.",
            )
        )

    def goto(self, name: str) -> "Interview":
        """This interview looking at one question."""
        return replace(self, at=name)

    def following(self, name: str) -> "Interview":
        """This interview looking at the question after `name`, or at none when it was the last."""
        order = list(self.questionnaire.questions)
        later = order[order.index(name) + 1 :]
        asked = {each.id for each in self.asked}
        return replace(self, at=next((each for each in later if each in asked), None))

    def back(self) -> "Interview":
        """This interview looking at the question before; the same when there is none."""
        order = [each.id for each in self.asked]
        here = self.pending.id if self.pending else None
        place = order.index(here) if here in order else len(order)
        return replace(self, at=order[place - 1]) if place else self

    @property
    def progress(self) -> tuple[Progress, ...]:
        return tuple(self._progress())

    def _progress(self) -> Iterator[Progress]:
        for section in self.questionnaire.sections:
            asked = [
                each for each in self.asked if self.questionnaire.section_of[each.id] == section
            ]
            answered = sum(each.id in self.replies for each in asked)
            yield Progress(section, answered, len(asked))

    @property
    def parked(self) -> Mapping[str, Held]:
        """Replies that do not count now because another answer hides their question."""
        return {name: held for name, held in self.replies.items() if name not in self.profile.held}

    def suggestion(self, name: str) -> Held:
        """What stands on the screen to be kept or changed: reply, preset or default."""
        return self.profile.held[name]

    def given(self, depth: Depth) -> "Interview":
        """The same interview at another depth."""
        return replace(self, depth=depth)


def failed_checks(profile: Profile, today: object = UNANSWERED) -> tuple[Check, ...]:
    """The checks whose condition holds, errors first."""
    scope = TodayScope(profile, today)
    failed = [each for each in profile.questionnaire.checks if each.when.holds(scope)]
    return tuple(sorted(failed, key=lambda each: each.level != "error"))


class TodayScope(Mapping[str, "Value"]):
    """A profile's names and `today`, which only checks may read."""

    def __init__(self, profile: Profile, today: object) -> None:
        self._profile = profile
        self._today = today

    def __getitem__(self, name: str) -> Value:
        return self._today if name == "today" else self._profile.scope[name]  # type: ignore[return-value]

    def __iter__(self) -> Iterator[str]:
        yield "today"
        yield from self._profile.scope

    def __len__(self) -> int:
        return len(self._profile.scope) + 1
