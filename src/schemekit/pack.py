"""A pack on disk: what would change, said first; then written so that nothing can be half done.

Every file is made complete in a work folder, a journal says which moves are meant, each file is
then moved over its predecessor, the manifest last. A file somebody edited is never overwritten:
the new version is put beside it. An interrupted run is finished by the next command.
"""

import hashlib
import io
import json
import shutil
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any, Final, Literal, TypeAlias

from schemekit.errors import PackError, Problem
from schemekit.presets.answers import WORK, save_text

FOLDER: Final = "pack"
MANIFEST: Final = "manifest.json"
FORMAT: Final = "schemekit-pack/1"
JOURNAL: Final = "journal.json"
STAGED: Final = "staged"
PLACES: Final[Mapping[str, str]] = {"html": "web/", "md": "text/", "pdf": "pdf/"}

Fate: TypeAlias = Literal["new", "changed", "same", "kept", "open", "left"]
FATE_IN_WORDS: Final[Mapping[Fate, str]] = {
    "new": "new",
    "changed": "replaced by a newer version",
    "same": "unchanged",
    "kept": "edited by you and kept; the new version is beside it",
    "open": "open in another program and left as it is",
    "left": "no longer called for, and left where it is",
}


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


@dataclass(frozen=True, slots=True)
class Step:
    """What happens to one file: its fate, the path it goes to, and what is written there."""

    fate: Fate
    file: str
    made: Made | None = None
    target: str = ""
    """Where the new version goes; empty where nothing is written."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Every file of a pack and its fate."""

    steps: tuple[Step, ...]
    manifest: Manifest

    def of(self, *fates: Fate) -> tuple[Step, ...]:
        return tuple(each for each in self.steps if each.fate in fates)


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
        return Step("kept", file, made, _beside(pack, file, made, entry))
    if is_open(path):
        return Step("open", file, made)
    return Step("changed", file, made, file)


def _beside(pack: Path, file: str, made: Made, entry: Entry | None) -> str:
    """Where the new version of an edited file goes; empty where it lies there already."""
    target = beside(file)
    there = _digest_at(pack / target)
    if there == made.digest:
        return ""
    return target if not there or (entry and there == entry.beside) else _free(pack, target)


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
    if (pack / entry.file).exists() or made.format != "docx":
        return entry.file
    known = {each.file for each in before.files}
    for path in sorted(pack.glob("*.docx")):
        if path.name not in known and document_inside(path) == made.document:
            return path.name
    return made.file


def document_inside(path: Path) -> str:
    """The document id that a Word file carries in its properties; empty where it has none."""
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


def is_open(path: Path) -> bool:
    """Whether Word or LibreOffice has the file open, by the lock file it leaves beside it."""
    word = path.with_name("~$" + path.name[2:])
    return word.exists() or path.with_name(f".~lock.{path.name}#").exists()


def work_folder(folder: Path, pack: Path) -> Path:
    """Where a pack’s files are made ready: beside the answers, or in a pack put elsewhere."""
    return folder / WORK if pack == folder / FOLDER else pack / WORK


def write(folder: Path, pack: Path, planned: Plan) -> Plan:
    """Carry out `planned`. Raises `PackError`, with nothing changed, where the disk refuses.

    The plan that comes back says what was really done: a file may have been opened meanwhile.
    """
    work = work_folder(folder, pack)
    staged = work / STAGED
    moves = [each for each in planned.steps if each.made is not None and each.target]
    try:
        shutil.rmtree(staged, ignore_errors=True)
        staged.mkdir(parents=True)
        for number, step in enumerate(moves):
            if step.made is not None:
                (staged / str(number)).write_bytes(step.made.content)
        (staged / MANIFEST).write_text(_manifest_text(planned.manifest), encoding="utf-8")
        pack.mkdir(parents=True, exist_ok=True)
    except OSError as wrong:
        shutil.rmtree(staged, ignore_errors=True)
        raise PackError(_cannot_write(pack, wrong)) from None
    journal = [
        [str(number), each.target, _digest_at(pack / each.target)]
        for number, each in enumerate(moves)
    ]
    save_text(work / JOURNAL, json.dumps(journal, indent=1))
    blocked = set(_move(work, pack))
    if not blocked:
        return planned
    steps = (
        replace(e, fate="open", target="") if e.target in blocked else e for e in planned.steps
    )
    return replace(planned, steps=tuple(steps))


def _digest_at(path: Path) -> str:
    return digest(path.read_bytes()) if path.exists() else ""


def _cannot_write(pack: Path, wrong: OSError) -> Problem:
    reason = (wrong.strerror or str(wrong)).lower()
    return Problem(
        "",
        f"The pack cannot be written in {pack} ({reason}). Nothing was changed.",
        "Free some space or choose another folder, then try again.",
    )


def _manifest_text(manifest: Manifest) -> str:
    files = [asdict(each) for each in manifest.files]
    written = {
        "format": FORMAT,
        "toolkit": manifest.toolkit,
        "files": files,
        "answers": dict(manifest.answers or {}),
    }
    return json.dumps(written, indent=2, ensure_ascii=False) + "\n"


def finish_interrupted(folder: Path, pack: Path) -> bool:
    """Whether an earlier run had been interrupted; if so its moves are now finished."""
    work = work_folder(folder, pack)
    if not (work / JOURNAL).is_file():
        shutil.rmtree(work / STAGED, ignore_errors=True)
        return False
    list(_move(work, pack))
    return True


def _move(work: Path, pack: Path) -> Iterator[str]:
    """Do what the journal says; yields the files that are open elsewhere and were left."""
    try:
        journal = json.loads((work / JOURNAL).read_text(encoding="utf-8"))
        for staged, target, expected in journal:
            source = work / STAGED / str(int(staged))
            if source.exists() and not _put(source, pack, str(target), str(expected)):
                yield str(target)
        _put_manifest(work / STAGED / MANIFEST, pack)
    except (ValueError, KeyError, TypeError) as wrong:
        raise PackError(
            Problem(
                str(work / JOURNAL),
                f"the journal cannot be read ({wrong}).",
                "Delete it and build again; no file of yours was changed.",
            )
        ) from None
    except OSError as wrong:
        raise PackError(_cannot_write(pack, wrong)) from None
    (work / JOURNAL).unlink()
    shutil.rmtree(work / STAGED, ignore_errors=True)


def _put(source: Path, pack: Path, target: str, expected: str) -> bool:
    """Move one file over its predecessor, unless somebody changed that since; False if open."""
    path = pack / target
    if not path.resolve().is_relative_to(pack.resolve()):
        raise ValueError(target)
    path.parent.mkdir(parents=True, exist_ok=True)
    if _digest_at(path) not in {expected, digest(source.read_bytes())}:
        path = pack / _free(pack, beside(target))
    try:
        source.replace(path)
    except PermissionError:
        return False
    return True


def _free(pack: Path, file: str) -> str:
    path, number = PurePosixPath(file), 2
    candidate = path
    while (pack / candidate).exists():
        candidate = path.with_name(f"{path.stem} {number}{path.suffix}")
        number += 1
    return str(candidate)


def _put_manifest(source: Path, pack: Path) -> None:
    if source.exists():
        source.replace(pack / MANIFEST)
