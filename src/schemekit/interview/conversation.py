"""The interview as a conversation: what follows upon what, whichever front end speaks.

Every reply is saved before the next question is put. Where saving fails, the question stays on
the screen with what was typed, and can be tried again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import assert_never

from schemekit.errors import AnswersError, SchemekitError
from schemekit.interview import checking, wording
from schemekit.interview.asking import Moment, sheet
from schemekit.interview.checking import Look, check_sheet
from schemekit.interview.interview import Interview
from schemekit.interview.sheets import MORE, NOT_SURE_ROW, Back, Quit, Said, ToCheck, Voice
from schemekit.toolkit.questions import Question
from schemekit.toolkit.values import UNANSWERED


class Left(Exception):  # noqa: N818 - a wish, not an error
    """The person left; everything replied is kept."""

    def __init__(self, interview: Interview, drafts: Mapping[str, str]) -> None:
        super().__init__("left")
        self.interview = interview
        self.drafts = drafts


@dataclass(frozen=True)
class Surroundings:
    """What a conversation needs and an interview does not know."""

    keep: Callable[[Interview, Mapping[str, str]], None]
    """Saves replies and half-typed text; may raise `AnswersError`."""
    evidence_of: Callable[[Question], str]
    """A line ready to print, or nothing."""
    effect_of: Callable[[Question], str]
    today: date
    drafts: Mapping[str, str] = field(default_factory=dict)
    """Half-typed text from last time, by question id."""


@dataclass(frozen=True)
class Standing:
    """How the conversation stands between two moves."""

    interview: Interview
    drafts: Mapping[str, str] = field(default_factory=dict)
    checking: bool = False
    """Whether answers are being looked over: what is changed leads back there."""
    skipped: frozenset[str] = frozenset()
    """Open questions that are not asked now, since somebody came only to look."""
    section: str = ""
    last: str = ""
    alert: str = ""
    attempt: str = ""
    """The last reply as a draft, for when it cannot be saved."""
    lines: tuple[str, ...] = ()
    """What is to be said next."""
    leaving: bool = False
    """Whether leaving was tried and could not be saved."""
    made: bool = False
    """Whether the pack is wanted now."""

    @property
    def question(self) -> Question | None:
        """The question to put now; none where the answers are to be checked."""
        if self.interview.at is not None:
            return self.interview.pending
        open_now = (
            each
            for each in self.interview.asked
            if each.id not in self.interview.replies and each.id not in self.skipped
        )
        return next(open_now, None)

    def drafted(self, draft: str | None) -> "Standing":
        """The same with what was half-typed kept for the question in view."""
        question = self.question
        if draft is None or question is None:
            return self
        return replace(self, drafts={**self.drafts, question.id: draft})


class Conversation:
    """One person, one front end, one interview at a time."""

    def __init__(self, surroundings: Surroundings, voice: Voice) -> None:
        self._surroundings = surroundings
        self._voice = voice

    def hold(self, standing: Standing) -> Interview:
        """Ask and check until the pack is wanted. Raises `Left`."""
        while not standing.made:
            try:
                self._voice.say(standing.lines)
                quiet = replace(standing, lines=())
                standing = self._saved(quiet, self._moved(quiet))
            except Quit as quit_:
                standing = self._leave(replace(standing, lines=()), quit_)
        return replace(standing.interview, at=None)

    def _moved(self, standing: Standing) -> Standing:
        """The next standing: one sheet, one move."""
        question = standing.question
        if question is None:
            return self._checked(standing)
        move = self._voice.ask(sheet(self._moment(standing, question)))
        match move:
            case Said(raw):
                return replied(standing, question, raw, self._surroundings.today)
            case Back(draft):
                return gone_back(standing.drafted(draft))
            case ToCheck(draft):
                return replace(
                    standing.drafted(draft),
                    interview=replace(standing.interview, at=None),
                    checking=True,
                )
            case _:
                assert_never(move)

    def _moment(self, standing: Standing, question: Question) -> Moment:
        first = standing.interview.back() == standing.interview
        return Moment(
            interview=standing.interview,
            question=question,
            explain=lambda: self._help(question),
            draft=standing.drafts.get(question.id),
            alert=standing.alert,
            may_go_back=standing.checking or not first,
            may_check=standing.checking or standing.interview.complete,
        )

    def _help(self, question: Question) -> str:
        """Why we ask, on what evidence, and what the answer changes."""
        said = [f"Why we ask: {question.why}"]
        for line in (self._surroundings.evidence_of, self._surroundings.effect_of):
            try:
                said.append(line(question))
            except SchemekitError:
                # content that cannot be loaded must not stop someone who only wants help
                continue
        return "\n".join(each for each in said if each)

    def _checked(self, standing: Standing) -> Standing:
        look = Look(
            standing.interview,
            self._surroundings.today,
            standing.section,
            standing.last,
            standing.alert,
        )
        move = self._voice.ask(check_sheet(look))
        standing = replace(standing, checking=True)
        match move:
            case Said(str(row)):
                return chosen(standing, look, row)
            case Back() if standing.section:
                return replace(standing, section="", last=f"{checking.OF_SECTION}{look.section}")
            case Back():
                return gone_back(standing)
            case _:
                return standing

    def _saved(self, before: Standing, after: Standing) -> Standing:
        """`after`, once it is saved; else `before` with the reason on the screen."""
        after = replace(after, alert="", leaving=False)
        same = after.interview.replies == before.interview.replies
        if same and after.drafts == before.drafts:
            return after
        try:
            self._surroundings.keep(after.interview, after.drafts)
        except AnswersError as wrong:
            kept = before.drafted(after.attempt or None)
            return replace(kept, alert=str(wrong))
        return after

    def _leave(self, standing: Standing, quit_: Quit) -> Standing:
        """Save and leave; stay once where saving fails, so that nothing is lost unseen."""
        standing = standing.drafted(quit_.draft)
        try:
            self._surroundings.keep(standing.interview, standing.drafts)
        except AnswersError as wrong:
            if standing.leaving:
                raise
            return replace(standing, alert=f"{wrong} {wording.LEAVE_AGAIN}", leaving=True)
        raise Left(standing.interview, standing.drafts)


def replied(
    standing: Standing, question: Question, raw: str | tuple[str, ...], today: date
) -> Standing:
    """The conversation after a reply, with everything there is to say about it."""
    before = standing.interview
    after = _with_reply(before, question, raw)
    lines = (
        wording.transcript(after, question.id),
        *wording.consequences(before, after, question.id),
        *wording.new_checks(before, after, today),
    )
    drafts = {name: each for name, each in standing.drafts.items() if name != question.id}
    if before.at is not None and not standing.checking:
        after = _onward(after, question.id)
    unsure = raw in {NOT_SURE_ROW, (NOT_SURE_ROW,)}
    attempt = "" if unsure else raw if isinstance(raw, str) else MORE.join(raw)
    return replace(
        standing,
        interview=after,
        drafts=drafts,
        lines=lines,
        last=standing.last if standing.checking else "",
        attempt=attempt,
    )


def _with_reply(interview: Interview, question: Question, raw: str | tuple[str, ...]) -> Interview:
    if raw in {NOT_SURE_ROW, (NOT_SURE_ROW,)}:
        return interview.unsure(question.id)
    if isinstance(raw, tuple):
        return interview.answered(question.id, raw)
    if question.unsure and wording.means_unsure(raw):
        return interview.unsure(question.id)
    offered = Moment(interview, question, str).offer
    value = interview.suggestion(question.id).value
    if offered and not raw.strip() and value is not UNANSWERED:
        return interview.answered(question.id, value)
    return interview.answered(question.id, raw)


def _onward(interview: Interview, name: str) -> Interview:
    """After a step back, the next question that was asked before; then the first open one."""
    later = interview.following(name)
    return later if later.at in interview.replies else interview


def gone_back(standing: Standing) -> Standing:
    """The conversation one question earlier, or at the answers again if it came from there."""
    interview = standing.interview
    if standing.checking and interview.at is not None and interview.complete:
        return replace(standing, interview=replace(interview, at=None))
    earlier = interview.back()
    return replace(standing, interview=earlier, lines=(wording.GOING_BACK,))


def chosen(standing: Standing, look: Look, row: str) -> Standing:
    """The conversation after a row of check-your-answers was chosen."""
    if row == checking.MAKE:
        return replace(standing, made=True)
    if row == checking.GO_ON:
        return replace(standing, skipped=frozenset(), last="")
    if row == checking.SECTIONS:
        return replace(standing, section="", last=f"{checking.OF_SECTION}{look.section}")
    if row.startswith(checking.OF_SECTION):
        return replace(standing, section=row.removeprefix(checking.OF_SECTION), last="")
    name = _first_to_change(look, row.removeprefix(checking.FAILED)) or row
    if name in standing.interview.questionnaire.questions:
        return replace(standing, interview=standing.interview.goto(name), last=row)
    return standing


def _first_to_change(look: Look, check: str) -> str:
    """The question to change for a failed check; empty where `check` is none."""
    free = {each.id for each in look.listed if look.interview.layers.lock(each.id) is None}
    for each in look.failed:
        if each.id == check:
            return next((name for name in each.questions if name in free), "")
    return ""


def hold(interview: Interview, surroundings: Surroundings, voice: Voice) -> Interview:
    """The interview with a reply to everything that is asked, checked. Raises `Left`."""
    standing = Standing(interview, surroundings.drafts, lines=tuple(wording.greeting(interview)))
    return Conversation(surroundings, voice).hold(standing)


def review(interview: Interview, surroundings: Surroundings, voice: Voice) -> Interview:
    """The interview after its answers were looked over; open questions stay open if wished."""
    skipped = frozenset(each.id for each in interview.asked if each.id not in interview.replies)
    standing = Standing(interview, surroundings.drafts, checking=True, skipped=skipped)
    return Conversation(surroundings, voice).hold(standing)
