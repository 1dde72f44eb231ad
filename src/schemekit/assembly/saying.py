"""How this organisation says a name, a row, a field: what a template's tree is filled with."""

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import Final, TypeAlias, TypeVar, assert_never, cast

from schemekit.assembly.fill import LoopRow, fill
from schemekit.assembly.known import Known, NotedScope, Now, Spoken, Why, in_words
from schemekit.document.blocks import Choice, Field, OpenPoint, Paragraph, See, Text
from schemekit.document.drafts import STAND_IN
from schemekit.document.memory import Notes
from schemekit.document.walk import every_inline, plain
from schemekit.guidance import Advice, Guidance
from schemekit.interview.interview import Profile
from schemekit.toolkit.choices import ChoiceQuestion, ChoicesQuestion
from schemekit.toolkit.conditions import Expression
from schemekit.toolkit.evaluation import Scope
from schemekit.toolkit.fields import FormField
from schemekit.toolkit.options import Option
from schemekit.toolkit.phrases import Phrase, opened
from schemekit.toolkit.recommendations import BASIS_IN_WORDS, Recommendation
from schemekit.toolkit.registers import RegisterRow
from schemekit.toolkit.templates import (
    Advised,
    Blocks,
    Chosen,
    Cite,
    Registered,
    Slot,
    Source,
    TInline,
)
from schemekit.toolkit.toolkit import Toolkit
from schemekit.toolkit.values import UNANSWERED, Value
from schemekit.toolkit.ways import somebody_watches
from schemekit.toolkit.written import EmailQuestion, TextQuestion

WORKBOOK: Final = "xlsx"
"""The ending of a workbook, whatever the documents around it are written in."""
T = TypeVar("T")
M = TypeVar("M")
Lists: TypeAlias = Mapping[str, Sequence[Mapping[str, str]]]
"""Registers that the program itself fills: rows of columns, by the register's id."""


@dataclass(frozen=True)
class Said:
    """One organisation's answers, in its own words, for one document.

    Where what the documents of a pack know is `shared`, a stand-in is said for whatever can be put
    in later.
    """

    toolkit: Toolkit
    profile: Profile
    guidance: Guidance
    in_pack: Collection[str]
    fields: Mapping[str, FormField]
    lists: Lists
    shared: Known | None = None
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
    def known(self) -> Known:
        if self.shared is not None:
            return self.shared
        return Known(self.toolkit, self.profile, self.guidance, self.in_pack, shared=False)

    @cached_property
    def now(self) -> Mapping[Hashable, Hashable]:
        """The values of all that can be noted."""
        return Now(self.known, self.fields) if self.fields else self.known

    def _read(self, name: Hashable) -> Hashable:
        """What stands behind `name`; it is noted."""
        found = self.now[name]
        self.notes.put(name, found)
        return found

    def holds(self, condition: Expression, scope: Scope | None = None) -> bool:
        if scope is None or scope is self.scope:
            return bool(self._read(condition))
        return condition.holds(scope)

    def said(self, slot: Slot, scope: Scope) -> str | OpenPoint:
        expression = slot.expression
        if not self._is_known(expression):
            # what it says of a row of a loop cannot be asked for by a name
            found = in_words(expression, self.toolkit, scope)
            return found if isinstance(found, OpenPoint) else opened(found, capital=slot.capital)
        return self._put(Spoken(expression, slot.capital))

    def _is_known(self, expression: Expression) -> bool:
        return expression.reads <= self.toolkit.questionnaire.names

    def _put(self, meaning: Hashable) -> str | OpenPoint:
        """A stand-in for it where words can be put in, else the words or the gap themselves."""
        stand_in = self.toolkit.stand_ins.of(meaning)
        found = self._read(("meant", meaning) if stand_in is None else stand_in)
        return stand_in if stand_in and found is True else cast("str | OpenPoint", found)

    def words(self, expression: Expression, *, capital: bool = False) -> str:
        """An expression inside a title or label; a gap in brackets."""
        said = self._put(Spoken(expression, capital))
        return f"[{said.label}]" if isinstance(said, OpenPoint) else " ".join(said.split())

    def told(self, text: str) -> str:
        """`text` with the words themselves, for all that is looked at more closely."""
        for each in self._stand_ins(text):
            text = text.replace(each, str(self._read(("word", each))))
        return text

    def _stand_ins(self, text: str) -> tuple[str, ...]:
        """Those in `text`; where none is said, such a character is somebody’s own."""
        return tuple(dict.fromkeys(STAND_IN.findall(text))) if self.known.shared else ()

    def settled(self, text: str) -> str:
        """`text` with the local words, which departments of one organisation share, themselves."""
        for each in self._stand_ins(text):
            meaning = self.toolkit.stand_ins.meaning(each)
            local = isinstance(meaning, Spoken) and meaning.expression.name
            if local in self.toolkit.local_words:
                text = text.replace(each, self.told(each))
        return text

    def rows(self, source: Source) -> tuple[LoopRow, ...]:
        match source:
            case Registered(register) if register in self.lists:
                # what stands in a list is not known by its name
                self.notes.note(("list", register), object())
                return tuple(self._listed(each) for each in self.lists[register])
            case Registered(register):
                applying = cast("tuple[str, ...]", self._read(("rows", register)))
                rows = {each.id: each for each in self.toolkit.registers[register].rows}
                return tuple(self.registered(rows[each]) for each in applying)
            case Advised(topic):
                self._read(("advice", topic))
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
            "why": (),
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

    def why(self, recommendation: str) -> Blocks:
        """Why it is given, the one column of it that no author wrote."""
        return _text(str(self._put(Why(recommendation))))

    def field(self, name: str) -> Field:
        self.notes.note(("field", name), id(self.fields[name]))
        return self._field(self.fields[name])

    def _field(self, declared: FormField) -> Field:
        return Field(
            declared.id,
            "rows" if declared.columns else declared.kind,
            self._label(declared.label),
            self._label(declared.help),
            tuple(Choice(each.id, self._label(each.label)) for each in declared.options),
            self._filled_in(declared),
            declared.other,
            declared.rows,
            tuple(self._field(each) for each in declared.columns),
            self._label(declared.prompt),
            declared.max,
        )

    def _label(self, phrase: Phrase | None) -> str:
        """Words that are cut where they are too long, so no stand-in."""
        return self.told(phrase.said(self)) if phrase else ""

    def _filled_in(self, declared: FormField) -> str:
        """What a field holds already: words, an option's id or an ISO date."""
        if declared.value is not None and self._is_typed(declared.value):
            said = self._put(Spoken(declared.value, capital=False))
            return said if isinstance(said, str) else ""
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
                said = in_words(declared.value, self.toolkit, self.scope)
                return said if isinstance(said, str) else ""

    def _is_typed(self, expression: Expression) -> bool:
        """Whether it is nothing but the words that somebody typed."""
        question = self.toolkit.questionnaire.questions.get(expression.name or "")
        return isinstance(question, TextQuestion | EmailQuestion)

    def see(self, document: str) -> See | Text:
        workbook = self.toolkit.workbooks.get(document)
        template = workbook or self.toolkit.documents[document]
        if self._read(("see", document)):
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
        if isinstance(self.authored, Recommendation) and column == "why":
            return self.said.why(self.authored.id)
        return self.columns[column]

    def column(self, name: str) -> Value:
        """A column as a condition sees it: its words, and nothing of their look."""
        return self.said.told(plain(every_inline(fill(self.content(name), self.said))))


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
