"""Which tags belong together: every if and for with its branches and its end."""

from collections.abc import Iterator
from dataclasses import dataclass

from schemekit.toolkit.meanings import Control, Elif, Else, EndFor, EndIf, For, If
from schemekit.toolkit.tags import Scanned, Tag


@dataclass(frozen=True, slots=True)
class Group:
    """One if or for: the numbers of its tags, from the first to the last."""

    opening: Tag
    numbers: tuple[int, ...]

    def __str__(self) -> str:
        return f"{self.opening.written}, line {self.opening.line}"


@dataclass(frozen=True, slots=True)
class Misfit:
    """A tag that belongs to nothing, and why."""

    number: int
    what: str
    remedy: str


def grouped(scanned: Scanned) -> tuple[tuple[Group, ...], tuple[Misfit, ...]]:
    """The groups in the order they open, and the tags that fit into none."""
    groups: list[tuple[Tag, list[int]]] = []
    open_: list[tuple[Tag, list[int]]] = []
    misfits: list[Misfit] = []
    for number, tag in _controls(scanned):
        if isinstance(tag.meaning, If | For):
            open_.append((tag, [number]))
            groups.append(open_[-1])
        elif not open_:
            misfits.append(Misfit(number, "has nothing to close.", "Open it, or take it out."))
        else:
            opening, numbers = open_[-1]
            misfits += _misfit(number, tag, opening, scanned.tags[numbers[-1]])
            numbers.append(number)
            if isinstance(tag.meaning, EndIf | EndFor):
                open_.pop()
    for _, numbers in open_:
        misfits.append(Misfit(numbers[0], "is never closed.", "Close it in the same place."))
    return tuple(Group(tag, tuple(numbers)) for tag, numbers in groups), tuple(misfits)


def _controls(scanned: Scanned) -> Iterator[tuple[int, Tag]]:
    for number, tag in enumerate(scanned.tags):
        if isinstance(tag.meaning, Control):
            yield number, tag


def _misfit(number: int, tag: Tag, opening: Tag, before: Tag) -> Iterator[Misfit]:
    fits = isinstance(tag.meaning, EndFor) == isinstance(opening.meaning, For)
    if not fits or (isinstance(opening.meaning, For) and not isinstance(tag.meaning, EndFor)):
        what = f"does not fit {opening.written}, line {opening.line}."
        yield Misfit(number, what, "Close what was opened last first.")
    elif isinstance(before.meaning, Else) and isinstance(tag.meaning, Elif | Else):
        yield Misfit(number, "stands after {% else %}.", "Put {% else %} last.")
