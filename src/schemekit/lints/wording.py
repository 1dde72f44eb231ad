"""How questions and texts are worded, after the rules of GOV.UK and the NHS for plain writing."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from schemekit.errors import Problem
from schemekit.lints.passages import Passage
from schemekit.lints.rules import QuestionRules, Rules, TextRules, any_of
from schemekit.toolkit.choices import ChoiceQuestion, ChoicesQuestion, Chosen
from schemekit.toolkit.facts import Check
from schemekit.toolkit.options import Option
from schemekit.toolkit.questions import Question

_ADDRESS: Final = re.compile(r"https?://|www\.|@\w")
_SPELT_OUT: Final = re.compile(
    r"\(([A-Z][A-Z&]+)s?\)|(?<![\w-])([A-Z][A-Z&]+)s?(?: means | stands for |(?: \w+)? \()"
)
_ACRONYM: Final = re.compile(r"(?<![\w-])([A-Z][A-Z&]+)s?(?!\w|-\d)")


def question_wording(question: Question, where: str, rules: Rules) -> Iterator[Problem]:
    """What a question says otherwise than the rules ask."""
    yield from _hint(question.help, where, rules.questions)
    words = [question.ask, question.short, question.noun, question.help, question.why]
    if isinstance(question, ChoiceQuestion | ChoicesQuestion):
        words += [each.label for each in question.options]
        yield from _ordered(question, where, rules.questions)
    for text in words:
        yield from _instead(text, rules.questions.banned, where)
        yield from _length(text, where, rules.questions)
    # what an error message is made of, whoever prints it
    yield from _errors(question.noun, where, rules.questions)


def check_wording(check: Check, where: str, rules: Rules) -> Iterator[Problem]:
    """What a message about answers says otherwise than the rules ask."""
    for text in (check.message.source, check.remedy.source):
        yield from _errors(text, where, rules.questions)


def text_wording(passages: Iterable[Passage], rules: TextRules) -> Iterator[tuple[Passage, str]]:
    """Words of a text that are not used here, each with what to write instead."""
    words = {**rules.spelling, **rules.people}
    for passage in passages:
        for run in passage.runs:
            if not run.is_title:
                for problem in _instead(run.text, words, ""):
                    yield passage, f"{problem.what} {problem.remedy}"


def spelt_out(texts: Iterable[str], where: str, rules: TextRules) -> Iterator[Problem]:
    """Acronyms that nobody spells out in what is read before them, each once."""
    known = set(rules.acronyms)
    for text in texts:
        spelt = [each.span() for each in _SPELT_OUT.finditer(text)]
        for each in _ACRONYM.finditer(text):
            is_spelt = any(start <= each.start() < end for start, end in spelt)
            if not is_spelt and each[1] not in known:
                yield Problem(
                    where,
                    f"{each[1]} is not spelt out.",
                    f"Write its words the first time, with ({each[1]}) behind them.",
                )
            known.add(each[1])


def _hint(hint: str, where: str, rules: QuestionRules) -> Iterator[Problem]:
    if len(hint) > rules.hint_length:
        what = f"the hint has {len(hint)} characters, and {rules.hint_length} fit."
        yield Problem(where, what, "Say only what helps most people.")
    if hint.endswith("."):
        yield Problem(where, "the hint ends with a full stop.", "Leave it out.")
    if _ADDRESS.search(hint):
        yield Problem(
            where, "the hint holds a link.", "A hint is not read out as one. Take it out."
        )


def _length(text: str, where: str, rules: QuestionRules) -> Iterator[Problem]:
    for each in re.split(r"(?<=[.?!])\s+", text):
        count = len(each.split())
        if count > rules.sentence_words:
            what = f"a sentence has {count} words: “{each}”"
            yield Problem(where, what, f"At most {rules.sentence_words}: make two of it.")


def _errors(text: str, where: str, rules: QuestionRules) -> Iterator[Problem]:
    for each in any_of(rules.errors).finditer(text):
        what = f"{each[0]!r} stands in words that tell people what to put right."
        yield Problem(where, what, "Say what to do instead.")


def _instead(text: str, words: Mapping[str, str], where: str) -> Iterator[Problem]:
    """Words of a text that are not used, and what is."""
    for each in any_of(tuple(words)).finditer(text):
        found = each[0].lower()
        known = (one for one in words if found.startswith(one.lower().removesuffix("-")))
        word = max(known, key=len)
        begins = words[word].removesuffix("-")
        instead = begins + found[len(word) - 1 :] if begins != words[word] else begins
        yield Problem(where, f"{each[0]!r} is not a word we use.", f"Instead: {instead}.")


def _ordered(question: Chosen, where: str, rules: QuestionRules) -> Iterator[Problem]:
    """Options out of their order: by the alphabet, and those that stand for no other at the end."""
    given = question.order == "given"
    last = [each.exclusive if given else _is_last(each, rules) for each in question.options]
    if last != sorted(last):
        late = next(each.label for each, end in zip(question.options, last, strict=True) if end)
        yield Problem(where, f"the option {late!r} comes before others.", "Put it at the end.")
    if given:
        return
    labels = [each.label for each in question.options if not _is_last(each, rules)]
    for label, right in zip(labels, sorted(labels, key=str.casefold), strict=True):
        if label != right:
            what = f"the option {label!r} stands where the alphabet has {right!r}."
            yield Problem(where, what, 'Sort them, or say order = "given".')
            return


def _is_last(option: Option, rules: QuestionRules) -> bool:
    words = rf"(?:{'|'.join(map(re.escape, rules.last))})\b"
    return option.exclusive or re.match(words, option.label) is not None
