"""Check-your-answers as sheets: every answer with whose word it is, ready to be changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from schemekit.interview import wording
from schemekit.interview.interview import NOBODY, NOT_LOOKED_AT, Interview
from schemekit.interview.sheets import Head, Picking, Row
from schemekit.toolkit.facts import Check
from schemekit.toolkit.questions import Question, Section

MAKE: Final = "(make)"
GO_ON: Final = "(go on)"
SECTIONS: Final = "(sections)"
FAILED: Final = "check:"
OF_SECTION: Final = "section:"
LONG: Final = 18
_TITLE: Final = "Check your answers before we make your pack"
_HINT: Final = "Choose an answer to change, or make your pack"
_MAKE: Final = "Everything is right – make my pack"
_MAKE_WITH_ERRORS: Final = "Make my pack as it is – it will say what is wrong"
_MAKE_ANYWAY: Final = "Make my pack with what is answered so far"
_EXPLAIN: Final = (
    "Move to an answer and press Enter to change it. If the change calls for another question, we "
    "ask it, then come back here. Answers that are locked can only be changed in the preset. "
    "Answers that you are not sure of yet become open points in the pack."
)


@dataclass(frozen=True, slots=True)
class Look:
    """The answers at the moment they are looked over."""

    interview: Interview
    today: date
    section: str = ""
    """The section that is open, where they are too many for one list."""
    last: str = ""
    """The row that was chosen last."""
    alert: str = ""

    @property
    def listed(self) -> tuple[Question, ...]:
        """Questions whose answers stand in the pack as somebody's word, in order."""
        interview = self.interview
        return tuple(
            each
            for each in interview.questionnaire.questions.values()
            if each.id in interview.profile.held and self._is_listed(each)
        )

    def _is_listed(self, question: Question) -> bool:
        if question in self.interview.asked:
            return True
        held = self.interview.suggestion(question.id)
        hidden = question.id in self.interview.layers.hidden
        return not hidden and held.origin not in {NOBODY, NOT_LOOKED_AT}

    def of_section(self, section: Section) -> tuple[Question, ...]:
        section_of = self.interview.questionnaire.section_of
        return tuple(each for each in self.listed if section_of[each.id] == section)

    @property
    def sections(self) -> tuple[Section, ...]:
        """Sections with an answer to look at."""
        return tuple(
            each for each in self.interview.questionnaire.sections if self.of_section(each)
        )

    @property
    def failed(self) -> tuple[Check, ...]:
        return wording.checks_to_say(self.interview, self.today)

    @property
    def open(self) -> int:
        """How many questions are still without a reply."""
        return sum(each.id not in self.interview.replies for each in self.interview.asked)


def check_sheet(look: Look) -> Picking:
    """The list to look over: all answers, the sections, or one section’s answers."""
    if len(look.listed) <= LONG:
        rows = (*_failed(look), *_answers_by_section(look), Row(""), *_ends(look))
    elif look.section:
        rows = tuple(_one_section(look))
    else:
        rows = (*_failed(look), *_sections(look), Row(""), *_ends(look))
    return Picking(
        head=_head(look),
        rows=rows,
        missing=f"{_HINT}.",
        start=_start(look, rows),
        checking=True,
    )


def _head(look: Look) -> Head:
    return Head(title=_TITLE, hint=_HINT, alert=look.alert, explain=lambda: _EXPLAIN, helps="help")


def _failed(look: Look) -> Iterator[Row]:
    if look.failed:
        yield Row("Worth another look", heading=True)
    for each in look.failed:
        said = wording.said_check(each, look.interview.profile)
        yield Row(said, f"{FAILED}{each.id}", clipped=True)


def _answers_by_section(look: Look) -> Iterator[Row]:
    for section in look.sections:
        yield Row(section.title, heading=True)
        yield from _answers(look, look.of_section(section))


def _answers(look: Look, questions: Sequence[Question]) -> Iterator[Row]:
    for each in questions:
        said = wording.row(look.interview, each.id)
        if look.interview.layers.lock(each.id) is None:
            yield Row(said, each.id, clipped=True)
        else:
            yield Row(f"- {said}")


def _one_section(look: Look) -> Iterator[Row]:
    section = next(each for each in look.sections if each.id == look.section)
    yield Row(section.title, heading=True)
    yield from _answers(look, look.of_section(section))
    yield Row("")
    yield Row("Back to all sections", SECTIONS)


def _sections(look: Look) -> Iterator[Row]:
    for section in look.sections:
        questions = look.of_section(section)
        said = f"{section.title} – {wording.plural(len(questions), 'answer')}"
        yield Row(f"{said}{_not_own(look, questions)}", f"{OF_SECTION}{section.id}")


def _not_own(look: Look, questions: Sequence[Question]) -> str:
    """What to know of a section before opening it."""
    interview = look.interview
    shown = [wording.shown(interview, each.id) for each in questions]
    counts = {
        "not sure yet": shown.count(wording.SAID_UNSURE),
        "not answered yet": shown.count(wording.NOT_ANSWERED),
        "from a preset": sum(not wording.is_own(interview.suggestion(q.id)) for q in questions),
    }
    return "".join(f", {number} {what}" for what, number in counts.items() if number)


def _ends(look: Look) -> Iterator[Row]:
    if look.open:
        yield Row(f"Answer {wording.plural(look.open, 'open question')}", GO_ON)
        yield Row(_MAKE_ANYWAY, MAKE)
    elif any(each.level == "error" for each in look.failed):
        yield Row(_MAKE_WITH_ERRORS, MAKE)
    else:
        yield Row(_MAKE, MAKE)


def _start(look: Look, rows: Sequence[Row]) -> str:
    """Where to begin: what was looked at last, else what deserves a look, else what comes next.

    That is to make the pack or, in one section, to read its answers.
    """
    ids = [each.id for each in rows if each.id]
    if look.last in ids:
        return look.last
    unremarkable = ids[0] if look.section else ids[-1]
    return next((each for each in ids if _deserves_a_look(look, each)), unremarkable)


def _deserves_a_look(look: Look, row: str) -> bool:
    if row.startswith(FAILED) or row == GO_ON:
        return True
    held = look.interview.profile.held
    if row in held:
        return not wording.is_own(held[row])
    section = row.removeprefix(OF_SECTION)
    return row.startswith(OF_SECTION) and any(
        not wording.is_own(held[each.id])
        for each in look.listed
        if look.interview.questionnaire.section_of[each.id].id == section
    )
