"""How filled pieces become sentences: spaces, line breaks, and lists that meet."""

import re
from collections.abc import Iterable, Iterator

from schemekit.document.blocks import (
    Block,
    Citation,
    Inline,
    ItemList,
    LineBreak,
    Paragraph,
    Text,
)


def joined(pieces: Iterable[Inline]) -> tuple[Inline, ...]:
    """`pieces` as one run of words.

    No text stands beside text, no double space where something was left out, and no space before
    a note or at the end of a line.
    """
    found: list[Inline] = []
    for piece in pieces:
        match found[-1] if found else None, piece:
            case Text(before), Text(after):
                gap = before.endswith(" ") and after.startswith(" ")
                found[-1] = Text(before + (after.lstrip(" ") if gap else after))
            case Text(before), Citation() | LineBreak():
                found[-1:] = [*_text(before.rstrip(" ")), piece]
            case LineBreak(), Text(after):
                found += _text(after.lstrip(" "))
            case _, Text(text):
                found += _text(text)
            case _:
                found.append(piece)
    return tuple(found)


def trimmed(words: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """`words` without space or line breaks at either end."""
    match words:
        case (LineBreak(), *others):
            return trimmed(tuple(others))
        case (*others, LineBreak()):
            return trimmed(tuple(others))
        case (Text(text), *others) if text.startswith(" "):
            return trimmed((*_text(text.lstrip(" ")), *others))
        case (*others, Text(text)) if text.endswith(" "):
            return trimmed((*others, *_text(text.rstrip(" "))))
        case _:
            return words


def _text(text: str) -> tuple[Text, ...]:
    return (Text(text),) if text else ()


def lines(text: str) -> Iterator[Inline]:
    """An answer inside a sentence: its line breaks stay."""
    kept = [each.strip() for each in text.split("\n") if each.strip()]
    for place, each in enumerate(kept):
        yield from (LineBreak(), Text(each)) if place else (Text(each),)


def prose(text: str) -> Iterator[Paragraph[Inline]]:
    """An answer that stands alone: a blank line starts a new paragraph."""
    for part in re.split(r"\n\s*\n", text):
        words = trimmed(tuple(lines(part)))
        if words:
            yield Paragraph(words)


def joined_lists(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """`blocks` where lists that meet are one list, as they are in Markdown."""
    found: list[Block] = []
    for block in blocks:
        match found[-1:], block:
            case [ItemList(above, first)], ItemList(below, more) if above == below:
                found[-1] = ItemList(above, (*first, *more))
            case _:
                found.append(block)
    return tuple(found)
