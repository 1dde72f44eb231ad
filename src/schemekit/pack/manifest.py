"""What a pack was made of: every file as it was made, so that an edit can be told from a make."""

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from struct import Struct
from typing import Any, Final

MANIFEST: Final = "manifest.json"
FORMAT: Final = "schemekit-pack/1"
_MEMBER_MARK: Final = b"PK\3\4"
_END_MARK: Final = b"PK\5\6"
_END: Final = Struct("<10xH4xL2x")
"""How many members a zip has, and where the list of them begins."""
_LISTED: Final = Struct("<10xH8xL4x3H8xL")
"""A line of that list: method, size, three lengths, where the member begins."""
_LENGTHS: Final = Struct("<2H")
"""Of the name of a zip's member and of what follows it, in the header before the member."""
_BEFORE_LENGTHS: Final = 26
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
    end = content.rfind(_END_MARK) if content.startswith(_MEMBER_MARK) else -1
    if end < 0:
        return digest(content)
    summed = hashlib.sha256()
    for name, packed, method in sorted(_members(content, end)):
        summed.update(name + b"\0")
        summed.update(_member_digest(packed, method))
    return summed.hexdigest()


def _members(content: bytes, end: int) -> Iterator[tuple[bytes, bytes, int]]:
    """The name of each member of a zip made here, its bytes as they lie there, and how."""
    amount, place = _END.unpack_from(content, end)
    for _ in range(amount):
        method, size, named, extra, remark, at = _LISTED.unpack_from(content, place)
        name = content[place + _LISTED.size : place + _LISTED.size + named]
        before, more = _LENGTHS.unpack_from(content, at + _BEFORE_LENGTHS)
        start = at + _BEFORE_LENGTHS + _LENGTHS.size + before + more
        yield name, content[start : start + size], method
        place += _LISTED.size + named + extra + remark


@lru_cache(maxsize=1_024)
def _member_digest(packed: bytes, method: int) -> bytes:
    """Many files have the same members, which are unpacked once."""
    content = zlib.decompress(packed, -15) if method == zipfile.ZIP_DEFLATED else packed
    return hashlib.sha256(content).digest()


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
