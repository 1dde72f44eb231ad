"""What building would do to every file: nothing here writes.

A file somebody edited is never overwritten: the new version is put beside it.
"""

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Final, Literal, TypeAlias

from schemekit.pack.manifest import Entry, Made, Manifest, content_digest, digest, read_manifest

Fate: TypeAlias = Literal["new", "changed", "same", "kept", "open", "left"]
FATE_IN_WORDS: Final[Mapping[Fate, str]] = {
    "new": "new",
    "changed": "replaced by a newer version",
    "same": "unchanged",
    "kept": "edited by you and kept; the new version is beside it",
    "open": "open in another program and left as it is",
    "left": "no longer called for, and left where it is",
}


RENAMED: Final = ("docx", "xlsx")
"""Formats whose files say which document they hold, whatever they are called."""


@dataclass(frozen=True, slots=True)
class Step:
    """What happens to one file: its fate, the path it goes to, and what is written there."""

    fate: Fate
    file: str
    made: Made | None = None
    target: str = ""
    """Where the new version goes; empty where nothing is written."""
    replaced: str = ""
    """Digest of what stands there and gives way; empty where nothing does."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Every file of a pack and its fate."""

    steps: tuple[Step, ...]
    manifest: Manifest

    def of(self, *fates: Fate) -> tuple[Step, ...]:
        return tuple(each for each in self.steps if each.fate in fates)


def plan(pack: Path, made: Sequence[Made], manifest: Manifest) -> Plan:
    """What writing `made` into `pack` would do; `manifest` is the head of the new one."""
    before = read_manifest(pack) or Manifest()
    steps = [_step(pack, each, before) for each in made]
    wanted = {(each.document, each.format) for each in made}
    steps += [
        Step("left", each.file)
        for each in before.files
        if (each.document, each.format) not in wanted and (pack / each.file).exists()
    ]
    kept_entries = tuple(
        each for each in before.files if (each.document, each.format) not in wanted
    )
    entries = tuple(_entry(step, before) for step in steps if step.made is not None)
    return Plan(tuple(steps), replace(manifest, files=(*entries, *kept_entries)))


def _step(pack: Path, made: Made, before: Manifest) -> Step:
    entry = before.entry(made.document, made.format)
    file = _standing(pack, made, entry, before)
    path = pack / file
    if not path.exists():
        return Step("new", file, made, file)
    there = digest(path.read_bytes())
    if there == made.digest:
        return Step("same", file, made)
    if entry is None or there != entry.digest:
        target = _beside(pack, file, made, entry)
        return Step("kept", file, made, target, digest_at(pack / target) if target else "")
    if is_open(path):
        return Step("open", file, made)
    return Step("changed", file, made, file, there)


def _beside(pack: Path, file: str, made: Made, entry: Entry | None) -> str:
    """Where the new version of an edited file goes; empty where it lies there already."""
    target = beside(file)
    there = digest_at(pack / target)
    if there == made.digest:
        return ""
    return target if not there or (entry and there == entry.beside) else free(pack, target)


def _entry(step: Step, before: Manifest) -> Entry:
    """The manifest line after a step: a file that was left keeps the line it had."""
    made = step.made
    if made is None:
        raise AssertionError(step)
    earlier = before.entry(made.document, made.format)
    if step.fate == "open" and earlier is not None:
        return earlier
    if step.fate == "kept":
        known = earlier.digest if earlier else ""
        content = content_digest(made.content)
        return Entry(made.document, made.format, step.file, known, content, made.digest)
    return Entry(made.document, made.format, step.file, made.digest, content_digest(made.content))


def _standing(pack: Path, made: Made, entry: Entry | None, before: Manifest) -> str:
    """Where the document stands now: where it was made, or where somebody renamed it to."""
    if entry is None:
        return made.file
    if (pack / entry.file).exists() or made.format not in RENAMED:
        return entry.file
    known = {each.file for each in before.files}
    for path in sorted(pack.glob(f"*.{made.format}")):
        if path.name not in known and document_inside(path) == made.document:
            return path.name
    return made.file


def document_inside(path: Path) -> str:
    """The document id that an Office file carries in its properties; empty where it has none."""
    try:
        with zipfile.ZipFile(path) as archive:
            info = archive.getinfo("docProps/custom.xml")
            if info.file_size > 100_000:
                return ""
            text = archive.read(info).decode("utf-8", "replace")
    except (OSError, KeyError, zipfile.BadZipFile):
        return ""
    _, _, after = text.partition('name="schemekit-document"')
    _, _, value = after.partition("<vt:lpwstr>")
    return value.partition("</vt:lpwstr>")[0]


def beside(file: str) -> str:
    """The name of a new version that is put beside an edited file."""
    path = PurePosixPath(file)
    return str(path.with_name(f"{path.stem} (new){path.suffix}"))


def free(pack: Path, file: str) -> str:
    path, number = PurePosixPath(file), 2
    candidate = path
    while (pack / candidate).exists():
        candidate = path.with_name(f"{path.stem} {number}{path.suffix}")
        number += 1
    return str(candidate)


def digest_at(path: Path) -> str:
    return digest(path.read_bytes()) if path.exists() else ""


def is_open(path: Path) -> bool:
    """Whether Word or LibreOffice has the file open, by the lock file it leaves beside it."""
    word = path.with_name("~$" + path.name[2:])
    return word.exists() or path.with_name(f".~lock.{path.name}#").exists()
