"""One form that came back, as values: each read by the kind of question its field is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal, TypeAlias

from schemekit.errors import AnswerError
from schemekit.forms.form import Asked, Form, base, line
from schemekit.forms.found import Control, How
from schemekit.forms.matching import Matched
from schemekit.toolkit.questions import Question
from schemekit.toolkit.short_answers import DateQuestion
from schemekit.toolkit.values import Given

State: TypeAlias = Literal["read", "blank", "missing", "unknown choice", "unreadable"]
_ROOM: Final = "\u00a0\u00a0\u00a0"
"""What a prompt ends in where a line to write on is printed."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back in one field."""

    field: str
    label: str
    kind: str
    state: State
    value: Given | None = None
    """None where there is none, or none that could be read."""
    shown: str = ""
    """The value as a reader sees it."""
    raw: str = ""
    """What stands there, as it was typed; kept also where it cannot be read."""
    other: str = ""
    """What was typed beside a list."""
    how: How | None = None
    """How the field was recognised; None where it was not."""
    problem: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Returned:
    """One form that came back, read."""

    form: str
    file: str
    digest: str
    """Of the file’s content: a file that is collected again is the same return."""
    edition: str
    scheme: str
    how: Literal["property", "fields"]
    """Whether the file said which form it is, or its fields did."""
    answers: tuple[Answer, ...]
    problems: tuple[str, ...] = ()
    collected: str = ""
    """The day it was read."""

    @property
    def whose(self) -> str:
        """Whose form it is: the required words, or where none are, the first line of text."""
        named = [each for each in self.answers if each.required and each.kind in {"text", "email"}]
        first = [each for each in self.answers if each.kind == "text" and each.state == "read"]
        meant = named or first[:1]
        if any(each.state != "read" for each in meant):
            return ""
        return "; ".join(" ".join(each.raw.casefold().split()) for each in meant)

    def answer(self, name: str) -> Answer:
        return next(each for each in self.answers if each.field == name)

    def rows(self, table: str) -> tuple[Mapping[str, Answer], ...]:
        """The lines of a small table, in their order, each by column."""
        lines: dict[int, dict[str, Answer]] = {}
        for each in self.answers:
            cell = line(each.field)
            if cell is not None and cell[0] == table:
                lines.setdefault(cell[1], {})[cell[2]] = each
        return tuple(lines[number] for number in sorted(lines))


def answers_of(form: Form, matched: Sequence[Matched]) -> Iterator[Answer]:
    """What came back for everything the form asks, and in the lines somebody added."""
    by_tag: dict[str, list[Matched]] = {}
    for each in matched:
        by_tag.setdefault(base(each.tag), []).append(each)
    now = {base(each.tag) for each in form.spaces}
    for asked in (*form.asked, *_added(form, by_tag)):
        mine = [each for tag in asked.tags for each in by_tag.get(tag, ())]
        if mine or now & set(asked.tags):
            yield _answer(asked, mine, form.prompts)


def unplaced(form: Form, matched: Iterable[Matched]) -> Iterator[str]:
    """What was typed into spaces that nobody could name, so that it is not lost."""
    for each in matched:
        text = "" if is_blank(each.control, "", form.prompts) else each.control.text.strip()
        if not each.tag and text and each.control.kind != "box":
            name = each.control.alias or each.control.tag or "a field"
            yield f"{name!r} is not a field of this form; in it stands {text[:200]!r}."


def _added(form: Form, tags: Iterable[str]) -> Iterator[Asked]:
    known = form.tags()
    more = [(line(tag), tag) for tag in tags if tag not in known and line(tag)]
    for _, tag in sorted((cell[:2], tag) for cell, tag in more if cell is not None):
        asked = form.more(tag)
        if asked is not None:
            yield asked


def is_blank(control: Control, said: str, prompts: frozenset[str]) -> bool:
    """Whether nobody wrote there: it is empty, says that it prompts, or holds the very prompt."""
    text = " ".join(control.text.split())
    if control.kind == "box" or not text or control.prompting or text in prompts:
        return True
    return bool(said) and text == " ".join(said.split()) and control.text.endswith(_ROOM)


def _answer(asked: Asked, mine: Sequence[Matched], prompts: frozenset[str]) -> Answer:
    written = [e for e in mine if not is_blank(e.control, asked.label, prompts)]
    boxes = [each for each in mine if each.control.kind == "box"]
    blank = _blank(asked, mine, prompts)
    if boxes and asked.boxes:
        return _boxed(asked, boxes, written, blank)
    if any(each.control.ticked for each in boxes):
        shown = asked.question.shown(True)
        return replace(blank, state="read", value=True, shown=shown, raw=shown)
    return _written(asked, written, blank) if written else blank


def _blank(asked: Asked, mine: Sequence[Matched], prompts: frozenset[str]) -> Answer:
    """The answer where nothing was filled in; what only claims to be a prompt is told."""
    claimed = (e.control.text.strip() for e in mine if e.control.prompting)
    strange = "; ".join(each for each in dict.fromkeys(claimed) if each and each not in prompts)
    strange = "" if asked.label in strange else strange
    problem = f"the file calls {strange!r} a prompt, not an answer." if strange else ""
    return Answer(
        asked.id,
        asked.label,
        asked.question.kind,
        "blank" if mine else "missing",
        raw=strange,
        how=mine[0].how if mine else None,
        problem=problem,
        required=asked.required,
    )


def _boxed(
    asked: Asked, boxes: Sequence[Matched], written: Sequence[Matched], blank: Answer
) -> Answer:
    """A box for each option, and what was typed beside them."""
    ticked = (base(each.tag) for each in boxes if each.control.ticked)
    ids = tuple(asked.boxes[tag] for tag in ticked if tag in asked.boxes)
    other = "; ".join(each.control.text.strip() for each in written)
    if not ids and not other:
        return blank
    blank = replace(blank, problem="")
    value = asked.question.read(ids) if ids else ()
    labels = asked.question.shown(value)
    shown = "; ".join(each for each in (labels, other) if each)
    return replace(blank, state="read", value=value, shown=shown, raw=shown, other=other)


def _written(asked: Asked, written: Sequence[Matched], blank: Answer) -> Answer:
    """The first that was written; a field that stands twice may have been filled in twice."""
    control = written[0].control
    raw = control.text.replace("\u00a0", " ").strip()
    texts = dict.fromkeys(each.control.text.strip() for each in written)
    twice = f"it was filled in twice: {' and '.join(map(repr, texts))}." if len(texts) > 1 else ""
    answer = replace(blank, raw=raw, shown=raw, how=written[0].how, problem=twice)
    try:
        value = _value(asked.question, control, raw)
    except AnswerError as wrong:
        if asked.other:
            return replace(answer, state="read", other=raw)
        listed = asked.question.kind in {"choice", "choices", "yes_no"}
        state: State = "unknown choice" if listed else "unreadable"
        return replace(answer, state=state, problem=str(wrong))
    shown = _shown(asked.question, value)
    problem = twice or _two_days(control, value)
    return replace(answer, state="read", value=value, shown=shown, problem=problem)


def _value(question: Question, control: Control, raw: str) -> Given:
    """`raw` read by the question itself, from what the control says of it where it says more."""
    if question.kind == "date" and control.day:
        return question.read(control.day)
    if question.kind in {"choice", "yes_no"} and control.chosen:
        return question.read(control.chosen)
    return question.read(control.text.strip() if question.kind == "prose" else raw)


def _two_days(control: Control, value: Given | None) -> str:
    """A date control whose text says another day than the control holds."""
    if not control.day or not isinstance(value, date):
        return ""
    try:
        said = DateQuestion.model_construct(kind="date", noun="the date").read(control.text)
    except AnswerError:
        return ""
    return "" if said == value else f"the page says {said:%d/%m/%Y}, the control {value:%d/%m/%Y}."


def _shown(question: Question, value: Given) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else question.shown(value)
