"""What is already decided: presets stacked widest first, and whose word each value is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Annotated, Any, Final, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from schemekit.errors import AnswerError, PresetError, Problem, nearest
from schemekit.presets.migrating import carry, renamed, version_notices
from schemekit.toolkit.choices import ChoicesQuestion
from schemekit.toolkit.questionnaire import Questionnaire
from schemekit.toolkit.questions import Question
from schemekit.toolkit.values import UNANSWERED, Value
from schemekit.toolkit.versions import is_newer

PRESET_FORMAT: Final = "schemekit-preset/1"
ANSWERS_FORMAT: Final = "schemekit-answers/1"
Written: TypeAlias = bool | int | float | date | str | list[str]
Level: TypeAlias = Literal["sector", "organisation", "division", "department"]
LEVELS: Final[tuple[Level, ...]] = ("sector", "organisation", "division", "department")
"""Whose presets there are, widest first."""
_PRINTABLE: Final = r"^[^\x00-\x1f\x7f-\x9f]*$"
Line: TypeAlias = Annotated[str, StringConstraints(max_length=300, pattern=_PRINTABLE)]
"""Words that are shown at a terminal, so they hold nothing that a terminal would obey."""


class Lock(BaseModel):
    """Why an answer may not be changed further down, and whose decision that is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    reason: Line
    owner: Line = ""

    def __str__(self) -> str:
        return f"{self.reason} ({self.owner})" if self.owner else self.reason


class Preset(BaseModel):
    """Answers somebody has already given, for others to start from. An answers file is one too."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal["schemekit-preset/1", "schemekit-answers/1"]
    title: Line = ""
    about: Line = ""
    level: Level | None = None
    """Whose it is; none for one that suits anybody."""
    toolkit: Line = ""
    extends: str | tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    answers: dict[str, Any] = Field(default_factory=dict)
    add: dict[str, Any] = Field(default_factory=dict)
    locked: dict[str, Lock] = Field(default_factory=dict)
    unsure: tuple[str, ...] = ()

    @property
    def wider(self) -> tuple[str, ...]:
        """Names of the presets this one builds on, widest first."""
        return (self.extends,) if isinstance(self.extends, str) else self.extends

    @property
    def names(self) -> tuple[str, ...]:
        """Every question it names, each once."""
        named = [*self.answers, *self.add, *self.locked, *self.hidden]
        return tuple(dict.fromkeys(named))


@dataclass(frozen=True, slots=True)
class Held:
    """An answer and where it comes from, in words."""

    value: Value
    origin: str
    lock: Lock | None = None
    added: tuple[str, ...] = ()
    """Options that this layer added to what wider ones chose."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One preset in its place in the stack; `name` is what a person calls it."""

    name: str
    preset: Preset
    file: str = ""

    @property
    def origin(self) -> str:
        """Whose word its answers are."""
        level = self.preset.level
        return f"{level} preset {self.name}" if level else f"preset {self.name}"


@dataclass(frozen=True, slots=True)
class Layers:
    """What all presets together say, and what each said of a question, widest first."""

    names: tuple[str, ...] = ()
    held: Mapping[str, Held] = field(default_factory=dict)
    """What counts: the narrowest word, or the widest lock."""
    hidden: Mapping[str, str] = field(default_factory=dict)
    """Questions that are not asked, and whose decision that is."""
    told: Mapping[str, tuple[Held, ...]] = field(default_factory=dict)
    """What each layer says by itself, whether it counts or not."""
    notices: tuple[Problem, ...] = ()
    """What was carried over from an earlier version, and what is no longer asked."""

    def lock(self, question: str) -> Lock | None:
        held = self.held.get(question)
        return held.lock if held else None


def stack(questionnaire: Questionnaire, layers: Sequence[Layer]) -> Layers:
    """`layers`, widest first, as one. Raises `PresetError` naming every problem of every layer."""
    problems: list[Problem] = []
    notices: list[Problem] = []
    hidden: dict[str, str] = {}
    told: dict[str, tuple[Held, ...]] = {}
    held: dict[str, Held] = {}
    for written in layers:
        problems += _unknown(questionnaire, written)
        notices += notices_of(questionnaire, written)
        layer = replace(written, preset=_carried(written.preset, questionnaire))
        hidden |= {name: layer.origin for name in layer.preset.hidden if name not in hidden}
        for question in questionnaire.questions.values():
            problems += _lay(question, layer, held, told)
    if problems:
        raise PresetError(*problems)
    names = tuple(layer.name for layer in layers)
    return Layers(names, held, hidden, told, tuple(notices))


def _unknown(questionnaire: Questionnaire, layer: Layer) -> list[Problem]:
    """Ids nobody knows: slips of the pen, where the file is no newer than the questions."""
    return [] if _is_lenient(questionnaire, layer) else list(_never_known(questionnaire, layer))


def _is_lenient(questionnaire: Questionnaire, layer: Layer) -> bool:
    """Whether an unknown id is only told: in answers, which keep everything, and newer files."""
    preset = layer.preset
    return preset.format == ANSWERS_FORMAT or is_newer(preset.toolkit, questionnaire.toolkit)


def _never_known(questionnaire: Questionnaire, layer: Layer) -> Iterator[Problem]:
    known = questionnaire.questions
    for name in carry(dict.fromkeys(layer.preset.names), questionnaire).unknown:
        what = f"there is no question {name!r}."
        yield Problem(_where(layer, name), what, nearest(name, known))


def notices_of(questionnaire: Questionnaire, layer: Layer) -> Iterator[Problem]:
    """What to tell of a layer that was written for other questions than today’s."""
    preset = layer.preset
    yield from version_notices(layer.file or layer.name, preset.toolkit, questionnaire)
    told: dict[str, Problem] = {}
    for table in (dict.fromkeys(preset.names), preset.answers, preset.add):
        for change in carry(table, questionnaire).changes:
            told.setdefault(str(change), Problem(_where(layer, change.question), str(change)))
    yield from told.values()
    if _is_lenient(questionnaire, layer):
        yield from _never_known(questionnaire, layer)


def _carried(preset: Preset, questionnaire: Questionnaire) -> Preset:
    """`preset` under the ids of today, without what is no longer asked."""
    return preset.model_copy(
        update={
            "answers": dict(carry(preset.answers, questionnaire).answers),
            "add": dict(carry(preset.add, questionnaire).answers),
            "locked": dict(
                zip(renamed(preset.locked, questionnaire), preset.locked.values(), strict=True)
            ),
            "hidden": tuple(renamed(preset.hidden, questionnaire)),
        }
    )


def _where(layer: Layer, name: str) -> str:
    return f"{layer.file or layer.name}, {name}"


def _lay(
    question: Question, layer: Layer, held: dict[str, Held], told: dict[str, tuple[Held, ...]]
) -> list[Problem]:
    """Put what `layer` says of `question` on top of what wider layers told."""
    above = held.get(question.id)
    lock = layer.preset.locked.get(question.id)
    where = _where(layer, question.id)
    try:
        value = _value(question, layer.preset, above)
    except AnswerError as wrong:
        return [Problem(where, str(wrong))]
    if value is UNANSWERED and lock is None:
        return []
    if value is UNANSWERED and above is None:
        remedy = "Give the answer under [answers], or remove the lock."
        return [Problem(where, "it is locked but has no answer.", remedy)]
    said = value if above is None or value is not UNANSWERED else above.value
    if above is not None and above.lock is not None and said != above.value:
        remedy = "Leave the answer out, or ask the owner to change it."
        return [Problem(where, f"{above.origin} has locked it: {above.lock}.", remedy)]
    own = Held(said, layer.origin, lock, _added(question, layer.preset))
    told[question.id] = (*told.get(question.id, ()), own)
    if above is None or above.lock is None:
        held[question.id] = own
    return []


def _added(question: Question, preset: Preset) -> tuple[str, ...]:
    """The options that the preset adds to what wider ones chose."""
    if question.id not in preset.add or not isinstance(question, ChoicesQuestion):
        return ()
    return question.read(preset.add[question.id])


def _value(question: Question, preset: Preset, above: Held | None) -> Value:
    """What the preset makes of the answer; `UNANSWERED` where it says nothing."""
    value: Value = UNANSWERED
    if question.id in preset.answers:
        value = question.read(preset.answers[question.id])
    if question.id in preset.add:
        if not isinstance(question, ChoicesQuestion):
            raise AnswerError(f"[add] is for questions with many options; {question.id!r} has one.")
        wider = above.value if value is UNANSWERED and above else value
        known = wider if isinstance(wider, tuple) else ()
        value = question.added(known, question.read(preset.add[question.id]))
    return value
