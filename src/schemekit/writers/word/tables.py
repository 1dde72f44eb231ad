"""Tables: their grid, and columns as wide as what they hold."""

from collections.abc import Sequence
from typing import Final, NamedTuple, TypeAlias

from schemekit.document.blocks import Field, Inline, Row
from schemekit.document.drafts import NO_WORDS, STAND_IN, OwnWords
from schemekit.document.memory import Kept
from schemekit.document.walk import plain
from schemekit.writers.word.text import paragraph

Cell: TypeAlias = str
"""The paragraphs of a cell."""
SPACER: Final = paragraph("", "Spacer")
"""Word joins tables that touch, and puts no room below one."""
_WIDEST: Final = 48
"""Characters; beyond them a column wraps rather than grows."""
_FIELD: Final = 48
"""An answer is given as much room as the longest text."""
WRITING_ROOM: Final = 454
"""How high a line must be for a pen, in twentieths of a point: 8 mm."""
_LETTER: Final = 125
"""What a letter of a long word takes, in twentieths of a point."""
_BOLD_LETTER: Final = 145
"""What a letter of a short word in bold may take: “Women”, “Number”."""
_SHORT: Final = 12
"""Characters of words that stand in one line rather than two."""
_PADDING: Final = 240


class Measure(NamedTuple):
    """How much a cell holds: its letters, those of its longest word, whether it is filled in."""

    length: int
    word: int
    asks: bool


class Shape(NamedTuple):
    """What the rows of a table have in common."""

    widths: tuple[int, ...]
    headed: bool
    """Whether a row names the columns; where none does, the first column names the rows."""
    height: int = 0


_STANDING_IN: Final[Kept[None, str]] = Kept()
_MEASURED: Final[Kept[tuple[str, ...], tuple[Measure, ...]]] = Kept()
"""Of rows, by the words that stand in them for a stand-in."""


def grid(
    heads: Sequence[Cell], rows: Sequence[Sequence[Cell]], widths: Sequence[int], height: int = 0
) -> str:
    """A table; without `heads` its first column names the rows."""
    shape = Shape(tuple(widths), bool(heads), height)
    head = row_of(heads, shape, head=True) if heads else ""
    return whole(head, [row_of(each, shape) for each in rows], shape)


def whole(head: str, rows: Sequence[str], shape: Shape) -> str:
    """A table of rows that are written."""
    columns = "".join([f'<w:gridCol w:w="{width}"/>' for width in shape.widths])
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="LightTable"/>'
        f'<w:tblW w:w="{sum(shape.widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{_look(shape.headed)}</w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{head}{''.join(rows)}</w:tbl>{SPACER}"
    )


def row_of(cells: Sequence[Cell], shape: Shape, *, head: bool = False) -> str:
    """A row of the table; `head` names the columns and stands on every page."""
    height = f'<w:trHeight w:val="{shape.height}" w:hRule="atLeast"/>' if shape.height else ""
    more = "<w:tblHeader/>" if head else height
    inner = "".join(
        [
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
            for cell, width in zip(cells, shape.widths, strict=True)
        ]
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>{inner}</w:tr>"


def widths(table: Sequence[Row[Inline]], room: int, own: OwnWords) -> list[int]:
    """`room` shared out by the longest text of each column, no column narrower than its words."""
    columns = list(zip(*[_measured(each, own) for each in table], strict=True))
    wanted = [max(6, *(each.length for each in column)) for column in columns]
    least = [min(room // len(columns), _narrowest(column)) for column in columns]
    free = room - sum(least)
    over = [max(0, want * _LETTER - need) for want, need in zip(wanted, least, strict=True)]
    whole = sum(over) or 1
    shared = [need + free * more // whole for need, more in zip(least, over, strict=True)]
    shared[-1] += room - sum(shared)
    return shared


def _look(headed: bool) -> str:  # noqa: FBT001 - a table has a header or not
    row, column = ("1", "0") if headed else ("0", "1")
    value = "0620" if headed else "0680"
    return (
        f'<w:tblLook w:val="{value}" w:firstRow="{row}" w:lastRow="0" w:firstColumn="{column}"'
        ' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    )


def asks(row: Row[Inline]) -> bool:
    """Whether there is anything to fill in."""
    return any(each.asks for each in _measured(row, NO_WORDS))


def _measured(row: Row[Inline], own: OwnWords) -> tuple[Measure, ...]:
    stand_ins = _STANDING_IN.made(
        row, None, lambda: "".join(STAND_IN.findall("".join(map(plain, row.cells))))
    )
    key = tuple([own[ord(each)] for each in stand_ins]) if own else ()
    return _MEASURED.made(row, key, lambda: tuple([_measure(each, own) for each in row.cells]))


def _measure(cell: tuple[Inline, ...], own: OwnWords) -> Measure:
    said = plain(cell).translate(own)
    fields = sum(isinstance(each, Field) for each in cell)
    length = min(_WIDEST, len(said) + _FIELD * fields)
    return Measure(length, max(map(len, _unparted(said)), default=0), fields > 0)


def _narrowest(column: Sequence[Measure]) -> int:
    """What the longest word of a column takes; its head, and often its first column, is bold."""
    head, *cells = column
    longest = max((each.word for each in cells), default=0)
    least = max(min(16, longest) * _LETTER, min(16, head.word) * _BOLD_LETTER, 4 * _LETTER)
    return least + _PADDING


def _unparted(text: str) -> list[str]:
    return [text] if len(text) <= _SHORT else text.split()
