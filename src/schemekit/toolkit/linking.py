"""Whether everything the authors wrote fits together: names, options, evidence, order."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from schemekit.errors import Problem, nearest
from schemekit.toolkit.choices import ChoiceQuestion, ChoicesQuestion
from schemekit.toolkit.conditions import Expression
from schemekit.toolkit.questionnaire import Questionnaire
from schemekit.toolkit.questions import Question

Places: TypeAlias = dict[str, str]
"""Where each id was written."""


@dataclass(frozen=True, slots=True)
class Unknown(Problem):
    """A name that nobody defined, as far as could be read."""

    kind: str = ""
    """What it should be the name of."""
    name: str = ""


def link_questionnaire(questionnaire: Questionnaire, places: Places) -> Iterator[Problem]:
    """Everything in questions, facts and checks that does not fit."""
    earlier: set[str] = set()
    for question in questionnaire.questions.values():
        where = f"{places[question.id]}, question {question.id!r}"
        yield from _question(question, questionnaire, earlier, where)
        earlier.add(question.id)
    for fact in questionnaire.facts.values():
        where = f"{places[fact.id]}, fact {fact.id!r}"
        yield from link_expression(fact.value, questionnaire, where)
        yield from _cycle(fact.id, questionnaire, where)
    for check in questionnaire.checks:
        where = f"{places[check.id]}, check {check.id!r}"
        yield from link_expression(check.when, questionnaire, where, {"today"})
        for said in (check.message, check.remedy):
            for expression in said.expressions:
                yield from link_expression(expression, questionnaire, where, {"today"})
        yield from unknown(check.questions, questionnaire.questions, "question", where)


def _question(
    question: Question, questionnaire: Questionnaire, earlier: set[str], where: str
) -> Iterator[Problem]:
    written = [question.when] if question.when else []
    if isinstance(question, ChoiceQuestion | ChoicesQuestion):
        own = [each.said_by for each in question.options if each.said_by]
        names = {*questionnaire.questions, *questionnaire.facts}
        yield from unknown(own, names, "question or fact", where)
    match question:
        case ChoiceQuestion() | ChoicesQuestion() if question.default is not None:
            written.append(question.default)
            yield from _default_options(question, question.default, where)
        case _ if isinstance(question.default, Expression):
            written.append(question.default)
        case _ if question.default is not None:
            written += question.default.expressions
        case _:
            pass
    for expression in written:
        yield from link_expression(expression, questionnaire, where)
        for name in _behind(expression.reads, questionnaire) - earlier:
            yield Problem(
                where,
                f"it reads {name!r}, which is not asked before it.",
                "A question may read only earlier questions.",
            )


def _behind(names: Iterable[str], questionnaire: Questionnaire) -> set[str]:
    """The questions that `names` rest on; a fact in a circle is reported elsewhere."""
    found: set[str] = set()
    waiting, seen = list(names), set[str]()
    while waiting:
        name = waiting.pop()
        if name in questionnaire.questions:
            found.add(name)
        elif name in questionnaire.facts and name not in seen:
            seen.add(name)
            waiting += questionnaire.facts[name].value.reads
    return found


def _cycle(fact: str, questionnaire: Questionnaire, where: str) -> Iterator[Problem]:
    waiting, seen = list(questionnaire.facts[fact].value.reads), set[str]()
    while waiting:
        name = waiting.pop()
        if name == fact:
            yield Problem(where, "its formula comes back to itself.", "Take one step out.")
            return
        if name in questionnaire.facts and name not in seen:
            seen.add(name)
            waiting += questionnaire.facts[name].value.reads


def _default_options(
    question: ChoiceQuestion | ChoicesQuestion, default: Expression, where: str
) -> Iterator[Problem]:
    compared = {literal for _, literal in default.options_compared()}
    known = [each.id for each in question.options]
    for literal in default.literals():
        if literal not in known and literal not in compared:
            yield Problem(
                where,
                f"the default {literal!r} is not one of its options.",
                nearest(literal, known),
            )


def link_expression(
    expression: Expression,
    questionnaire: Questionnaire,
    where: str,
    also: Iterable[str] = (),
) -> Iterator[Problem]:
    """Names nobody defines and options nobody offers. `also` holds names known only here."""
    missing = [each for each in sorted(expression.reads) if each not in questionnaire.names]
    if missing:
        known = {*questionnaire.names, *also}
        yield from unknown(missing, known, "question or fact", where)
    for name, literal in expression.options_compared():
        question = questionnaire.questions.get(name)
        if isinstance(question, ChoiceQuestion | ChoicesQuestion):
            options = [each.id for each in question.options]
            if literal not in options:
                remedy = nearest(literal, options) or f"There are {', '.join(options)}."
                yield Problem(where, f"{literal!r} is not an option of {name!r}.", remedy)


def unknown(
    names: Iterable[str], known: Collection[str], kind: str, where: str
) -> Iterator[Problem]:
    """A problem for each of `names` that is not among the `known` ones of its kind."""
    for name in names:
        if name not in known:
            yield Unknown(where, f"there is no {kind} {name!r}.", nearest(name, known), kind, name)
