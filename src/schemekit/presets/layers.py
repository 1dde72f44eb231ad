"""What is already decided: presets stacked widest first, and whose word each value is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from schemekit.errors import AnswerError, PresetError, Problem, nearest
from schemekit.toolkit.questionnaire import Questionnaire
from schemekit.toolkit.questions import ChoicesQuestion, Question
from schemekit.toolkit.values import UNANSWERED, Value

PRESET_FORMAT: Final = "schemekit-preset/1"
ANSWERS_FORMAT: Final = "schemekit-answers/1"
Written: TypeAlias = bool | int | float | date | str | list[str]


class Lock(BaseModel):
    """Why an answer may not be changed further down, and whose decision that is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    reason: str
    owner: str = ""

    def __str__(self) -> str:
        return f"{self.reason} ({self.owner})" if self.owner else self.reason


class Preset(BaseModel):
    """Answers somebody has already given, for others to start from. An answers file is one too."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal["schemekit-preset/1", "schemekit-answers/1"]
    title: str = ""
    about: str = ""
    toolkit: str = ""
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


@dataclass(frozen=True, slots=True)
class Held:
    """An answer and where it comes from, in words."""

    value: Value
    origin: str
    lock: Lock | None = None


@dataclass(frozen=True, slots=True)
class Layer:
    """One preset in its place in the stack; `name` is what a person calls it."""

    name: str
    preset: Preset
    file: str = ""


@dataclass(frozen=True, slots=True)
class Layers:
    """What all presets together say, and what each said of a question, widest first."""

    names: tuple[str, ...] = ()
    held: Mapping[str, Held] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    told: Mapping[str, tuple[Held, ...]] = field(default_factory=dict)

    def lock(self, question: str) -> Lock | None:
        held = self.held.get(question)
        return held.lock if held else None


def stack(questionnaire: Questionnaire, layers: Sequence[Layer]) -> Layers:
    """`layers`, widest first, as one. Raises `PresetError` naming every problem of every layer."""
    problems: list[Problem] = []
    told: dict[str, tuple[Held, ...]] = {}
    for layer in layers:
        problems += _unknown(questionnaire, layer)
        for question in questionnaire.questions.values():
            problems += _lay(question, layer, told)
    if problems:
        raise PresetError(*problems)
    return Layers(
        names=tuple(layer.name for layer in layers),
        held={name: heard[-1] for name, heard in told.items()},
        hidden=frozenset(name for layer in layers for name in layer.preset.hidden),
        told=told,
    )


def _unknown(questionnaire: Questionnaire, layer: Layer) -> list[Problem]:
    preset = layer.preset
    return [
        Problem(
            _where(layer, name),
            f"there is no question {name!r}.",
            nearest(name, questionnaire.questions),
        )
        for name in dict.fromkeys([*preset.answers, *preset.add, *preset.locked, *preset.hidden])
        if name not in questionnaire.questions
    ]


def _where(layer: Layer, name: str) -> str:
    return f"{layer.file or layer.name}, {name}"


def _lay(question: Question, layer: Layer, told: dict[str, tuple[Held, ...]]) -> list[Problem]:
    """Put what `layer` says of `question` on top of what wider layers told."""
    before = told.get(question.id, ())
    above = before[-1] if before else None
    own_lock = layer.preset.locked.get(question.id)
    where = _where(layer, question.id)
    try:
        value = _value(question, layer.preset, above)
    except AnswerError as wrong:
        return [Problem(where, str(wrong))]
    if value is UNANSWERED and own_lock is None:
        return []
    if value is UNANSWERED and above is None:
        remedy = "Give the answer under [answers], or remove the lock."
        return [Problem(where, "it is locked but has no answer.", remedy)]
    held = value if above is None or value is not UNANSWERED else above.value
    if above is not None and above.lock is not None and held != above.value:
        remedy = "Leave the answer out, or ask the owner to change it."
        return [Problem(where, f"{above.origin} has locked it: {above.lock}.", remedy)]
    lock = own_lock or (above.lock if above else None)
    told[question.id] = (*before, Held(held, f"preset {layer.name}", lock))
    return []


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
