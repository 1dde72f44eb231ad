"""Answers made with an earlier version of the questions, carried to the ids of today.

A question or option that was renamed is read under its new id. What is no longer asked is put apart
and told. Nothing is guessed: an answer is never turned into the answer to another question.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias, assert_never

from schemekit.errors import Problem
from schemekit.toolkit.choices import ChoiceQuestion, ChoicesQuestion
from schemekit.toolkit.questionnaire import Questionnaire
from schemekit.toolkit.questions import Question
from schemekit.toolkit.retired import Retired
from schemekit.toolkit.versions import is_newer, is_of_another

_LONGEST: Final = 60
"""Characters of a version that are looked at."""
ChangeKind: TypeAlias = Literal["renamed", "superseded", "retired"]


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one id that is not used any more."""

    kind: ChangeKind
    question: str
    """The id as it was written."""
    option: str = ""
    """The option as it was written; empty where the question itself changed."""
    now: str = ""
    """What it is called now, or what says something like it; empty where nothing does."""
    note: str = ""

    def __str__(self) -> str:
        what = f"the option {self.option!r}" if self.option else f"{self.question!r}"
        match self.kind:
            case "renamed":
                return f"{what} is called {self.now!r} now; the answer is carried over."
            case "superseded":
                return f"{what} is called {self.now!r} now, which is answered too; both are kept."
            case "retired":
                gone = "can no longer be chosen" if self.option else "is no longer asked"
                instead = f" See {self.now!r} instead." if self.now else ""
                note = f" {self.note}" if self.note else ""
                return f"{what} {gone}; the answer is kept, and not used.{instead}{note}"
            case _:
                assert_never(self.kind)


@dataclass(frozen=True, slots=True)
class Carried:
    """Answers under the ids of today, and everything that has none."""

    answers: Mapping[str, Any]
    apart: Mapping[str, Any]
    """Kept as it was written: what is retired, and what nobody knows."""
    changes: tuple[Change, ...]
    unknown: tuple[str, ...]


def carry(written: Mapping[str, Any], questionnaire: Questionnaire) -> Carried:
    """`written` answers, question id to raw value, as the questions of today would have them."""
    answers: dict[str, Any] = {}
    apart: dict[str, Any] = {}
    changes: list[Change] = []
    unknown: list[str] = []
    for name, raw in written.items():
        now = questionnaire.renamed.get(name, name)
        if now not in questionnaire.questions:
            apart[name] = raw
            gone = questionnaire.retired.get((name, ""))
            if gone is None:
                unknown.append(name)
            else:
                changes.append(_retired(gone))
        elif now != name and now in written:
            apart[name] = raw
            changes.append(Change("superseded", name, now=now))
        else:
            if now != name:
                changes.append(Change("renamed", name, now=now))
            kept, left, more = _options(questionnaire.questions[now], raw, questionnaire)
            changes += more
            if left:
                apart[now] = left
            if kept or not left:
                answers[now] = kept
    return Carried(answers, apart, tuple(changes), tuple(unknown))


def _retired(gone: Retired) -> Change:
    return Change("retired", gone.id, gone.option, gone.instead, gone.note)


def _options(
    question: Question, raw: Any, questionnaire: Questionnaire
) -> tuple[Any, Any, list[Change]]:
    """The part of an answer that can still be chosen, the part that cannot, and what changed."""
    if not isinstance(question, ChoiceQuestion | ChoicesQuestion):
        return raw, None, []
    written = raw if isinstance(raw, list) else [raw]
    aliases = {old: option.id for option in question.options for old in option.aliases}
    changes = [
        Change("renamed", question.id, each, aliases[each])
        for each in written
        if isinstance(each, str) and each in aliases
    ]
    gone = [each for each in written if (question.id, str(each)) in questionnaire.retired]
    if not gone:
        return raw, None, changes
    changes += [_retired(questionnaire.retired[question.id, str(each)]) for each in gone]
    if not isinstance(raw, list):
        return None, raw, changes
    return [each for each in raw if each not in gone], gone, changes


def renamed(names: Iterable[str], questionnaire: Questionnaire) -> Iterator[str]:
    """Each of `names` as it is called now."""
    return (questionnaire.renamed.get(each, each) for each in names)


def version_notices(where: str, version: str, questionnaire: Questionnaire) -> Iterator[Problem]:
    """What to tell of a file that was written for the questions of `version`."""
    ours, version = questionnaire.toolkit, version[:_LONGEST]
    if is_of_another(version, ours):
        what = f"it was made for another toolkit, {version}; this one is {ours}."
        yield Problem(where, what, "What does not fit is kept, and not used.")
    elif is_newer(version, ours):
        what = f"it was made with a newer toolkit, {version}; this one is {ours}."
        yield Problem(where, what, "What this one does not know is kept, and not used.")


def new_since(version: str, questionnaire: Questionnaire) -> tuple[Question, ...]:
    """The questions that nobody could have answered in `version`, in the order they are asked."""
    toolkit = questionnaire.toolkit.rpartition("/")[0]
    return tuple(
        each
        for each in questionnaire.questions.values()
        if each.since and version and is_newer(f"{toolkit}/{each.since}", version)
    )


def format_problem(where: str, written: object, ours: str) -> Problem:
    """Why a file of the format `written` cannot be read, where it should be `ours`."""
    name, _, version = ours.partition("/")
    newer = re.fullmatch(rf"{re.escape(name)}/(\d{{1,6}})", str(written))
    if newer and int(newer[1]) > int(version):
        what = f"it was written by a newer schemekit: its format is {written}, not {ours}."
        return Problem(
            f"{where}, line 1", what, "Install the newer schemekit; nothing was changed."
        )
    what = f"the format is not {ours!r}."
    return Problem(
        f"{where}, line 1", what, "It may be another file, or made by a newer schemekit."
    )
