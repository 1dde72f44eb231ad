"""What a department's folder may be called: one plain name, on every system, and never a path."""

import unicodedata
from typing import Final

from schemekit.errors import Problem

LONGEST: Final = 80
_BYTES: Final = 200
"""A file system takes 255; the names of files to be made stand beside it."""
_FORBIDDEN: Final = frozenset('<>:"/\\|?*')
_DEVICES: Final = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in (*range(10), "¹", "²", "³")}
)
_OURS: Final = frozenset({"manifest.json", "summary.csv", "summary.html"})


def folder_name(written: str) -> str:
    """The name as it is used: composed, without space at its ends."""
    return unicodedata.normalize("NFC", written).strip()


def same(name: str) -> str:
    """What two names share that some system cannot keep apart."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def wrong_with(name: str) -> Problem | None:
    """What is wrong with `name` as the name of a folder; None where nothing is."""
    remedy = "Use letters, digits, spaces and hyphens, such as “Emergency medicine”."
    if not name:
        return Problem("", "it names no folder.", "Write one into the column folder.")
    if name in {".", ".."} or any(each in "/\\" for each in name):
        return Problem("", f"{name[:LONGEST]!r} is a path, not the name of a folder.", remedy)
    if len(name) > LONGEST or len(name.encode("utf-8", "replace")) > _BYTES:
        what = f"the name of the folder is too long ({len(name)} characters)."
        return Problem("", what, f"Use {LONGEST} characters at most.")
    if any(each in _FORBIDDEN or unicodedata.category(each)[0] == "C" for each in name):
        return Problem("", f"{name!r} has a character that no folder may have.", remedy)
    if name.startswith((".", "~")) or name.endswith("."):
        return Problem("", f"{name!r} begins or ends as no folder may.", remedy)
    if name.partition(".")[0].strip().casefold() in _DEVICES or same(name) in _OURS:
        return Problem("", f"{name!r} is a name that is taken on some computers.", remedy)
    return None
