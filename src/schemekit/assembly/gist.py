"""What a block holds that a document numbers, found once for as long as the block is the same."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from schemekit.document.blocks import (
    Block,
    Citation,
    Heading,
    Inline,
    OpenPoint,
    SeeSection,
    Text,
)
from schemekit.document.memory import Kept
from schemekit.document.walk import every_block, every_inline, rebuilt


@dataclass(frozen=True, slots=True)
class Gist:
    """Of one block and all in it: what it cites, what it leaves open, whether it is a section."""

    citations: tuple[str, ...]
    open_points: tuple[OpenPoint, ...]
    headed: bool
    pointing: tuple[str, ...]
    """The sections it refers to, by their titles."""


class Gists:
    """The gists of blocks, and the blocks with their notes numbered."""

    def __init__(self) -> None:
        self._gists: Kept[None, Gist] = Kept()
        self._numbered: Kept[tuple[int, ...], Block] = Kept()
        self._headings: Kept[tuple[str, str], Heading[Inline]] = Kept()
        self._pointed: Kept[tuple[tuple[str, str] | None, ...], Block] = Kept()

    def of(self, block: Block) -> Gist:
        return self._gists.made(block, None, lambda: _gist(block))

    def numbered(self, block: Block, gist: Gist, numbers: Mapping[str, int]) -> Block:
        """`block`, of which that is the gist, with the numbers of its notes."""
        if not gist.citations:
            return block
        key = tuple([numbers[each] for each in gist.citations])
        return self._numbered.made(
            block, key, lambda: _changed(block, lambda each: _numbered(each, numbers))
        )

    def heading(self, heading: Heading[Inline], anchor: str, number: str) -> Heading[Inline]:
        """`heading` with its anchor and number."""
        return self._headings.made(
            heading, (anchor, number), lambda: replace(heading, anchor=anchor, number=number)
        )

    def pointed(self, block: Block, gist: Gist, headings: Mapping[str, Heading[Inline]]) -> Block:
        """`block`, of which that is the gist, with the places of the sections it refers to."""
        if not gist.pointing:
            return block
        met = [headings.get(each) for each in gist.pointing]
        key = tuple([(each.anchor, each.number) if each else None for each in met])
        return self._pointed.made(
            block, key, lambda: _changed(block, lambda each: _pointed(each, headings))
        )


def _gist(block: Block) -> Gist:
    inlines = tuple(every_inline((block,)))
    return Gist(
        tuple(dict.fromkeys(each.evidence for each in inlines if isinstance(each, Citation))),
        _distinct(each for each in inlines if isinstance(each, OpenPoint)),
        any(isinstance(each, Heading) for each in every_block((block,))),
        tuple(dict.fromkeys(each.title for each in inlines if isinstance(each, SeeSection))),
    )


def _distinct(points: Iterable[OpenPoint]) -> tuple[OpenPoint, ...]:
    return tuple(dict.fromkeys(points))


def _changed(block: Block, change: Callable[[Inline], Inline]) -> Block:
    (found,) = rebuilt((block,), lambda each: each, change)
    return found


def _pointed(inline: Inline, headings: Mapping[str, Heading[Inline]]) -> Inline:
    """A link to a section, now that its number is known; words where it dropped out."""
    if not isinstance(inline, SeeSection):
        return inline
    heading = headings.get(inline.title)
    if heading is None:
        return Text(inline.title)
    return SeeSection(inline.title, heading.anchor, heading.number)


def _numbered(inline: Inline, numbers: Mapping[str, int]) -> Inline:
    if isinstance(inline, Citation):
        return Citation(inline.evidence, numbers[inline.evidence])
    return inline
