"""`schemekit batch`: a pack for each department of a list."""

import json as json_text
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import click

from schemekit import resources
from schemekit.cli.options import FORMATS, Wishes, wishes
from schemekit.cli.program import leave, today
from schemekit.departments.batch import Done, Source, make_batch
from schemekit.departments.checked import Checked, keep_checked, read_checked
from schemekit.departments.digests import door_of, of_toolkit
from schemekit.departments.files import find_files
from schemekit.departments.orders import Brief
from schemekit.departments.table import read_table
from schemekit.departments.workers import Start, processes
from schemekit.presets.folders import folders

AHEAD = 3
"""Departments given out for each worker, so that none waits for the next."""
MOST = 64
"""Workers on this computer; a cluster may have more, and then some wait now and then."""


@click.command("batch")
@click.argument("departments", type=click.Path(path_type=Path, exists=True))
@click.option(
    "-o", "out", type=click.Path(path_type=Path, file_okay=False), required=True,
    help="Put a folder for each department here.",
)  # fmt: skip
@click.option(
    "--workers", type=click.IntRange(1, MOST), default=os.cpu_count() or 1, show_default=False,
    help="How many packs are made at once; as many as there are processors.",
)  # fmt: skip
@click.option(
    "--dask", metavar="ADDRESS",
    help=(
        "Let the workers of this Dask cluster make the packs, such as tcp://10.0.0.5:8786. They"
        " need schemekit, and must see the folder of -o, content and presets under the same paths."
    ),
)  # fmt: skip
@wishes("presets", "preset_folders", "overlays", "settings", "formats", "strict", "json", "quiet")
def command(departments: Path, out: Path, workers: int, dask: str | None, wishes: Wishes) -> None:
    """Make a pack for each department of a list.

    DEPARTMENTS is a CSV file whose columns are question ids and folder, or a folder of answers
    files. Run it again to carry on, or after a change: what has not changed is left as it is.
    """
    brief = _brief(departments, out, wishes)
    content = of_toolkit(brief.toolkit)
    door = door_of(brief, content)
    checked = read_checked(brief.out, door) or _check(brief, content)
    brief = replace(brief, digest=checked.digest)
    source: Source = (
        find_files(departments)
        if departments.is_dir()
        else read_table(departments, checked.questions, checked.renamed)
    )
    try:
        done = _made(source, brief, _team(source, brief, workers, dask), wishes)
    except KeyboardInterrupt:
        said = "Stopped. What is finished is kept; the same command carries on."
        sys.stderr.write(f"\n{said}\n")
        leave(130)
    keep_checked(brief.out, door, checked)
    for each in done.troubled:
        for said in each.problems:
            sys.stderr.write(f"{each.where}: {said}\n")
    if done.failed > len(done.troubled):
        where = f"; they are in {done.summary}" if done.summary else ""
        sys.stderr.write(f"… and {done.failed - len(done.troubled)} more{where}\n")
    for problem in done.problems:
        sys.stderr.write(f"The summary: {problem}\n")
    if wishes.json:
        click.echo(json_text.dumps(_as_json(done, brief), ensure_ascii=False, indent=1))
    elif not wishes.quiet:
        click.echo("\n".join(_told(done, brief)))
    if done.failed or done.problems:
        leave(1)


def _brief(departments: Path, out: Path, wishes: Wishes) -> Brief:
    """What all departments have in common, as it was asked for; nothing of it is read yet."""
    return Brief(
        out=out.absolute(),
        toolkit=tuple(each.absolute() for each in (resources.templates(), *wishes.overlays)),
        # a worker need not stand in the same folder
        presets=tuple(_absolute(each) for each in wishes.presets),
        preset_folders=tuple(each.absolute() for each in folders(wishes.preset_folders)),
        settings=wishes.settings,
        formats=wishes.formats or FORMATS,
        today=today(),
        origin=departments.name,
        strict=wishes.strict,
    )


def _absolute(preset: str) -> str:
    path = Path(preset)
    is_path = preset.endswith(".toml") or os.sep in preset
    return str(path.absolute()) if is_path else preset


def _check(brief: Brief, content: str) -> Checked:
    # imported where something changed: reading the questions takes longer than all departments
    from schemekit.cli.batch_checks import check

    return check(brief, content)


def _team(source: Source, brief: Brief, workers: int, dask: str | None) -> tuple[Start, int]:
    """Who makes the packs, and how many are given out at once."""
    if dask is None:
        return processes(min(workers, max(source.rows, 1))), AHEAD * workers
    from schemekit.departments.cluster import Cluster

    return partial(Cluster, dask, brief), AHEAD * MOST


def _made(source: Source, brief: Brief, team: tuple[Start, int], wishes: Wishes) -> Done:
    if wishes.json or wishes.quiet:
        return make_batch(source, brief, *team, lambda: None, every=wishes.json)
    with click.progressbar(length=source.rows, label="Departments", file=sys.stderr) as bar:
        return make_batch(source, brief, *team, lambda: bar.update(1))


def _told(done: Done, brief: Brief) -> Iterator[str]:
    counts = f"{done.made} made, {done.unchanged} unchanged, {done.failed} not made"
    yield f"{counts}, in {brief.out}"
    if done.summary:
        yield f"  Start with {done.summary.name}"
    if done.failed:
        yield "  Put right what is said above and run the same command again: it carries on."


def _as_json(done: Done, brief: Brief) -> dict[str, Any]:
    return {
        "out": str(brief.out),
        "made": done.made,
        "unchanged": done.unchanged,
        "failed": done.failed,
        "summary": str(done.summary) if done.summary else None,
        "departments": [each.plain for each in done.outcomes],
    }
