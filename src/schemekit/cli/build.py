"""`schemekit build`: the pack from the answers, without asking."""

from pathlib import Path

import click

from schemekit.cli.building import build_pack
from schemekit.cli.columns import complain
from schemekit.cli.options import Wishes, wishes
from schemekit.cli.scheme import open_scheme


@click.command("build")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("-o", "out", type=click.Path(path_type=Path), help="Put the pack here instead.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@wishes(
    "presets", "preset_folders", "overlays", "settings", "depth", "formats", "yes", "protect",
    "page_numbers", "strict", "json", "quiet",
)  # fmt: skip
def command(folder: Path, wishes: Wishes, out: Path | None, dry_run: bool) -> None:
    """Build the pack from the answers, without asking."""
    scheme = open_scheme(folder, wishes, must_exist=True)
    for notice in scheme.notices:
        complain(notice)
    if scheme.saved.changes and dry_run:
        complain(f"{scheme.path} would be brought up to date.")
    if (wishes.settings or scheme.saved.changes) and not dry_run:
        scheme.keep(scheme.interview, scheme.saved.drafts)
    build_pack(scheme, wishes, out=out, dry_run=dry_run)
