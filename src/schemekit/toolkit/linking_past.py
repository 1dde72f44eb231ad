"""Whether what the authors wrote of earlier versions fits: old ids, and what is retired."""

from collections.abc import Iterator

from schemekit.errors import Problem, nearest
from schemekit.toolkit.choices import ChoiceQuestion, ChoicesQuestion
from schemekit.toolkit.linking import Places, Unknown
from schemekit.toolkit.questionnaire import Questionnaire
from schemekit.toolkit.questions import Question
from schemekit.toolkit.retired import Retired


def link_past(questionnaire: Questionnaire, places: Places) -> Iterator[Problem]:
    """Old ids that are still in use or used twice, and retired ones that are still asked."""
    taken: dict[str, str] = {}
    for question in questionnaire.questions.values():
        where = f"{places[question.id]}, question {question.id!r}"
        for old in question.aliases:
            if old in questionnaire.questions:
                yield Problem(where, f"its alias {old!r} is a question that is asked.")
            elif old in taken:
                what = f"its alias {old!r} is an alias of {taken[old]!r} too."
                yield Problem(where, what, "Keep it where the meaning went.")
            taken.setdefault(old, question.id)
        yield from _options(question, where)
    for each in questionnaire.retired.values():
        yield from _retired(each, questionnaire)


def _options(question: Question, where: str) -> Iterator[Problem]:
    if not isinstance(question, ChoiceQuestion | ChoicesQuestion):
        return
    names = [each.id for each in question.options]
    for option in question.options:
        for old in option.aliases:
            if old in names:
                yield Problem(where, f"the alias {old!r} of option {option.id!r} is taken.")
            names.append(old)


def _retired(each: Retired, questionnaire: Questionnaire) -> Iterator[Problem]:
    where = f"retired, {each.id!r}"
    question = questionnaire.questions.get(each.id)
    known: list[str] = list(questionnaire.questions)
    if each.option:
        if not isinstance(question, ChoiceQuestion | ChoicesQuestion):
            what, near = "it is no question with options.", nearest(each.id, known)
            yield Unknown(where, what, near, "question", each.id)
            return
        known = [option.id for option in question.options]
        aliases = [old for option in question.options for old in option.aliases]
        if each.option in {*known, *aliases}:
            yield Problem(where, f"its option {each.option!r} can still be chosen.")
    elif question is not None or each.id in questionnaire.renamed:
        yield Problem(where, "it is still asked.", "Take it out of the list, or out of use.")
    if each.instead and each.instead not in known:
        what, near = f"there is no {each.instead!r}.", nearest(each.instead, known)
        yield Unknown(where, what, near, "question", each.instead)
