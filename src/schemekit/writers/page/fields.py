"""Form fields with lines of their own, and places to sign."""

from html import escape

from schemekit.document.blocks import Choice, Field
from schemekit.document.fields import options, picked
from schemekit.document.theme import Words
from schemekit.writers.page.controls import control
from schemekit.writers.page.inlines import Sheet


def field(field: Field, sheet: Sheet, *, labelled: bool) -> str:
    """A field under its label; without one where the words before it, or its row, name it."""
    place = sheet.fresh(f"field-{field.id}")
    match field.kind:
        case "choices":
            return _boxes(field, place, sheet.words, labelled=labelled)
        case "rows":
            return _rows(field, place, sheet.words, labelled=labelled)
        case _:
            label = f'<label for="{place}">{escape(field.label)}</label>' if labelled else ""
            space = control(field, place, field.label, sheet.words)
            return f'<div class="field">{label}{_help(field)}{space}</div>'


def signatures(parties: tuple[str, ...], sheet: Sheet) -> str:
    """A table with a line for each party."""
    words = sheet.words
    spaces = (
        Field("name", "text", words.name),
        Field("signature", "text", words.signature),
        Field("date", "date", words.date),
    )
    head = "".join(
        f'<th scope="col">{escape(each)}</th>'
        for each in (words.party, *(space.label for space in spaces))
    )
    rows = "\n".join(_party(each, spaces, sheet) for each in parties)
    return _sheet_of(head, rows, "signatures")


def _party(party: str, spaces: tuple[Field, ...], sheet: Sheet) -> str:
    cells = "".join(
        f"<td>{control(each, sheet.fresh(f'signature-{each.id}'), f'{each.label}: {party}', sheet.words)}</td>"
        for each in spaces
    )
    return f'<tr><th scope="row">{escape(party)}</th>{cells}</tr>'


def _boxes(field: Field, place: str, words: Words, *, labelled: bool) -> str:
    ticked = picked(field)
    hidden = "" if labelled else ' class="hidden"'
    boxes = "".join(_box(each, place, each.id in ticked) for each in options(field, words))
    if field.other:
        typed = Field(f"{field.id}.other", "text", words.other)
        boxes += f"<label>{escape(words.other)} {control(typed, f'{place}-other', words.other, words)}</label>"
    return (
        f'<fieldset class="field"><legend{hidden}>{escape(field.label)}</legend>'
        f"{_help(field)}{boxes}</fieldset>"
    )


def _box(option: Choice, place: str, ticked: bool) -> str:  # noqa: FBT001 - a box is ticked or not
    name = place.removeprefix("field-")
    checked = " checked" if ticked else ""
    box = f'<input type="checkbox" name="{name}" value="{escape(option.id)}"{checked}>'
    return f"<label>{box} <span>{escape(option.label)}</span></label>"


def _rows(field: Field, place: str, words: Words, *, labelled: bool) -> str:
    head = "".join(f'<th scope="col">{escape(each.label)}</th>' for each in field.columns)
    rows = "\n".join(_row(field, place, row, words) for row in range(1, field.rows + 1))
    label = f'<p class="label">{escape(field.label)}</p>{_help(field)}' if labelled else ""
    return f'<div class="field">{label}{_sheet_of(head, rows, "rows")}</div>'


def _row(field: Field, place: str, row: int, words: Words) -> str:
    cells = "".join(
        f"<td>{control(each, f'{place}.{row}.{each.id}', f'{each.label}, {row}', words)}</td>"
        for each in field.columns
    )
    return f"<tr>{cells}</tr>"


def _sheet_of(head: str, rows: str, name: str) -> str:
    return (
        f'<div class="scroll" tabindex="0"><table class="{name}">\n<thead>\n<tr>{head}</tr>\n</thead>\n'
        f"<tbody>\n{rows}\n</tbody>\n</table></div>"
    )


def _help(field: Field) -> str:
    return f'<p class="help">{escape(field.help)}</p>' if field.help else ""
