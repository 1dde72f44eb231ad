"""How a conversation stands, and what each move makes of it: values only, nothing is asked here."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from schemekit.interview import checking, wording
from schemekit.interview.asking import Moment
from schemekit.interview.checking import Look
from schemekit.interview.interview import Interview
from schemekit.interview.sheets import MORE, NOT_SURE_ROW
from schemekit.toolkit.questions import Question
from schemekit.toolkit.values import UNANSWERED


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
    moment = Moment(interview, question, str)
    if not raw.strip() and moment.was_unsure:
        return interview.unsure(question.id)
    value = interview.suggestion(question.id).value
    if not raw.strip() and moment.offer and value is not UNANSWERED:
        return interview.answered(question.id, value)
    return interview.answered(question.id, raw)


def _onward(interview: Interview, name: str) -> Interview:
    """After a step back, the next question that was asked before; then the first open one."""
    later = interview.following(name)
    return later if later.at in interview.replies else interview


def at_the_answers(standing: Standing) -> Standing:
    """The conversation at check-your-answers, as far as no new question stands in between."""
    return replace(standing, interview=replace(standing.interview, at=None), checking=True)


def looking(standing: Standing) -> Standing:
    """The conversation at check-your-answers, with every open question left open."""
    interview = standing.interview
    skipped = frozenset(each.id for each in interview.asked if each.id not in interview.replies)
    return replace(at_the_answers(standing), skipped=skipped)


def gone_back(standing: Standing) -> Standing:
    """The conversation one question earlier, or at the answers again if it came from there."""
    interview = standing.interview
    again = at_the_answers(standing)
    if standing.checking and interview.at is not None and again.question is None:
        return again
    leaves_the_answers = standing.question is None
    return replace(
        standing,
        interview=interview.back(),
        checking=standing.checking and not leaves_the_answers,
        lines=(wording.GOING_BACK,),
    )


def all_sections(standing: Standing) -> Standing:
    """The list of sections again, at the one that was open."""
    return replace(standing, section="", last=f"{checking.OF_SECTION}{standing.section}")


def chosen(standing: Standing, look: Look, row: str) -> Standing:
    """The conversation after a row of check-your-answers was chosen."""
    if row == checking.MAKE:
        return replace(standing, made=True)
    if row == checking.GO_ON:
        return replace(standing, skipped=frozenset(), last="")
    if row == checking.SECTIONS:
        return all_sections(standing)
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
