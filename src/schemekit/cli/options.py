"""The options that several commands share, and what they say together."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

import click

from schemekit.errors import UsageError

if TYPE_CHECKING:
    from schemekit.toolkit.asked import Depth

Command = TypeVar("Command", bound=Callable[..., Any])
FORMATS: Final = ("docx", "xlsx", "ics", "html")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person asked for on the command line."""

    presets: tuple[str, ...] = ()
    preset_folders: tuple[Path, ...] = ()
    overlays: tuple[Path, ...] = ()
    settings: tuple[tuple[str, str], ...] = ()
    depth: "Depth | None" = None
    formats: tuple[str, ...] = ()
    yes: bool = False
    plain: bool = False
    protect: bool = False
    page_numbers: bool = False
    strict: bool = False
    json: bool = False
    quiet: bool = False


def _settings(
    ctx: click.Context,  # noqa: ARG001 - click's signature
    param: click.Parameter,  # noqa: ARG001
    written: tuple[str, ...],
) -> tuple[tuple[str, str], ...]:
    for each in written:
        if "=" not in each:
            raise UsageError(f"--set takes ID=VALUE, not {each!r}.")
    return tuple(
        (name.strip(), value) for name, _, value in (each.partition("=") for each in written)
    )


_FOLDER: Final = click.Path(path_type=Path, file_okay=False)
_OPTIONS: Final = {
    "presets": click.option(
        "--preset", "presets", multiple=True, metavar="NAME-OR-FILE",
        help="Start from this preset or answers file; repeat, widest first.",
    ),
    "preset_folders": click.option(
        "--presets", "preset_folders", multiple=True, type=_FOLDER, metavar="DIR",
        help="Look for presets in this folder too.",
    ),
    "overlays": click.option(
        "--toolkit", "overlays", multiple=True, type=_FOLDER, metavar="DIR",
        help="Add or replace content from this folder.",
    ),
    "settings": click.option(
        "--set", "settings", multiple=True, metavar="ID=VALUE", callback=_settings,
        help="Give an answer; it is not asked again.",
    ),
    "formats": click.option(
        "--format", "formats", multiple=True, metavar="FORMAT",
        help="docx, xlsx, html, md or pdf; repeat for several.",
    ),
    "yes": click.option(
        "--yes", is_flag=True, help="Ask nothing: presets and defaults answer."
    ),
    "plain": click.option(
        "--plain", is_flag=True, help="Numbered lines without redrawing, for screen readers."
    ),
    "protect": click.option(
        "--protect", is_flag=True,
        help="In Word forms, only the fields can be changed; screen readers reach nothing else.",
    ),
    "page_numbers": click.option(
        "--page-numbers", is_flag=True,
        help="Page numbers in the contents of Word documents; needs LibreOffice.",
    ),
    "strict": click.option(
        "--strict", is_flag=True, help="Write nothing when a check of level error fails."
    ),
    "json": click.option("--json", is_flag=True, help="One JSON object, and nothing else."),
    "quiet": click.option("--quiet", is_flag=True, help="Say only what went wrong."),
}  # fmt: skip


def _depth() -> Callable[[Command], Command]:
    # only who asks how deep needs to know what questions are
    from schemekit.toolkit.asked import DEPTHS

    return click.option("--depth", type=click.Choice(DEPTHS), help="How many questions are asked.")


def wishes(*names: str) -> Callable[[Command], Command]:
    """The named options, handed to the command as one `Wishes`."""

    def dress(command: Command) -> Command:
        def called(**given: Any) -> Any:
            said = {name: given.pop(name) for name in names}
            return command(wishes=Wishes(**said), **given)

        called.__name__, called.__doc__ = command.__name__, command.__doc__
        called.__dict__.update(command.__dict__)
        dressed: Any = called
        for name in reversed(names):
            option = _depth() if name == "depth" else _OPTIONS[name]
            dressed = option(dressed)
        return cast("Command", dressed)

    return dress
