"""By what a batch knows that nothing has changed: content, never times."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from schemekit import VERSION
from schemekit.departments.orders import Brief, Order

_SIZE = 20


def with_digest(brief: Brief, presets: Sequence[Path], content: str = "") -> Brief:
    """`brief` with the digest of its content, presets and wishes, and of this program.

    `content` is the digest of its toolkit, where that was worked out already.
    """
    summed = hashlib.blake2b(_wishes(brief, content), digest_size=_SIZE)
    for each in presets:
        summed.update(content_of(each))
    return replace(brief, digest=summed.hexdigest())


def _wishes(brief: Brief, content: str) -> bytes:
    wishes = (VERSION, brief.presets, brief.settings, brief.formats, brief.strict)
    return repr((*wishes, content or of_toolkit(brief.toolkit))).encode()


def of_toolkit(folders: Sequence[Path]) -> str:
    """A digest of every file of a toolkit."""
    summed = hashlib.blake2b(digest_size=_SIZE)
    for folder in folders:
        for path in sorted(each for each in folder.rglob("*") if each.is_file()):
            summed.update(f"\0{path.relative_to(folder).as_posix()}\0".encode())
            summed.update(path.read_bytes())
    return summed.hexdigest()


def door_of(brief: Brief, content: str) -> str:
    """A digest of all that is read before the first department, the list apart.

    It has every preset that may be found, by name, with the presets it builds on. Empty where a
    link leads elsewhere, for then others might be found there.
    """
    summed = hashlib.blake2b(_wishes(brief, content), digest_size=_SIZE)
    given = (Path(each) for each in brief.presets if each.endswith(".toml") or os.sep in each)
    beside = (each if each.is_dir() else each.parent for each in given)
    for folder in (*brief.preset_folders, *beside):
        summed.update(f"\0{folder}\0".encode("utf-8", "replace"))
        for path in sorted(folder.glob("*.toml")):
            if path.is_symlink():
                return ""
            summed.update(f"{path.name}\0".encode("utf-8", "replace") + content_of(path))
    return summed.hexdigest()


def digest_of(brief: Brief, order: Order) -> str:
    """A digest of all that the department is made of, its presets apart."""
    summed = hashlib.blake2b(brief.digest.encode(), digest_size=_SIZE)
    for part in _parts(order):
        summed.update(f"{len(part)}:".encode() + part)
    return summed.hexdigest()


def _parts(order: Order) -> Iterator[bytes]:
    for name in sorted(order.cells):
        yield name.encode()
        yield order.cells[name].encode("utf-8", "replace")
    if order.file:
        yield content_of(Path(order.file))


@lru_cache(maxsize=256)
def of_presets(paths: tuple[str, ...], _brief: str) -> str:
    """A digest of the presets that a department was made with, read once for a brief."""
    summed = hashlib.blake2b(digest_size=_SIZE)
    for each in paths:
        summed.update(each.encode("utf-8", "replace") + b"\0" + content_of(Path(each)))
    return summed.hexdigest()


def content_of(path: Path) -> bytes:
    try:
        return hashlib.blake2b(path.read_bytes(), digest_size=_SIZE).digest()
    except OSError:
        return b"gone"
