"""A row laid over the answers that stand in the folder already: nothing typed in either is lost.

What the batch wrote into a folder is remembered there, so that an answer changed in the folder can
be told from one that only the list has changed since.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from schemekit.errors import AnswersError, Problem
from schemekit.presets.layers import Held
from schemekit.presets.saving import WORK, save_text
from schemekit.toolkit.questionnaire import Questionnaire
from schemekit.toolkit.values import UNANSWERED, Value

ROW: Final = "row.json"


@dataclass(frozen=True, slots=True)
class Merged:
    """Every reply of a department, what the batch now counts as its own, and what to tell."""

    replies: Mapping[str, Held]
    ours: Mapping[str, tuple[str, ...]]
    notices: tuple[str, ...]


def merged(
    saved: Mapping[str, Held],
    given: Mapping[str, Held],
    ours: Mapping[str, Sequence[str]],
    questionnaire: Questionnaire,
) -> Merged:
    """`given` over `saved`. Raises `AnswersError` for answers changed here and there."""
    replies = {
        name: held
        for name, held in saved.items()
        if name in given or not _withdrawn(name, held, ours)
    }
    notices: list[str] = []
    problems: list[Problem] = []
    for name, new in given.items():
        standing = saved.get(name)
        if standing is None or not _edited(name, standing, ours):
            replies[name] = new
        elif standing.value == new.value:
            continue
        elif _text(new.value) in ours.get(name, ())[-1:]:
            short = questionnaire.short(name)
            notices.append(f"{short} was changed in its folder; that answer is kept.")
        else:
            problems.append(_contrary(name, standing, new, questionnaire))
    if problems:
        raise AnswersError(*problems)
    known = {name: tuple(_known(name, saved, new, ours)) for name, new in given.items()}
    return Merged(replies, known, tuple(notices))


def _edited(name: str, standing: Held, ours: Mapping[str, Sequence[str]]) -> bool:
    """Whether somebody else than the batch gave the answer that stands in the folder."""
    return _text(standing.value) not in ours.get(name, ())


def _withdrawn(name: str, standing: Held, ours: Mapping[str, Sequence[str]]) -> bool:
    """Whether it came from an earlier row; where this one gives none, it is gone."""
    return name in ours and not _edited(name, standing, ours)


def _contrary(name: str, standing: Held, new: Held, questionnaire: Questionnaire) -> Problem:
    question = questionnaire.questions[name]
    here, there = (
        "not sure yet" if each.value is UNANSWERED else question.shown(each.value)[:60]
        for each in (standing, new)
    )
    return Problem(
        name,
        f"its folder says {here!r}, the list says {there!r}; somebody changed both.",
        "Write the one you want into both.",
    )


def _known(
    name: str, saved: Mapping[str, Held], new: Held, ours: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    """What an answer may read without anybody having edited it, the newest last.

    The one before is among them, for the batch may be killed before the newer one is saved.
    """
    if name in saved and not _edited(name, saved[name], ours):
        yield _text(saved[name].value)
    yield _text(new.value)


def _text(value: Value) -> str:
    return ";".join(value) if isinstance(value, tuple) else str(value)


def read_ours(folder: Path) -> dict[str, tuple[str, ...]]:
    """What an earlier batch wrote into the folder; nothing where that is not known."""
    try:
        kept = json.loads((folder / WORK / ROW).read_text(encoding="utf-8"))
        return {str(name): tuple(map(str, texts)) for name, texts in kept.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}


def keep_ours(
    folder: Path, before: Mapping[str, tuple[str, ...]], ours: Mapping[str, tuple[str, ...]]
) -> None:
    """Remember what the batch is about to write. Raises `AnswersError` when the disk refuses."""
    if before != dict(ours):
        save_text(folder / WORK / ROW, json.dumps(ours, ensure_ascii=False, indent=1) + "\n")
