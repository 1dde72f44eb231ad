"""The inputs of a form."""

from html import escape
from typing import assert_never

from schemekit.document.blocks import Field
from schemekit.document.fields import options, shown
from schemekit.document.theme import Words


def control(field: Field, place: str, label: str, words: Words) -> str:
    """One input with the id `place`, named by `label` for those who cannot see where it stands."""
    named = f'id="{place}" name="{place.removeprefix("field-")}" aria-label="{escape(label)}"'
    match field.kind:
        case "prose":
            text = escape(field.value)
            return f'<textarea {named} rows="5"{_limit(field)}>{text}</textarea>'
        case "choice" | "yes_no":
            return _list(field, named, words)
        case "choices" | "rows":
            # pieces() has taken these out of sentences; in a heading they stay a line to write on
            return _typed(field, named, "text")
        case "text" | "number" | "email" | "date":
            return _typed(field, named, field.kind)
        case _:
            assert_never(field.kind)


def _typed(field: Field, named: str, kind: str) -> str:
    value = f' value="{escape(field.value)}"' if field.value else ""
    step = ' step="any"' if kind == "number" else ""
    return f'<input type="{kind}" {named}{value}{step}{_limit(field)}>'


def _list(field: Field, named: str, words: Words) -> str:
    offered = options(field, words)
    if field.other:
        place = named.split('"')[1] + "-options"
        items = "".join(f'<option value="{escape(each.label)}">' for each in offered)
        value = f' value="{escape(shown(field, words))}"' if field.value else ""
        return f'<input type="text" {named} list="{place}"{value}><datalist id="{place}">{items}</datalist>'
    items = "".join(
        f'<option value="{escape(each.id)}"{" selected" if each.id == field.value else ""}>'
        f"{escape(each.label)}</option>"
        for each in offered
    )
    return f'<select {named}><option value="">{escape(words.choose)}</option>{items}</select>'


def _limit(field: Field) -> str:
    return f' maxlength="{field.maximum}"' if field.maximum else ""
