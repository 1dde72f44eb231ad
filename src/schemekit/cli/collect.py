"""`schemekit collect`: forms that came back, read into one table; each file stays as it is."""

import json as json_text
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import click

from schemekit.cli.options import Wishes, wishes
from schemekit.cli.program import leave
from schemekit.cli.scheme import open_scheme, today
from schemekit.errors import FormError, Problem, UsageError
from schemekit.forms.form import Form
from schemekit.forms.kept import Kept, as_plain
from schemekit.forms.reading import read_form
from schemekit.forms.returned import Returned
from schemekit.forms.store import files_in, load_kept, read_file, save
from schemekit.forms.tables import Look, looks, recognised, sheets
from schemekit.making import make_forms
from schemekit.theming import load_theme
from schemekit.toolkit.loading import load

_LOCKS: Final = ("~$", ".~lock.")


@dataclass
class Harvest:
    """What one call of the command brings in."""

    kept: Kept
    read: list[Returned] = field(default_factory=list)
    again: list[str] = field(default_factory=list)
    """Files that were read before, with not a letter changed since."""
    failed: list[Problem] = field(default_factory=list)
    skipped: list[Problem] = field(default_factory=list)


@click.command("collect")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@wishes("presets", "preset_folders", "overlays", "json", "quiet")
def command(folder: Path, files: tuple[Path, ...], wishes: Wishes) -> None:
    """Read forms that came back into one table.

    FILE is a Word or PDF file, or a folder of them.
    """
    forms = _forms(folder, wishes)
    harvest = _collected(_every(files), forms, load_kept(folder))
    table = _saved(folder, harvest.kept, forms) if harvest.kept.forms else None
    found = tuple(looks(harvest.kept, forms))
    for each in (*harvest.skipped, *harvest.failed):
        sys.stderr.write(f"{each}\n")
    if not harvest.read and not harvest.failed:
        sys.stderr.write("There was no form to read.\n")
    if wishes.json:
        click.echo(json_text.dumps(_as_json(harvest, found, table), ensure_ascii=False, indent=1))
    elif not wishes.quiet:
        click.echo("\n".join(_told(harvest, found, forms, table)))
    if harvest.failed or not harvest.read:
        leave(1)


def _forms(folder: Path, wishes: Wishes) -> dict[str, Form]:
    scheme = open_scheme(folder, wishes, must_exist=True)
    words = load_theme(scheme.toolkit_folders).words
    forms = make_forms(load(scheme.toolkit_folders), scheme.interview.profile, words)
    if not forms:
        raise UsageError(Problem("collect", "this toolkit has no forms."))
    return forms


def _every(given: Iterable[Path]) -> Iterator[Path]:
    """Each file once; a folder stands for the forms in it."""
    seen: set[Path] = set()
    for path in given:
        for each in files_in(path) if path.is_dir() else (path,):
            if each.resolve() not in seen:
                seen.add(each.resolve())
                yield each


def _collected(files: Iterable[Path], forms: Mapping[str, Form], kept: Kept) -> Harvest:
    harvest = Harvest(kept)
    for path in files:
        if path.name.startswith(_LOCKS):
            what = "it only says that a form is open in another program, so it was skipped."
            harvest.skipped.append(Problem(str(path), what))
            continue
        try:
            returned = read_form(path.name, read_file(path), forms, f"{today():%Y-%m-%d}")
        except FormError as wrong:
            harvest.failed += [Problem(str(path), e.what, e.remedy) for e in wrong.problems]
            continue
        if harvest.kept.has(returned):
            harvest.again.append(returned.file)
        harvest.kept = harvest.kept.with_form(returned)
        harvest.read.append(returned)
    return harvest


def _saved(folder: Path, kept: Kept, forms: Mapping[str, Form]) -> Path:
    from schemekit.writers.rows.table import Rows, write_table

    return save(folder, kept, write_table([Rows(*each) for each in sheets(kept, forms)]))


def _told(
    harvest: Harvest, found: tuple[Look, ...], forms: Mapping[str, Form], table: Path | None
) -> Iterator[str]:
    for each in harvest.read:
        before = " (read before)" if each.file in harvest.again else ""
        yield f"{each.file}: {forms[each.form].title}{before}"
        if each.how != "property" or {e.how for e in each.answers} - {"tag", "name", None}:
            yield f"  recognised by: {recognised(each)}"
    yield f"{len(harvest.read)} forms read, {len(harvest.failed)} could not be read."
    if table is not None:
        yield f"{len(harvest.kept.forms)} forms so far are in {table}"
    if found:
        yield f"There are {len(found)} things to look at, on the first sheet."


def _as_json(harvest: Harvest, found: tuple[Look, ...], table: Path | None) -> dict[str, Any]:
    return {
        "table": str(table) if table else None,
        "forms": len(harvest.kept.forms),
        "read": [as_plain(each) for each in harvest.read],
        "read before": harvest.again,
        "failed": [{"file": each.where, "problem": each.what} for each in harvest.failed],
        "skipped": [{"file": each.where, "problem": each.what} for each in harvest.skipped],
        "look": [each._asdict() for each in found],
    }
