"""Tables: their grid, and columns as wide as what they hold."""

from collections.abc import Sequence
from typing import Final, TypeAlias

from schemekit.document.blocks import Field, Inline, Row
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


def grid(
    heads: Sequence[Cell], rows: Sequence[Sequence[Cell]], widths: Sequence[int], height: int = 0
) -> str:
    """A table; without `heads` its first column names the rows."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = _row(heads, widths, "<w:tblHeader/>") if heads else ""
    room = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    body = "".join([_row(each, widths, room) for each in rows])
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="LightTable"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{_look(bool(heads))}</w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{head}{body}</w:tbl>{SPACER}"
    )


def widths(table: Sequence[Row[Inline]], room: int) -> list[int]:
    """`room` shared out by the longest text of each column, no column narrower than its words."""
    columns = list(zip(*(row.cells for row in table), strict=True))
    wanted = [max(6, *(_length(each) for each in column)) for column in columns]
    least = [min(room // len(columns), _narrowest(column)) for column in columns]
    free = room - sum(least)
    over = [max(0, want * _LETTER - need) for want, need in zip(wanted, least, strict=True)]
    whole = sum(over) or 1
    shared = [need + free * more // whole for need, more in zip(least, over, strict=True)]
    shared[-1] += room - sum(shared)
    return shared


def _row(cells: Sequence[Cell], widths: Sequence[int], more: str) -> str:
    inner = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>{inner}</w:tr>"


def _look(headed: bool) -> str:  # noqa: FBT001 - a table has a header or not
    row, column = ("1", "0") if headed else ("0", "1")
    value = "0620" if headed else "0680"
    return (
        f'<w:tblLook w:val="{value}" w:firstRow="{row}" w:lastRow="0" w:firstColumn="{column}"'
        ' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    )


def _length(cell: tuple[Inline, ...]) -> int:
    return min(_WIDEST, len(plain(cell)) + _FIELD * _fields(cell))


def _narrowest(column: Sequence[tuple[Inline, ...]]) -> int:
    """What the longest word of a column takes; its head, and often its first column, is bold."""
    head, *cells = (_unparted(plain(cell)) for cell in column)
    longest = max((len(word) for cell in cells for word in cell), default=0)
    titled = max(map(len, head), default=0)
    least = max(min(16, longest) * _LETTER, min(16, titled) * _BOLD_LETTER, 4 * _LETTER)
    return least + _PADDING


def _unparted(text: str) -> list[str]:
    return [text] if len(text) <= _SHORT else text.split()


def _fields(cell: tuple[Inline, ...]) -> int:
    return sum(isinstance(each, Field) for each in cell)
