"""The file of a draft: what many organisations have alike is packed, their own words are put in."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from schemekit.document.drafts import STAND_IN, OwnWords
from schemekit.document.naming import label
from schemekit.writers.word.package import Member, packed, repacked
from schemekit.writers.word.text import escaped

_OPEN: Final = "\x03"
_CLOSE: Final = "\x04"
"""Round a name that can be cut when its words are known: `escaped` leaves neither in a text."""
_GAP: Final = re.compile(f"({_OPEN}[^{_CLOSE}]*{_CLOSE}|{STAND_IN.pattern})")
_SMALL: Final = 4_096
_EITHER: Final = re.compile(f"[{_OPEN}{_CLOSE}]")


def named(text: str, own: OwnWords) -> str:
    """`text` as the name of a control, which may be no longer than Word takes."""
    if own and STAND_IN.search(text):
        return f"{_OPEN}{_EITHER.sub('', text)}{_CLOSE}"
    return escaped(label(text))


@dataclass(frozen=True, slots=True)
class Gapped:
    """A part with words of the organisation in it."""

    name: str
    pieces: tuple[str, ...]
    """Text, stand-ins and names with stand-ins in them."""
    names: tuple[str, ...]

    def filled(self, words: OwnWords, told: Mapping[str, str]) -> Member:
        """The part with what is `told` for each stand-in: its word, escaped."""
        if self.names:
            cut = {each: escaped(label(each[1:-1].translate(words))) for each in self.names}
            told = {**told, **cut}
        content = "".join([told.get(each, each) for each in self.pieces]).encode()
        # what names the organisation alone stands in many files of its pack
        small = len(content) < _SMALL
        return repacked(self.name, content) if small else packed(self.name, content)


Part: TypeAlias = Member | Gapped


def gapped(name: str, content: bytes) -> Part:
    """A part of a draft; packed already where it holds no word of an organisation."""
    pieces = tuple(_GAP.split(content.decode()))
    if len(pieces) == 1:
        return repacked(name, content)
    return Gapped(name, pieces, tuple(each for each in pieces if each[:1] == _OPEN))


def filled(parts: Iterable[Part], words: OwnWords) -> Iterator[Member]:
    told = {chr(stand_in): escaped(said) for stand_in, said in words.items()}
    return (each.filled(words, told) if isinstance(each, Gapped) else each for each in parts)
