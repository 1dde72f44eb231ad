"""How the interview speaks: every line that is no question and no answer, the same for all."""

from collections.abc import Iterator, Sequence
from datetime import date
from textwrap import wrap
from typing import Final, assert_never

from schemekit.interview.interview import (
    COMMAND_LINE,
    NOBODY,
    NOT_LOOKED_AT,
    NOT_SURE,
    YOU,
    Interview,
    Profile,
    failed_checks,
)
from schemekit.presets.layers import Held
from schemekit.toolkit.asked import DEPTHS
from schemekit.toolkit.choices import ChoiceQuestion, ChoicesQuestion
from schemekit.toolkit.facts import Check
from schemekit.toolkit.questions import Question, Section
from schemekit.toolkit.short_answers import DateQuestion, NumberQuestion, YesNoQuestion
from schemekit.toolkit.values import UNANSWERED, said_list
from schemekit.toolkit.written import EmailQuestion, ProseQuestion, TextQuestion

UNSURE_LABEL: Final = "I’m not sure yet"
SAID_UNSURE: Final = "Not sure yet"
NOT_PROVIDED: Final = "Not provided"
NOT_ANSWERED: Final = "Not answered yet"
KEPT_DRAFT: Final = "We have kept what you had typed or chosen. Press Enter to use it."
GOING_BACK: Final = "  (back)"
LEAVE_AGAIN: Final = "To leave without saving, leave once more."
_SILENT: Final = {YOU, NOT_SURE, NOBODY, NOT_LOOKED_AT}
_MEANT_UNSURE: Final = {
    "not sure", "not sure yet", "i’m not sure", "i’m not sure yet", "don’t know", "i don’t know",
}  # fmt: skip
_LOCKED_SHOWN: Final = 2
_MINUTES_A_QUESTION: Final = 0.5


def plural(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def wrapped(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """`text` as lines of at most `width`, broken between words; its own line breaks stay."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        start = rest if lines else first
        broken = wrap(paragraph, max(width, 10), initial_indent=start, subsequent_indent=rest)
        lines += broken or [start]
    return lines


def minutes(questions: int) -> int:
    """How long it takes to answer them, roughly."""
    return max(5, 5 * round(questions * _MINUTES_A_QUESTION / 5))


def means_unsure(raw: str) -> bool:
    """Whether somebody typed that they are not sure, instead of choosing it."""
    return raw.strip().rstrip(".").replace("'", "’").lower() in _MEANT_UNSURE


def sections_asked(interview: Interview) -> tuple[Section, ...]:
    """Sections with something to ask at this depth, whatever the answers, so a total is true."""
    settled = interview.layers
    asked = {
        interview.questionnaire.section_of[each.id].id
        for each in interview.questionnaire.questions.values()
        if (
            DEPTHS.index(each.depth) <= DEPTHS.index(interview.depth)
            and each.id not in settled.hidden
            and settled.lock(each.id) is None
        )
        or each.id in interview.replies
    }
    return tuple(each for each in interview.questionnaire.sections if each.id in asked)


def place(interview: Interview, question: Question) -> str:
    """Where in the interview `question` stands; only the number of sections is a promise."""
    section = interview.questionnaire.section_of[question.id]
    sections = sections_asked(interview)
    if section not in sections:
        return section.title
    said = f"Section {sections.index(section) + 1} of {len(sections)} · {section.title}"
    here = [
        each.id
        for each in interview.asked
        if interview.questionnaire.section_of[each.id] == section
    ]
    return f"{said} · question {here.index(question.id) + 1}" if question.id in here else said


def title(question: Question) -> str:
    return question.ask if question.required else f"{question.ask} (optional)"


def locked_before(interview: Interview, question: Question) -> Iterator[str]:
    """What is locked between the question before and this one, with whose decision it is."""
    locked: list[str] = []
    asked = {each.id for each in interview.asked}
    for name in interview.questionnaire.questions:
        if name == question.id:
            break
        if name in asked:
            locked = []
        elif name in interview.profile.held and interview.layers.lock(name) is not None:
            locked.append(name)
    for name in locked[:_LOCKED_SHOWN]:
        yield row(interview, name)
    if len(locked) > _LOCKED_SHOWN:
        more = plural(len(locked) - _LOCKED_SHOWN, "more answer")
        yield f"{more} locked; you will see them when you check your answers"


def row(interview: Interview, name: str) -> str:
    """One answer as a line: its short label, what was answered, and whose word it is."""
    held = interview.profile.held[name]
    said = f"{interview.questionnaire.short(name)}: {shown(interview, name)}"
    if held.lock is not None:
        return f"{said} (locked by the {held.origin}: {held.lock})"
    return f"{said}{origin(held)}"


def origin(held: Held) -> str:
    """Whose word an answer is, in brackets; empty where it is the person’s own."""
    return "" if held.origin in _SILENT else f"  [{held.origin}]"


def is_own(held: Held) -> bool:
    """Whether nobody else’s word stands behind the answer."""
    return held.origin in _SILENT or held.origin == COMMAND_LINE


def shown(interview: Interview, name: str) -> str:
    held = interview.profile.held[name]
    if held.origin == NOT_SURE:
        return SAID_UNSURE
    if held.value is UNANSWERED or held.origin == NOT_LOOKED_AT:
        return NOT_ANSWERED
    return " / ".join(interview.profile.shown(name).splitlines()) or NOT_PROVIDED


def how(question: Question) -> str:
    """How to give an answer of this kind; said when it went wrong twice."""
    match question:
        case NumberQuestion():
            return "Type it in digits, like 12."
        case DateQuestion():
            return "Type the day first, then the month and the year."
        case EmailQuestion():
            return "It has one @ and no spaces."
        case TextQuestion() | ProseQuestion():
            return "Type your answer, then press Enter."
        case YesNoQuestion() | ChoiceQuestion() | ChoicesQuestion():
            return ""
        case _:
            assert_never(question)


def transcript(interview: Interview, name: str) -> str:
    """The line that stays when a question has been answered."""
    return f"  {row(interview, name)}"


def consequences(before: Interview, after: Interview, name: str) -> Iterator[str]:
    """What a changed answer does to other questions; a first answer is no surprise."""
    if name not in before.replies:
        return
    asked = {each.id for each in before.asked}
    new = [each for each in after.asked if each.id not in asked and each.id not in after.replies]
    if new:
        yield f"  That adds {plural(len(new), 'question')}."
    gone = [each for each in after.parked if each not in before.parked]
    if gone:
        verb, noun = ("applies", "answer") if len(gone) == 1 else ("apply", "answers")
        shorts = said_list([after.questionnaire.short(each) for each in gone])
        yield f"  {shorts} no longer {verb}. We will keep your {noun} in case you change back."
    for each in before.parked:
        if each not in after.parked:
            yield f"  Your earlier answer counts again. {row(after, each)}"


def _settled(interview: Interview) -> frozenset[str]:
    """Checks of which no question is still to be asked."""
    to_ask = {each.id for each in interview.asked} - set(interview.replies)
    checks = interview.questionnaire.checks
    return frozenset(each.id for each in checks if to_ask.isdisjoint(each.questions))


def checks_to_say(interview: Interview, today: date) -> tuple[Check, ...]:
    """Failed checks, leaving out those that a later question may still put right."""
    settled = _settled(interview)
    return tuple(each for each in failed_checks(interview.profile, today) if each.id in settled)


def said_check(check: Check, profile: Profile) -> str:
    """A failed check with its level in words, and what to change."""
    level = "Error" if check.level == "error" else "Warning"
    return f"{level}: {check.message.said(profile)} {check.remedy.said(profile)}"


def new_checks(before: Interview, after: Interview, today: date) -> Iterator[str]:
    """What an answer has just made to fail."""
    known = {each.id for each in checks_to_say(before, today)}
    for each in checks_to_say(after, today):
        if each.id not in known:
            yield f"  {said_check(each, after.profile)}"


def greeting(interview: Interview) -> Sequence[str]:
    """What is said at the start: to someone new, or to someone who has come back."""
    replied = [each for each in interview.asked if each.id in interview.replies]
    to_go = len(interview.asked) - len(replied)
    if replied:
        return (f"Welcome back. {len(replied)} answered, {to_go} to go.", *states(interview))
    if not to_go:
        return ()
    return (
        f"You will answer about {plural(to_go, 'question')}, in about {minutes(to_go)} minutes.",
        "Your answers are saved on this computer after every question. Nothing is sent.",
    )


def states(interview: Interview) -> Iterator[str]:
    """Each section with how far it is."""
    sections = sections_asked(interview)
    progress = {each.section.id: each for each in interview.progress}
    wide = max((len(each.title) for each in sections), default=0)
    for number, section in enumerate(sections, 1):
        yield f"  {number} {section.title:<{wide}}  {progress[section.id].state}"
