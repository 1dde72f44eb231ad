"""Schemes held against each other: answers that differ, and what that changes in the documents."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal, TypeAlias

from schemekit.cli.options import Wishes
from schemekit.cli.scheme import open_scheme, toolkit_folders
from schemekit.document.blocks import Document
from schemekit.document.passages import Difference, differences
from schemekit.document.workbook import Workbook
from schemekit.document.workbook_differing import workbook_differences
from schemekit.errors import Problem, UsageError
from schemekit.interview.differing import AnswerDifference, differing
from schemekit.interview.interview import Interview
from schemekit.making import make_documents, make_workbooks
from schemekit.presets import files
from schemekit.presets.answers import NAME
from schemekit.presets.layers import stack
from schemekit.toolkit.loading import load
from schemekit.toolkit.toolkit import Toolkit

Under: TypeAlias = Literal["heading", "sheet"]
MOST: Final = 20
"""Schemes that can be compared at once."""


@dataclass(frozen=True, slots=True)
class Side:
    """One scheme that is compared, or what presets alone would make."""

    name: str
    interview: Interview
    notices: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentDifference:
    """One document that the first scheme and another do not have alike."""

    document: str
    title: str
    against: str
    """The scheme that is held against the first."""
    fate: Literal["added", "gone", "changed"]
    blocks: tuple[Difference, ...] = ()
    under: Under = "heading"
    """What each block stands under."""

    @property
    def by_heading(self) -> tuple[tuple[str, tuple[Difference, ...]], ...]:
        """The blocks under the heading or sheet they stand under, in the order they are read."""
        under: dict[str, list[Difference]] = {}
        for each in self.blocks:
            heading = f"Sheet {each.heading}" if self.under == "sheet" else each.heading
            under.setdefault(heading, []).append(each)
        return tuple((heading, tuple(blocks)) for heading, blocks in under.items())


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two or more schemes, and everything in which they differ; the first is the measure."""

    sides: tuple[Side, ...]
    answers: tuple[AnswerDifference, ...]
    documents: tuple[DocumentDifference, ...]

    @property
    def decided(self) -> tuple[AnswerDifference, ...]:
        """Differences that some layer decided."""
        return tuple(each for each in self.answers if not each.follows)

    @property
    def following(self) -> tuple[AnswerDifference, ...]:
        """Differences that follow from the others."""
        return tuple(each for each in self.answers if each.follows)


def opened(names: Sequence[str], wishes: Wishes) -> tuple[Side, ...]:
    """The sides to compare; a scheme alone is held against its own presets."""
    if len(names) > MOST:
        raise UsageError(f"compare takes {MOST} schemes at most, not {len(names)}.")
    sides = [_side(each, wishes) for each in names]
    if len(sides) == 1:
        alone = replace(sides[0].interview, replies={})
        sides = [Side(_presets_of(sides[0].interview), alone), *sides]
    return tuple(_told_apart(sides, names))


def _presets_of(interview: Interview) -> str:
    return " + ".join(interview.layers.names) or "toolkit defaults"


def _side(name: str, wishes: Wishes) -> Side:
    folder = Path(name)
    if (folder / NAME).is_file():
        scheme = open_scheme(folder, wishes, must_exist=True)
        return Side(folder.resolve().name, scheme.interview, scheme.notices)
    if folder.is_dir():
        open_scheme(folder, wishes, must_exist=True)
    toolkit = load(toolkit_folders(wishes))
    found = files.chain([*wishes.presets, name], files.folders(wishes.preset_folders))
    layers = stack(toolkit.questionnaire, files.layers_of(found))
    interview = Interview(toolkit.questionnaire, layers, wishes.depth or "full")
    return Side(found[-1].name, interview, layers.notices)


def _told_apart(sides: Sequence[Side], names: Sequence[str]) -> Iterator[Side]:
    """Sides that bear the same name are called as they were written."""
    called = [each.name for each in sides]
    written = [*called[: len(sides) - len(names)], *names]
    for side, name in zip(sides, written, strict=True):
        yield replace(side, name=name) if called.count(side.name) > 1 else side


def compared(sides: Sequence[Side], toolkit: Toolkit) -> Comparison:
    """Everything in which `sides` differ."""
    answers = differing([each.interview for each in sides])
    packs = [_pack(each, toolkit) for each in sides]
    documents = [
        difference
        for side, pack in zip(sides[1:], packs[1:], strict=True)
        for difference in _documents(packs[0], pack, side.name)
    ]
    return Comparison(tuple(sides), answers, tuple(documents))


def _pack(side: Side, toolkit: Toolkit) -> dict[str, Document | Workbook]:
    profile = side.interview.profile
    documents = make_documents(toolkit, profile)
    made: list[Document | Workbook] = [*documents, *make_workbooks(toolkit, profile)]
    return {each.id: each for each in made}


def _documents(
    before: dict[str, Document | Workbook], after: dict[str, Document | Workbook], against: str
) -> Iterator[DocumentDifference]:
    files = {each.id: each.file for each in (*before.values(), *after.values())}
    for name in sorted(files, key=files.__getitem__):
        old, new = before.get(name), after.get(name)
        if new is None and old is not None:
            yield DocumentDifference(name, old.title, against, "gone")
        elif old is None and new is not None:
            yield DocumentDifference(name, new.title, against, "added")
        elif old is not None and new is not None and (blocks := _blocks(old, new)):
            under: Under = "sheet" if isinstance(new, Workbook) else "heading"
            yield DocumentDifference(name, new.title, against, "changed", blocks, under)


def _blocks(old: Document | Workbook, new: Document | Workbook) -> tuple[Difference, ...]:
    match old, new:
        case Document(), Document():
            return differences(old, new)
        case Workbook(), Workbook():
            return workbook_differences(old, new)
        case _:
            # one toolkit made both, so what bears one id is of one kind
            return ()
