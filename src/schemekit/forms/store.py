"""The files of a scheme that hold what came back; each is written whole or not at all."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from schemekit.errors import FormError, Problem
from schemekit.forms.kept import Kept, kept_text, read_kept
from schemekit.forms.opening import SIZE_LIMIT

KEPT: Final = "returned.json"
TABLE: Final = "returned.xlsx"
ENDINGS: Final = frozenset({".docx", ".pdf"})


def load_kept(folder: Path) -> Kept:
    """What was collected so far. Raises `FormError` where the file is damaged."""
    path = folder / KEPT
    if not path.exists():
        return Kept()
    try:
        return read_kept(path.read_text(encoding="utf-8"), str(path))
    except (OSError, UnicodeDecodeError):
        raise FormError(Problem(str(path), "it cannot be read, so nothing was changed.")) from None


def read_file(path: Path) -> bytes:
    """The bytes of a returned file. Raises `FormError` where it is not there or far too large."""
    try:
        if not path.is_file():
            raise FormError("there is no such file.")
        with path.open("rb") as file:
            return file.read(SIZE_LIMIT + 1)
    except OSError as wrong:
        raise FormError(f"it cannot be read ({(wrong.strerror or 'damaged').lower()}).") from None


def files_in(folder: Path) -> Iterator[Path]:
    """Every Word and PDF file of a folder, by name."""
    yield from (each for each in sorted(folder.iterdir()) if each.suffix.lower() in ENDINGS)


def save(folder: Path, kept: Kept, table: bytes) -> Path:
    """Keep what was read, and the table of it; a table somebody edited is left as it is."""
    digest = hashlib.sha256(table).hexdigest()
    path = _table_path(folder, kept)
    _put(folder / KEPT, kept_text(kept.with_table(digest)).encode())
    _put(path, table)
    return path


def _table_path(folder: Path, kept: Kept) -> Path:
    """Where the table goes: over an earlier one of ours, beside one that is somebody’s own."""
    path, again = folder / TABLE, 1
    while path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() not in kept.tables:
        end = f" {again}" if again > 1 else ""
        path, again = folder / f"returned (new){end}.xlsx", again + 1
    return path


def _put(path: Path, content: bytes) -> None:
    try:
        with NamedTemporaryFile(
            dir=path.parent, prefix=f".{path.name}.", suffix=".tmp", delete=False
        ) as file:
            temporary = Path(file.name)
            try:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
                temporary.replace(path)
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise
    except OSError as wrong:
        reason = (wrong.strerror or str(wrong)).lower()
        raise FormError(
            Problem(
                str(path),
                f"it cannot be written ({reason}).",
                "Close it where it is open, free some space, and collect again.",
            )
        ) from None
