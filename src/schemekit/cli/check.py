"""`schemekit check`: everything wrong with the shipped content or an overlay, at once."""

import json as json_text
from dataclasses import asdict
from pathlib import Path

import click

from schemekit import resources
from schemekit.cli.options import Wishes, wishes
from schemekit.cli.program import leave
from schemekit.errors import ContentError
from schemekit.toolkit.loading import load


@click.command("check")
@click.argument("folder", required=False, type=click.Path(path_type=Path, file_okay=False))
@wishes("overlays", "json", "quiet")
def command(folder: Path | None, wishes: Wishes) -> None:
    """Find everything that is wrong with the content, or with an overlay folder."""
    own = (folder,) if folder and folder.resolve() != resources.templates().resolve() else ()
    try:
        toolkit = load((resources.templates(), *wishes.overlays, *own))
    except ContentError as wrong:
        if not wishes.json:
            raise
        problems = [asdict(each) for each in wrong.problems]
        click.echo(json_text.dumps({"problems": problems}, ensure_ascii=False))
        leave(1)
    if wishes.json:
        click.echo(json_text.dumps({"problems": []}))
    elif not wishes.quiet:
        questions, documents = len(toolkit.questionnaire.questions), len(toolkit.documents)
        click.echo(
            f"Nothing is wrong: {questions} questions, {len(toolkit.evidence)} pieces of evidence, "
            f"{len(toolkit.recommendations)} recommendations, {documents} documents."
        )
