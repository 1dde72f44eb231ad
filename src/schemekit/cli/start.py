"""`schemekit` alone at a terminal: the start screen, and what is wished for there."""

from collections.abc import Iterator
from datetime import date
from itertools import count, islice
from pathlib import Path
from typing import Final

from schemekit import resources
from schemekit.cli.options import Wishes
from schemekit.cli.program import leave
from schemekit.errors import PresetError
from schemekit.interview import front
from schemekit.interview.interview import Interview
from schemekit.interview.starting import Shelf, begin
from schemekit.presets import files
from schemekit.presets.answers import NAME
from schemekit.presets.layers import stack
from schemekit.toolkit.asked import DEPTHS
from schemekit.toolkit.loading import load_questionnaire
from schemekit.toolkit.values import said_date

_MOST_BEGUN: Final = 8
"""How many schemes are offered to carry on with: as many as fit on a small screen."""
_FREE: Final = "my-scheme"


def start() -> None:
    """Ask what is wanted, then go on as `schemekit new` would."""
    try:
        wanted = begin(_shelf(), front.voice(plain=False))
    except front.Quit:
        leave(130)
    from schemekit.cli.new import make

    presets = (wanted.preset,) if wanted.preset else ()
    make(Path(wanted.folder), Wishes(presets=presets, depth=wanted.depth))


def _shelf() -> Shelf:
    questionnaire = load_questionnaire((resources.templates(),))
    layers = stack(questionnaire, ())
    return Shelf(
        begun=dict(_begun(Path())),
        presets=dict(_presets()),
        asked={each: len(Interview(questionnaire, layers, each).asked) for each in DEPTHS},
        folder=next(each for each in _names() if not Path(each).exists()),
        taken=_taken,
    )


def _begun(here: Path) -> Iterator[tuple[str, str]]:
    """Schemes in this folder and just below it."""
    found = {path: path.stat().st_mtime for path in (*here.glob(NAME), *here.glob(f"*/{NAME}"))}
    latest = sorted(found, key=lambda each: found[each], reverse=True)
    for path in islice(latest, _MOST_BEGUN):
        changed = said_date(date.fromtimestamp(found[path]))  # noqa: DTZ012 - a person's own day
        yield str(path.parent), f"last changed on {changed}"


def _presets() -> Iterator[tuple[str, str]]:
    """Presets by name; one that cannot be read is told of by `schemekit presets list`."""
    for name, path in files.available(files.folders()).items():
        try:
            preset = files.read_preset(path)
        except PresetError:
            continue
        yield name, f"{preset.title}. {preset.about}" if preset.about else preset.title


def _names() -> Iterator[str]:
    yield _FREE
    yield from (f"{_FREE}-{number}" for number in count(2))


def _taken(name: str) -> str:
    folder = Path(name.strip())
    try:
        if not name.strip():
            return "Enter a name for the folder."
        if (folder / NAME).is_file():
            return "A scheme is already in that folder. Enter another name, or go back to carry on."
        if folder.exists() and not folder.is_dir():
            return "There is a file of that name. Enter another name."
    except (OSError, ValueError):
        return "No folder can have that name. Enter a shorter one of letters and digits."
    return ""
