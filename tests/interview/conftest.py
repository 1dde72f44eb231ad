"""A questionnaire of eight questions, and front ends that need no terminal."""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from io import StringIO
from typing import Any

import pyte
import pytest
from prompt_toolkit.application import application, get_app
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import DummyInput
from prompt_toolkit.input.vt100_parser import Vt100Parser
from prompt_toolkit.key_binding.defaults import load_key_bindings
from prompt_toolkit.key_binding.key_processor import KeyPress
from prompt_toolkit.output.vt100 import Vt100_Output
from pydantic import TypeAdapter

from schemekit.errors import AnswersError
from schemekit.interview import conversation
from schemekit.interview.conversation import Surroundings
from schemekit.interview.interview import Interview
from schemekit.interview.plain import Plain
from schemekit.interview.sheets import Move, Quit, Sheet
from schemekit.interview.terminal import Terminal
from schemekit.presets.layers import Layer, Layers, Lock, Preset, stack
from schemekit.toolkit.facts import Check
from schemekit.toolkit.questionnaire import Questionnaire
from schemekit.toolkit.questions import Question, Section

TODAY = date(2026, 11, 22)
CTRL_C = "\x03"
WRITTEN: dict[str, tuple[dict[str, Any], ...]] = {
    "place": (
        {
            "id": "organisation",
            "kind": "text",
            "ask": "What is your organisation called?",
            "short": "Organisation",
            "noun": "the name of your organisation",
            "help": "For example, Acme Trust",
            "unsure": False,
        },
        {
            "id": "setting",
            "kind": "choice",
            "ask": "Where will the scheme run?",
            "short": "Setting",
            "noun": "where the scheme will run",
            "options": [
                {"id": "whole", "label": "Across the whole organisation"},
                {"id": "department", "label": "In one department"},
            ],
        },
    ),
    "obstacles": (
        {
            "id": "barriers",
            "kind": "choices",
            "ask": "What is most likely to get in the way?",
            "short": "Barriers",
            "noun": "what is most likely to get in the way",
            "help": "Select all that apply",
            "options": [
                {"id": "time", "label": "Finding time"},
                {"id": "funding", "label": "Money and staff"},
                {"id": "none", "label": "None of these", "exclusive": True},
            ],
        },
        {
            "id": "planned",
            "kind": "yes_no",
            "ask": "Can mentors use job-planned time?",
            "short": "Job-planned time",
            "noun": "mentors can use job-planned time",
            "when": "'time' in barriers",
        },
        {
            "id": "mentors",
            "kind": "number",
            "ask": "How many mentors are there?",
            "short": "Mentors",
            "noun": "the number of mentors",
            "min": 1,
            "max": 500,
            "default": "12",
        },
        {
            "id": "start",
            "kind": "date",
            "ask": "When will the scheme start?",
            "short": "Start",
            "noun": "the start date",
        },
        {
            "id": "lead",
            "kind": "text",
            "ask": "Who leads the scheme?",
            "short": "Lead",
            "noun": "the name of the lead",
        },
        {
            "id": "note",
            "kind": "prose",
            "ask": "What else should people know?",
            "short": "Note",
            "noun": "the note",
            "required": False,
        },
    ),
}
CHECKS = (
    {
        "id": "too_many",
        "level": "warning",
        "when": "mentors > 20 and 'time' in barriers",
        "questions": ["mentors", "barriers"],
        "message": "{{ mentors }} mentors are many where time is short.",
        "remedy": "Begin with fewer.",
    },
    {
        "id": "past",
        "level": "error",
        "when": "start < today",
        "questions": ["start"],
        "message": "The start has passed.",
        "remedy": "Choose a later day.",
    },
)
REPLIES: Mapping[str, Any] = {
    "organisation": "Acme",
    "setting": "whole",
    "barriers": ["funding"],
    "mentors": 12,
    "start": "31/03/2027",
    "lead": "Dr Lee",
    "note": "",
}


def _questionnaire() -> Questionnaire:
    asked: TypeAdapter[Question] = TypeAdapter(Question)
    sections = (Section(id="place", title="Your place"), Section(id="obstacles", title="Obstacles"))
    questions: dict[str, Question] = {}
    section_of: dict[str, Section] = {}
    for section in sections:
        for written in WRITTEN[section.id]:
            question = asked.validate_python({"why": "It decides what the pack says.", **written})
            questions[question.id] = question
            section_of[question.id] = section
    checks = tuple(Check.model_validate(each) for each in CHECKS)
    return Questionnaire("small/1", sections, section_of, questions, {}, checks)


@pytest.fixture(scope="session")
def questionnaire() -> Questionnaire:
    return _questionnaire()


@pytest.fixture(scope="session")
def fresh(questionnaire: Questionnaire) -> Interview:
    return Interview(questionnaire)


@pytest.fixture(scope="session")
def complete(fresh: Interview) -> Interview:
    """Every question answered, by the person."""
    interview = fresh
    for name, raw in REPLIES.items():
        interview = interview.answered(name, raw)
    return interview


@pytest.fixture(scope="session")
def preset(questionnaire: Questionnaire) -> Layers:
    """A preset that suggests two answers and locks a third."""
    acme = Preset(
        format="schemekit-preset/1",
        answers={"organisation": "Acme Trust", "setting": "whole", "barriers": ["time"]},
        locked={"setting": Lock(reason="Policy 12", owner="HR")},
    )
    return stack(questionnaire, [Layer("acme", acme)])


@dataclass
class Shelf:
    """Where a conversation keeps its answers: the last two, and a switch that fills the disk."""

    full: bool = False
    interview: Interview | None = None
    drafts: Mapping[str, str] = field(default_factory=dict)
    times: int = 0

    def keep(self, interview: Interview, drafts: Mapping[str, str]) -> None:
        if self.full:
            raise AnswersError("We cannot save in FOLDER (no space left).")
        self.interview, self.drafts = interview, dict(drafts)
        self.times += 1

    @property
    def surroundings(self) -> Surroundings:
        return Surroundings(
            keep=self.keep,
            evidence_of=lambda question: f"Evidence: a study of {question.short}",
            effect_of=lambda _: "This answer changes the handbook.",
            today=TODAY,
        )


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


class Script:
    """A front end without a screen: it makes the given moves, then leaves."""

    def __init__(self, moves: Sequence[Move | Callable[[], Move]]) -> None:
        self._moves = list(moves)
        self.sheets: list[Sheet] = []
        self.lines: list[str] = []

    def say(self, lines: Sequence[str]) -> None:
        self.lines += lines

    def ask(self, sheet: Sheet) -> Move:
        self.sheets.append(sheet)
        if not self._moves:
            raise Quit
        move = self._moves.pop(0)
        return move() if callable(move) else move


@pytest.fixture
def script() -> Callable[..., Script]:
    return lambda *moves: Script(moves)


@pytest.fixture(scope="session", autouse=True)
def keys_of_the_library() -> Iterator[None]:
    """The keys that prompt_toolkit itself knows, gathered once and not for each screen."""
    with pytest.MonkeyPatch.context() as here:
        here.setattr(application, "load_key_bindings", cache(load_key_bindings))
        yield


class Eyes:
    """A screen of which a picture can be taken."""

    def __init__(self, columns: int, rows: int) -> None:
        self._written = StringIO()
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self._screen)
        self._read = 0
        self.output = Vt100_Output(
            self._written, lambda: Size(rows=rows, columns=columns), term="xterm", enable_cpr=False
        )

    def look(self) -> str:
        written = self._written.getvalue()
        self._stream.feed(written[self._read :])
        self._read = len(written)
        return "\n".join(line.rstrip() for line in self._screen.display).rstrip()


class Typist(DummyInput):
    """Types one key at a time, each only when the screen is drawn, and looks at it before.

    No bytes, no timers: so Escape is Escape, and what was on the screen is certain. When the keys
    run out, Ctrl-C leaves; so nothing hangs.
    """

    def __init__(self, keys: Sequence[str], look: Callable[[], str]) -> None:
        self._keys: list[KeyPress] = []
        parser = Vt100Parser(self._keys.append)
        for each in (*keys, CTRL_C):
            parser.feed_and_flush(each)
        self._look = look
        self.pictures: list[str] = []

    @property
    def closed(self) -> bool:
        return False

    def read_keys(self) -> list[KeyPress]:
        return [self._keys.pop(0)]

    @contextmanager
    def attach(self, input_ready_callback: Callable[[], None]) -> Iterator[None]:
        loop, typing = asyncio.get_running_loop(), True

        def turn() -> None:
            if not typing or get_app().is_done:
                return
            get_app()._redraw()
            self.pictures.append(self._look())
            input_ready_callback()
            loop.call_soon(turn)

        loop.call_soon(turn)
        yield
        typing = False


@dataclass
class Seen:
    """How it ended, the screen before the last key, and every line that was ever on it."""

    finished: Interview | None
    pictures: Sequence[str]

    @property
    def screen(self) -> str:
        return self.pictures[-1]

    @property
    def everything(self) -> str:
        return "\n".join(self.pictures)


@pytest.fixture
def press(shelf: Shelf) -> Callable[..., Seen]:
    """Hold an interview with these keys."""

    def hold(
        interview: Interview, *keys: str, size: tuple[int, int] = (80, 24),
        drafts: Mapping[str, str] | None = None,
    ) -> Seen:  # fmt: skip
        eyes = Eyes(*size)
        typist = Typist(keys, eyes.look)
        surroundings = replace(shelf.surroundings, drafts=drafts or {})
        finished = None
        try:
            finished = conversation.hold(interview, surroundings, Terminal(typist, eyes.output))
        except conversation.Left as left:
            shelf.interview = left.interview
        return Seen(finished, typist.pictures)

    return hold


@pytest.fixture
def type_lines(shelf: Shelf) -> Callable[..., tuple[Interview | None, str]]:
    """Hold an interview in numbered lines; the end of the lines is the end of input."""

    def hold(interview: Interview, *lines: str) -> tuple[Interview | None, str]:
        waiting, said = iter(lines), list[str]()

        def read(prompt: str) -> str:
            typed = next(waiting, None)
            said.append(f"{prompt}{typed}")
            if typed is None:
                raise EOFError
            return typed

        voice = Plain(read, said.append)
        try:
            return conversation.hold(interview, shelf.surroundings, voice), "\n".join(said)
        except conversation.Left as left:
            shelf.interview = left.interview
            return None, "\n".join(said)

    return hold
