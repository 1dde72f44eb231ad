"""What differs between two texts, word by word."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal, TypeAlias, assert_never

Fate: TypeAlias = Literal["kept", "gone", "added"]
_WORDS: Final = re.compile(r"\S+")
_BESIDE: Final = "|"
"""What stands between two cells."""
_AROUND: Final = 4
"""Words shown on either side of a difference."""
_DEAREST: Final = 200_000
"""Pairs of equal words up to which two texts are matched; more of them would take long."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a text that was compared with another."""

    fate: Fate
    text: str


def words_between(before: str, after: str) -> tuple[Piece, ...]:
    """What stayed, went and came, in the order it is read."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if costly(old, new):
        return _whole(old, new)
    found: list[Piece] = []
    for fate, low, high, start, end in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if fate == "equal":
            found.append(Piece("kept", " ".join(old[low:high])))
            continue
        if high > low:
            found.append(Piece("gone", " ".join(old[low:high])))
        if end > start:
            found.append(Piece("added", " ".join(new[start:end])))
    return tuple(found)


def costly(old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether the two repeat themselves so much that matching them would take long."""
    return _cost(old, new) > _DEAREST


def _cost(old: Sequence[str], new: Sequence[str]) -> int:
    """How many pairs of equal words there are, which is what matching has to look at."""
    counted = Counter(new)
    return sum(number * counted[word] for word, number in Counter(old).items())


def _whole(old: Sequence[str], new: Sequence[str]) -> tuple[Piece, ...]:
    if old == new:
        return (Piece("kept", " ".join(old)),)
    return Piece("gone", " ".join(old)), Piece("added", " ".join(new))


def said(pieces: Iterable[Piece]) -> str:
    """The difference in one line, a few words of what stayed on either side of it."""
    return " ".join(_said(each) for each in pieces)


def _said(piece: Piece) -> str:
    match piece.fate:
        case "kept":
            return " ".join(_few(piece.text.split()))
        case "gone":
            return f"[gone: {piece.text}]"
        case "added":
            return f"[added: {piece.text}]"
        case _:
            assert_never(piece.fate)


def _few(words: Sequence[str]) -> Iterator[str]:
    """The first and the last of some words; of cells beside each other, of the outer two."""
    if len(words) <= 2 * _AROUND:
        yield from words
    elif _BESIDE in words:
        first, last = words.index(_BESIDE), len(words) - 1 - words[::-1].index(_BESIDE)
        yield from (*_few(words[:first]), _BESIDE)
        yield from ("…", _BESIDE) if last > first else ()
        yield from _few(words[last + 1 :])
    else:
        yield from (*words[:_AROUND], "…", *words[-_AROUND:])


def places(before: str, after: str) -> tuple[str, ...]:
    """Each place that differs in one line, with a few words around it."""
    pieces = words_between(before, after)
    found: list[str] = []
    start = 0
    while start < len(pieces):
        if pieces[start].fate == "kept":
            start += 1
            continue
        end = start + 1
        while end < len(pieces) and pieces[end].fate != "kept":
            end += 1
        around = (*_near(pieces[:start][-1:], -1), *pieces[start:end], *_near(pieces[end:][:1], 1))
        found.append(" ".join(_said(each) for each in around))
        start = end
    return tuple(found)


def _near(kept: Sequence[Piece], side: Literal[-1, 1]) -> Iterator[Piece]:
    """The last or the first few words of what stayed."""
    for each in kept:
        words = each.text.split()
        if len(words) <= _AROUND:
            yield each
        elif side < 0:
            yield Piece("kept", " ".join(["…", *words[-_AROUND:]]))
        else:
            yield Piece("kept", " ".join([*words[:_AROUND], "…"]))
