"""Form fields with lines of their own, and places to sign."""

from typing import Final

from schemekit.document.blocks import Choice, Field
from schemekit.document.fields import picked
from schemekit.writers.word.controls import blank, control, tick_box
from schemekit.writers.word.sheet import Place, Sheet
from schemekit.writers.word.tables import WRITING_ROOM, Cell, grid
from schemekit.writers.word.text import KEEP, TAB, Look, paragraph, ruled_to, run

_FEW: Final = 5
"""Boxes that stay on one page; LibreOffice parts a longer list, kept whole, from its label."""
_ROOM: Final = paragraph("", "FieldRoom")
"""Room below a long answer, for a pen."""


def field_lines(field: Field, sheet: Sheet, place: Place) -> str:
    """A field in a box under its label."""
    return _label(field) + _space(field, sheet, place)


def unlabelled(field: Field, sheet: Sheet, place: Place) -> str:
    """A field whose label is said by the words before it."""
    return _space(field, sheet, place)


def cell_lines(field: Field, sheet: Sheet, style: str) -> str:
    """A field in a table cell, which is its box; the row or the column names it."""
    if field.kind == "choices":
        return _boxes(field, sheet, "TableTick")
    helped = paragraph(run(field.help), "TableHelp") if field.help else ""
    return helped + paragraph(control(field, sheet), style)


def signatures(parties: tuple[str, ...], sheet: Sheet, place: Place) -> str:
    """A table with a line for each party."""
    words = sheet.words
    spaces = (
        Field("name", "text", words.name),
        Field("signature", "text", words.signature),
        Field("date", "date", words.date),
    )
    shares = (22, 28, 32, 18)
    heads = [_head(each) for each in (words.party, *(space.label for space in spaces))]
    rows = [_party(each, spaces, sheet) for each in parties]
    return grid(
        heads, rows, [place.width * share // 100 for share in shares], height=2 * WRITING_ROOM
    )


def _party(party: str, spaces: tuple[Field, ...], sheet: Sheet) -> list[Cell]:
    number = sheet.given(_signature_number)
    named = paragraph(run(party, Look(bold=True)), "TableText", KEEP)
    return [named, *(_signed(each, party, number, sheet) for each in spaces)]


def _signature_number(sheet: Sheet, _: str, __: str) -> str:
    return str(next(sheet.numbers.signatures))


def _signed(space: Field, party: str, number: str, sheet: Sheet) -> Cell:
    asked = Field(space.id, space.kind, f"{space.label}: {party}")
    return paragraph(blank(asked, sheet, f"signature.{number}.{space.id}"), "TableText")


def _label(field: Field) -> str:
    helped = paragraph(run(field.help), "FieldHelp") if field.help else ""
    return paragraph(run(field.label), "FieldLabel") + helped


def _space(field: Field, sheet: Sheet, place: Place) -> str:
    match field.kind:
        case "choices":
            return _boxes(field, sheet, "FieldOption", ruled_to(place.width))
        case "rows":
            return _rows(field, sheet, place)
        case "prose":
            return paragraph(control(field, sheet), "FieldBox", KEEP) + _ROOM
        case _:
            return paragraph(control(field, sheet), "FieldBox")


def _boxes(field: Field, sheet: Sheet, style: str, ruler: str = "") -> str:
    """A line for each option, and one for what is not among them.

    A few stay together; of many, none stands alone on a page.
    """
    lines = [_option(field, each, sheet) for each in field.options]
    if field.other:
        lines.append(_other(field, sheet) + (TAB if ruler else ""))
    *early, last = lines
    tied = range(len(early)) if len(lines) <= _FEW else {0, len(early) - 1}
    kept = [paragraph(each, style, KEEP if at in tied else "") for at, each in enumerate(early)]
    return "".join([*kept, paragraph(last, style, ruler if field.other else "")])


def _option(field: Field, option: Choice, sheet: Sheet) -> str:
    alias = f"{field.label}: {option.label}"
    ticked = option.id in picked(field)
    box = tick_box(f"{field.id}.{option.id}", alias, sheet, ticked=ticked)
    return box + TAB + run(option.label)


def _other(field: Field, sheet: Sheet) -> str:
    words = sheet.words
    typed = Field(f"{field.id}.other", "text", f"{field.label}: {words.other}")
    return run(f"{words.other}: ") + control(typed, sheet)


def _rows(field: Field, sheet: Sheet, place: Place) -> str:
    heads = [_head(each.label) for each in field.columns]
    rows = [
        [
            paragraph(blank(column, sheet, f"{field.id}.{row}.{column.id}"), "TableText")
            for column in field.columns
        ]
        for row in range(1, field.rows + 1)
    ]
    share = place.width // len(field.columns)
    return grid(heads, rows, [share] * len(field.columns), height=WRITING_ROOM)


def _head(text: str) -> Cell:
    return paragraph(run(text), "TableHead", KEEP)
