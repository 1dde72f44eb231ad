"""Presets and answers files on disk: one format, found by name, written whole or not at all."""

import os
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain as in_turn
from itertools import count
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from schemekit.errors import PresetError, Problem, nearest
from schemekit.presets import folders as places
from schemekit.presets.layers import ANSWERS_FORMAT, PRESET_FORMAT, Layer, Preset
from schemekit.presets.migrating import format_problem
from schemekit.toolkit.tables import SIZE_LIMIT, SourceFile

VARIABLE: Final = places.VARIABLE
folders = places.folders
own_folder = places.own_folder
DEEPEST: Final = 20
"""How many presets may build on each other."""
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,79}")
_ANSWERS_ONLY: Final = {"presets", "depth", "revision", "origin", "parked", "unused", "drafts"}


@dataclass(frozen=True, slots=True)
class PresetFile:
    """One preset where it was found."""

    name: str
    path: Path
    preset: Preset


def available(where: Iterable[Path]) -> dict[str, Path]:
    """Every preset that can be found by name; the first folder that has a name wins."""
    found: dict[str, Path] = {}
    for folder in where:
        if folder.is_dir():
            for path in sorted(folder.glob("*.toml")):
                if path.is_file():
                    found.setdefault(path.stem, path)
    return dict(sorted(found.items()))


def find(name: str, where: Sequence[Path]) -> Path:
    """The file of a preset given by name or path. Raises `PresetError` naming the nearest one."""
    path = Path(name)
    if name.endswith(".toml") or os.sep in name:
        if path.is_dir() and (path / "answers.toml").is_file():
            return path / "answers.toml"
        if path.is_file():
            return path
        raise PresetError(Problem(name, "there is no such file."))
    return find_named(name, where)


def find_named(name: str, where: Sequence[Path]) -> Path:
    """The file of a preset by its name alone: a name that stands in a file is never a path."""
    known = available(where)
    if name not in known:
        remedy = nearest(name, known) or f"There are {', '.join(known)}."
        raise PresetError(Problem("", f"There is no preset {name!r} on this computer.", remedy))
    return known[name]


def read_preset(path: Path) -> Preset:
    """The preset or answers file at `path`. Raises `PresetError` in words."""
    tables = _tables(path)
    for ours in (PRESET_FORMAT, ANSWERS_FORMAT):
        family = f"{ours.partition('/')[0]}/"
        if str(tables.get("format", "")).startswith(family) and tables["format"] != ours:
            raise PresetError(format_problem(str(path), tables["format"], ours))
    if tables.get("format") == ANSWERS_FORMAT:
        tables["extends"] = tables.get("presets", [])
        tables = {key: each for key, each in tables.items() if key not in _ANSWERS_ONLY}
        tables.setdefault("title", path.parent.name)
    try:
        return Preset.model_validate(tables)
    except ValidationError as wrong:
        raise PresetError(*(_problem(path, dict(each)) for each in wrong.errors())) from None


def _tables(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > SIZE_LIMIT:
            raise PresetError(Problem(str(path), f"it is larger than {SIZE_LIMIT:,} bytes."))
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as wrong:
        raise PresetError(Problem(str(path), f"it cannot be read: {wrong.strerror}.")) from None
    except UnicodeDecodeError:
        raise PresetError(Problem(str(path), "it is not UTF-8 text.")) from None
    except (ValueError, RecursionError) as wrong:
        raise PresetError(
            Problem(
                str(path), f"it is not complete TOML: {wrong}.", "Mend that line and try again."
            )
        ) from None


def _problem(path: Path, error: dict[str, Any]) -> Problem:
    place = [str(each) for each in error["loc"]]
    key = place[-1] if place else ""
    file = SourceFile(str(path), path.read_text(encoding="utf-8-sig"))
    where = f"{path}, line {file.line_of('.'.join(place[:-1]), 0, key)}"
    if len(place) == 1:
        line = re.search(rf"^\s*\[?{re.escape(key)}\b", file.text, re.MULTILINE)
        number = file.text.count("\n", 0, line.start()) + 1 if line else 1
        where = f"{path}, line {number}"
    match error["type"]:
        case "extra_forbidden":
            return Problem(where, f"there is no key {key!r}.", nearest(key, Preset.model_fields))
        case "missing":
            return Problem(where, f"the key {key!r} is missing.", f"Add {key} = …")
        case "literal_error" if key == "format":
            known = f"{PRESET_FORMAT!r} or {ANSWERS_FORMAT!r}"
            return Problem(where, f"the format is not {known}.", "It may need a newer schemekit.")
        case _:
            return Problem(where, f"{'.'.join(place)}: {error['msg']}.")


def chain(names: Sequence[str], where: Sequence[Path]) -> tuple[PresetFile, ...]:
    """The presets of that name or path with all they build on, widest first, each once."""
    found: dict[Path, PresetFile] = {}
    for name in names:
        _follow(find(name, where), where, (), found)
    return tuple(found.values())


def _follow(
    path: Path,
    where: Sequence[Path],
    above: tuple[Path, ...],
    found: dict[Path, PresetFile],
) -> None:
    path = path.resolve()
    if len(above) == DEEPEST:
        what = f"more than {DEEPEST} presets build on each other."
        raise PresetError(Problem(str(path), what, "Put some of them together."))
    if path in above:
        loop = " builds on ".join(each.stem for each in (*above[above.index(path) :], path))
        raise PresetError(
            Problem(str(path), f"the presets go round in a circle: {loop}.", "Take one step out.")
        )
    if path in found:
        return
    preset = read_preset(path)
    for wider in preset.wider:
        if not _NAME.fullmatch(wider):
            raise PresetError(Problem(str(path), f"{wider!r} is no name of a preset."))
        try:
            next_path = find_named(wider, (path.parent, *where))
        except PresetError as missing:
            raise PresetError(
                *(Problem(f"{path}, extends", each.what, each.remedy) for each in missing.problems)
            ) from None
        _follow(next_path, where, (*above, path), found)
    stem = path.parent.name if path.name == "answers.toml" else path.stem
    found[path] = PresetFile(_own_name(stem, found.values()), path, preset)


def _own_name(stem: str, wider: Iterable[PresetFile]) -> str:
    """The stem, numbered where a wider preset has it: a folder may be called like what it follows.

    With one name for both, a scheme would remember the wider one alone and lose the answers.
    """
    taken = {each.name for each in wider}
    numbered = (f"{stem}-{number}" for number in count(2))
    return next(each for each in in_turn((stem,), numbered) if each not in taken)


def layers_of(files: Iterable[PresetFile]) -> tuple[Layer, ...]:
    return tuple(Layer(each.name, each.preset, str(each.path)) for each in files)
