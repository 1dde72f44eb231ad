"""A question as a sheet: what is suggested, what was kept, and what cannot be read."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never

from schemekit.errors import AnswerError
from schemekit.interview import wording
from schemekit.interview.interview import NOT_LOOKED_AT, NOT_SURE, YOU, Interview
from schemekit.interview.sheets import (
    MORE,
    NOT_SURE_ROW,
    Head,
    Picking,
    Row,
    Sheet,
    Ticking,
    Writing,
)
from schemekit.toolkit.choices import ChoiceQuestion, ChoicesQuestion
from schemekit.toolkit.questions import Question
from schemekit.toolkit.short_answers import DateQuestion, NumberQuestion, YesNoQuestion
from schemekit.toolkit.values import UNANSWERED, Value
from schemekit.toolkit.written import EmailQuestion, ProseQuestion, TextQuestion


@dataclass(frozen=True, slots=True)
class Moment:
    """A question at the moment it is put: the interview, and what the conversation remembers."""

    interview: Interview
    question: Question
    explain: Callable[[], str]
    draft: str | None = None
    alert: str = ""
    may_go_back: bool = True
    may_check: bool = False

    @property
    def standing(self) -> Value:
        """What a person replied or a preset suggests; a default stands nowhere, it is offered."""
        held = self.interview.suggestion(self.question.id)
        return UNANSWERED if held.origin == NOT_LOOKED_AT else held.value

    @property
    def standing_in_words(self) -> str:
        value = self.standing
        return "" if value is UNANSWERED else self.question.shown(value)

    @property
    def offer(self) -> str:
        """The default in words, where Enter alone takes it."""
        held = self.interview.suggestion(self.question.id)
        if held.origin != NOT_LOOKED_AT or held.value is UNANSWERED:
            return ""
        return self.question.shown(held.value)

    @property
    def was_unsure(self) -> bool:
        return self.interview.suggestion(self.question.id).origin == NOT_SURE


def sheet(moment: Moment) -> Sheet:
    """The sheet that asks the question."""
    question = moment.question
    match question:
        case TextQuestion() | ProseQuestion() | NumberQuestion() | DateQuestion() | EmailQuestion():
            return _writing(moment)
        case YesNoQuestion():
            rows = (Row("Yes", "yes"), Row("No", "no"))
            return _picking(moment, (*rows, *_unsure_rows(question)))
        case ChoiceQuestion():
            return _picking(moment, (*_option_rows(question), *_unsure_rows(question)))
        case ChoicesQuestion():
            return _ticking(moment, question)
        case _:
            assert_never(question)


def _head(moment: Moment, offer: str = "") -> Head:
    return Head(
        title=wording.title(moment.question),
        place=wording.place(moment.interview, moment.question),
        hint=moment.question.help,
        above=tuple(wording.locked_before(moment.interview, moment.question)),
        notes=tuple(_notes(moment, offer)),
        alert=moment.alert,
        explain=moment.explain,
        may_go_back=moment.may_go_back,
        may_check=moment.may_check,
    )


def _notes(moment: Moment, offer: str) -> Iterator[str]:
    held = moment.interview.suggestion(moment.question.id)
    if moment.draft is not None:
        yield wording.KEPT_DRAFT
    elif moment.standing is not UNANSWERED and held.origin != YOU:
        yield f"Suggested by the {held.origin}. Press Enter to keep it."
    elif moment.was_unsure:
        yield f"Your answer now: {wording.SAID_UNSURE}. Press Enter to keep it."
    elif offer:
        yield f"Press Enter for {offer}."


def _writing(moment: Moment) -> Writing:
    question, unsure = moment.question, moment.question.unsure

    def wrong(raw: str) -> str:
        if unsure and wording.means_unsure(raw):
            return ""
        enter_serves = moment.was_unsure or bool(moment.offer)
        return "" if enter_serves and not raw.strip() else _unreadable(question, raw)

    standing = moment.standing_in_words
    return Writing(
        head=_head(moment, moment.offer),
        wrong=wrong,
        start=standing if moment.draft is None else moment.draft,
        lines=isinstance(question, ProseQuestion),
        unsure=unsure,
        how=wording.how(question),
    )


def _unreadable(question: Question, raw: object) -> str:
    """Why `raw` is no answer; empty where it is one."""
    try:
        question.read(raw)
    except AnswerError as wrong:
        return str(wrong)
    return ""


def _picking(moment: Moment, rows: tuple[Row, ...]) -> Picking:
    known = {each.id for each in rows if each.id}
    start = NOT_SURE_ROW if moment.was_unsure else moment.draft or _row_of(moment.standing)
    return Picking(
        head=_head(moment),
        rows=rows,
        missing=_unreadable(moment.question, ""),
        start=start if start in known else "",
    )


def _row_of(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else ""


def _option_rows(question: ChoiceQuestion | ChoicesQuestion) -> Iterator[Row]:
    """The options, with “or” before those that stand alone at the end."""
    for place, option in enumerate(question.options):
        last = all(each.exclusive for each in question.options[place:])
        if last and place and not question.options[place - 1].exclusive:
            yield Row("or")
        yield Row(option.label, option.id, alone=option.exclusive)


def _unsure_rows(question: Question) -> Iterator[Row]:
    if not question.unsure:
        return
    options = question.options if isinstance(question, ChoiceQuestion | ChoicesQuestion) else ()
    if not options or not options[-1].exclusive:
        yield Row("or")
    yield Row(wording.UNSURE_LABEL, NOT_SURE_ROW, alone=True)


def _ticking(moment: Moment, question: ChoicesQuestion) -> Ticking:
    rows = (*_option_rows(question), *_unsure_rows(question))
    known = {each.id for each in rows if each.id}
    given = moment.standing if isinstance(moment.standing, tuple) else ()
    if moment.was_unsure:
        given = (NOT_SURE_ROW,)
    kept = given if moment.draft is None else tuple(moment.draft.split(MORE))
    return Ticking(
        head=_head(moment),
        rows=rows,
        wrong=lambda raw: _cannot_tick(question, raw),
        ticked=tuple(each for each in kept if each in known),
    )


def _cannot_tick(question: ChoicesQuestion, raw: Sequence[str]) -> str:
    if NOT_SURE_ROW not in raw:
        return _unreadable(question, tuple(raw))
    if len(raw) == 1:
        return ""
    return f"Select {question.noun}, or select ‘{wording.UNSURE_LABEL}’ on its own."
