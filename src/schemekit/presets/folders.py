"""In which folders presets lie."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from schemekit import resources

VARIABLE: Final = "SCHEMEKIT_PRESETS"


def folders(given: Sequence[Path] = (), kept: Path | None = None) -> tuple[Path, ...]:
    """Where presets are looked for: folders given, the environment's, a person's own, shipped.

    `kept` is a scheme's own copy of the presets it was made from. It is looked at before what is
    shipped, which is never copied: a preset called like a shipped one stays the one it was.
    """
    variable = os.environ.get(VARIABLE, "")
    named = [Path(each) for each in variable.split(os.pathsep) if each]
    own = [kept] if kept else []
    return (*given, *named, own_folder(), *own, resources.presets())


def own_folder() -> Path:
    """Where a person’s own presets lie, as each system has it."""
    match sys.platform:
        case "win32":
            home = Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming")
        case "darwin" if "XDG_CONFIG_HOME" not in os.environ:
            home = Path.home() / "Library" / "Application Support"
        case _:
            home = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return home / "schemekit" / "presets"
