"""How long things take, as ratios of runs that took turns: .venv/bin/python bench/run.py.

Never run as a test. Seconds differ from machine to machine and from minute to minute, so the runs
that are compared take turns, and a ratio is taken within each turn.
"""

import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any, Final, TypeAlias

import pexpect

from schemekit import VERSION, resources
from schemekit.interview.interview import Interview, Profile, failed_checks
from schemekit.making import make_documents, make_files, make_read_me
from schemekit.presets import files
from schemekit.presets.layers import stack
from schemekit.theming import load_theme
from schemekit.toolkit.loading import load, load_questionnaire
from schemekit.toolkit.toolkit import Toolkit
from schemekit.toolkit.written import TextQuestion

Times: TypeAlias = Sequence[float]
PROGRAM: Final = str(Path(sys.executable).with_name("schemekit"))
PRESET: Final = "nhs-trust"
STARTS: Final = 15
PROMPTS: Final = 7
PACKS: Final = 15
ROUNDS: Final = 3
AMOUNTS: Final = (1, 10, 50)
WIDTH: Final = 44
UNITS: Final = {"ms": (1_000, 1), "s": (1, 2)}
"""What seconds are multiplied by, and the digits shown after the point."""


def main() -> None:
    print("\n".join(machine()))
    for part in (start_up, first_prompt, one_pack, many_packs):
        print()
        for line in part():
            print(line, flush=True)


def machine() -> Iterator[str]:
    load_average = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    yield f"schemekit {VERSION}, Python {platform.python_version()}, {platform.platform()}"
    yield f"{_processor()}, {os.cpu_count()} cores, load {load_average} when started"


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    lines = told.read_text(encoding="utf-8").splitlines() if told.is_file() else []
    names = (each.partition(":")[2].strip() for each in lines if each.startswith("model name"))
    return next(names, platform.processor() or platform.machine())


def start_up() -> Iterator[str]:
    """A process from its start to its end."""
    with tempfile.TemporaryDirectory() as folder:
        made = iter(range(1_000))
        runs = {
            "python -c pass": lambda: _run(sys.executable, "-c", "pass"),
            "schemekit --version": lambda: _run(PROGRAM, "--version"),
            "schemekit --help": lambda: _run(PROGRAM, "--help"),
            "schemekit new --yes, a whole pack": lambda: _new(Path(folder) / str(next(made))),
        }
        yield from table("Start-up, whole process", taken_in_turns(runs, STARTS), "ms")


def _run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _new(folder: Path) -> None:
    name = named_by()
    _run(PROGRAM, "new", str(folder), "--preset", PRESET, "--set", f"{name}=Acme", "--yes")


def named_by() -> str:
    """The first question that is answered in words: the name of whoever asks, as a rule."""
    questions = load_questionnaire([resources.templates()]).questions.values()
    return next(each.id for each in questions if isinstance(each, TextQuestion))


def first_prompt() -> Iterator[str]:
    """From the start of the process until the first question stands on a terminal."""
    first = next(iter(load_questionnaire([resources.templates()]).questions.values()))
    runs = {
        "python -c pass": lambda: _run(sys.executable, "-c", "pass"),
        "schemekit new, first question shown": lambda: _ask(first.ask),
    }
    yield from table("First question", taken_in_turns(runs, PROMPTS), "s")


def _ask(words: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        terminal = {**os.environ, "TERM": "xterm-256color"}
        child: Any = pexpect.spawn(
            PROGRAM, ["new", "bench"], cwd=folder, env=terminal, dimensions=(40, 100), timeout=60
        )
        try:
            child.expect_exact(words)
        finally:
            child.close(force=True)


def one_pack() -> Iterator[str]:
    """A pack in a process that has made one before."""
    toolkit = load([resources.templates()])
    profile = profile_of(toolkit, 0)
    runs: dict[str, Callable[[], object]] = {
        "documents, as Word files": lambda: _made(toolkit, profile, ("docx",)),
        "documents alone, not written": lambda: len(make_documents(toolkit, profile)),
        "all: Word files, web pages, first page": lambda: _made(toolkit, profile, ("docx", "html")),
    }
    for run in runs.values():
        run()
    yield from table(
        "One pack, warm, processor time", taken_in_turns(runs, PACKS, process_time), "ms"
    )
    count = len(make_documents(toolkit, profile))
    yield f"  {count} documents; {_made(toolkit, profile, ('docx',)) / 1024:.0f} kB of Word files"


def many_packs() -> Iterator[str]:
    """Whether many packs cost as many times one pack: answers differ from pack to pack."""
    toolkit = load([resources.templates()])
    profiles = [profile_of(toolkit, each) for each in range(max(AMOUNTS))]
    runs = {
        f"{amount} {'pack' if amount == 1 else 'packs'}": _several(toolkit, profiles[:amount])
        for amount in AMOUNTS
    }
    times = taken_in_turns(runs, ROUNDS, process_time)
    each = {
        name: [taken / amount for taken in found]
        for amount, (name, found) in zip(AMOUNTS, times.items(), strict=True)
    }
    yield from table("Many packs, processor time for each", each, "ms")


def _several(toolkit: Toolkit, profiles: Sequence[Profile]) -> Callable[[], int]:
    return lambda: sum(_made(toolkit, each, ("docx", "html")) for each in profiles)


def _made(toolkit: Toolkit, profile: Profile, formats: Sequence[str]) -> int:
    """The bytes of one pack, made and thrown away."""
    theme = load_theme([resources.templates()])
    documents = make_documents(toolkit, profile)
    size = sum(len(each.content) for each in make_files(documents, theme, formats))
    if "html" not in formats:
        return size
    first_page = make_read_me(toolkit, profile, documents, failed_checks(profile), theme)
    return size + len(first_page.content)


def profile_of(toolkit: Toolkit, number: int) -> Profile:
    """A department that answers its name and whatever the preset says."""
    chain = files.chain([PRESET], [resources.presets()])
    layers = stack(toolkit.questionnaire, files.layers_of(chain))
    interview = Interview(toolkit.questionnaire, layers, "full")
    return interview.answered(named_by(), f"Department {number} of Acme NHS Trust").profile


def taken_in_turns(
    runs: Mapping[str, Callable[[], object]],
    rounds: int,
    clock: Callable[[], float] = perf_counter,
    often: Mapping[str, int] = {},
) -> dict[str, Times]:
    """Seconds of every run, by name; each round runs them all, each time from another one on.

    What is short is run more `often` in its turn, and the time of one is told.
    """
    times: dict[str, list[float]] = {name: [] for name in runs}
    names = list(runs)
    for turn in range(rounds):
        start = turn % len(names)
        for name in (*names[start:], *names[:start]):
            begun, amount = clock(), often.get(name, 1)
            for _ in range(amount):
                runs[name]()
            times[name].append((clock() - begun) / amount)
    return dict(times)


def table(title: str, times: Mapping[str, Times], unit: str) -> Iterator[str]:
    first = next(iter(times.values()))
    scale, digits = UNITS[unit]
    yield f"{title:<{WIDTH}}{f'median {unit}':>11}{'min-max':>16}{'ratio':>8}{'min-max':>14}"
    for name, taken in times.items():
        ratios = [one / other for one, other in zip(taken, first, strict=True)]
        shown = [each * scale for each in taken]
        spread = f"{min(shown):.{digits}f}-{max(shown):.{digits}f}"
        ratio_spread = f"{min(ratios):.2f}-{max(ratios):.2f}"
        yield (
            f"  {name:<{WIDTH - 2}}{median(shown):>11.{digits}f}{spread:>16}"
            f"{median(ratios):>8.2f}{ratio_spread:>14}"
        )


if __name__ == "__main__":
    main()
