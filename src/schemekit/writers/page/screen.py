"""A page on a screen: inputs that a browser knows, notes at the end."""

from html import escape
from typing import Final, assert_never

from schemekit.document.blocks import Choice, Field
from schemekit.document.fields import options, shown
from schemekit.document.theme import Words
from schemekit.writers.page.sheet import FIELD, Sheet

sibling: Final = "html"


def control(field: Field, place: str, words: Words, label: str = "") -> str:
    """The input with the id `place`; `label` names it where no label of its own stands by it."""
    heard = f' aria-label="{escape(label)}"' if label else ""
    named = f'id="{escape(place)}" name="{escape(place.removeprefix(FIELD))}"{heard}'
    match field.kind:
        case "prose" | "choices" | "rows":
            # boxes and tables cannot stand inside a line, so there they are written out
            asked = f"{_limit(field)}{_prompt(field)}"
            return f'<textarea {named} rows="4"{asked}>{escape(field.value)}</textarea>'
        case "choice" | "yes_no" if field.other:
            return _typed_list(field, place, named, words)
        case "choice" | "yes_no":
            return _list(field, named, words)
        case "text" | "number" | "email" | "date":
            return _typed(field, named, field.kind)
        case _:
            assert_never(field.kind)


def box(option: Choice, place: str, checked: str, group: str) -> str:
    """A box to tick; the group is named by its legend."""
    del group
    name = escape(f"{place.removeprefix(FIELD)}.{option.id}")
    return f'<input type="checkbox" name="{name}"{checked}>'


def tick(label: str, sheet: Sheet) -> str:
    """A box before a list item, which is its label."""
    del label, sheet
    return '<input type="checkbox">'


def citation(number: int, sheet: Sheet) -> str:
    """A raised number; the note leads back to the first of its kind."""
    place = sheet.fresh(f"cited-{number}")
    label = f"{sheet.words.note} {number}"
    link = f'<a href="#note-{number}" aria-label="{escape(label)}">{number}</a>'
    return f'<sup id="{place}">{link}</sup>'


def hint(field: Field, words: Words) -> str:
    """Nothing: a browser shows what can be picked."""
    del field, words
    return ""


def signed(space: Field, place: str, label: str, words: Words) -> str:
    """An input like any other."""
    return control(space, place, words, label)


def _typed(field: Field, named: str, kind: str) -> str:
    value = f' value="{escape(field.value)}"' if field.value else ""
    step = ' step="any"' if kind == "number" else ""
    return f'<input type="{kind}" {named}{value}{step}{_limit(field)}{_prompt(field)}>'


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


def _prompt(field: Field) -> str:
    return f' placeholder="{escape(field.prompt)}"' if field.prompt else ""


def _if(word: str, holds: bool) -> str:  # noqa: FBT001 - an attribute stands there or not
    return f" {word}" if holds else ""
