"""What a block holds that a document numbers, found once for as long as the block is the same."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from schemekit.document.blocks import (
    Block,
    Citation,
    Heading,
    Inline,
    OpenPoint,
    SeeSection,
)
from schemekit.document.memory import Kept
from schemekit.document.walk import every_block, every_inline, rebuilt


@dataclass(frozen=True, slots=True)
class Gist:
    """Of one block and all in it: what it cites, what it leaves open, whether it is a section."""

    citations: tuple[str, ...]
    open_points: tuple[OpenPoint, ...]
    headed: bool
    pointing: bool
    """Whether it refers to a section."""


class Gists:
    """The gists of blocks, and the blocks with their notes numbered."""

    def __init__(self) -> None:
        self._gists: Kept[None, Gist] = Kept()
        self._numbered: Kept[tuple[int, ...], Block] = Kept()

    def of(self, block: Block) -> Gist:
        kept = self._gists.of(block)
        if None not in kept:
            kept[None] = _gist(block)
        return kept[None]

    def numbered(self, block: Block, numbers: Mapping[str, int]) -> Block:
        """`block` with the numbers of its notes; itself where it has none."""
        cited = self.of(block).citations
        if not cited:
            return block
        key = tuple([numbers[each] for each in cited])
        kept = self._numbered.of(block)
        if key not in kept:
            (kept[key],) = rebuilt((block,), _same, lambda each: _numbered(each, numbers))
        return kept[key]


def _gist(block: Block) -> Gist:
    inlines = tuple(every_inline((block,)))
    return Gist(
        tuple(dict.fromkeys(each.evidence for each in inlines if isinstance(each, Citation))),
        _distinct(each for each in inlines if isinstance(each, OpenPoint)),
        any(isinstance(each, Heading) for each in every_block((block,))),
        any(isinstance(each, SeeSection) for each in inlines),
    )


def _distinct(points: Iterable[OpenPoint]) -> tuple[OpenPoint, ...]:
    return tuple(dict.fromkeys(points))


def _same(block: Block) -> Block:
    return block


def _numbered(inline: Inline, numbers: Mapping[str, int]) -> Inline:
    if isinstance(inline, Citation):
        return Citation(inline.evidence, numbers[inline.evidence])
    return inline
