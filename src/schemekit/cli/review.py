"""`schemekit review`: check and change answers, then build."""

from pathlib import Path

import click

from schemekit.cli.columns import complain
from schemekit.cli.holding import hold_interview
from schemekit.cli.options import Wishes, wishes
from schemekit.cli.scheme import open_scheme


@click.command("review")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@wishes(
    "presets", "preset_folders", "overlays", "settings", "depth", "formats", "plain", "protect",
    "page_numbers", "strict", "quiet",
)  # fmt: skip
def command(folder: Path, wishes: Wishes) -> None:
    """Check and change answers, then build."""
    scheme = open_scheme(folder, wishes, must_exist=True)
    for notice in scheme.notices:
        complain(notice)
    hold_interview(scheme, wishes, review=True)
    # what makes documents is loaded only now, so that the first question need not wait for it
    from schemekit.cli.building import build_pack

    build_pack(scheme, wishes)
