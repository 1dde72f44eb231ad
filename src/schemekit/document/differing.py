"""What differs between two texts word by word, and between two documents block by block."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal, TypeAlias, assert_never

from schemekit.document.blocks import (
    Block,
    Callout,
    Contents,
    Document,
    Field,
    Heading,
    Inline,
    ItemList,
    OpenPoint,
    OpenPoints,
    PageBreak,
    Paragraph,
    Quote,
    References,
    Row,
    Section,
    Signatures,
    Table,
    Text,
)
from schemekit.document.walk import every_inline, plain

Fate: TypeAlias = Literal["kept", "gone", "added"]
_WORDS: Final = re.compile(r"\S+")
_BESIDE: Final = "|"
"""What stands between two cells."""
_AROUND: Final = 4
"""Words shown on either side of a difference."""
_ALIKE: Final = 0.5
"""How much of two blocks is the same where one is the other, changed."""
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
    if _cost(old, new) > _DEAREST:
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


@dataclass(frozen=True, slots=True)
class Passage:
    """One block as it is read, under the heading it stands under."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One block that only one of two documents has, or that both have in other words."""

    heading: str
    before: str
    """Empty where it was added."""
    after: str
    """Empty where it is gone."""

    @property
    def fate(self) -> Literal["added", "gone", "changed"]:
        if not self.before:
            return "added"
        return "changed" if self.after else "gone"


def passages(document: Document) -> tuple[Passage, ...]:
    """Every paragraph, item and row of the document, each under its heading."""
    found: list[Passage] = []
    heading = document.title
    for block in _each(document.content):
        if isinstance(block, Heading):
            heading = plain(block.content)
        if text := _text(block):
            found.append(Passage(heading, text))
    return tuple(found)


def differences(before: Document, after: Document) -> tuple[Difference, ...]:
    """Every block that differs, in the order it is read."""
    if before.content == after.content:
        return ()
    old, new = passages(before), passages(after)
    texts = [each.text for each in old], [each.text for each in new]
    found: list[Difference] = []
    repeats = _cost(*texts) > _DEAREST
    matcher = SequenceMatcher(None, *texts, autojunk=repeats)
    for fate, low, high, start, end in matcher.get_opcodes():
        if fate != "equal":
            found += _paired(old[low:high], new[start:end])
    return tuple(found)


def _paired(old: Sequence[Passage], new: Sequence[Passage]) -> Iterator[Difference]:
    """Blocks that took each other’s place: changed where they are alike, else gone and added."""
    left = list(old)
    for each in new:
        match = next((one for one in left if alike(one.text, each.text)), None)
        if match is None:
            yield Difference(each.heading, "", each.text)
            continue
        place = left.index(match)
        yield from (Difference(one.heading, one.text, "") for one in left[:place])
        yield Difference(each.heading, match.text, each.text)
        left = left[place + 1 :]
    yield from (Difference(one.heading, one.text, "") for one in left)


def alike(one: str, other: str) -> bool:
    """Whether one text is the other in other words, and not another text."""
    old, new = one.split(), other.split()
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.quick_ratio() < _ALIKE:
        return False
    return _cost(old, new) > _DEAREST or matcher.ratio() >= _ALIKE


def _each(blocks: Iterable[Block]) -> Iterator[Block]:
    """The smallest blocks, in the order they are read; a table stays one here."""
    for block in blocks:
        match block:
            case ItemList(items=items):
                for item in items:
                    yield from _each(item.content)
            case Callout(content=content) | Quote(content) | Section(content):
                yield from _each(content)
            case Table(header, rows):
                yield from (Paragraph(_joined(row)) for row in (header, *rows))
            case _:
                yield block


def _joined(row: Row[Inline]) -> tuple[Inline, ...]:
    joined: list[Inline] = []
    for number, cell in enumerate(row.cells):
        joined += [Text(" | "), *cell] if number else cell
    return tuple(joined)


def _text(block: Block) -> str:
    match block:
        case Heading(content=content) | Paragraph(content):
            words = plain(content).strip()
            spaces = [_space(each) for each in every_inline((block,))]
            return " ".join(filter(None, (words, *spaces)))
        case Signatures(parties):
            return " | ".join(parties)
        case Contents() | References() | OpenPoints() | PageBreak():
            return ""
        case ItemList() | Callout() | Quote() | Section() | Table():
            return ""
        case _:
            assert_never(block)


def _space(inline: Inline) -> str:
    """What stands beside the words of a block: a space to fill in, a gap."""
    match inline:
        case Field(label=label, options=options):
            return (
                f"[{label}: {'; '.join(each.label for each in options)}]"
                if options
                else f"[{label}]"
            )
        case OpenPoint():
            return "[to decide]"
        case _:
            return ""
