"""By what a department shows that nobody touched it since it was made."""

import os
from functools import lru_cache
from pathlib import Path

from schemekit.pack.manifest import MANIFEST, PLACES
from schemekit.pack.writing import FOLDER
from schemekit.presets.saving import NAME


def stamp(folder: Path) -> str:
    """What tells whether a finished department was touched since: times and sizes."""
    return " ".join(_look(f"{folder}{each}") for each in _looked_at())


@lru_cache(maxsize=1)
def _looked_at() -> tuple[str, ...]:
    pack = f"{os.sep}{FOLDER}"
    inside = (MANIFEST, "", *sorted(each.rstrip("/") for each in PLACES.values()))
    return (f"{os.sep}{NAME}", *(f"{pack}{os.sep}{each}".rstrip(os.sep) for each in inside))


def _look(path: str) -> str:
    try:
        # of thousands of paths, each of which is looked at once
        told = os.stat(path)  # noqa: PTH116
    except OSError:
        return "-"
    return f"{told.st_mtime_ns}:{told.st_size}"
