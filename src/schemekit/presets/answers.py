"""A scheme's own answers file: read, checked like typed answers, and saved after every answer.

Nothing in the file is ever dropped: comments a person typed stay, ids this toolkit does not know
move to [unused], answers that another answer hides stand under [parked].
"""

import re
import shutil
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import time
from typing import Any, Final, cast

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Table

from schemekit.errors import AnswersError, Problem
from schemekit.presets import saving
from schemekit.presets.layers import ANSWERS_FORMAT, Held
from schemekit.presets.migrating import Change, format_problem, version_notices
from schemekit.presets.replies import Replies
from schemekit.toolkit.asked import DEPTHS, Depth
from schemekit.toolkit.questionnaire import Questionnaire
from schemekit.toolkit.tables import SIZE_LIMIT, SourceFile
from schemekit.toolkit.values import UNANSWERED, Value

NAME: Final = saving.NAME
WORK: Final = saving.WORK
save_text = saving.save_text
_TOP: Final = {
    "format", "toolkit", "presets", "depth", "unsure", "revision", "answers", "origin", "parked",
    "unused", "drafts",
}  # fmt: skip
_STALE: Final = 60


@dataclass(frozen=True, slots=True)
class Saved:
    """What an answers file holds."""

    replies: Mapping[str, Held] = field(default_factory=dict)
    presets: tuple[str, ...] = ()
    depth: Depth | None = None
    drafts: Mapping[str, str] = field(default_factory=dict)
    unused: Mapping[str, Any] = field(default_factory=dict)
    revision: int = 0
    toolkit: str = ""
    notices: tuple[Problem, ...] = ()
    """Ids this toolkit does not know, with the nearest one it does; what was carried over."""
    changes: tuple[Change, ...] = ()
    """What earlier versions called otherwise, or asked and no longer do."""


def read_answers(path: Path, questionnaire: Questionnaire) -> Saved:
    """The answers at `path`. Raises `AnswersError` with every answer that cannot be read."""
    file, tables = _tables(path)
    problems = list(_shape(file, tables))
    if problems:
        raise AnswersError(*problems)
    read = Replies(file, tables, questionnaire)
    if read.wrong:
        raise AnswersError(*read.wrong)
    toolkit = str(tables.get("toolkit", ""))
    drafts = tables.get("drafts", {}).items()
    return Saved(
        replies=read.replies,
        presets=tuple(tables.get("presets", ())),
        depth=cast("Depth | None", tables.get("depth")),
        drafts={questionnaire.renamed.get(key, key): str(each) for key, each in drafts},
        unused=read.unused,
        revision=int(tables.get("revision", 0)),
        toolkit=toolkit,
        notices=(*version_notices(str(path), toolkit, questionnaire), *read.notices),
        changes=tuple(read.changes),
    )


def _tables(path: Path) -> tuple[SourceFile, dict[str, Any]]:
    try:
        if path.stat().st_size > SIZE_LIMIT:
            raise AnswersError(
                Problem(
                    str(path),
                    f"it is larger than {SIZE_LIMIT:,} bytes.",
                    "An answers file is a few thousand; check what was pasted into it.",
                )
            )
        text = path.read_text(encoding="utf-8-sig")
        return SourceFile(str(path), text), tomllib.loads(text)
    except OSError as wrong:
        raise AnswersError(Problem(str(path), f"it cannot be read: {wrong.strerror}.")) from None
    except UnicodeDecodeError:
        raise AnswersError(Problem(str(path), "it is not UTF-8 text.", _from_copy(path))) from None
    except (ValueError, RecursionError) as wrong:
        line = re.search(r"line (\d+)", str(wrong))
        where = f"{path}, line {line[1]}" if line else str(path)
        what = f"it is not complete TOML: {wrong}."
        raise AnswersError(Problem(where, what, _from_copy(path))) from None


def _from_copy(path: Path) -> str:
    copy = path.parent / WORK / f"{NAME}.bak"
    return f"The last good copy is {copy}." if copy.is_file() else "Mend that line and try again."


def _shape(file: SourceFile, tables: dict[str, Any]) -> Iterator[Problem]:
    if tables.get("format") != ANSWERS_FORMAT:
        yield format_problem(file.name, tables.get("format"), ANSWERS_FORMAT)
    for key in ("answers", "origin", "parked", "unused", "drafts"):
        if not isinstance(tables.get(key, {}), dict):
            yield Problem(file.name, f"{key!r} is not a table.", f"Write [{key}] above its lines.")
    for key in ("presets", "unsure"):
        written = tables.get(key, [])
        if not isinstance(written, list) or not all(isinstance(each, str) for each in written):
            yield Problem(file.name, f"{key!r} is not a list of names.")
    if tables.get("depth", "standard") not in DEPTHS:
        yield Problem(
            file.name, f"there is no depth {tables['depth']!r}.", f"There are {', '.join(DEPTHS)}."
        )
    if not isinstance(tables.get("revision", 0), int):
        yield Problem(file.name, "'revision' is not a number.", "Delete that line.")


def write_answers(path: Path, saved: Saved, parked: Mapping[str, Held]) -> Saved:
    """Save the answers whole, keeping a person's comments; `parked` ones stand apart.

    Raises `AnswersError` when the disk refuses, or when another window saved in the meantime.
    """
    document = _existing(path, saved)
    document["format"] = ANSWERS_FORMAT
    document["toolkit"] = saved.toolkit
    document["presets"] = list(saved.presets)
    if saved.depth is not None:
        document["depth"] = saved.depth
    _rename(document, saved.changes)
    given = {name: held for name, held in saved.replies.items() if held.value is not UNANSWERED}
    document["unsure"] = [name for name in saved.replies if name not in given]
    document["revision"] = saved.revision + 1
    live = {name: held for name, held in given.items() if name not in parked}
    _table(document, "answers", {name: _written(held.value) for name, held in live.items()})
    _table(document, "origin", {name: held.origin for name, held in given.items()})
    apart = {name: _written(held.value) for name, held in given.items() if name in parked}
    _table(document, "parked", apart)
    _table(document, "unused", dict(saved.unused))
    _table(document, "drafts", dict(saved.drafts))
    save_text(path, tomlkit.dumps(document))
    return replace(saved, revision=saved.revision + 1, changes=())


def _rename(document: tomlkit.TOMLDocument, changes: tuple[Change, ...]) -> None:
    """Give answers the ids of today, each with the remark that stands behind it."""
    for each in changes:
        if each.kind != "renamed" or each.option:
            continue
        for name in ("answers", "origin", "parked", "drafts"):
            table = document.get(name, {})
            if each.question in table:
                item = table[each.question]
                del table[each.question]
                table[each.now] = item


def _existing(path: Path, saved: Saved) -> tomlkit.TOMLDocument:
    """The file as it stands, with its comments, checked against what was read from it."""
    if not path.exists():
        return tomlkit.document()
    try:
        document = tomlkit.parse(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, TOMLKitError) as wrong:
        what = f"it can no longer be read: {wrong}."
        raise AnswersError(Problem(str(path), what, _from_copy(path))) from None
    if int(document.get("revision", 0)) != saved.revision:
        raise AnswersError(
            Problem(
                str(path),
                "these answers were changed in another window since they were read.",
                "Start again from the newer ones; nothing of them was overwritten.",
            )
        )
    return document


def _table(document: tomlkit.TOMLDocument, name: str, values: Mapping[str, Any]) -> None:
    if name not in document:
        if not values:
            return
        document[name] = tomlkit.table()
    table = cast("Table", document[name])
    for key in [each for each in table if each not in values]:
        del table[key]
    for key, value in values.items():
        if key not in table or table[key] != value:
            table[key] = value
    if not values and name != "answers":
        del document[name]


def _written(value: Value) -> Any:
    return list(value) if isinstance(value, tuple) else value


def keep_copy(path: Path) -> None:
    """A copy of the last good answers, and the end of temporary files a killed run left."""
    with suppress(OSError):
        (path.parent / WORK).mkdir(exist_ok=True)
        shutil.copyfile(path, path.parent / WORK / f"{NAME}.bak")
        for each in path.parent.glob(f".{NAME}.*.tmp"):
            if time() - each.stat().st_mtime > _STALE:
                each.unlink()


def keep_former(path: Path, toolkit: str) -> None:
    """The answers as they stood before ids were brought up to date, kept for good."""
    version = re.sub(r"[^A-Za-z0-9.]+", "-", toolkit).strip("-.")[:60] or "earlier"
    former = path.parent / WORK / f"answers-{version}.toml"
    with suppress(OSError):
        former.parent.mkdir(exist_ok=True)
        if not former.exists():
            shutil.copyfile(path, former)
