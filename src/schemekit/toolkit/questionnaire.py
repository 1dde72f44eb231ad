"""All questions, facts and checks: what an interview needs, and nothing of the documents."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from schemekit.document.memory import exact
from schemekit.toolkit.evaluation import Scope
from schemekit.toolkit.facts import Check, Fact
from schemekit.toolkit.questions import Question, Section
from schemekit.toolkit.retired import Retired
from schemekit.toolkit.values import UNANSWERED, Value


@dataclass(frozen=True)
class Questionnaire:
    """The questions in asking order, with what is worked out from their answers."""

    toolkit: str
    """Id and version of the toolkit, e.g. `mentoring/2026.11`."""
    sections: tuple[Section, ...]
    section_of: Mapping[str, Section]
    questions: Mapping[str, Question]
    facts: Mapping[str, Fact]
    checks: tuple[Check, ...]
    renamed: Mapping[str, str] = field(default_factory=dict)
    """Ids that questions had in earlier versions, and what they are called now."""
    retired: Mapping[tuple[str, str], Retired] = field(default_factory=dict)
    """What is no longer asked, by question and option; no option where the question is gone."""

    @cached_property
    def names(self) -> frozenset[str]:
        """Everything that can be read: questions and facts."""
        return frozenset((*self.questions, *self.facts))

    def of_section(self, section: Section) -> tuple[Question, ...]:
        return tuple(
            each for each in self.questions.values() if self.section_of[each.id] == section
        )

    def scope(self, answers: Mapping[str, Value]) -> "Answers":
        """`answers` with every fact worked out on demand."""
        return Answers(self, answers)

    def short(self, name: str) -> str:
        """The label of a question or fact."""
        question = self.questions.get(name)
        return question.short if question else self.facts[name].short

    def answers_behind(self, name: str) -> Iterator[str]:
        """The questions that `name` rests on: itself, or those its formula reads."""
        if name in self.questions:
            yield name
        elif name in self.facts:
            for each in sorted(self.facts[name].value.reads):
                yield from self.answers_behind(each)

    def missing(self, names: Iterable[str], scope: Scope) -> str | None:
        """The first unanswered question that `names` rest on; None where none is."""
        behind = (each for name in names for each in self.answers_behind(name))
        return next((each for each in behind if scope[each] is UNANSWERED), None)

    def options_behind(self, name: str) -> Iterator[tuple[str, str]]:
        """The (question, option) pairs that a fact’s formula compares, at any remove."""
        if name in self.facts:
            formula = self.facts[name].value
            yield from formula.options_compared()
            for each in sorted(formula.reads):
                yield from self.options_behind(each)


class Exact(dict[str, Hashable]):
    """Each name's value as one of a key, worked out when first asked for."""

    def __init__(self, answers: "Answers") -> None:
        super().__init__()
        self._answers = answers

    def __missing__(self, name: str) -> Hashable:
        self[name] = found = exact(self._answers[name])
        return found


class Answers(Mapping[str, "Value"]):
    """What every name of the questionnaire comes to; a fact is worked out when first read."""

    def __init__(self, questionnaire: Questionnaire, answers: Mapping[str, Value]) -> None:
        self._questionnaire = questionnaire
        self._answers = answers
        self._facts: dict[str, Value] = {}
        self._given: dict[tuple[str, Value], Answers] = {}
        self.exact = Exact(self)

    def __getitem__(self, name: str) -> Value:
        if name in self._questionnaire.questions:
            return self._answers.get(name, UNANSWERED)
        if name not in self._facts:
            self._facts[name] = self._questionnaire.facts[name].value.value(self._scope)
        return self._facts[name]

    def given(self, name: str, value: Value) -> "Answers":
        """The same with another answer to one question; asked again, the very same."""
        found = self._given.get((name, value))
        if found is None:
            found = Answers(self._questionnaire, {**self._answers, name: value})
            self._given[name, value] = found
        return found

    @property
    def _scope(self) -> Scope:
        return self

    def __iter__(self) -> Iterator[str]:
        yield from self._questionnaire.questions
        yield from self._questionnaire.facts

    def __len__(self) -> int:
        return len(self._questionnaire.questions) + len(self._questionnaire.facts)
