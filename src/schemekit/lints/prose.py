"""All prose that the authors wrote and that people read, passage by passage."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from schemekit.document.blocks import Paragraph, Text
from schemekit.lints.passages import Frame, Ground, Passage, passages
from schemekit.toolkit.choices import ChoiceQuestion, ChoicesQuestion
from schemekit.toolkit.conditions import Expression
from schemekit.toolkit.documents import DocumentTemplate
from schemekit.toolkit.fields import FormField
from schemekit.toolkit.phrases import Phrase
from schemekit.toolkit.questions import Question
from schemekit.toolkit.recommendations import Recommendation
from schemekit.toolkit.registers import RegisterRow
from schemekit.toolkit.short_answers import NumberQuestion
from schemekit.toolkit.templates import Blocks
from schemekit.toolkit.toolkit import Toolkit
from schemekit.toolkit.workbooks import WorkbookTemplate


@dataclass(frozen=True, slots=True)
class Entry:
    """The prose of one table or one document, which can name records for all of it."""

    where: str
    passages: tuple[Passage, ...]
    defaults: tuple[str, ...] = ()
    """Figures of our own that it names by key."""

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(each.text for each in self.passages)


def prose(toolkit: Toolkit, times: Iterable[str]) -> Iterator[Entry]:
    """Every entry of the toolkit; `times` are the heads of columns that tell times."""
    bare = Frame("", times=frozenset(times))
    seen: set[int] = set()
    for clause in sorted(toolkit.clauses.values(), key=lambda each: len(each.content)):
        frame = replace(bare, where=clause.name, elsewhere=frozenset(seen))
        yield Entry(clause.name, tuple(passages(clause.content, frame)))
        seen |= {id(each) for each in clause.content}
    whole = replace(bare, elsewhere=frozenset(seen))
    for document in (*toolkit.documents.values(), toolkit.read_me):
        yield _document(document, whole)
    for recommendation in toolkit.recommendations.values():
        yield _recommendation(recommendation, _place(toolkit, recommendation.id, bare))
    for register in toolkit.registers.values():
        for row in register.rows:
            yield _row(row, _place(toolkit, row.id, bare))
    yield from _questionnaire(toolkit, bare)
    for workbook in toolkit.workbooks.values():
        yield _workbook(workbook, bare)


def records(toolkit: Toolkit) -> Iterator[Passage]:
    """What evidence claims and defaults say, each resting on its own figures."""
    said = [(each.id, each.claim) for each in toolkit.evidence.values()]
    said += [(each.id, each.says) for each in toolkit.defaults.values()]
    for name, text in said:
        yield from _lines((text,), _named(_place(toolkit, name, Frame("")), (name,)))


def _place(toolkit: Toolkit, name: str, bare: Frame) -> Frame:
    return replace(bare, where=f"{toolkit.places[name]}, {name!r}")


def _named(frame: Frame, *ids: Iterable[str]) -> Frame:
    """A frame in which these records are named for all that stands in it."""
    grounds = tuple(Ground(each) for several in ids for each in several)
    return replace(frame, grounds=(*frame.grounds, *grounds))


def _decided(frame: Frame, *expressions: Expression | None) -> Frame:
    """A frame that knows the figures which these expressions compare with or work with."""
    found = (each.source for each in expressions if each is not None)
    figures = {float(one) for each in found for one in re.findall(r"\b\d+(?:\.\d+)?\b", each)}
    return replace(frame, counted=frame.counted | figures)


def _phrases(phrases: Iterable[Phrase | None], frame: Frame) -> Iterator[Passage]:
    for each in phrases:
        if each is not None:
            yield from passages((Paragraph(each.content),), frame)  # type: ignore[arg-type]


def _lines(texts: Iterable[str], frame: Frame) -> Iterator[Passage]:
    for each in texts:
        if each:
            yield from _phrases((Phrase(each, (Text(each),)),), frame)


def _document(document: DocumentTemplate, bare: Frame) -> Entry:
    frame = _named(replace(bare, where=document.name), document.defaults)
    phrases = (document.title, document.audience, document.purpose, document.otherwise)
    found = (
        *_phrases(phrases, frame),
        *(one for each in document.fields for one in _field(each, frame)),
        *passages(document.content, frame),
    )
    return Entry(document.name, found, document.defaults)


def _field(declared: FormField, frame: Frame) -> Iterator[Passage]:
    decided = {float(declared.rows), float(declared.max), float(len(declared.options))}
    own = replace(frame, counted=frame.counted | decided)
    yield from _phrases((declared.label,), own)
    yield from _phrases((declared.help,), replace(own, kind="hint"))
    yield from _phrases((each.label for each in declared.options), replace(own, kind="option"))
    for column in declared.columns:
        yield from _field(column, frame)


def _recommendation(recommendation: Recommendation, bare: Frame) -> Entry:
    table = recommendation.table
    frame = _named(bare, table.evidence, table.defaults)
    found = (
        *_phrases((table.title,), frame),
        *passages(recommendation.advice, frame),
        *_phrases((table.owner, table.by), frame),
        *_phrases((table.effort,), replace(frame, kind="effort")),
    )
    return Entry(bare.where, found, table.defaults)


def _row(row: RegisterRow, bare: Frame) -> Entry:
    frame = _named(bare, row.evidence, row.defaults)
    texts: list[Blocks] = [each for name, each in row.columns.items() if name not in row.values]
    return Entry(
        bare.where, tuple(one for each in texts for one in passages(each, frame)), row.defaults
    )


def _questionnaire(toolkit: Toolkit, bare: Frame) -> Iterator[Entry]:
    for question in toolkit.questionnaire.questions.values():
        frame = _named(_place(toolkit, question.id, bare), question.evidence, question.defaults)
        yield Entry(frame.where, tuple(_question(question, frame)), question.defaults)
    for fact in toolkit.questionnaire.facts.values():
        frame = _named(_place(toolkit, fact.id, bare), fact.evidence, fact.defaults)
        frame = _decided(frame, fact.value)
        yield Entry(frame.where, tuple(_lines((fact.short, fact.about), frame)), fact.defaults)
    for check in toolkit.questionnaire.checks:
        frame = _named(_place(toolkit, check.id, bare), check.evidence, check.defaults)
        yield Entry(
            frame.where, tuple(_phrases((check.message, check.remedy), frame)), check.defaults
        )


def _question(question: Question, bare: Frame) -> Iterator[Passage]:
    frame = replace(bare, counted=_bounds(question))
    if isinstance(question, NumberQuestion):
        frame = _decided(frame, question.default)
    yield from _lines((question.ask,), frame)
    yield from _lines((question.help,), replace(frame, kind="hint"))
    yield from _lines((question.why,), frame)
    if isinstance(question, ChoiceQuestion | ChoicesQuestion):
        words = (one for each in question.options for one in (each.label, each.in_text))
        yield from _lines(words, replace(frame, kind="option"))


def _bounds(question: Question) -> frozenset[float]:
    match question:
        case NumberQuestion():
            return frozenset({question.min, question.max})
        case ChoicesQuestion(max=int(most)):
            return frozenset({float(most)})
        case _:
            return frozenset()


def _workbook(workbook: WorkbookTemplate, bare: Frame) -> Entry:
    limits = (each.hide_below for sheet in workbook.sheets for each in sheet.breakdown)
    frame = _decided(replace(bare, where=workbook.name), *limits)
    frame = _named(frame, workbook.front.defaults)
    hints = [each.help for each in workbook.columns().values() if each.help is not None]
    found = (
        *_phrases((each for each in workbook.phrases() if each not in hints), frame),
        *_phrases(hints, replace(frame, kind="hint")),
    )
    return Entry(workbook.name, found, workbook.front.defaults)
