"""What a pack was made of: every file as it was made, so that an edit can be told from a make."""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

MANIFEST: Final = "manifest.json"
FORMAT: Final = "schemekit-pack/1"
PLACES: Final[Mapping[str, str]] = {"html": "web/", "md": "text/", "pdf": "pdf/"}


@dataclass(frozen=True, slots=True)
class Made:
    """One finished file: the document it holds, its format, its path in the pack, its bytes."""

    document: str
    format: str
    file: str
    content: bytes

    @property
    def digest(self) -> str:
        return digest(self.content)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the manifest: a file as it was made."""

    document: str
    format: str
    file: str
    digest: str
    content: str
    """Digest of what is inside, equal on every machine."""
    beside: str = ""
    """Digest of the new version that was put beside an edited file; empty where none was."""


@dataclass(frozen=True, slots=True)
class Manifest:
    files: tuple[Entry, ...] = ()
    toolkit: str = ""
    answers: Mapping[str, Any] | None = None

    def entry(self, document: str, format_: str) -> Entry | None:
        return next((e for e in self.files if (e.document, e.format) == (document, format_)), None)


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def content_digest(content: bytes) -> str:
    """A digest of what a file says: of the uncompressed members where it is a zip."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return digest(content)
    summed = hashlib.sha256()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in sorted(archive.namelist()):
            summed.update(name.encode() + b"\0" + archive.read(name) + b"\0")
    return summed.hexdigest()


def place(file: str, ending: str) -> str:
    """Where a document of that format stands in a pack."""
    return f"{PLACES.get(ending, '')}{file}.{ending}"


def read_manifest(pack: Path) -> Manifest | None:
    """The manifest of an earlier run; None where there is none that can be read."""
    try:
        written = json.loads((pack / MANIFEST).read_text(encoding="utf-8"))
        return Manifest(
            tuple(Entry(**each) for each in written["files"]),
            written.get("toolkit", ""),
            written.get("answers"),
        )
    except (OSError, ValueError, TypeError, KeyError):
        return None


def manifest_text(manifest: Manifest) -> str:
    files = [asdict(each) for each in manifest.files]
    written = {
        "format": FORMAT,
        "toolkit": manifest.toolkit,
        "files": files,
        "answers": dict(manifest.answers or {}),
    }
    return json.dumps(written, indent=2, ensure_ascii=False) + "\n"
