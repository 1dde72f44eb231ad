"""`schemekit check`: everything wrong with the shipped content or an overlay, at once."""

import json as json_text
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from schemekit import resources
from schemekit.cli.columns import complain
from schemekit.cli.options import Wishes, wishes
from schemekit.cli.program import leave
from schemekit.errors import ContentError, UsageError
from schemekit.lints.lint import Linted, lint
from schemekit.presets.answers import save_text
from schemekit.toolkit.loading import load
from schemekit.toolkit.reading import Folders
from schemekit.toolkit.toolkit import Toolkit
from schemekit.toolkit.upstream import notices, to_record, unrecorded

MOST_PLACES = 40
"""Places of one file that are shown in full."""


@click.command("check")
@click.argument("folder", required=False, type=click.Path(path_type=Path, file_okay=False))
@click.option("--exempted", is_flag=True, help="Print the figures that need no record, and why.")
@click.option(
    "--accept",
    is_flag=True,
    help="Record the central texts that the overlay replaces, as they are now.",
)
@wishes("overlays", "json", "quiet")
def command(folder: Path | None, wishes: Wishes, *, exempted: bool, accept: bool) -> None:
    """Find everything that is wrong with the content, or with an overlay folder.

    Where an overlay replaces a central text that has changed since, the words that changed are
    shown.
    """
    central = resources.templates()
    own = (folder,) if folder and folder.resolve() != central.resolve() else ()
    if accept and not own:
        raise UsageError("--accept is for an overlay: schemekit check FOLDER --accept")
    overlays = (*wishes.overlays, *own)
    toolkit, found = _checked((central, *overlays), wishes)
    if accept:
        _accept(overlays, central)
    told = list(notices(overlays, central, MOST_PLACES))
    free = found.exempted if exempted else ()
    if wishes.json:
        said = [{key: text.strip() for key, text in asdict(each).items()} for each in told]
        listed = {"exempted": free} if exempted else {}
        changed = {"notices": said} if said else {}
        all_of_it = {"problems": [], **changed, **listed}
        click.echo(json_text.dumps(all_of_it, ensure_ascii=False))
        return
    for notice in told:
        complain(notice)
    for line in free:
        click.echo(line)
    if not wishes.quiet:
        _tell(toolkit, overlays, central)


def _checked(folders: Sequence[Path], wishes: Wishes) -> tuple[Toolkit, Linted]:
    try:
        return _linted(folders)
    except ContentError as wrong:
        if not wishes.json:
            raise
        problems = [asdict(each) for each in wrong.problems]
        click.echo(json_text.dumps({"problems": problems}, ensure_ascii=False))
        leave(1)


def _linted(folders: Sequence[Path]) -> tuple[Toolkit, Linted]:
    """What was read, and what the lints let by. Raises `ContentError` with all they did not."""
    toolkit = load(folders)
    found = lint(toolkit, Folders(tuple(folders)))
    if found.problems:
        raise ContentError(*found.problems)
    return toolkit, found


def _accept(overlays: Sequence[Path], central: Path) -> None:
    """Keep the central text that each file of the last overlay replaces."""
    recorded = to_record(overlays[-1], (central, *overlays[:-1]))
    for copy, text in recorded:
        if text is None:
            copy.unlink(missing_ok=True)
        else:
            save_text(copy, text)
    files = "file" if len(recorded) == 1 else "files"
    click.echo(f"Recorded for {len(recorded)} {files} what the central text is now.", err=True)


def _tell(toolkit: Toolkit, overlays: Sequence[Path], central: Path) -> None:
    questions, documents = len(toolkit.questionnaire.questions), len(toolkit.documents)
    click.echo(
        f"Nothing is wrong: {questions} questions, {len(toolkit.evidence)} pieces of evidence, "
        f"{len(toolkit.recommendations)} recommendations, {documents} documents."
    )
    for number, overlay in enumerate(overlays):
        names = unrecorded(overlay, (central, *overlays[:number]))
        for name in names:
            click.echo(f"{name} replaces the central text.")
        if names:
            click.echo(
                "To be told when that changes, record it as it is now: "
                f'schemekit check "{overlay}" --accept'
            )
