"""What many tests share: the shipped toolkit, loaded once, and a way to make a profile."""

import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

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
LONG: Final = ("test_batch", "test_interrupted", "test_pty", "test_promises", "test_remembered")
"""Files that take longest, most of it in programs that they start."""


# toolkits and packs stay for the whole run: looking through them for what could go is in vain
gc.set_threshold(400_000, 50, 50)
# some sixty tests start the program afresh: compiled once, it is not compiled by each of them
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
# what they remember of the toolkit is the suite’s own, and stays for its next run
os.environ["XDG_CACHE_HOME"] = str(machine.ROOT / ".pytest_cache" / "remembered")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regold", action="store_true", help="rewrite the personas' expectations")


def pytest_xdist_auto_num_workers() -> int:
    """One more than processors: what starts a program or types at a terminal waits for it."""
    return (os.cpu_count() or 1) + 1


def pytest_configure(config: pytest.Config) -> None:
    # where tests go to two processors file by file, those that start programs go first: at the
    # end nobody waits for one of them
    config.option.loadscopereorder = False


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda each: not each.path.name.startswith(LONG))


def pytest_runtest_setup(item: pytest.Item) -> None:
    for mark in item.iter_markers("validated"):
        machine.admit(mark.args, item.config.getoption("markexpr"))


@pytest.fixture(scope="session")
def toolkit() -> Toolkit:
    found = load([resources.templates()])
    # nothing of it, and no module, is ever let go: pytest looks for lost objects at its end
    gc.freeze()
    return found


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
