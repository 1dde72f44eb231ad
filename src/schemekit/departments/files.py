"""A folder of answers files as a list of departments: each file is one."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from schemekit.departments.names import folder_name, same, wrong_with
from schemekit.departments.orders import Order
from schemekit.errors import AnswersError, Problem
from schemekit.presets.saving import NAME

_HEAD: Final = 4_096
_PRESET: Final = re.compile(rb"""^\s*format\s*=\s*["']schemekit-preset/""", re.MULTILINE)
"""What presets lie beside the answers that build on them is no department."""


@dataclass(frozen=True, slots=True)
class Files:
    """Answers files found in a folder, by the name of the department."""

    path: Path
    found: tuple[Path, ...]
    twice: frozenset[str]

    @property
    def rows(self) -> int:
        return len(self.found)

    def orders(self) -> Iterator[Order]:
        for place, path in enumerate(self.found, start=1):
            name = _name(path)
            wrong = wrong_with(name)
            if wrong is None and same(name) in self.twice:
                what = f"another file makes the folder {name!r} too, or one that differs in case."
                wrong = Problem("", what, "Rename one of them.")
            where = str(path.relative_to(self.path))
            yield Order(name, place, where, file=str(path), wrong=str(wrong or ""))


def find_files(path: Path) -> Files:
    """The answers files of a folder: its own, and those in the scheme folders in it."""
    own = [each for each in path.glob("*.toml") if each.is_file() and not _is_preset(each)]
    schemes = [each for each in path.glob(f"*/{NAME}") if each.is_file()]
    found = tuple(sorted((*own, *schemes), key=lambda each: (same(_name(each)), str(each))))
    if not found:
        remedy = "It takes answers files (*.toml), or scheme folders with an answers.toml."
        raise AnswersError(Problem(str(path), "there are no answers in this folder.", remedy))
    named = Counter(same(_name(each)) for each in found)
    return Files(path, found, frozenset(name for name, times in named.items() if times > 1))


def _is_preset(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return _PRESET.search(file.read(_HEAD)) is not None
    except OSError:
        return False


def _name(path: Path) -> str:
    return folder_name(path.parent.name if path.name == NAME else path.stem)
