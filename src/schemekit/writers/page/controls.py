"""The inputs of a form."""

from html import escape
from typing import Final, assert_never

from schemekit.document.blocks import Field
from schemekit.document.fields import options, shown
from schemekit.document.theme import Words

FIELD: Final = "field-"
"""What the id of every input begins with; the rest is the name of its answer."""


def control(field: Field, place: str, words: Words, label: str = "") -> str:
    """The input with the id `place`; `label` names it where no label of its own stands by it."""
    heard = f' aria-label="{escape(label)}"' if label else ""
    named = f'id="{escape(place)}" name="{escape(place.removeprefix(FIELD))}"{heard}'
    match field.kind:
        case "prose" | "choices" | "rows":
            # boxes and tables cannot stand inside a line, so there they are written out
            return f'<textarea {named} rows="4"{_limit(field)}>{escape(field.value)}</textarea>'
        case "choice" | "yes_no" if field.other:
            return _typed_list(field, place, named, words)
        case "choice" | "yes_no":
            return _list(field, named, words)
        case "text" | "number" | "email" | "date":
            return _typed(field, named, field.kind)
        case _:
            assert_never(field.kind)


def _typed(field: Field, named: str, kind: str) -> str:
    value = f' value="{escape(field.value)}"' if field.value else ""
    step = ' step="any"' if kind == "number" else ""
    return f'<input type="{kind}" {named}{value}{step}{_limit(field)}>'


def _typed_list(field: Field, place: str, named: str, words: Words) -> str:
    listed = escape(f"{place}-options")
    value = f' value="{escape(shown(field, words))}"' if field.value else ""
    items = "".join(
        f'<option value="{escape(each.label)}"></option>' for each in options(field, words)
    )
    return (
        f'<input type="text" {named} list="{listed}"{value}>'
        f'<datalist id="{listed}">{items}</datalist>'
    )


def _list(field: Field, named: str, words: Words) -> str:
    items = "".join(
        f'<option value="{escape(each.id)}"{_if("selected", each.id == field.value)}>'
        f"{escape(each.label)}</option>"
        for each in options(field, words)
    )
    return f'<select {named}><option value="">{escape(words.choose)}</option>{items}</select>'


def _limit(field: Field) -> str:
    return f' maxlength="{field.maximum}"' if field.maximum else ""


def _if(word: str, holds: bool) -> str:  # noqa: FBT001 - an attribute stands there or not
    return f" {word}" if holds else ""
