"""A document as Markdown: CommonMark with tables and footnotes. Text reads back as it was."""

from collections.abc import Iterable
from typing import Final, assert_never

from schemekit.document.blocks import (
    Block,
    Callout,
    Contents,
    Document,
    Heading,
    Inline,
    Item,
    ItemList,
    Note,
    OpenPoints,
    PageBreak,
    Paragraph,
    Quote,
    ReferenceEntry,
    References,
    Row,
    Section,
    Signatures,
    Strong,
    Table,
    Text,
)
from schemekit.document.fields import pieces
from schemekit.document.finish import finished
from schemekit.document.outline import numeral, outline
from schemekit.document.theme import Theme, Words
from schemekit.writers.plain.fields import field_lines
from schemekit.writers.plain.inlines import BLANK, cell, escaped, line

ending: Final = "md"


def write(document: Document, theme: Theme) -> bytes:
    """`document` as one Markdown text."""
    whole = finished(document, theme.words)
    parts = [_blocks(whole.content, whole, theme.words)]
    if whole.notes:
        parts.append("\n".join(_note(each, theme.words) for each in whole.notes))
    return ("\n\n".join(part for part in parts if part) + "\n").encode()


def _blocks(content: tuple[Block, ...], document: Document, words: Words) -> str:
    """`content` with an empty line between blocks; of two lists in a row, the second differs."""
    parts: list[str] = []
    odd = False
    for before, block in zip((None, *content), content, strict=False):
        odd = isinstance(before, ItemList) and isinstance(block, ItemList) and not odd
        parts.append(
            _item_list(block, document, words, "*)" if odd else "-.")
            if isinstance(block, ItemList)
            else _block(block, document, words)
        )
    return "\n\n".join(part for part in parts if part)


def _block(block: Block, document: Document, words: Words) -> str:
    match block:
        case Heading(level, content, number=number):
            return f"{'#' * level} {numeral(number)}{cell(content, words)}"
        case Paragraph(content):
            return _paragraph(content, words)
        case ItemList():
            return _item_list(block, document, words, "-.")
        case Table():
            return _table(block.header, block.rows, words)
        case Callout(kind, content):
            return _quoted(_blocks(_said(getattr(words, kind), content), document, words))
        case Quote(content):
            return _quoted(_blocks(content, document, words))
        case Section(content):
            return _blocks(content, document, words)
        case PageBreak() | Signatures() | Contents() | References() | OpenPoints():
            return _made(block, document, words)
        case _:
            assert_never(block)


def _made(
    block: PageBreak | Signatures | Contents | References | OpenPoints,
    document: Document,
    words: Words,
) -> str:
    """What is not written but made."""
    match block:
        case PageBreak():
            return "---"
        case Signatures(parties):
            return _signatures(parties, words)
        case Contents():
            return _contents(document, words)
        case References():
            return _listed((_reference(each, words) for each in document.references), words)
        case OpenPoints():
            return _listed((escaped(each.label) for each in document.open_points), words)
        case _:
            assert_never(block)


def _reference(entry: ReferenceEntry, words: Words) -> str:
    """The line, and the notes that rest on it."""
    return " ".join((line(entry.content, words), *(f"[^{each}]" for each in entry.notes)))


def _listed(lines: Iterable[str], words: Words) -> str:
    return "\n".join(f"- {each}" for each in lines) or escaped(words.none)


def _paragraph(content: tuple[Inline, ...], words: Words) -> str:
    parts = pieces(content)
    return "\n\n".join(
        line(piece, words)
        if isinstance(piece, tuple)
        else field_lines(piece, words, labelled=len(parts) == 1)
        for piece in parts
    )


def _said(word: str, content: tuple[Block, ...]) -> tuple[Block, ...]:
    """`content` after the word that says what it is."""
    word_first: tuple[Inline, ...] = (Strong((Text(f"{word}:"),)), Text(" "))
    match content:
        case (Paragraph(first), *rest):
            return (Paragraph(word_first + first), *rest)
        case _:
            return (Paragraph(word_first), *content)


def _item_list(block: ItemList[Item[Block]], document: Document, words: Words, signs: str) -> str:
    return "\n".join(
        _item(item, f"{place}{signs[1]} " if block.ordered else f"{signs[0]} ", document, words)
        for place, item in enumerate(block.items, start=1)
    )


def _item(item: Item[Block], sign: str, document: Document, words: Words) -> str:
    box = "[ ] " if item.tick else ""
    text = box + _blocks(item.content, document, words)
    return sign + text.replace("\n", "\n" + " " * len(sign)).replace(
        "\n" + " " * len(sign) + "\n", "\n\n"
    )


def _quoted(text: str) -> str:
    return "\n".join(f"> {each}".rstrip(" ") for each in text.split("\n"))


def _table(header: Row[Inline], rows: tuple[Row[Inline], ...], words: Words) -> str:
    lines = [[cell(each, words) for each in row.cells] for row in (header, *rows)]
    lines.insert(1, ["---"] * len(header.cells))
    return "\n".join(f"| {' | '.join(each)} |" for each in lines)


def _signatures(parties: tuple[str, ...], words: Words) -> str:
    heads = (words.party, words.name, words.signature, words.date)
    lines = [f"| {' | '.join(map(escaped, heads))} |", "| --- | --- | --- | --- |"]
    lines += [f"| {escaped(party)} | {BLANK} | {BLANK} | {BLANK} |" for party in parties]
    return "\n".join(lines)


def _contents(document: Document, words: Words) -> str:
    listed = [each for each in outline(document) if each.listed]
    items = [
        f"{'  ' * (each.level - 2)}- [{escaped(each.text)}](#{each.anchor})" for each in listed
    ]
    return "\n".join([f"**{escaped(words.contents)}**", "", *items])


def _note(note: Note, words: Words) -> str:
    return f"[^{note.number}]: {cell(note.content, words)}"
