"""What a pack was made of: every file as it was made, so that an edit can be told from a make."""

import hashlib
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from struct import Struct
from typing import Any, Final

try:
    from isal.isal_zlib import decompress
except ImportError:  # no wheel for this computer: the same content, read more slowly
    from zlib import decompress

MANIFEST: Final = "manifest.json"
FORMAT: Final = "schemekit-pack/1"
_MEMBER_MARK: Final = b"PK\3\4"
_END_MARK: Final = b"PK\5\6"
_END: Final = Struct("<10xH4xL2x")
"""How many members a zip has, and where the list of them begins."""
_LISTED: Final = Struct("<10xH8xL4x3H8xL")
"""A line of that list: method, size, three lengths, where the member begins."""
_WHERE: Final = 4
"""Bytes at the end of the line for where the member begins; all before them tell what it is."""
_LENGTHS: Final = Struct("<2H")
"""Of the name of a zip's member and of what follows it, in the header before the member."""
_BEFORE_LENGTHS: Final = 26
_MOST: Final = 512
"""Members remembered at least; no more than twice as many."""
PLACES: Final[Mapping[str, str]] = {"html": "web/", "md": "text/", "pdf": "pdf/"}


@dataclass(frozen=True)
class Made:
    """One finished file: the document it holds, its format, its path in the pack, its bytes."""

    document: str
    format: str
    file: str
    content: bytes

    @cached_property
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


@dataclass(frozen=True)
class Manifest:
    files: tuple[Entry, ...] = ()
    toolkit: str = ""
    answers: Mapping[str, Any] | None = None

    def entry(self, document: str, format_: str) -> Entry | None:
        return self._entries.get((document, format_))

    @cached_property
    def _entries(self) -> Mapping[tuple[str, str], Entry]:
        # of two lines for one file the first counts, so it is put in last
        return {(each.document, each.format): each for each in reversed(self.files)}


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def content_digest(content: bytes) -> str:
    """A digest of what a file says: of the uncompressed members where it is a zip."""
    end = content.rfind(_END_MARK) if content.startswith(_MEMBER_MARK) else -1
    if end < 0:
        return digest(content)
    summed = hashlib.sha256()
    for name, inside in sorted(_members(content, end)):
        summed.update(name + b"\0" + inside)
    return summed.hexdigest()


def _members(content: bytes, end: int) -> Iterator[tuple[bytes, bytes]]:
    """The name of each member of a zip made here, and the digest of what is in it."""
    amount, place = _END.unpack_from(content, end)
    for _ in range(amount):
        method, size, named, extra, remark, at = _LISTED.unpack_from(content, place)
        after = place + _LISTED.size
        name = content[after : after + named]
        told = content[place : after - _WHERE] + name
        found = _MEMBERS.known(told, content, at)
        if found is None:
            before, more = _LENGTHS.unpack_from(content, at + _BEFORE_LENGTHS)
            start = at + _BEFORE_LENGTHS + _LENGTHS.size + before + more
            found = _digest_inside(content[start : start + size], method)
            _MEMBERS.keep(told, content[at : start + size], found)
        yield name, found
        place = after + named + extra + remark


def _digest_inside(packed: bytes, method: int) -> bytes:
    content = decompress(packed, -15) if method == zipfile.ZIP_DEFLATED else packed
    return hashlib.sha256(content).digest()


class _Members:
    """Members met lately and their digests: many files have the same, which are unpacked once."""

    def __init__(self) -> None:
        self._young: dict[bytes, tuple[bytes, bytes]] = {}
        self._old: dict[bytes, tuple[bytes, bytes]] = {}

    def known(self, told: bytes, content: bytes, at: int) -> bytes | None:
        """The digest of the very bytes that lie there; None where they were not met before."""
        found = self._young.get(told)
        if found is None and (found := self._old.get(told)) is not None:
            self.keep(told, *found)
        return found[1] if found is not None and content.startswith(found[0], at) else None

    def keep(self, told: bytes, packed: bytes, inside: bytes) -> None:
        if len(self._young) >= _MOST:
            self._old, self._young = self._young, {}
        self._young[told] = (packed, inside)


_MEMBERS: Final = _Members()


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
    files = [{name: getattr(each, name) for name in _LINES} for each in manifest.files]
    written = {
        "format": FORMAT,
        "toolkit": manifest.toolkit,
        "files": files,
        "answers": dict(manifest.answers or {}),
    }
    return json.dumps(written, indent=2, ensure_ascii=False) + "\n"


_LINES: Final = tuple(each.name for each in fields(Entry))
