"""What many tests share: the shipped toolkit, loaded once, and a way to make a profile."""

import gc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.cli.calling import Call, Said
from tests.validators import machine

from schemekit import resources
from schemekit.cli.program import run
from schemekit.interview.interview import Interview, Profile
from schemekit.presets import files
from schemekit.presets.layers import stack
from schemekit.toolkit.asked import Depth
from schemekit.toolkit.loading import load
from schemekit.toolkit.toolkit import Toolkit

ProfileOf = Callable[..., Profile]


# toolkits and packs stay for the whole run: looking through them for what could go is in vain
gc.set_threshold(100_000, 50, 50)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regold", action="store_true", help="rewrite the personas' expectations")


def pytest_runtest_setup(item: pytest.Item) -> None:
    for mark in item.iter_markers("validated"):
        machine.admit(mark.args, item.config.getoption("markexpr"))


@pytest.fixture(scope="session")
def toolkit() -> Toolkit:
    return load([resources.templates()])


@pytest.fixture(scope="session")
def profile_of(toolkit: Toolkit) -> ProfileOf:
    """A profile from presets by name and answers by id."""

    def make(*presets: str, depth: Depth = "full", **answers: Any) -> Profile:
        found = files.chain(presets, (resources.presets(),))
        layers = stack(toolkit.questionnaire, files.layers_of(found))
        interview = Interview(toolkit.questionnaire, layers, depth)
        for name, raw in answers.items():
            interview = interview.answered(name, raw)
        return interview.profile

    return make


@pytest.fixture
def call(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Call:
    """Calling the program as a person does, in this process."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))

    def called(*arguments: str) -> Said:
        code = run(arguments)
        captured = capsys.readouterr()
        return Said(code, captured.out, captured.err)

    return called
