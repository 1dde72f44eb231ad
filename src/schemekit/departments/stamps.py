"""By what a department shows that nobody touched it since it was made."""

from functools import lru_cache
from pathlib import Path

from schemekit.pack.manifest import MANIFEST, PLACES
from schemekit.pack.writing import FOLDER
from schemekit.presets.answers import NAME


def stamp(folder: Path) -> str:
    """What tells whether a finished department was touched since: times and sizes."""
    pack = folder / FOLDER
    seen = [folder / NAME, pack / MANIFEST, pack, *(pack / each for each in _subfolders())]
    return " ".join(_look(each) for each in seen)


@lru_cache(maxsize=1)
def _subfolders() -> tuple[str, ...]:
    return tuple(sorted(each.rstrip("/") for each in PLACES.values()))


def _look(path: Path) -> str:
    try:
        told = path.stat()
    except OSError:
        return "-"
    return f"{told.st_mtime_ns}:{told.st_size}"
