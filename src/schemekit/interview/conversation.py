"""The interview as a conversation: what follows upon what, whichever front end speaks.

Every reply is saved before the next question is put. Where saving fails, the question stays on
the screen with what was typed, and can be tried again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import assert_never

from schemekit.errors import AnswersError, SchemekitError
from schemekit.interview import wording
from schemekit.interview.asking import Moment, sheet
from schemekit.interview.checking import Look, check_sheet
from schemekit.interview.interview import Interview
from schemekit.interview.sheets import Back, Quit, Said, ToCheck, Voice
from schemekit.interview.standing import (
    Standing,
    all_sections,
    chosen,
    gone_back,
    looking,
    replied,
)
from schemekit.toolkit.questions import Question


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
                return looking(standing.drafted(draft))
            case _:
                assert_never(move)

    def _moment(self, standing: Standing, question: Question) -> Moment:
        first = standing.interview.back() is standing.interview
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
                return all_sections(standing)
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


def hold(interview: Interview, surroundings: Surroundings, voice: Voice) -> Interview:
    """The interview with a reply to everything that is asked, checked. Raises `Left`."""
    standing = Standing(interview, surroundings.drafts, lines=tuple(wording.greeting(interview)))
    return Conversation(surroundings, voice).hold(standing)


def review(interview: Interview, surroundings: Surroundings, voice: Voice) -> Interview:
    """The interview after its answers were looked over; open questions stay open if wished."""
    standing = looking(Standing(interview, surroundings.drafts))
    return Conversation(surroundings, voice).hold(standing)
