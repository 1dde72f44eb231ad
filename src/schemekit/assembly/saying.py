"""How this organisation says a name, a row, a field: what a template's tree is filled with."""

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import Final, TypeAlias, TypeVar, assert_never, cast

from schemekit.assembly.fill import LoopRow, fill
from schemekit.document.blocks import Choice, Field, OpenPoint, Paragraph, See, Text
from schemekit.document.memory import Notes, exact
from schemekit.document.walk import every_inline, plain
from schemekit.guidance import Advice, Guidance
from schemekit.interview.interview import Profile
from schemekit.toolkit.conditions import Expression
from schemekit.toolkit.evaluation import Scope
from schemekit.toolkit.fields import FormField
from schemekit.toolkit.phrases import Phrase, said_plainly
from schemekit.toolkit.questions import ChoiceQuestion, ChoicesQuestion, Option
from schemekit.toolkit.recommendations import BASIS_IN_WORDS, Recommendation
from schemekit.toolkit.registers import RegisterRow
from schemekit.toolkit.templates import (
    Advised,
    Blocks,
    Chosen,
    Cite,
    Registered,
    Source,
    TInline,
)
from schemekit.toolkit.toolkit import Toolkit
from schemekit.toolkit.values import UNANSWERED, Value
from schemekit.toolkit.ways import somebody_watches

WORKBOOK: Final = "xlsx"
"""The ending of a workbook, whatever the documents around it are written in."""
T = TypeVar("T")
M = TypeVar("M")
Lists: TypeAlias = Mapping[str, Sequence[Mapping[str, str]]]
"""Registers that the program itself fills: rows of columns, by the register's id."""


class NotedScope(Mapping[str, "Value"]):
    """Every name of a profile; each one read is noted."""

    def __init__(self, scope: Mapping[str, Value], notes: Notes) -> None:
        self._scope = scope
        self._note = notes.note

    def __getitem__(self, name: str) -> Value:
        value = self._scope[name]
        self._note(name, value)
        return value

    def __iter__(self) -> Iterator[str]:
        return iter(self._scope)

    def __len__(self) -> int:
        return len(self._scope)


class Now(dict[Hashable, Hashable]):
    """What is noted under each name, worked out when first asked for."""

    def __init__(self, said: "Said") -> None:
        # what other documents asked for holds for all of them
        super().__init__(cast("Mapping[Hashable, Hashable]", said.profile.scope.exact))
        self._said = said

    def __missing__(self, name: Hashable) -> Hashable:
        if isinstance(name, str):
            found = self._said.profile.scope.exact[name]
        else:
            found = exact(self._said.read(name))
        self[name] = found
        return found


@dataclass(frozen=True)
class Said:
    """One organisation's answers, in its own words, for one document."""

    toolkit: Toolkit
    profile: Profile
    guidance: Guidance
    in_pack: Collection[str]
    fields: Mapping[str, FormField]
    lists: Lists
    notes: Notes = field(default_factory=Notes)

    @cached_property
    def scope(self) -> Scope:
        """Every name; what is read of them is noted."""
        return NotedScope(self.profile.scope, self.notes)

    def filled(self, node: object, make: Callable[[], tuple[M, ...]]) -> tuple[M, ...]:
        """What `node` comes to here: what it came to before, where it reads the same."""
        if somebody_watches():
            return make()
        return cast("tuple[M, ...]", self.toolkit.filled.made(node, self.notes, self.now, make))

    def filled_row(
        self, content: tuple[T, ...], row: "LoopRow", make: Callable[[], tuple[M, ...]]
    ) -> tuple[M, ...]:
        """What `content` comes to for one row of a loop: what it came to before, if it may."""
        authored = row.authored if isinstance(row, SaidRow) else None
        if authored is None or somebody_watches():
            return make()
        # of two rows with the same words either will do; what an author wrote is kept, so that no
        # other takes its place
        key = authored if isinstance(authored, tuple) else id(authored)
        part = self.toolkit.rows.made(content, key, lambda: (content, authored))
        found = self.toolkit.filled.made(part, self.notes, self.now, make)
        return cast("tuple[M, ...]", found)

    @cached_property
    def now(self) -> "Now":
        """The values of all that can be noted."""
        return Now(self)

    def read(self, name: Hashable) -> object:
        """What stands behind a name that was noted, and is no answer and no fact."""
        match name:
            case ("field", str(declared)):
                return id(self.fields.get(declared))
            case ("see", document):
                return document in self.in_pack
            case ("why", str(advised)):
                return self.why(advised)
            case ("advice", str(topic)):
                return self._advised_about(topic)
            case _:
                return object()

    def why(self, recommendation: str) -> str:
        found = (e.why for e in self.guidance.advice if e.recommendation.id == recommendation)
        return next(found, "")

    def _advised_about(self, topic: str) -> tuple[tuple[str, str], ...]:
        return tuple((each.recommendation.id, each.why) for each in self.guidance.about(topic))

    def said(self, expression: Expression, scope: Scope) -> str | OpenPoint:
        value = expression.value(scope)
        if value is UNANSWERED:
            return self._gap(expression, scope)
        known = self.toolkit.questionnaire
        name = expression.name or ""
        if name in known.questions:
            return known.questions[name].worded(scope).said(value)
        return known.facts[name].said(value) if name in known.facts else said_plainly(value)

    def _gap(self, expression: Expression, scope: Scope) -> OpenPoint:
        """What is missing for `expression`: the question that nobody has answered yet."""
        questionnaire = self.toolkit.questionnaire
        name = questionnaire.missing(expression.names, scope)
        if name is None:
            return OpenPoint(expression.source, expression.source)
        return OpenPoint(name, questionnaire.short(name))

    def words(self, expression: Expression) -> str:
        """An expression inside a title or label; a gap in brackets."""
        said = self.said(expression, self.scope)
        return f"[{said.label}]" if isinstance(said, OpenPoint) else " ".join(said.split())

    def rows(self, source: Source) -> tuple[LoopRow, ...]:
        match source:
            case Registered(register) if register in self.lists:
                # what stands in a list is not known by its name
                self.notes.note(("list", register), object())
                return tuple(self._listed(each) for each in self.lists[register])
            case Registered(register):
                known = self.toolkit.registers[register]
                rows = self.filled(known, lambda: known.applying(self.scope))
                return tuple(self.registered(each) for each in rows)
            case Advised(topic):
                self.notes.note(("advice", topic), self._advised_about(topic))
                return tuple(self._advised(each) for each in self.guidance.about(topic))
            case Chosen(question):
                return tuple(self._option(each) for each in self._chosen(question))
            case _:
                assert_never(source)

    def _listed(self, row: Mapping[str, str]) -> "SaidRow":
        return SaidRow({name: _text(words) for name, words in row.items()}, self, (*row.items(),))

    def registered(self, row: RegisterRow) -> "SaidRow":
        return SaidRow({**row.columns, "sources": _notes(row.evidence)}, self, row)

    def _advised(self, advice: Advice) -> "SaidRow":
        table = advice.recommendation.table
        columns = {
            "title": _phrase(table.title),
            "advice": advice.recommendation.advice,
            "why": _text(advice.why),
            "owner": _phrase(table.owner),
            "by": _phrase(table.by) if table.by else _text(""),
            "effort": _phrase(table.effort),
            "basis": _text(BASIS_IN_WORDS[table.basis]),
            "sources": _notes(table.evidence),
        }
        return SaidRow(columns, self, advice.recommendation)

    def _option(self, option: Option) -> "SaidRow":
        label, in_text = _text(option.label), _text(option.in_sentence)
        return SaidRow({"id": _text(option.id), "label": label, "in_text": in_text}, self)

    def _chosen(self, name: str) -> tuple[Option, ...]:
        asked, value = self.toolkit.questionnaire.questions[name], self.scope[name]
        question = asked.worded(self.scope)
        match question, value:
            case ChoicesQuestion(), tuple():
                return tuple(question.option(each) for each in value)
            case ChoiceQuestion(), str():
                return (question.option(value),)
            case _:
                return ()

    def ours(self, default: str) -> str:
        return f"({self.toolkit.defaults[default].called})"

    def field(self, name: str) -> Field:
        self.notes.note(("field", name), id(self.fields[name]))
        return self._field(self.fields[name])

    def _field(self, declared: FormField) -> Field:
        return Field(
            declared.id,
            "rows" if declared.columns else declared.kind,
            declared.label.said(self),
            declared.help.said(self) if declared.help else "",
            tuple(Choice(each.id, each.label.said(self)) for each in declared.options),
            self._filled_in(declared),
            declared.other,
            declared.rows,
            tuple(self._field(each) for each in declared.columns),
            declared.prompt.said(self) if declared.prompt else "",
            declared.max,
        )

    def _filled_in(self, declared: FormField) -> str:
        """What a field holds already: words, an option's id or an ISO date."""
        value = UNANSWERED if declared.value is None else declared.value.value(self.scope)
        match value:
            case date():
                return value.isoformat()
            case bool():
                return "yes" if value else "no"
            case str() if declared.options:
                return value if value in {each.id for each in declared.options} else ""
            case tuple() if declared.options:
                return ",".join(value)
            case _ if value is UNANSWERED or declared.value is None:
                return ""
            case _:
                said = self.said(declared.value, self.scope)
                return said if isinstance(said, str) else ""

    def see(self, document: str) -> See | Text:
        workbook = self.toolkit.workbooks.get(document)
        template = workbook or self.toolkit.documents[document]
        self.notes.note(("see", document), document in self.in_pack)
        if document in self.in_pack:
            ending = WORKBOOK if workbook else ""
            return See(document, template.title.said(self), template.file, ending)
        return Text(template.otherwise.said(self))


@dataclass(frozen=True, slots=True)
class SaidRow:
    """One row of a loop."""

    columns: Mapping[str, Blocks]
    said: Said
    authored: "RegisterRow | Recommendation | tuple[tuple[str, str], ...] | None" = None
    """What it says, as it was written or listed; None where it was made for this document."""

    def content(self, column: str) -> Blocks:
        if isinstance(self.authored, Recommendation):
            # why it is given is the one column that no author wrote
            name = self.authored.id
            self.said.notes.note(("why", name), self.said.why(name))
        return self.columns[column]

    def column(self, name: str) -> Value:
        """A column as a condition sees it: its words, and nothing of their look."""
        return plain(every_inline(fill(self.columns[name], self.said)))


@lru_cache(maxsize=4_096)
def _text(words: str) -> Blocks:
    one_line = " ".join(words.split())
    return (Paragraph((Text(one_line),)),) if one_line else ()


# the same object each time, so that what it comes to is remembered
@lru_cache(maxsize=4_096)
def _phrase(phrase: Phrase) -> Blocks:
    # what a phrase is made of is a part of what a line is made of
    content = cast("tuple[TInline, ...]", phrase.content)
    return (Paragraph(content),) if phrase.content else ()


@lru_cache(maxsize=4_096)
def _notes(evidence: tuple[str, ...]) -> Blocks:
    return (Paragraph(tuple(Cite(each, "") for each in evidence)),) if evidence else ()
