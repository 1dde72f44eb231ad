"""`schemekit new`: answer the questions and build the pack; in a started folder, carry on."""

from pathlib import Path

import click

from schemekit.cli.columns import complain
from schemekit.cli.holding import hold_interview
from schemekit.cli.options import Wishes, wishes
from schemekit.cli.scheme import accepted, open_scheme


@click.command("new")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default="my-scheme")
@wishes(
    "presets", "preset_folders", "overlays", "settings", "depth", "formats", "yes", "plain",
    "protect", "page_numbers", "strict", "quiet",
)  # fmt: skip
def command(folder: Path, wishes: Wishes) -> None:
    """Answer the questions and build the pack.

    In a folder that already has answers it carries on; it never starts over.
    """
    make(folder, wishes)


def make(folder: Path, wishes: Wishes) -> None:
    """The scheme at `folder`, asked about and built."""
    scheme = open_scheme(folder, wishes)
    for notice in scheme.notices:
        complain(notice)
    if wishes.yes:
        scheme.keep(accepted(scheme.interview), scheme.saved.drafts)
    else:
        hold_interview(scheme, wishes)
    # what makes documents is loaded only now, so that the first question need not wait for it
    from schemekit.cli.building import build_pack

    build_pack(scheme, wishes)
