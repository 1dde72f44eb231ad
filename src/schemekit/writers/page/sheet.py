"""What the parts of one page share, and what differs between a screen and paper."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from dataclasses import field as of
from functools import lru_cache
from itertools import count
from typing import Final, NamedTuple, Protocol, TypeAlias

from schemekit.document.blocks import Choice, Document, Field
from schemekit.document.drafts import OwnWords
from schemekit.document.memory import Kept
from schemekit.document.outline import Entry
from schemekit.document.theme import Words

FIELD: Final = "field-"
"""What the id of every input begins with; the rest is the name of its answer."""
_UNPRINTABLE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


class Medium(Protocol):
    """What a page is for: a module with these, one for screens and one for paper."""

    @property
    def sibling(self) -> str:
        """The ending of the other documents that a page leads to."""

    def control(self, field: Field, place: str, words: Words, label: str = "") -> str:
        """The input with the id `place`; `label` names it where no label of its own stands by."""

    def box(self, option: Choice, place: str, checked: str, group: str) -> str:
        """A box to tick, one of the field labelled `group`."""

    def tick(self, label: str, sheet: "Sheet") -> str:
        """A box before a list item that says `label`."""

    def citation(self, number: int, sheet: "Sheet") -> str:
        """The raised number of a note."""

    def hint(self, field: Field, words: Words) -> str:
        """What can be filled in, where the input itself does not show it."""

    def signed(self, space: Field, place: str, label: str, words: Words) -> str:
        """A space in a row to sign."""


class Part(NamedTuple):
    """A part of a document as it was written where every name in it was free."""

    text: str
    names: tuple[str, ...]


Parts: TypeAlias = Kept[str, Part]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What all parts of one page share; it remembers what was given out so far."""

    document: Document
    words: Words
    headings: Iterator[Entry]
    medium: Medium
    signatures: Iterator[int] = of(default_factory=lambda: count(1))
    ticks: Iterator[int] = of(default_factory=lambda: count(1))
    taken: set[str] = of(default_factory=set)
    given: list[str] = of(default_factory=list)
    """The names that were given out, in order; empty for each that had to be changed."""
    own: OwnWords = of(default_factory=dict)
    """Words that are put in later, where their stand-ins are."""
    parts: Parts | None = None
    """Those written so far, in this document and others; None where none are remembered."""

    def fresh(self, name: str) -> str:
        """`name`, or with a number where it is taken."""
        place, free = 2, name
        while free in self.taken:
            place, free = place + 1, f"{name}~{place}"
        self.taken.add(free)
        self.given.append(name if name == free else "")
        return free

    def written(self, part: object, way: str, write: Callable[[], str]) -> str:
        """What `write` writes of `part` in one of its ways; it may give out nothing but names."""
        if self.parts is None:
            return write()
        ways = self.parts.of(part)
        known = ways.get(way)
        if known is not None and self.taken.isdisjoint(known.names):
            self.taken.update(known.names)
            self.given.extend(known.names)
            return known.text
        before = len(self.given)
        text = write()
        names = self.given[before:]
        if all(names):
            ways[way] = Part(text, tuple(names))
        return text


@lru_cache(maxsize=4)
def parts(_: Words) -> Parts:
    """What was written so far with these words."""
    return Kept()


def clean(text: str) -> str:
    """`text` without the characters that no page may hold."""
    return _UNPRINTABLE.sub("", text)
