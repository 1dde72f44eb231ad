"""A document as many organisations have it, and the words of one of them.

Where an organisation’s own words print, the common document holds a stand-in: one private-use
character, which neither a template nor an answer that is put in holds. What is made of the common
document, down to the bytes of a file, can be remembered, and only the words are put in anew.
"""

import re
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import Final, TypeAlias

from schemekit.document.blocks import (
    Block,
    Callout,
    Document,
    Field,
    Inline,
    ItemList,
    Note,
    Paragraph,
    Quote,
    Section,
    See,
    Signatures,
    Text,
)
from schemekit.document.fields import Piece, pieces
from schemekit.document.finish import names
from schemekit.document.memory import Kept
from schemekit.document.walk import every_block, every_inline, plain, rebuilt

OwnWords: TypeAlias = Mapping[int, str]
"""The words of one organisation, by the code of their stand-in, as `str.translate` takes them."""
NO_WORDS: Final[OwnWords] = {}
FIRST: Final = 0xE000
LAST: Final = 0xF8FF
STAND_IN: Final = re.compile(f"[{chr(FIRST)}-{chr(LAST)}]")


def is_stand_in(name: object) -> bool:
    return isinstance(name, str) and len(name) == 1 and FIRST <= ord(name) <= LAST


def can_be_put_in(text: str) -> bool:
    """Whether `text` reads the same wherever it is put: one line, with nothing to be trimmed."""
    return text != "" and text == " ".join(text.split()) and not STAND_IN.search(text)


class StandIns:
    """Which stand-in stands for what. They are given out as they are needed, until none is left."""

    def __init__(self) -> None:
        self._given: dict[Hashable, str] = {}
        self._meanings: list[Hashable] = []

    def of(self, meaning: Hashable) -> str | None:
        """What stands for `meaning`; None where all are given out."""
        given = self._given.get(meaning)
        if given is None and FIRST + len(self._meanings) <= LAST:
            given = self._given[meaning] = chr(FIRST + len(self._meanings))
            self._meanings.append(meaning)
        return given

    def meaning(self, stand_in: str) -> Hashable:
        return self._meanings[ord(stand_in) - FIRST]


@dataclass(frozen=True)
class Draft:
    """One document of a pack: what it has in common with others, and the words that are its own."""

    common: Document
    words: OwnWords = field(default_factory=dict)

    @cached_property
    def document(self) -> Document:
        """The document itself, with no stand-in left."""
        return spoken(self.common, self.words)

    @property
    def id(self) -> str:
        return self.common.id

    @property
    def file(self) -> str:
        return self.common.file

    @property
    def notes(self) -> tuple[Note, ...]:
        return self.common.notes

    @property
    def title(self) -> str:
        return self.common.title.translate(self.words)

    @property
    def audience(self) -> str:
        return self.common.audience.translate(self.words)

    @property
    def purpose(self) -> str:
        return self.common.purpose.translate(self.words)

    @cached_property
    def faithful(self) -> bool:
        """Whether no line says, with the words in it, what the field after it prints itself."""
        return not any(
            names(plain(line.content).translate(self.words), field)
            for line, field in _BEFORE_FIELDS.made(
                self.common, None, lambda: tuple(_before_fields(self.common))
            )
        )


_STANDING_IN: Final[Kept[None, str]] = Kept()
_SPOKEN: Final[Kept[tuple[str, ...], Block]] = Kept()
_BEFORE_FIELDS: Final[Kept[None, tuple[tuple[Paragraph[Inline], Block], ...]]] = Kept(most=512)


def standing_in(block: Block) -> str:
    """Every stand-in in a block, once each."""
    return _STANDING_IN.made(block, None, lambda: _standing_in(block))


def spoken(document: Document, words: OwnWords) -> Document:
    """`document` with the words themselves; what holds none of them is the same object."""
    if not words:
        return document
    return replace(
        document,
        title=document.title.translate(words),
        organisation=document.organisation.translate(words),
        scheme=document.scheme.translate(words),
        audience=document.audience.translate(words),
        purpose=document.purpose.translate(words),
        content=tuple([spoken_block(each, words) for each in document.content]),
        footer=document.footer.translate(words),
        cover=tuple([(label, value.translate(words)) for label, value in document.cover]),
    )


def spoken_block(block: Block, words: OwnWords) -> Block:
    """`block` with the words themselves."""
    found = standing_in(block) if words else ""
    if not found:
        return block
    key = tuple([words[ord(each)] for each in found])
    return _SPOKEN.made(block, key, lambda: _spoken(block, words))


def _spoken(block: Block, words: OwnWords) -> Block:
    def told(each: Block) -> Block:
        if isinstance(each, Signatures):
            return Signatures(tuple(party.translate(words) for party in each.parties))
        return each

    (found,) = rebuilt((block,), told, lambda each: spoken_inline(each, words))
    return found


def spoken_inline(inline: Inline, words: OwnWords) -> Inline:
    match inline:
        case Text(text):
            return Text(text.translate(words)) if STAND_IN.search(text) else inline
        case See(title=title):
            return replace(inline, title=title.translate(words))
        case Field(value=value):
            return replace(inline, value=value.translate(words)) if value else inline
        case _:
            return inline


def _standing_in(block: Block) -> str:
    return "".join(dict.fromkeys(one for each in _texts(block) for one in STAND_IN.findall(each)))


def _texts(block: Block) -> Iterator[str]:
    for each in every_block((block,)):
        if isinstance(each, Signatures):
            yield from each.parties
    for inline in every_inline((block,)):
        match inline:
            case Text(text):
                yield text
            case See(title=title):
                yield title
            case Field(value=value):
                yield value
            case _:
                continue


def lines_before(content: tuple[Block, ...]) -> Iterator[tuple[Paragraph[Inline], Block]]:
    """Each paragraph with words of an organisation, and the block after it."""
    for level in _levels(content):
        for block, after in pairwise(level):
            if isinstance(block, Paragraph) and standing_in(block):
                yield block, after


def _before_fields(document: Document) -> Iterator[tuple[Paragraph[Inline], Block]]:
    for line, after in lines_before(document.content):
        match after:
            case Paragraph(content) if isinstance(_only(pieces(content)), Field):
                yield line, after
            case _:
                continue


def _only(parts: tuple[Piece, ...]) -> Piece | None:
    return parts[0] if len(parts) == 1 else None


def _levels(content: tuple[Block, ...]) -> Iterator[tuple[Block, ...]]:
    yield content
    for block in content:
        match block:
            case ItemList(items=items):
                for item in items:
                    yield from _levels(item.content)
            case Callout(content=inner) | Quote(inner) | Section(inner):
                yield from _levels(inner)
            case _:
                continue
