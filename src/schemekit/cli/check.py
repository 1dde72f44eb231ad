"""`schemekit check`: everything wrong with the shipped content or an overlay, at once."""

import json as json_text
from dataclasses import asdict
from pathlib import Path

import click

from schemekit import resources
from schemekit.cli.options import Wishes, wishes
from schemekit.cli.program import leave
from schemekit.errors import ContentError
from schemekit.lints.lint import Linted, lint
from schemekit.toolkit.loading import load
from schemekit.toolkit.reading import Folders
from schemekit.toolkit.toolkit import Toolkit


@click.command("check")
@click.argument("folder", required=False, type=click.Path(path_type=Path, file_okay=False))
@click.option("--exempted", is_flag=True, help="Print the figures that need no record, and why.")
@wishes("overlays", "json", "quiet")
def command(folder: Path | None, exempted: bool, wishes: Wishes) -> None:
    """Find everything that is wrong with the content, or with an overlay folder."""
    own = (folder,) if folder and folder.resolve() != resources.templates().resolve() else ()
    try:
        toolkit, found = _checked((resources.templates(), *wishes.overlays, *own))
    except ContentError as wrong:
        if not wishes.json:
            raise
        problems = [asdict(each) for each in wrong.problems]
        click.echo(json_text.dumps({"problems": problems}, ensure_ascii=False))
        leave(1)
    free = found.exempted if exempted else ()
    if wishes.json:
        told = {"problems": [], **({"exempted": free} if exempted else {})}
        click.echo(json_text.dumps(told, ensure_ascii=False))
        return
    for line in free:
        click.echo(line)
    if not wishes.quiet:
        questions, documents = len(toolkit.questionnaire.questions), len(toolkit.documents)
        click.echo(
            f"Nothing is wrong: {questions} questions, {len(toolkit.evidence)} pieces of evidence, "
            f"{len(toolkit.recommendations)} recommendations, {documents} documents."
        )


def _checked(folders: tuple[Path, ...]) -> tuple[Toolkit, Linted]:
    """What was read, and what the lints let by. Raises `ContentError` with all they did not."""
    toolkit = load(folders)
    found = lint(toolkit, Folders(folders))
    if found.problems:
        raise ContentError(*found.problems)
    return toolkit, found
