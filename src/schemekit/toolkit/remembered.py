"""What was read of a toolkit before, kept on disk for the next run of the program.

It is only ever a means to save time: where it is lost, damaged, another’s or of another program,
everything is read again.
"""

import os
import pickle
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from stat import S_IWGRP, S_IWOTH
from tempfile import NamedTemporaryFile
from typing import Final, Literal, TypeVar, cast

import pydantic

from schemekit.errors import ContentError
from schemekit.toolkit.reading import Folders

T = TypeVar("T")
_PACKAGE: Final = Path(__file__).resolve().parents[1]
_READERS: Final = ("errors.py", "toolkit/*.py", "document/*.py")
"""The modules that decide what comes of a text."""
_LARGE: Final = 200_000
"""Bytes of content: what is smaller is read in no time."""
_MOST: Final = 4
"""Versions kept of each kind."""


def remembered(kind: Literal["questions", "toolkit"], content: Path, read: Callable[[], T]) -> T:
    """What `read` makes of the files below `content`, as it was made of the same files before."""
    place = _place(kind, content)
    if place is None:
        return read()
    with suppress(Exception):  # whatever is wrong with it, the content itself is there to be read
        return cast("T", _taken_out(place))
    made = read()
    with suppress(Exception):  # a disk that refuses costs the next run a second
        _put_in(place, made)
    return made


def _place(kind: str, content: Path) -> Path | None:
    """Where it is kept; None where it is not worth it, or where a file cannot be read."""
    with suppress(OSError, RuntimeError, ContentError):
        files = {name: (content / name).read_bytes() for name in Folders((content,)).names}
        if sum(map(len, files.values())) >= _LARGE:
            return own_folder() / f"{_key(files)}.{kind}"
    return None


def own_folder() -> Path:
    """Where programs keep for a person what can be made again, as each system has it."""
    match sys.platform:
        case "win32":
            home = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
        case "darwin" if "XDG_CACHE_HOME" not in os.environ:
            home = Path.home() / "Library" / "Caches"
        case _:
            home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return home / "schemekit"


def _key(files: dict[str, bytes]) -> str:
    """A digest of all that what is read depends on: the content, and the program that reads it."""
    digest = sha256("\n".join(_program()).encode())
    for name, content in files.items():
        digest.update(f"\n{name}\n{len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()[:40]


def _program() -> Iterator[str]:
    yield sys.version
    # which version of each library is installed stands in the names of these folders
    yield from sorted(each.name for each in Path(pydantic.__file__).parents[1].glob("*-info"))
    for pattern in _READERS:
        for path in sorted(_PACKAGE.glob(pattern)):
            yield sha256(path.read_bytes()).hexdigest()


def _taken_out(place: Path) -> object:
    """What was put in there. Raises where it is not there, not whole or may not be trusted."""
    _trusted(place.parent)
    _trusted(place)
    whole = place.read_bytes()
    digest, pickled = whole[:32], whole[32:]
    if sha256(pickled).digest() != digest:
        raise ValueError(place)
    # a pickle can run anything: these are ours, like the compiled modules of Python itself
    return pickle.loads(pickled)  # noqa: S301


def _trusted(place: Path) -> None:
    """Raises where anybody but this person can write in `place`."""
    told = place.stat()
    if sys.platform != "win32" and (
        told.st_uid != os.geteuid() or told.st_mode & (S_IWGRP | S_IWOTH)
    ):
        raise PermissionError(place)


def _put_in(place: Path, made: object) -> None:
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _trusted(place.parent)
    pickled = pickle.dumps(made, protocol=5)
    with NamedTemporaryFile(dir=place.parent, suffix=".tmp", delete=False) as file:
        file.write(sha256(pickled).digest())
        file.write(pickled)
    Path(file.name).replace(place)
    for ending in (place.suffix, ".tmp"):  # what a killed run left is no use to anybody
        kept = sorted(place.parent.glob(f"*{ending}"), key=lambda each: each.stat().st_mtime)
        for each in kept[:-_MOST]:
            each.unlink()
