"""Paragraphs, lists, tables and boxes of a page."""

from html import escape
from itertools import pairwise
from typing import assert_never

from schemekit.document.blocks import (
    Block,
    Callout,
    Contents,
    Field,
    Heading,
    Inline,
    Item,
    ItemList,
    OpenPoints,
    PageBreak,
    Paragraph,
    Quote,
    ReferenceEntry,
    References,
    Row,
    Section,
    Signatures,
    Table,
)
from schemekit.document.drafts import spoken_block
from schemekit.document.fields import Piece, pieces
from schemekit.document.outline import numeral, outline
from schemekit.document.walk import leads, plain
from schemekit.writers.page.fields import field_lines, ruled, signatures, unlabelled
from schemekit.writers.page.inlines import inlines
from schemekit.writers.page.sheet import Sheet


def blocks(content: tuple[Block, ...], sheet: Sheet) -> str:
    return "\n".join(
        [
            _leading(each, sheet)
            if leads(spoken_block(each, sheet.own), after)
            else _block(each, sheet)
            for each, after in pairwise((*content, None))
            if each is not None
        ]
    )


def _leading(block: Block, sheet: Sheet) -> str:
    """What must not be parted from what follows."""
    return f'<div class="leading">{_block(block, sheet)}</div>'


def _block(block: Block, sheet: Sheet) -> str:
    match block:
        case Heading(level, content, number=number):
            anchor, number = escape(next(sheet.headings).anchor), numeral(number)
            return f'<h{level} id="{anchor}">{number}{inlines(content, sheet)}</h{level}>'
        case Paragraph():
            return sheet.written(block, "", lambda: _paragraph(block.content, sheet))
        case ItemList(ordered, items):
            tag = "ol" if ordered else "ul"
            return f"<{tag}>\n" + "".join(_item(each, sheet) for each in items) + f"</{tag}>"
        case Table():
            return sheet.written(block, "", lambda: _table(block, sheet))
        case Callout():
            return _callout(block, sheet)
        case Quote(content):
            return f"<blockquote>\n{blocks(content, sheet)}\n</blockquote>"
        case Section(content):
            return f'<div class="landscape">\n{blocks(content, sheet)}\n</div>'
        case PageBreak() | Signatures() | Contents() | References() | OpenPoints():
            return _made(block, sheet)
        case _:
            assert_never(block)


def _made(block: PageBreak | Signatures | Contents | References | OpenPoints, sheet: Sheet) -> str:
    """What is not written but made."""
    match block:
        case PageBreak():
            return '<hr class="page">'
        case Signatures(parties):
            return signatures(parties, sheet)
        case Contents():
            return _contents(sheet)
        case References():
            return _references(sheet)
        case OpenPoints():
            return _open_points(sheet)
        case _:
            assert_never(block)


def _callout(callout: Callout[Block], sheet: Sheet) -> str:
    kind = callout.kind
    title = f'<p class="word"><strong>{escape(getattr(sheet.words, kind))}</strong></p>'
    return f'<section class="callout {kind}">{title}\n{blocks(callout.content, sheet)}\n</section>'


def _paragraph(content: tuple[Inline, ...], sheet: Sheet) -> str:
    match pieces(content):
        case (Field() as field,):
            return field_lines(field, sheet)
        case parts:
            return "\n".join(_piece(each, sheet) for each in parts)


def _piece(piece: Piece, sheet: Sheet) -> str:
    if isinstance(piece, Field):
        return unlabelled(piece, sheet)
    return f"<p>{inlines(piece, sheet)}</p>"


def _item(item: Item[Block], sheet: Sheet) -> str:
    if all(isinstance(each, Paragraph) for each in item.content):
        return sheet.written(item, "", lambda: _listed(item, sheet))
    return _listed(item, sheet)


def _listed(item: Item[Block], sheet: Sheet) -> str:
    match item.content:
        case (Paragraph(content), *rest) if not any(isinstance(p, Field) for p in pieces(content)):
            said, text = plain(content), inlines(content, sheet)
            more = blocks(tuple(rest), sheet)
        case _:
            said, text, more = "", "", blocks(item.content, sheet)
    if item.tick:
        text = f"<label>{sheet.medium.tick(said, sheet)} <span>{text}</span></label>"
    kind = ' class="tick"' if item.tick else ""
    return f"<li{kind}>{text}{more}</li>\n"


def _table(table: Table[Inline, Row[Inline]], sheet: Sheet) -> str:
    """A table; where its header is empty, the first column names the rows."""
    headed = any(table.header.cells)
    heads = [inlines(each, sheet) for each in table.header.cells] if headed else []
    rows = [_row(each, sheet, "td" if headed else "th") for each in table.rows]
    return ruled(heads, rows, len(table.header.cells))


def _row(row: Row[Inline], sheet: Sheet, first: str) -> str:
    return sheet.written(row, first, lambda: _celled(row, sheet, first))


def _celled(row: Row[Inline], sheet: Sheet, first: str) -> str:
    scope = ' scope="row"' if first == "th" else ""
    lead, *rest = row.cells
    cells = "".join(f"<td>{_cell(each, sheet)}</td>" for each in rest)
    return f"<tr><{first}{scope}>{_cell(lead, sheet)}</{first}>{cells}</tr>"


def _cell(content: tuple[Inline, ...], sheet: Sheet) -> str:
    return "".join(
        unlabelled(each, sheet) if isinstance(each, Field) else inlines(each, sheet)
        for each in pieces(content)
    )


def _contents(sheet: Sheet) -> str:
    items = "\n".join(
        f'<li class="level{each.level}">'
        f'<a href="#{escape(each.anchor)}">{escape(each.text)}</a></li>'
        for each in outline(sheet.document)
        if each.listed
    )
    title = escape(sheet.words.contents)
    return (
        '<nav class="contents" aria-labelledby="contents-title">'
        f'<p id="contents-title">{title}</p>\n<ul>\n{items}\n</ul>\n</nav>'
    )


def _references(sheet: Sheet) -> str:
    items = "\n".join(
        f'<li id="ref-{escape(each.id)}">{inlines(each.content, sheet)}{_notes(each, sheet)}</li>'
        for each in sheet.document.references
    )
    return f'<ul class="references">\n{items}\n</ul>' if items else _none(sheet)


def _notes(entry: ReferenceEntry, sheet: Sheet) -> str:
    """Links back to the notes that rest on it."""
    word = escape(sheet.words.note)
    return "".join(f' <a href="#note-{each}">{word} {each}</a>' for each in entry.notes)


def _open_points(sheet: Sheet) -> str:
    items = "\n".join(f"<li>{escape(each.label)}</li>" for each in sheet.document.open_points)
    return f'<ul class="open-points">\n{items}\n</ul>' if items else _none(sheet)


def _none(sheet: Sheet) -> str:
    return f"<p>{escape(sheet.words.none)}</p>"
