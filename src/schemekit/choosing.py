"""Which documents a pack holds, and because of which answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from schemekit.document.memory import Kept
from schemekit.guidance import reasons
from schemekit.interview.interview import Profile
from schemekit.toolkit.about import PackQuestions
from schemekit.toolkit.conditions import Expression
from schemekit.toolkit.documents import SIZES, DocumentTemplate
from schemekit.toolkit.toolkit import Toolkit
from schemekit.toolkit.workbooks import WorkbookTemplate

Paper: TypeAlias = DocumentTemplate | WorkbookTemplate


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether one document is in the pack, and why."""

    paper: Paper
    inside: bool
    why: str
    """A few words without a stop, which may follow a bracket or a colon."""


_VERDICTS: Final[Kept[int, tuple[Toolkit, tuple[Verdict, ...]]]] = Kept(most=2)
"""Of the profiles asked for last: a pack asks several times."""


def verdicts(toolkit: Toolkit, profile: Profile) -> tuple[Verdict, ...]:
    """What was decided on every document and workbook, in the order of their numbers."""
    known = _VERDICTS.of(profile)
    # it is kept beside the toolkit itself, so that no other takes its place
    found = known.get(id(toolkit))
    if found is None:
        papers: tuple[Paper, ...] = (*toolkit.documents.values(), *toolkit.workbooks.values())
        told = tuple(verdict(each, toolkit, profile) for each in papers)
        found = known[id(toolkit)] = (toolkit, told)
    return found[1]


def verdict(paper: Paper, toolkit: Toolkit, profile: Profile) -> Verdict:
    """What was decided on one document: by its condition, by hand, by other answers, by size."""
    asked = toolkit.about.pack
    if paper.when is not None and not paper.when.holds(profile.scope):
        return Verdict(paper, inside=False, why=_fits_not(paper, asked, profile))
    fits = _because(paper.when, profile)
    if asked is None:
        return Verdict(paper, inside=True, why=fits or "always")
    if paper.id in _picked(asked.leave_out, profile):
        return Verdict(paper, inside=False, why="you left it out")
    if paper.id in _picked(asked.add, profile):
        return Verdict(paper, inside=True, why="you added it")
    if paper.demanded is not None and paper.demanded.holds(profile.scope):
        why = f"whatever the size, because of your answers: {_because(paper.demanded, profile)}"
        return Verdict(paper, inside=True, why=why)
    return _by_size(paper, asked, profile, fits)


def _by_size(paper: Paper, asked: PackQuestions, profile: Profile, fits: str) -> Verdict:
    """Nobody’s gap keeps a document back: where no size was chosen the pack is full."""
    size = profile.held.get(asked.size)
    wanted = str(size.value) if size and size.value in SIZES else SIZES[-1]
    inside = SIZES.index(paper.size) <= SIZES.index(wanted)
    if not inside:
        return Verdict(paper, inside, f"part of the {paper.size} pack; yours is {wanted}")
    part = "in every pack" if paper.size == SIZES[0] else f"part of the {paper.size} pack"
    return Verdict(paper, inside, "; ".join(filter(None, (part if not fits else "", fits))))


def _fits_not(paper: Paper, asked: PackQuestions | None, profile: Profile) -> str:
    why = _because(paper.when, profile)
    if asked is not None and paper.id in _picked(asked.add, profile):
        return f"you added it, but it does not fit your answers: {why}"
    return why


def _picked(question: str, profile: Profile) -> tuple[object, ...]:
    held = profile.held.get(question)
    return held.value if held and isinstance(held.value, tuple) else ()


def _because(when: Expression | None, profile: Profile) -> str:
    """The answers that a condition rests on, in words; empty where there is no condition."""
    return "; ".join(map(str, _reasons(when, profile))) if when is not None else ""


def _reasons(when: Expression, profile: Profile) -> Iterator[object]:
    names = when.because(profile.scope) if when.holds(profile.scope) else sorted(when.reads)
    behind = (each for name in names for each in profile.questionnaire.answers_behind(name))
    return reasons(dict.fromkeys(behind), profile)
