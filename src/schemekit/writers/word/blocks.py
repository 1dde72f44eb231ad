"""Paragraphs, lists, tables and boxes of a Word document."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Final, assert_never

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
    References,
    Row,
    Section,
    Signatures,
    Table,
)
from schemekit.document.drafts import spoken_block, standing_in
from schemekit.document.fields import Piece, pieces
from schemekit.document.walk import every_block, leads, plain
from schemekit.writers.word.contents import bookmark_name, contents, open_points, references
from schemekit.writers.word.controls import control, tick_box
from schemekit.writers.word.fields import cell_lines, field_lines, signatures, unlabelled
from schemekit.writers.word.inlines import inlines
from schemekit.writers.word.sections import NO_NUMBER
from schemekit.writers.word.sheet import Place, Script, Sheet, section_bookmark
from schemekit.writers.word.tables import WRITING_ROOM, Shape, asks, row_of, whole, widths
from schemekit.writers.word.text import KEEP, TAB, Look, paragraph, ruled_to, run

_STEP: Final = 397
"""How far a list stands in, in twentieths of a point: 7 mm."""
_DEEPEST: Final = 3
_BULLETS: Final = 1
_FIRST_NUMBERED: Final = 3
_CALLOUT_OFFSET: Final = 227


def blocks(content: tuple[Block, ...], sheet: Sheet, place: Place) -> str:
    kept = place._replace(keep=KEEP)
    return "".join(
        [
            _block(each, sheet, kept if leads(spoken_block(each, sheet.own), after) else place)
            for each, after in pairwise((*content, None))
            if each is not None
        ]
    )


def cover(title: tuple[Block, ...], sheet: Sheet, place: Place) -> str:
    """The first page of a long document: whose it is, its title, and what is told of it."""
    document = sheet.document
    lines = "".join(
        paragraph(run(f"{label}: ", Look(bold=True)) + run(value), "CoverLine")
        for label, value in document.cover
    )
    whose = paragraph(run(document.organisation), "CoverOrganisation")
    return whose + blocks(title, sheet, place) + lines


def _block(block: Block, sheet: Sheet, place: Place) -> str:
    """A block, written once for all documents that hold it in such a place."""
    if sheet.own and _is_fitted(block):
        return _written(block, sheet, place)
    key = (place, sheet.numbered)
    script = sheet.scripts.of(block).get(key)
    if script is None:
        script = _remembered(block, key, sheet, lambda fresh: _written(block, fresh, place))
    return script.played(sheet)


def _is_fitted(block: Block) -> bool:
    """Whether its look hangs on how long words are that are put in later."""
    return standing_in(block) != "" and any(isinstance(e, Table) for e in every_block((block,)))


def _remembered(
    part: object, key: tuple[object, ...], sheet: Sheet, write: Callable[[Sheet], str]
) -> Script:
    """What `write` writes for a part in such a place, for every document that will hold it."""

    def script() -> Script:
        blank = Script()
        return blank.written(write(replace(sheet, script=blank)))

    return sheet.scripts.made(part, key, script)


def _written(block: Block, sheet: Sheet, place: Place) -> str:
    match block:
        case Heading():
            return _heading(block, sheet)
        case Paragraph(content):
            return _paragraphs(content, sheet, place)
        case ItemList():
            return _item_list(block, sheet, place)
        case Table():
            return _table(block, sheet, place)
        case Callout():
            return _callout(block, sheet, place)
        case Quote(content):
            return blocks(content, sheet, place._replace(style="Quote"))
        case Section(content):
            return blocks(content, sheet, place)
        case PageBreak() | Signatures() | Contents() | References() | OpenPoints():
            return _made(block, sheet, place)
        case _:
            assert_never(block)


def _made(
    block: PageBreak | Signatures | Contents | References | OpenPoints, sheet: Sheet, place: Place
) -> str:
    """What is not written but made."""
    match block:
        case PageBreak():
            return paragraph("", "PageBreak")
        case Signatures(parties):
            return signatures(parties, sheet, place)
        case Contents():
            return sheet.given(contents, str(place.width))
        case References():
            return sheet.given(references)
        case OpenPoints():
            return sheet.given(open_points)
        case _:
            assert_never(block)


def _heading(heading: Heading[Inline], sheet: Sheet) -> str:
    """Word numbers sections by their style; in between, a heading may stand without a number."""
    words = inlines(heading.content, sheet)
    runs = sheet.bookmarked(sheet.given(bookmark_name), words)
    if heading.anchor:
        runs = sheet.bookmarked(section_bookmark(heading.anchor), runs)
    counted = heading.number or not sheet.numbered
    return paragraph(runs, f"Heading{min(heading.level, 4)}", "" if counted else NO_NUMBER)


def _paragraphs(content: tuple[Inline, ...], sheet: Sheet, place: Place, lead: str = "") -> str:
    """`content`, its first words after `lead`; fields that need lines of their own below."""
    match pieces(content):
        case (Field() as field,) if not lead:
            return field_lines(field, sheet, place)
        case (tuple() as words, *rest):
            first = _words(words, sheet, place, lead)
        case rest:
            first = paragraph(lead, place.style, place.properties()) if lead else ""
    return first + "".join(_piece(each, sheet, place) for each in rest)


def _piece(piece: Piece, sheet: Sheet, place: Place) -> str:
    if isinstance(piece, Field):
        return unlabelled(piece, sheet, place)
    return _words(piece, sheet, place)


def _words(content: tuple[Inline, ...], sheet: Sheet, place: Place, lead: str = "") -> str:
    """A paragraph; a field at its end has a line to write on as far as the margin."""
    match content:
        case (*before, Field(kind="text" | "prose" | "number" | "email", value="") as last):
            said = inlines(tuple(before), sheet) + control(last, sheet) + TAB
            more = place.properties(ruled_to(place.width))
        case _:
            said, more = inlines(content, sheet), place.properties()
    return paragraph(lead + said, place.style, more)


def _callout(callout: Callout[Block], sheet: Sheet, place: Place) -> str:
    box = place._replace(style=f"Callout{callout.kind.title()}", offset=_CALLOUT_OFFSET)
    lead = run(f"{getattr(sheet.words, callout.kind)}: ", Look(bold=True))
    match callout.content:
        case (Paragraph(first), *rest):
            return _paragraphs(first, sheet, box, lead) + blocks(tuple(rest), sheet, box)
        case _:
            return paragraph(lead, box.style) + blocks(callout.content, sheet, box)


def _item_list(block: ItemList[Item[Block]], sheet: Sheet, place: Place) -> str:
    level = min(place.level, _DEEPEST)
    number = sheet.given(_list_number, str(level)) if block.ordered else str(_BULLETS)
    signed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return "".join([_item(each, signed, sheet, place) for each in block.items])


def _list_number(sheet: Sheet, level: str, _: str) -> str:
    sheet.numbers.lists.append(int(level))
    return str(_FIRST_NUMBERED - 1 + len(sheet.numbers.lists))


def _item(item: Item[Block], signed: str, sheet: Sheet, place: Place) -> str:
    """The first paragraph carries the sign; what follows stands in as far as its words."""
    left = place.offset + _STEP * (place.level + 1)
    style = "ListParagraph" if place.style == "BodyText" else place.style
    hanging = f'<w:ind w:left="{left}" w:hanging="{_STEP}"/>'
    first = place._replace(style=style, sign="" if item.tick else signed, indent=hanging)
    below = place._replace(style=style, level=place.level + 1, indent=f'<w:ind w:left="{left}"/>')
    lead = _box(item, sheet) if item.tick else ""
    match item.content:
        case (Paragraph(content), *rest):
            return _paragraphs(content, sheet, first, lead) + blocks(tuple(rest), sheet, below)
        case _:
            head = paragraph(lead, style, first.properties())
            return head + blocks(item.content, sheet, below)


def _box(item: Item[Block], sheet: Sheet) -> str:
    said = " ".join(plain(each.content) for each in item.content if isinstance(each, Paragraph))
    return tick_box(f"tick.{sheet.given(_tick_number)}", said, sheet) + TAB


def _tick_number(sheet: Sheet, _: str, __: str) -> str:
    return str(next(sheet.numbers.ticks))


def _table(table: Table[Inline, Row[Inline]], sheet: Sheet, place: Place) -> str:
    headed = any(table.header.cells)
    shape = Shape(
        tuple(widths((table.header, *table.rows), place.width, sheet.own)), headed, _room(table)
    )
    head = _row(table.header, sheet, shape, head=True) if headed else ""
    return whole(head, [_row(each, sheet, shape) for each in table.rows], shape)


def _row(row: Row[Inline], sheet: Sheet, shape: Shape, *, head: bool = False) -> str:
    """A row, written once for all tables of that shape that hold it."""
    script = _remembered(
        row, (shape, head), sheet, lambda fresh: _written_row(row, fresh, shape, head=head)
    )
    return script.played(sheet)


def _written_row(row: Row[Inline], sheet: Sheet, shape: Shape, *, head: bool) -> str:
    named = head or not shape.headed
    first, others = ("TableHead" if each else "TableText" for each in (named, head))
    cells = [_cell(each, sheet, others if at else first) for at, each in enumerate(row.cells)]
    return row_of(cells, shape, head=head)


def _room(table: Table[Inline, Row[Inline]]) -> int:
    """How high rows are at least: as high as a pen needs where there is something to fill in."""
    return WRITING_ROOM if any(asks(each) for each in table.rows) else 0


def _cell(content: tuple[Inline, ...], sheet: Sheet, style: str) -> str:
    parts = pieces(content)
    return "".join(
        cell_lines(piece, sheet, style)
        if isinstance(piece, Field)
        else paragraph(inlines(piece, sheet), style)
        for piece in parts
    ) or paragraph("", style)
