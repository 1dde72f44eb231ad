"""Workers that are killed in the middle of a batch, and a batch that is killed as a whole."""

import os
import signal
import sys
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from tests.departments.conftest import brief_of

from schemekit.departments.batch import make_batch
from schemekit.departments.table import read_table
from schemekit.departments.workers import begin, processes
from schemekit.toolkit.loading import load_questionnaire


class Deadly(ProcessPoolExecutor):
    """Processes of which one is killed by the department `victim`, as often as `left` says."""

    def __init__(self, victim: str, left: list[None]) -> None:
        super().__init__(2, mp_context=get_context("spawn"), initializer=begin)
        self.victim = victim
        self.left = left

    def submit(self, fn: Any, /, *given: Any, **named: Any) -> Future[Any]:
        if given[1].folder == self.victim and self.left:
            self.left.pop()
            return super().submit(die)
        return super().submit(fn, *given, **named)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_there(*_: Any) -> None:
    """As a worker is killed that makes a department."""
    die()


def broken() -> Executor:
    """Workers that cannot even start."""
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=die)


def main(toy: Path, listed: Path, out: Path) -> None:
    """A batch in a process of its own, to be killed from outside."""
    source = read_table(listed, load_questionnaire([toy]).questions)
    make_batch(source, brief_of(toy, out), processes(2), 6, lambda: None)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
