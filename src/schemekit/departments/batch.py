"""A batch from its list to its summary: what is unchanged is left, the rest is made."""

import traceback
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final, Protocol

from schemekit.departments.digests import digest_of, of_presets
from schemekit.departments.foreseen import foresee, foreseen
from schemekit.departments.ledger import Ledger
from schemekit.departments.orders import Brief, Order, Outcome, failed
from schemekit.departments.stamps import stamp
from schemekit.departments.workers import Start, make_departments
from schemekit.document import memory
from schemekit.errors import PackError, Problem
from schemekit.pack.alone import alone
from schemekit.pack.manifest import Made, Manifest, read_manifest
from schemekit.pack.planning import digest_at, plan
from schemekit.pack.writing import finish_interrupted, write
from schemekit.presets.saving import WORK

FAULTS: Final = "faults.log"
TOLD: Final = 20
"""Departments whose problems are told one by one; all of them stand in the summary."""


class Source(Protocol):
    """A list of departments."""

    @property
    def rows(self) -> int: ...

    def orders(self) -> Iterator[Order]: ...


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a batch."""

    made: int
    unchanged: int
    failed: int
    summary: Path | None
    """The page to read; None where the disk refused it."""
    problems: tuple[Problem, ...]
    """What is wrong with the summary itself."""
    troubled: tuple[Outcome, ...]
    """The first of those that failed."""
    outcomes: tuple[Outcome, ...] = ()
    """All of them, where they were asked for."""


def make_batch(  # noqa: PLR0913 - a batch is made of just these
    source: Source,
    brief: Brief,
    start: Start,
    in_flight: int,
    step: Callable[[], None],
    *,
    every: bool = False,
) -> Done:
    """Every department of `source` made in `brief.out`, and the summary of them.

    `step` is called for each; `every` asks for all outcomes. Raises `SchemekitError` where none
    can be made.
    """
    with alone(brief.out / WORK, patience=1), closing(Ledger(brief.out)) as ledger:
        of_presets.cache_clear()
        to_make = _to_make(source, brief, ledger, step)
        fault = partial(_note_fault, brief.out / WORK / FAULTS)
        for order, outcome in make_departments(to_make, brief, start, in_flight, fault):
            ledger.keep(outcome, order.digest + of_presets(outcome.presets, brief.digest))
            step()
        summary, problems = _summarised(brief, ledger)
        failures = ledger.outcomes("failed")
        done = Done(
            ledger.count("made"),
            ledger.count("unchanged"),
            ledger.count("failed"),
            summary,
            problems,
            tuple(each for each, _ in zip(failures, range(TOLD), strict=False)),
            tuple(ledger.outcomes()) if every else (),
        )
        if done.made and not problems:
            _foresee(brief, ledger)
        # a line for each department, and nobody asks for it again
        memory.turn()
        memory.turn()
        return done


def _to_make(
    source: Source, brief: Brief, ledger: Ledger, step: Callable[[], None]
) -> Iterator[Order]:
    """The orders that have to be made; the others are settled on the way."""
    for order in source.orders():
        if order.wrong:
            ledger.keep(failed(order, order.wrong), "")
            step()
            continue
        digest = digest_of(brief, order)
        known = ledger.known(order.folder)
        if (
            known is not None
            and known.digest == digest + of_presets(known.presets, brief.digest)
            and known.stamp == stamp(brief.out / order.folder)
        ):
            ledger.unchanged(order, known)
            step()
            continue
        yield replace(order, digest=digest)


def _summarised(brief: Brief, ledger: Ledger) -> tuple[Path | None, tuple[Problem, ...]]:
    """The page that tells of the batch, written; or why it could not be."""
    telling = _telling(brief, ledger)
    if ledger.told == telling and (page := _as_it_was(brief.out)):
        return page, ()
    try:
        finish_interrupted(brief.out, brief.out)
        made = foreseen(brief.out, telling) or _laid_out(brief, ledger)
        planned = write(brief.out, brief.out, plan(brief.out, made, Manifest()))
    except PackError as wrong:
        return None, wrong.problems
    ledger.tell(telling)
    first = planned.steps[0]
    return brief.out / (first.target or first.file), ()


def _telling(brief: Brief, ledger: Ledger) -> str:
    """By what is known that a summary would tell the same, in the same looks."""
    return f"{brief.digest} {ledger.digest}"


def _laid_out(brief: Brief, ledger: Ledger) -> tuple[Made, ...]:
    # imported where something is to be told: laying out a page takes as long as all else
    from schemekit.departments.summary import summary_files
    from schemekit.theming import load_theme

    return summary_files(ledger, load_theme(brief.toolkit))


def _foresee(brief: Brief, ledger: Ledger) -> None:
    """The summary of the same batch run again, kept until then. It ends what the ledger tells."""
    ledger.grow_old()
    foresee(brief.out, _telling(brief, ledger), _laid_out(brief, ledger))


def _as_it_was(out: Path) -> Path | None:
    """The page of an earlier summary, where nobody touched any of its files since."""
    manifest = read_manifest(out) or Manifest()
    intact = all(digest_at(out / each.file) == each.digest for each in manifest.files)
    return out / manifest.files[0].file if manifest.files and intact else None


def _note_fault(log: Path, order: Order, wrong: BaseException) -> None:
    """What happened goes into a log, for those who can mend it."""
    with suppress(OSError), log.open("a", encoding="utf-8") as file:
        file.write(f"{order.where}\n{''.join(traceback.format_exception(wrong))}\n")
