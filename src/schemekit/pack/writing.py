"""A plan carried out: made ready, journalled, moved, the manifest last.

Every file is made complete in a work folder, a journal says which moves are meant, each file is
then moved over its predecessor. An interrupted run is finished by the next command. A pack that is
new needs no journal: its folder is made complete and then moved in one step.
"""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from schemekit.errors import AnswersError, PackError, Problem
from schemekit.pack.manifest import MANIFEST, digest, manifest_text
from schemekit.pack.planning import Plan, beside, digest_at, free
from schemekit.presets.saving import WORK, save_text

FOLDER: Final = "pack"
JOURNAL: Final = "journal.json"
STAGED: Final = "staged"


def work_folder(folder: Path, pack: Path) -> Path:
    """Where a pack’s files are made ready: beside the answers, or in a pack put elsewhere."""
    return folder / WORK if pack == folder / FOLDER else pack / WORK


def write(folder: Path, pack: Path, planned: Plan) -> Plan:
    """Carry out `planned`. Raises `PackError`, with nothing changed, where the disk refuses.

    The plan that comes back says what was really done: a file may have been opened meanwhile.
    """
    work = work_folder(folder, pack)
    staged = work / STAGED
    if _moved_whole(staged, pack, planned):
        return planned
    moves = [each for each in planned.steps if each.made is not None and each.target]
    listed = manifest_text(planned.manifest)
    try:
        shutil.rmtree(staged, ignore_errors=True)
        staged.mkdir(parents=True)
        for number, step in enumerate(moves):
            if step.made is not None:
                _write_whole(staged / str(number), step.made.content)
        (staged / MANIFEST).write_text(listed, encoding="utf-8")
        pack.mkdir(parents=True, exist_ok=True)
    except OSError as wrong:
        shutil.rmtree(staged, ignore_errors=True)
        raise PackError(_cannot_write(pack, wrong)) from None
    journal = [[str(number), each.target, each.replaced] for number, each in enumerate(moves)]
    try:
        save_text(work / JOURNAL, json.dumps(journal, indent=1))
    except AnswersError as wrong:
        shutil.rmtree(staged, ignore_errors=True)
        raise PackError(*wrong.problems) from None
    blocked = set(_move(work, pack))
    if not blocked:
        return planned
    steps = (
        replace(e, fate="open", target="") if e.target in blocked else e for e in planned.steps
    )
    return replace(planned, steps=tuple(steps))


def _moved_whole(staged: Path, pack: Path, planned: Plan) -> bool:
    """Whether the pack was new and is now there, moved in one step with all that is in it."""
    if pack.exists() or staged.is_relative_to(pack):
        return False
    inside = staged.resolve()
    try:
        shutil.rmtree(staged, ignore_errors=True)
        staged.mkdir(parents=True)
        for folder in {(staged / each.target).parent for each in planned.steps}:
            if not folder.resolve().is_relative_to(inside):
                return False
            folder.mkdir(parents=True, exist_ok=True)
        for step in planned.steps:
            if step.made is not None:
                _write_whole(staged / step.target, step.made.content)
        (staged / MANIFEST).write_text(manifest_text(planned.manifest), encoding="utf-8")
    except OSError as wrong:
        shutil.rmtree(staged, ignore_errors=True)
        raise PackError(_cannot_write(pack, wrong)) from None
    try:
        staged.rename(pack)
    except OSError:
        # somebody looks into it, as a virus scanner does; file by file it may still go
        return False
    return True


def _write_whole(path: Path, content: bytes) -> None:
    # without a buffer that it would only pass through, which half the time went into
    with path.open("wb", buffering=0) as file:
        left = memoryview(content)
        while left:
            left = left[file.write(left) :]


def _cannot_write(pack: Path, wrong: OSError) -> Problem:
    reason = (wrong.strerror or str(wrong)).lower()
    return Problem(
        "",
        f"The pack cannot be written in {pack} ({reason}). Nothing was changed.",
        "Free some space or choose another folder, then try again.",
    )


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
        ready: set[Path] = set()
        for staged, target, expected in journal:
            source = work / STAGED / str(int(staged))
            if not source.exists():
                continue
            if (folder := (pack / str(target)).parent) not in ready:
                _make_ready(folder, pack)
                ready.add(folder)
            if not _put(source, pack, str(target), str(expected)):
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


def _make_ready(folder: Path, pack: Path) -> None:
    """A folder of the pack that files are moved to. Raises `ValueError` where it is none."""
    if not folder.resolve().is_relative_to(pack.resolve()):
        raise ValueError(str(folder))
    folder.mkdir(parents=True, exist_ok=True)


def _put(source: Path, pack: Path, target: str, expected: str) -> bool:
    """Move one file over its predecessor, unless somebody changed that since; False if open."""
    path = pack / target
    there = digest_at(path)
    if there != expected and there != digest(source.read_bytes()):
        path = pack / free(pack, beside(target))
    try:
        source.replace(path)
    except PermissionError:
        return False
    return True


def _put_manifest(source: Path, pack: Path) -> None:
    if source.exists():
        source.replace(pack / MANIFEST)
