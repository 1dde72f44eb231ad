"""What was found right before the first department, kept for as long as nothing of it changes.

Questions and presets are read to find out whether a list fits them. Where nothing differs that this
was found out from, it is found out already, and a batch in which nothing changed reads neither.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from schemekit.errors import AnswersError
from schemekit.presets.saving import WORK, save_text

FILE: Final = "checked.json"


@dataclass(frozen=True, slots=True)
class Checked:
    """What a batch has to know of content and presets that are right."""

    digest: str
    """Of the brief."""
    questions: tuple[str, ...]
    renamed: Mapping[str, str]
    """Ids of earlier questions, and what they are called now."""


def read_checked(out: Path, door: str) -> Checked | None:
    """What an earlier batch in `out` found right, when what it read was `door`."""
    try:
        kept = json.loads((out / WORK / FILE).read_text(encoding="utf-8"))
        if not door or kept["door"] != door:
            return None
        renamed = {str(old): str(new) for old, new in kept["renamed"].items()}
        return Checked(str(kept["digest"]), tuple(map(str, kept["questions"])), renamed)
    except (OSError, ValueError, AttributeError, KeyError, TypeError):
        return None


def keep_checked(out: Path, door: str, checked: Checked) -> None:
    """Remember it for the next batch; where the disk is full that one reads it all again."""
    if door and read_checked(out, door) != checked:
        kept = {"door": door, **asdict(checked)}
        with suppress(AnswersError):
            save_text(out / WORK / FILE, json.dumps(kept, ensure_ascii=False) + "\n")
