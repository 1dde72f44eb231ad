"""Which branches of the templates stand in no pack that anybody could get.

Run it from the project's folder: python tools/branch_coverage.py

A way is a branch of an `if`, its `elif`s and its `else`, what happens where a lone `if` does not
hold, or a loop that has a row; in documents, clauses, advice, registers, workbooks, the first page
and the footer, and in their titles and labels. A way counts where it stands in the pack of a
persona, or of a persona with answers changed, whose pack fails no check of the level “error”. An
answer that is still missing is no failure here: every pack is made while some are.

Not among them: the messages of checks, what questions say, and filled-in examples. Which documents
stand in a pack is for tests/test_sizes.py.
"""

import sys
from collections import ChainMap, Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import combinations, islice
from pathlib import Path
from typing import Final, TypeAlias, assert_never, cast

from jinja2 import nodes

from schemekit import resources
from schemekit.assembly.together import assemble_together, tells_sources
from schemekit.document.theme import Theme
from schemekit.errors import SchemekitError
from schemekit.guidance import advise
from schemekit.interview.interview import Interview, Profile, failed_checks
from schemekit.making import (
    documents_of,
    make_documents,
    make_read_me,
    make_workbooks,
    workbooks_of,
)
from schemekit.presets import files
from schemekit.presets.answers import read_answers
from schemekit.presets.layers import stack
from schemekit.theming import load_theme
from schemekit.toolkit.choices import ChoiceQuestion, ChoicesQuestion
from schemekit.toolkit.conditions import Expression
from schemekit.toolkit.documents import SIZES, DocumentTemplate
from schemekit.toolkit.evaluation import Scope
from schemekit.toolkit.facts import Check
from schemekit.toolkit.fields import FormField
from schemekit.toolkit.loading import load
from schemekit.toolkit.options import Option
from schemekit.toolkit.phrases import Phrase
from schemekit.toolkit.questions import Question
from schemekit.toolkit.short_answers import DateQuestion, NumberQuestion, YesNoQuestion
from schemekit.toolkit.templates import (
    Advised,
    Chosen,
    Each,
    Registered,
    Source,
    TNode,
    When,
    parts,
)
from schemekit.toolkit.toolkit import Toolkit
from schemekit.toolkit.values import UNANSWERED, Value
from schemekit.toolkit.ways import Taken, watched
from schemekit.toolkit.written import EmailQuestion, ProseQuestion, TextQuestion

PERSONAS: Final = Path(__file__).parents[1] / "tests" / "personas"
MOST_CHANGES: Final = 5
KEPT: Final = 12
"""Organisations that are changed further: those nearest to taking the way."""
MOST_PACKS: Final = 4
"""Packs that are made for one way: its own conditions hold in them, so one is enough."""
Path_: TypeAlias = tuple[tuple[Expression, bool], ...]


@dataclass(frozen=True)
class Way:
    """One way through a template, and what must hold for it to be taken."""

    node: int
    branch: int
    where: str
    written: str
    under: Path_
    source: Source | None = None
    """What the innermost loop around it runs over, or the loop that it is."""
    row: str = ""
    """By what name that loop knows its row."""
    of_row: Path_ = ()
    """What must hold of the row."""
    owner: str = ""
    """The document it belongs to; empty where it may stand in any."""

    @property
    def place(self) -> tuple[str, str, str]:
        """A clause that several documents include is one place."""
        return (self.where, self.written, str([(e.source, w) for e, w in self.under[-3:]]))


@dataclass(frozen=True)
class Report:
    ways: Mapping[tuple[str, str, str], tuple[Way, ...]]
    taken: frozenset[tuple[str, str, str]]
    packs: int

    @property
    def never(self) -> tuple[Way, ...]:
        """A way for each place that no pack takes."""
        return tuple(each[0] for place, each in self.ways.items() if place not in self.taken)


def main() -> int:
    report = reported(load([resources.templates()]), load_theme([resources.templates()]))
    for each in report.never:
        sys.stdout.write(f"never taken: {each.where}: {each.written}\n")
    share = 100 * len(report.taken) / len(report.ways)
    sys.stdout.write(
        f"{len(report.taken)} of {len(report.ways)} ways are taken ({share:.1f} %),"
        f" in {report.packs} packs\n"
    )
    return int(bool(report.never))


def reported(toolkit: Toolkit, theme: Theme) -> Report:
    """Every way through the templates, and those that some pack takes."""
    ways: dict[tuple[str, str, str], tuple[Way, ...]] = {}
    for way in every_way(toolkit):
        ways[way.place] = (*ways.get(way.place, ()), way)
    known = personas(toolkit)
    whole = tuple(_with_every_document(each, toolkit) for each in known)
    search = _Search(toolkit, theme, tuple(ways.values()), whole)
    for interview in (*known, *whole):
        search.make(interview.profile)
    for ways_of_place in ways.values():
        search.seek(ways_of_place)
    found = frozenset(place for place, each in ways.items() if search.has_taken(each))
    return Report(ways, found, search.packs)


class _Search:
    """The ways that were taken so far, and what is left to look for."""

    def __init__(
        self,
        toolkit: Toolkit,
        theme: Theme,
        places: tuple[tuple[Way, ...], ...],
        bases: tuple[Interview, ...],
    ) -> None:
        self.toolkit, self.theme = toolkit, theme
        self.left = places
        self.bases = bases
        self.taken: Taken = set()
        self.packs = 0

    def has_taken(self, ways: Iterable[Way]) -> bool:
        return any((each.node, each.branch) in self.taken for each in ways)

    def make(self, profile: Profile) -> None:
        """One pack, without the documents in which every way is taken already."""
        owners = {each.owner for ways in self.left for each in ways}
        self.taken |= taken_in(profile, self.toolkit, self.theme, owners)
        self.left = tuple(each for each in self.left if not self.has_taken(each))
        self.packs += 1

    def seek(self, ways: tuple[Way, ...]) -> None:
        """Make packs until one takes a way of this place, or none can be found."""
        for search in (organisations, organisations_in_page_order):
            for way in ways:
                if self.has_taken(ways):
                    return
                for profile in islice(search(way, self.bases, self.toolkit), MOST_PACKS):
                    self.make(profile)
                    if self.has_taken(ways):
                        return


def personas(toolkit: Toolkit) -> tuple[Interview, ...]:
    """Organisations that are whole: those of the tests."""
    return tuple(_persona(path, toolkit) for path in sorted(PERSONAS.glob("*/answers.toml")))


def _with_every_document(base: Interview, toolkit: Toolkit) -> Interview:
    """The same organisation with a full pack, of which nothing is left out."""
    asked = toolkit.about.pack
    if asked is None:
        return base
    full = _changed(base, asked.size, SIZES[-1]) or base
    return _changed(full, asked.leave_out, ()) or full


def _persona(path: Path, toolkit: Toolkit) -> Interview:
    saved = read_answers(path, toolkit.questionnaire)
    found = files.chain(saved.presets, (resources.presets(),))
    layers = stack(toolkit.questionnaire, files.layers_of(found))
    return Interview(toolkit.questionnaire, layers, "full", saved.replies)


def taken_in(
    profile: Profile, toolkit: Toolkit, theme: Theme, owners: Collection[str] = ("",)
) -> Taken:
    """The ways that one pack takes; none where a check of the level “error” fails.

    Only the documents of `owners` are made, unless what may stand in any is among them.
    """
    failed = failed_checks(profile)
    if contradictions(profile.scope, toolkit):
        return set()
    with watched() as taken:
        if "" in owners or any(tells_sources(toolkit.documents[each]) for each in owners):
            documents = make_documents(toolkit, profile)
            workbooks = make_workbooks(toolkit, profile)
            make_read_me(toolkit, profile, documents, failed, theme, workbooks)
        else:
            _make_some(profile, toolkit, owners)
    return taken


def _make_some(profile: Profile, toolkit: Toolkit, owners: Collection[str]) -> None:
    guidance = advise(toolkit.recommendations.values(), profile)
    chosen = documents_of(toolkit, profile)
    beside = workbooks_of(toolkit, profile)
    in_pack = {*(each.id for each in chosen), *(each.id for each in beside)}
    wanted = [template for template in chosen if template.id in owners]
    assemble_together(wanted, toolkit, profile, guidance, in_pack)


# ── Every way there is ──────────────────────────────────────────────────────────────────────────


def every_way(toolkit: Toolkit) -> Iterator[Way]:
    for document in (*toolkit.documents.values(), toolkit.read_me):
        whether: Path_ = ((document.when, True),) if document.when else ()
        owner = document.id if document.id in toolkit.documents else ""
        place = Way(0, 0, document.name, "", whether, owner=owner)
        yield from _of_content(document.content, place)
        for phrase in _phrases(document):
            yield from _of_phrase(phrase, place)
        # said where the document is missing, so it rests on no condition of that
        yield from _of_phrase(document.otherwise, Way(0, 0, document.name, "", ()))
    for advice in toolkit.recommendations.values():
        table, name = advice.table, f"recommendation {advice.id!r}"
        whether = ((table.when, True),) if table.when else ()
        place = Way(0, 0, name, "", whether)
        yield from _of_content(advice.advice, place)
        for phrase in (table.title, table.owner, table.effort):
            yield from _of_phrase(phrase, place)
    for register in toolkit.registers.values():
        for row in register.rows:
            whether = ((row.when, True),) if row.when else ()
            for column, content in row.columns.items():
                name = f"register {register.id!r}, row {row.id!r}, {column}"
                yield from _of_content(content, Way(0, 0, name, "", whether))

    for workbook in toolkit.workbooks.values():
        whether = ((workbook.when, True),) if workbook.when else ()
        for phrase in workbook.phrases():
            yield from _of_phrase(phrase, Way(0, 0, workbook.name, "", whether))
    about = toolkit.about
    for phrase in (about.organisation, about.scheme, about.footer):
        yield from _of_phrase(phrase, Way(0, 0, "toolkit.toml", "", ()))


def _phrases(document: DocumentTemplate) -> Iterator[Phrase]:
    yield from (document.title, document.audience, document.purpose)
    for each in document.fields:
        yield from _labels(each)


def _labels(field: FormField) -> Iterator[Phrase]:
    yield field.label
    yield from (each for each in (field.help, field.prompt) if each)
    yield from (each.label for each in field.options)
    for each in field.columns:
        yield from _labels(each)


def _of_phrase(phrase: Phrase, place: Way) -> Iterator[Way]:
    yield from _of_content(cast("tuple[TNode, ...]", phrase.content), place)


def _of_content(content: Iterable[TNode], place: Way) -> Iterator[Way]:
    """The ways in `content`, which stands at `place`."""
    for node in content:
        match node:
            case When():
                yield from _of_when(cast("When[TNode]", node), place)
            case Each(row, source, inside, at):
                written = f"for {row} in {source}"
                loop = replace(place, source=source, row=row, of_row=())
                yield replace(loop, node=id(node), where=at or place.where, written=written)
                yield from _of_content(inside, loop)
            case _:
                yield from _of_content(parts(node), place)


def _of_when(when: When[TNode], place: Way) -> Iterator[Way]:
    for number, branch in enumerate(when.branches):
        taken = _under(place, branch.condition, holds=True)
        written = f"{'elif' if number else 'if'} {_source(branch.condition)}"
        where = branch.where or place.where
        yield replace(taken, node=id(when), branch=number, where=where, written=written)
        yield from _of_content(branch.content, taken)
        place = _under(place, branch.condition, holds=False)
    # where a chain has no else, its branches may name every answer there is
    if when.otherwise or len(when.branches) == 1:
        written = (
            f"{'else' if when.otherwise else 'nothing'} of if {_source(when.branches[0].condition)}"
        )
        where, number = when.branches[0].where or place.where, len(when.branches)
        yield replace(place, node=id(when), branch=number, where=where, written=written)
        yield from _of_content(when.otherwise, place)


def _under(place: Way, condition: Expression, *, holds: bool) -> Way:
    """`place` where a condition holds, or does not; some conditions ask something of a row."""
    if place.row in condition.reads:
        return replace(place, of_row=(*place.of_row, (condition, holds)))
    return replace(place, under=(*place.under, (condition, holds)))


def _source(condition: Expression) -> str:
    return condition.source.split(" [", 1)[0]


# ── Organisations that take a way ───────────────────────────────────────────────────────────────


def organisations(way: Way, bases: tuple[Interview, ...], toolkit: Toolkit) -> Iterator[Profile]:
    """Those in which everything the way rests on holds, the nearest to a persona first.

    Answers are changed one by one, and those changes kept that leave the least undone.
    """
    factors = _factors(way, toolkit)
    near = sorted(bases, key=lambda each: _undone(way, each.profile.scope, toolkit))[:KEPT]
    seen: set[str] = set()
    for _ in range(MOST_CHANGES + 1):
        for each in near:
            if not _undone(way, each.profile.scope, toolkit):
                yield each.profile
        further = sorted(_further(near, factors, way, toolkit), key=lambda each: each.rank)
        near = []
        for step in further:
            changed = _changed(step.base, step.name, step.value)
            told = str(changed and sorted((n, str(h.value)) for n, h in changed.replies.items()))
            if changed is not None and told not in seen:
                seen.add(told)
                near.append(changed)
            if len(near) == KEPT:
                break


def organisations_in_page_order(
    way: Way, bases: tuple[Interview, ...], toolkit: Toolkit
) -> Iterator[Profile]:
    """Those that the first search misses, where several answers have to change together.

    Question by question, as they are asked, each answer is tried in the organisations that are
    nearest so far, and those that are left as they were stay in the race.
    """
    factors = _factors(way, toolkit)
    order = {name: place for place, name in enumerate(toolkit.questionnaire.questions)}
    near = sorted(bases, key=lambda each: _undone(way, each.profile.scope, toolkit))[:KEPT]
    for name in sorted({name for name, _ in factors}, key=order.__getitem__):
        own = tuple(each for each in factors if each[0] == name)
        steps = sorted(_further(near, own, way, toolkit), key=lambda each: each.rank)[: 2 * KEPT]
        changed = [_changed(each.base, each.name, each.value) for each in steps]
        every = (*near, *(each for each in changed if each is not None))
        rank = {id(each): _undone(way, each.profile.scope, toolkit) for each in every}
        near = _varied(sorted(every, key=lambda each: rank[id(each)]), name)
        for each in near:
            if not rank[id(each)]:
                yield each.profile
                return


def _varied(sorted_by_rank: Iterable[Interview], name: str) -> list[Interview]:
    """The nearest, but each answer to this question among them before any has a second turn."""
    turns: Counter[str] = Counter()
    placed: list[tuple[int, int, Interview]] = []
    for number, each in enumerate(sorted_by_rank):
        told = str(each.profile[name])
        turns[told] += 1
        placed.append((turns[told], number, each))
    return [each for _, _, each in sorted(placed, key=lambda one: one[:2])][:KEPT]


@dataclass(frozen=True)
class Step:
    """One answer to change, and how far from taking the way that would leave us."""

    base: Interview
    name: str
    value: Value
    rank: tuple[int, int, int]


def _further(
    near: Iterable[Interview],
    factors: tuple[tuple[str, Value], ...],
    way: Way,
    toolkit: Toolkit,
) -> Iterator[Step]:
    asked = {name: toolkit.questionnaire.questions[name].when for name, _ in factors}
    for base in near:
        given = {name: held.value for name, held in base.replies.items()}
        given |= {name: held.value for name, held in base.profile.held.items()}
        turns: Counter[str] = Counter()
        for name, value in _beside(factors, given):
            if name in given and given[name] == value and type(given[name]) is type(value):
                continue
            answers = {**given, name: value}
            hidden = _hidden(answers, asked, toolkit)
            for each in hidden:
                answers.pop(each, None)
            undone = _undone(way, toolkit.questionnaire.scope(answers), toolkit)
            # where nothing is nearer, each question has its turn before one has a second
            turns[name] += 1
            yield Step(base, name, value, (undone, len(hidden), turns[name]))


def _beside(
    factors: Iterable[tuple[str, Value]], given: Mapping[str, Value]
) -> Iterator[tuple[str, Value]]:
    """Each answer worth trying; an option also beside those that are chosen already."""
    for name, value in factors:
        yield name, value
        before = given.get(name)
        if isinstance(value, tuple) and isinstance(before, tuple) and not set(value) <= set(before):
            yield name, (*before, *(each for each in value if each not in before))


def _hidden(
    answers: Mapping[str, Value], asked: Mapping[str, Expression | None], toolkit: Toolkit
) -> list[str]:
    """The questions that are not asked; one that is hidden may hide others."""
    known = dict(answers)
    hidden = []
    for name in toolkit.questionnaire.questions:
        when = asked.get(name)
        if when is not None and not when.holds(toolkit.questionnaire.scope(known)):
            hidden.append(name)
            known.pop(name, None)
    return hidden


def _changed(base: Interview, name: str, value: Value) -> Interview | None:
    try:
        return base.unsure(name) if value is UNANSWERED else base.answered(name, value)
    except SchemekitError:
        return None


def _undone(way: Way, scope: Scope, toolkit: Toolkit) -> int:
    """How much does not hold that must: conditions of the way, and checks that fail."""
    conditions = sum(condition.holds(scope) != wanted for condition, wanted in way.under)
    rows = not _has_row(way, scope, toolkit)
    return conditions + rows + len(contradictions(scope, toolkit))


def contradictions(scope: Scope, toolkit: Toolkit) -> tuple[Check, ...]:
    """The failed checks of the level “error”; an answer that is still missing is none."""
    return tuple(
        each
        for each in toolkit.questionnaire.checks
        if each.level == "error"
        and "today" not in each.when.reads
        and each.when.holds(scope)
        and not any(scope[name] is UNANSWERED for name in each.questions)
    )


def _has_row(way: Way, scope: Scope, toolkit: Toolkit) -> bool:
    """Whether the innermost loop around the way has a row of which its conditions hold."""
    match way.source:
        case Registered(register) if register in toolkit.registers:
            return bool(toolkit.registers[register].applying(scope))
        case Chosen(question):
            return any(_suits(way, row, scope) for row in _options(question, scope, toolkit))
        case Advised(topic):
            about = (e for e in toolkit.recommendations.values() if e.topic == topic)
            return any(e.table.when is None or e.table.when.holds(scope) for e in about)
        case _:
            return True


def _suits(way: Way, option: Option, scope: Scope) -> bool:
    around = cast("dict[str, object]", scope)
    inside = cast("Scope", ChainMap({way.row: OptionRow(option)}, around))
    return all(condition.holds(inside) == wanted for condition, wanted in way.of_row)


@dataclass(frozen=True)
class OptionRow:
    """A chosen option as a condition inside a loop sees it."""

    option: Option

    def column(self, name: str) -> Value:
        return self.option.in_sentence if name == "in_text" else str(getattr(self.option, name))


def _options(name: str, scope: Scope, toolkit: Toolkit) -> tuple[Option, ...]:
    question, value = toolkit.questionnaire.questions[name], scope[name]
    if isinstance(question, ChoicesQuestion) and isinstance(value, tuple):
        return tuple(question.option(each) for each in value)
    if isinstance(question, ChoiceQuestion) and isinstance(value, str):
        return (question.option(value),)
    return ()


def _factors(way: Way, toolkit: Toolkit) -> tuple[tuple[str, Value], ...]:
    """The questions that decide about a way, with each answer worth trying."""
    questionnaire = toolkit.questionnaire
    conditions = [condition for condition, _ in (*way.under, *way.of_row)]
    match way.source:
        case Registered(register) if register in toolkit.registers:
            conditions += [e.when for e in toolkit.registers[register].rows if e.when]
        case Advised(topic):
            about = (e for e in toolkit.recommendations.values() if e.topic == topic)
            conditions += [e.table.when for e in about if e.table.when]
        case _:
            pass
    # a change may break a check, which another change of what it reads can mend
    known = {name for each in conditions for name in each.reads} - {way.row}
    behind_known = {one for name in known for one in questionnaire.answers_behind(name)}
    mending = [
        each.when
        for each in questionnaire.checks
        if each.level == "error" and behind_known & set(each.questions)
    ]
    names = known | {name for each in mending for name in each.reads if name != "today"}
    if isinstance(way.source, Chosen):
        names.add(way.source.question)
    numbers: set[float] = set()
    behind: dict[str, None] = {}
    waiting = sorted(names)
    for condition in (*conditions, *mending):
        numbers |= _numbers(condition)
    while waiting:
        name = waiting.pop(0)
        if name in questionnaire.facts:
            formula = questionnaire.facts[name].value
            numbers |= _numbers(formula)
            waiting += sorted(formula.reads)
        elif name in questionnaire.questions and name not in behind:
            behind[name] = None
            asked = questionnaire.questions[name].when
            waiting += sorted(asked.reads) if asked else []
    return tuple(
        (name, value)
        for name in behind
        for value in _worth_trying(questionnaire.questions[name], frozenset(numbers))
    )


def _numbers(expression: Expression) -> set[float]:
    constants = expression.tree.find_all(nodes.Const)
    return {
        float(each.value)
        for each in constants
        if isinstance(each.value, int | float) and not isinstance(each.value, bool)
    }


@cache
def _worth_trying(question: Question, numbers: frozenset[float]) -> tuple[Value, ...]:
    unsure: tuple[Value, ...] = (UNANSWERED,) if question.unsure else ()
    return (*_answers(question, numbers), *unsure)


def _answers(question: Question, numbers: frozenset[float]) -> tuple[Value, ...]:
    match question:
        case ChoiceQuestion(options=options):
            return tuple(each.id for each in options)
        case ChoicesQuestion(options=options):
            several = [each.id for each in options if not each.exclusive]
            return (
                *((each.id,) for each in options),
                tuple(several[: question.max]),
                *combinations(several, 2),
            )
        case NumberQuestion():
            near = {around for each in numbers for around in (each - 1, each, each + 1)}
            tried = sorted({*near, question.min, 1, 2, 5, 12, 40, 150})
            return tuple(int(e) for e in tried if question.min <= e <= question.max)
        case YesNoQuestion():
            return (True, False)
        case DateQuestion():
            return tuple(date(2027, 1, 4) + timedelta(weeks=5 * each) for each in range(14))
        case EmailQuestion():
            return ("team@acme.example.org", *(() if question.required else ("",)))
        case TextQuestion() | ProseQuestion():
            return ("Acme", *(() if question.required else ("",)))
        case _:
            assert_never(question)


if __name__ == "__main__":
    sys.exit(main())
