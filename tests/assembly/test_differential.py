"""Filling a template's tree gives what Jinja and then Markdown would have given.

The shipped templates are rendered by the real Jinja (sandboxed), with answers that hold no
Markdown, and the text is parsed; the tree that was parsed once and then filled must be the same.
"""

import math
import random
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jinja2 import FunctionLoader, StrictUndefined, Template
from jinja2.sandbox import SandboxedEnvironment

from schemekit.assembly.fill import fill
from schemekit.assembly.saying import Lists, Said
from schemekit.assembly.sources import sources_of
from schemekit.document.markdown import read_markdown
from schemekit.document.walk import plain
from schemekit.guidance import Guidance, advise
from schemekit.interview.interview import Profile
from schemekit.presets.layers import Held
from schemekit.toolkit.choices import ChoiceQuestion, ChoicesQuestion
from schemekit.toolkit.phrases import said_plainly
from schemekit.toolkit.questions import Question
from schemekit.toolkit.registers import RegisterRow
from schemekit.toolkit.short_answers import DateQuestion, NumberQuestion, YesNoQuestion
from schemekit.toolkit.toolkit import Toolkit
from schemekit.toolkit.values import UNANSWERED, Value
from schemekit.toolkit.written import EmailQuestion

TEMPLATES = Path(__file__).parents[2] / "templates"
SEEDS = [*range(2), *(pytest.param(each, marks=pytest.mark.validated) for each in range(2, 6))]
TAG = re.compile(r"(\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\})", re.DOTALL)


def random_answer(question: Question, chance: random.Random) -> Value:
    """Some answer without Markdown in it, or none."""
    if question.unsure and chance.random() < 0.15:
        return UNANSWERED
    match question:
        case ChoiceQuestion():
            return question.read(chance.choice(question.options).id)
        case ChoicesQuestion():
            several = [each.id for each in question.options if not each.exclusive]
            count = min(question.max or len(several), len(several))
            return question.read(chance.sample(several, chance.randint(1, count)))
        case NumberQuestion():
            return question.read(
                chance.randint(math.ceil(question.min), min(400, int(question.max)))
            )
        case YesNoQuestion():
            return chance.random() < 0.5
        case DateQuestion():
            return date(2027, 1, 4) + timedelta(days=chance.randint(0, 700))
        case EmailQuestion():
            return "mentoring@example.org"
        case _ if not question.required and chance.random() < 0.5:
            return ""
        case _:
            return f"words for {question.noun.replace('‘', '').replace('’', '')}"


def random_profile(toolkit: Toolkit, seed: int) -> Profile:
    """An organisation that answers everything it is asked, one way or another."""
    chance = random.Random(seed)  # noqa: S311 - any answer will do
    answers: dict[str, Value] = {}
    for question in toolkit.questionnaire.questions.values():
        scope = toolkit.questionnaire.scope(answers)
        if question.when is None or question.when.holds(scope):
            answers[question.id] = random_answer(question, chance)
    held = {name: Held(value, "you") for name, value in answers.items()}
    return Profile(toolkit.questionnaire, held)


class Gap:
    """An unanswered name as Jinja meets it: nothing holds of it."""

    def __init__(self, name: str) -> None:
        self.said = f"⟦open:{name}⟧"

    def nothing(self, _other: object) -> bool:
        return False

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __contains__ = nothing
    __hash__ = object.__hash__

    def missing(self, _other: object) -> "Gap":
        return self

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = missing

    def __bool__(self) -> bool:
        return False

    def __iter__(self) -> Iterator[object]:
        return iter(())


def with_words(value: Value, said: str, options: tuple[object, ...]) -> object:
    """A value that compares as itself and prints as `said`; a tuple loops over its options."""
    kind = type(value)
    if kind is bool:
        return value
    body = {"__iter__": lambda _self: iter(options)} if kind is tuple else {}
    made = type("Worded", (kind,), body)
    worded = made(value.year, value.month, value.day) if isinstance(value, date) else made(value)
    worded.said = said  # on the value itself: a date some days later is said otherwise
    return worded


def missing_or(work_out: Callable[..., object]) -> Callable[..., object]:
    """A function that leaves a gap where it is given one."""

    def worked_out(*values: object) -> object:
        gaps = [each for each in values if isinstance(each, Gap)]
        return gaps[0] if gaps else work_out(*values)

    return worked_out


class Row:
    """A loop's row, its columns as Markdown."""

    def __init__(self, **columns: str) -> None:
        self.said = columns.get("in_text", "")
        self.__dict__.update(columns)


class Jinja:
    """The same toolkit as the real Jinja would render it."""

    def __init__(
        self,
        toolkit: Toolkit,
        profile: Profile,
        guidance: Guidance,
        prepare: Callable[[str], str],
        lists: Lists,
    ) -> None:
        self.compiled = compiling(prepare)
        self.lists = lists
        self.toolkit = toolkit
        self.profile = profile
        self.guidance = guidance
        self.names = {name: self.named(name) for name in profile.scope} | self.functions()

    def named(self, name: str) -> object:
        value, questionnaire = self.profile[name], self.toolkit.questionnaire
        if value is UNANSWERED:
            return Gap(questionnaire.missing([name], self.profile.scope) or name)
        asked = questionnaire.questions.get(name)
        known = asked.worded(self.profile.scope) if asked else questionnaire.facts[name]
        options: tuple[object, ...] = ()
        if isinstance(known, ChoicesQuestion) and isinstance(value, tuple):
            found = [known.option(each) for each in value]
            options = tuple(Row(id=o.id, label=o.label, in_text=o.in_sentence) for o in found)
        return with_words(value, known.said(value), options)

    def functions(self) -> dict[str, Callable[..., object]]:
        toolkit = self.toolkit
        return {
            "register": self.register,
            "advice": self.advice,
            "field": lambda name: f"⟦field:{name}⟧",
            "cite": lambda name: f"⟦cite:{name}⟧",
            "ours": lambda name: f"({toolkit.defaults[name].called})",
            "see": lambda name: f"⟦see:{name}⟧",
            "section": lambda title: f"⟦section:{title}⟧",
            "contents": lambda: "⟦contents⟧",
            "references": lambda: "⟦references⟧",
            "open_points": lambda: "⟦open_points⟧",
            "ceil": missing_or(lambda number: math.ceil(round(number, 9))),
            "floor": missing_or(lambda number: math.floor(round(number, 9))),
            "round": missing_or(round),
            "min": missing_or(min),
            "max": missing_or(max),
            "count": missing_or(len),
            "days": missing_or(lambda number: timedelta(days=number)),
            "weeks": missing_or(lambda number: timedelta(weeks=number)),
        }

    def register(self, name: str) -> list[Row]:
        if name in self.lists:
            return [Row(**each) for each in self.lists[name]]
        written = tables(TEMPLATES / "registers", "row")
        return [
            Row(
                **{column: self.column(each, column, written) for column in each.columns},
                sources="".join(f"⟦cite:{one}⟧" for one in each.evidence),
            )
            for each in self.toolkit.registers[name].applying(self.profile.scope)
        ]

    def column(self, row: RegisterRow, name: str, written: dict[str, dict[str, str]]) -> str:
        value = row.values.get(name)
        return self.rendered(f"{{{{ {value.source} }}}}" if value else written[row.id][name])

    def advice(self, topic: str) -> list[Row]:
        return [self.advised(each) for each in self.guidance.about(topic)]

    def advised(self, advice: Any) -> Row:
        table = advice.recommendation.table
        said = Said(self.toolkit, self.profile, None, (), {}, {})  # type: ignore[arg-type]
        (basis,) = said._advised(advice).columns["basis"]
        return Row(
            title=self.rendered(table.title.source),
            advice=self.rendered(table.advice),
            why=advice.why.replace("*", "\\*"),
            owner=self.rendered(table.owner.source),
            by=self.rendered(table.by.source) if table.by else "",
            effort=self.rendered(table.effort.source),
            basis=plain(basis.content),  # type: ignore[union-attr, arg-type]
            sources="".join(f"⟦cite:{each}⟧" for each in table.evidence),
        )

    def rendered(self, source: str) -> str:
        return self.compiled(source).render(self.names)


@cache
def compiling(prepare: Callable[[str], str]) -> Callable[[str], Template]:
    """How a source becomes a template of the real Jinja; each once, for every organisation."""

    def prepared(source: str) -> str:
        """`source` with local words in it, and no line left over by a tag alone on its line."""
        pieces = TAG.split(source)
        pieces[::2] = [localised(each) for each in pieces[::2]]
        return prepare("".join(pieces))

    environment = SandboxedEnvironment(
        loader=FunctionLoader(lambda name: prepared((TEMPLATES / name).read_text("utf-8"))),
        undefined=StrictUndefined,
        finalize=lambda value: getattr(value, "said", None) or said_plainly(value),
        cache_size=-1,
        auto_reload=False,
    )
    environment.filters["capital"] = lambda value: value.said[:1].upper() + value.said[1:]
    environment.tests["unanswered"] = lambda value: isinstance(value, Gap)
    return cache(lambda source: environment.from_string(prepared(source).strip()))


def localised(text: str) -> str:
    words = toolkit_words()
    names = sorted(words, key=len, reverse=True)
    pattern = "|".join(f"[{each[0].upper()}{each[0]}]{each[1:]}" for each in names)

    def slot(found: re.Match[str]) -> str:
        word = found[0]
        if word in words:
            return f"{{{{ {words[word]} }}}}"
        return f"{{{{ {words[word[0].lower() + word[1:]]} | capital }}}}"

    return re.sub(rf"(?<!\w)({pattern})(?!\w)", slot, text)


@cache
def toolkit_words() -> dict[str, str]:
    return tomllib.loads((TEMPLATES / "toolkit.toml").read_text("utf-8"))["words"]  # type: ignore[no-any-return]


@cache
def tables(folder: Path, name: str) -> dict[str, dict[str, str]]:
    """The tables of every file of a folder, by id."""
    files = [tomllib.loads(path.read_text("utf-8")) for path in folder.glob("*.toml")]
    return {each["id"]: each for file in files for each in file[name]}


def documents() -> list[Path]:
    return sorted((TEMPLATES / "documents").glob("*.md"))


@dataclass(frozen=True)
class Organisation:
    """Some organisation, and both ways of making its documents."""

    profile: Profile
    guidance: Guidance
    lists: Lists
    jinja: Jinja


@pytest.fixture(scope="session")
def organisation(toolkit: Toolkit, prepare: Callable[[str], str]) -> Callable[[int], Organisation]:
    def made(seed: int) -> Organisation:
        profile = random_profile(toolkit, seed)
        guidance = advise(toolkit.recommendations.values(), profile)
        lists = sources_of((), toolkit, profile, guidance)
        return Organisation(
            profile, guidance, lists, Jinja(toolkit, profile, guidance, prepare, lists)
        )

    return cache(made)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("path", documents(), ids=lambda path: path.stem)
def test_a_filled_tree_is_what_jinja_and_then_markdown_would_give(
    toolkit: Toolkit,
    organisation: Callable[[int], Organisation],
    level: Callable[[Any], Any],
    path: Path,
    seed: int,
) -> None:
    made = organisation(seed)
    template = next(each for each in toolkit.documents.values() if path.name in each.name)
    fields = {each.id: each for each in template.fields}
    inside = {*toolkit.documents, *toolkit.workbooks}
    said = Said(toolkit, made.profile, made.guidance, inside, fields, made.lists)
    _, _, body = path.read_text("utf-8").split("+++", 2)

    filled = level(fill(template.content, said))
    rendered = level(read_markdown(made.jinja.rendered(body)).blocks)

    for ours, theirs in zip(filled, rendered, strict=False):
        assert ours == theirs
    assert len(filled) == len(rendered)
