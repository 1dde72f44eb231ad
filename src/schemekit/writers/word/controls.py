"""Content controls: the fields of a form, inside a line."""

from typing import Final, assert_never

from schemekit.document.blocks import Field
from schemekit.document.fields import day, options, shown
from schemekit.document.theme import Words
from schemekit.writers.word.gapped import named
from schemekit.writers.word.sheet import Sheet
from schemekit.writers.word.text import Look, escaped, run

_EMPTY: Final = "\u00a0" * 5
_RULE: Final = "\u00a0" * 12
"""Room to write by hand in the middle of a sentence."""
_LONGEST_PROMPT: Final = 32
_PROMPT: Final = Look("PlaceholderText")
_RULED: Final = Look("Blank")
_TICKED: Final = "\u2612"
_UNTICKED: Final = "\u2610"
_BOX_FONT: Final = (
    '<w:rPr><w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic"'
    ' w:hint="eastAsia"/></w:rPr>'
)


def control(field: Field, sheet: Sheet, *, ruled: bool = False, tag: str = "") -> str:
    """The control of one field; `ruled` where a line to write on must show in print."""
    value = shown(field, sheet.words)
    content = run(value) if value else _prompt(field, sheet.words, ruled=ruled)
    kind = _kind(field, sheet.words)
    return wrapped(tag or field.id, field.label, kind, content, sheet, empty=not value)


def blank(field: Field, sheet: Sheet, tag: str) -> str:
    """The control of a table cell, which in print is the box itself."""
    value = shown(field, sheet.words)
    if value or field.kind in {"choice", "yes_no", "date"}:
        return control(field, sheet, tag=tag)
    kind = _kind(field, sheet.words)
    return wrapped(tag, field.label, kind, run(_EMPTY, _PROMPT), sheet, empty=True)


def tick_box(tag: str, alias: str, sheet: Sheet, *, ticked: bool = False) -> str:
    """A box to tick."""
    kind = (
        f'<w14:checkbox><w14:checked w14:val="{int(ticked)}"/>'
        '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
    )
    mark = _TICKED if ticked else _UNTICKED
    return wrapped(tag, alias, kind, f"<w:r>{_BOX_FONT}<w:t>{mark}</w:t></w:r>", sheet)


def wrapped(  # noqa: PLR0913 - a control has this many parts
    tag: str, alias: str, kind: str, content: str, sheet: Sheet, *, empty: bool = False
) -> str:
    """A control that cannot be deleted, with a bookmark for readers that lose its tag."""
    free = sheet.given(_tag, tag)
    prompt = "<w:showingPlcHdr/>" if empty else ""
    return sheet.bookmarked(
        f"field_{free}",
        f'<w:sdt><w:sdtPr><w:alias w:val="{named(alias, sheet.own)}"/>'
        f'<w:tag w:val="{free}"/>'
        f'<w:id w:val="{sheet.given(_control_number)}"/><w:lock w:val="sdtLocked"/>{prompt}{kind}'
        f"</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>",
    )


def _tag(sheet: Sheet, wanted: str, _: str) -> str:
    return escaped(sheet.numbers.tag(wanted))


def _control_number(sheet: Sheet, _: str, __: str) -> str:
    return str(next(sheet.numbers.controls))


def _kind(field: Field, words: Words) -> str:
    match field.kind:
        case "text" | "number" | "email":
            return "<w:text/>"
        case "prose" | "choices" | "rows":
            # boxes and tables cannot stand inside a line, so there they are written out;
            # LibreOffice throws the line breaks out of a control for plain text of several lines
            return "<w:richText/>"
        case "choice" | "yes_no":
            return _list(field, words)
        case "date":
            return _date(field.value)
        case _:
            assert_never(field.kind)


def _list(field: Field, words: Words) -> str:
    tag = "comboBox" if field.other else "dropDownList"
    items = "".join(
        f'<w:listItem w:displayText="{escaped(each.label)}" w:value="{escaped(each.id)}"/>'
        for each in options(field, words)
    )
    return f"<w:{tag}>{items}</w:{tag}>"


def _date(value: str) -> str:
    chosen = day(value)
    full = f' w:fullDate="{chosen:%Y-%m-%d}T00:00:00Z"' if chosen else ""
    return (
        f'<w:date{full}><w:dateFormat w:val="dd/MM/yyyy"/><w:lid w:val="en-GB"/>'
        '<w:storeMappedDataAs w:val="date"/><w:calendar w:val="gregorian"/></w:date>'
    )


def _prompt(field: Field, words: Words, *, ruled: bool) -> str:
    """What stands in an empty control; in a sentence, what belongs there."""
    match field.kind:
        case "choice" | "yes_no":
            return run(field.prompt or words.choose, _PROMPT)
        case "date":
            return run(words.date_hint, _PROMPT)
        case _ if ruled:
            named = field.label if len(field.label) <= _LONGEST_PROMPT else words.write_here
            return run(named + _RULE, _RULED)
        case _:
            return run(field.prompt or words.write_here, _PROMPT)
