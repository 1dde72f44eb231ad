"""Form fields with lines of their own, and places to sign."""

from collections.abc import Iterable
from html import escape

from schemekit.document.blocks import Choice, Field
from schemekit.document.fields import options, picked
from schemekit.writers.page.sheet import FIELD, Sheet

_WIDE = 4
"""From so many columns a table may need to be moved sideways, also by keyboard."""


def field_lines(field: Field, sheet: Sheet) -> str:
    """A field under its label."""
    place = sheet.fresh(FIELD + field.id)
    match field.kind:
        case "choices":
            return _boxes(field, place, sheet, f"<legend>{escape(field.label)}</legend>")
        case "rows":
            label = f'<p class="label">{escape(field.label)}</p>{_help(field)}'
            return f'<div class="field">{label}{_rows(field, place, sheet)}</div>'
        case _:
            label = f'<label for="{place}">{escape(field.label)}</label>'
            space = sheet.medium.control(field, place, sheet.words)
            return f'<div class="field">{label}{_help(field)}{_hint(field, sheet)}{space}</div>'


def unlabelled(field: Field, sheet: Sheet) -> str:
    """A field that the words before it name, or its row; its label is heard, not seen."""
    place = sheet.fresh(FIELD + field.id)
    match field.kind:
        case "choices":
            legend = f'<legend class="hidden">{escape(field.label)}</legend>'
            return _boxes(field, place, sheet, legend)
        case "rows":
            return f'<div class="field">{_rows(field, place, sheet)}</div>'
        case _:
            space = sheet.medium.control(field, place, sheet.words, field.label)
            return f'<div class="field">{_help(field)}{_hint(field, sheet)}{space}</div>'


def signatures(parties: tuple[str, ...], sheet: Sheet) -> str:
    """A table with a line for each party."""
    words = sheet.words
    spaces = (
        Field("name", "text", words.name),
        Field("signature", "text", words.signature),
        Field("date", "date", words.date),
    )
    heads = (words.party, *(each.label for each in spaces))
    rows = (_party(each, spaces, sheet) for each in parties)
    return ruled(map(escape, heads), rows, len(heads))


def ruled(heads: Iterable[str], rows: Iterable[str], columns: int) -> str:
    """A table that may be moved sideways where the screen is narrow; `heads` may be none."""
    cells = "".join(f'<th scope="col">{each}</th>' for each in heads)
    top = f"<thead>\n<tr>{cells}</tr>\n</thead>\n" if cells else ""
    body = "\n".join(rows)
    reach = ' tabindex="0"' if columns >= _WIDE else ""
    return f'<div class="scroll"{reach}>\n<table>\n{top}<tbody>\n{body}\n</tbody>\n</table>\n</div>'


def _party(party: str, spaces: tuple[Field, ...], sheet: Sheet) -> str:
    number = next(sheet.signatures)
    cells = "".join(f"<td>{_signed(each, number, party, sheet)}</td>" for each in spaces)
    return f'<tr class="sign"><th scope="row">{escape(party)}</th>{cells}</tr>'


def _signed(space: Field, number: int, party: str, sheet: Sheet) -> str:
    place = f"{FIELD}signature.{number}.{space.id}"
    return sheet.medium.signed(space, place, f"{space.label}: {party}", sheet.words)


def _boxes(field: Field, place: str, sheet: Sheet, legend: str) -> str:
    ticked = picked(field)
    boxes = "".join(
        _box(each, sheet.medium.box(each, place, _checked(each, ticked), field.label))
        for each in options(field, sheet.words)
    )
    other = _other(field, place, sheet) if field.other else ""
    return f'<fieldset class="field">{legend}{_help(field)}{boxes}{other}</fieldset>'


def _box(option: Choice, box: str) -> str:
    return f'<label class="box">{box} <span>{escape(option.label)}</span></label>'


def _checked(option: Choice, ticked: frozenset[str]) -> str:
    return " checked" if option.id in ticked else ""


def _other(field: Field, place: str, sheet: Sheet) -> str:
    typed = Field(f"{field.id}.other", "text", f"{field.label}: {sheet.words.other}")
    space = sheet.medium.control(typed, f"{place}.other", sheet.words)
    return f'<label class="other">{escape(sheet.words.other)}: {space}</label>'


def _rows(field: Field, place: str, sheet: Sheet) -> str:
    heads = (escape(each.label) + _hint(each, sheet) for each in field.columns)
    rows = (_row(field, place, row, sheet) for row in range(1, field.rows + 1))
    return ruled(heads, rows, len(field.columns))


def _row(field: Field, place: str, row: int, sheet: Sheet) -> str:
    cells = "".join(
        _cell(each, f"{place}.{row}.{each.id}", f"{each.label} {row}", sheet)
        for each in field.columns
    )
    return f"<tr>{cells}</tr>"


def _cell(field: Field, place: str, label: str, sheet: Sheet) -> str:
    return f"<td>{sheet.medium.control(field, place, sheet.words, label)}</td>"


def _help(field: Field) -> str:
    return f'<p class="help">{escape(field.help)}</p>' if field.help else ""


def _hint(field: Field, sheet: Sheet) -> str:
    said = sheet.medium.hint(field, sheet.words)
    return f'<span class="hint">{escape(said)}</span>' if said else ""
