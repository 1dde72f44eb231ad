"""A page on paper: what is filled in and what is not can be seen, and notes stand at the foot."""

from html import escape
from typing import Final, assert_never

from schemekit.document.blocks import Choice, Field
from schemekit.document.fields import options, shown
from schemekit.document.theme import Words
from schemekit.writers.page.inlines import inlines
from schemekit.writers.page.sheet import FIELD, Sheet

sibling: Final = "pdf"
TYPED: Final = "typed"
"""The class of a list that also takes typed text."""
_JOINED: Final = "\u2060"
"""Keeps the number of a note on the line of what it proves."""
_HINTED: Final = 200
"""Characters of options that are printed beside a list; where there are more, it is on screen."""


def control(field: Field, place: str, words: Words, label: str = "") -> str:
    """An input whose title is read aloud."""
    named = _named(place, label or field.label)
    match field.kind:
        case "prose" | "choices" | "rows":
            limit = f' maxlength="{field.maximum}"' if field.maximum else ""
            return f"<textarea {named}{limit}>{escape(field.value)}</textarea>"
        case "choice" | "yes_no":
            return _list(field, named, words)
        case "date":
            return _line(field, _named(place, f"{label or field.label} ({words.date_hint})"), words)
        case "text" | "number" | "email":
            return _line(field, named, words)
        case _:
            assert_never(field.kind)


def box(option: Choice, place: str, checked: str, group: str) -> str:
    """A box to tick; heard alone, it says its group too."""
    return _box(f"{place.removeprefix(FIELD)}.{option.id}", f"{group}: {option.label}", checked)


def tick(label: str, sheet: Sheet) -> str:
    """A box before a list item, numbered as in every other format."""
    return _box(f"tick.{next(sheet.ticks)}", label)


def citation(number: int, sheet: Sheet) -> str:
    """A raised number; where it first stands, the note goes to the foot of the page."""
    place = sheet.fresh(f"cited-{number}")
    call = f'{_JOINED}<sup id="{place}">{_link(f"note-{number}", sheet.words.note, number)}</sup>'
    if place != f"cited-{number}":
        return call
    said = "".join(inlines(n.content, sheet) for n in sheet.document.notes if n.number == number)
    back = _link(place, sheet.words.back, number)
    return f'{call}<span class="footnote" id="note-{number}">{back} {said}</span>'


def hint(field: Field, words: Words) -> str:
    """How a date is written, and what a list holds, for who fills in with a pen."""
    match field.kind:
        case "date":
            return words.date_hint
        case "choice" | "yes_no":
            listed = " / ".join(each.label for each in options(field, words))
            return listed if len(listed) <= _HINTED else ""
        case _:
            return ""


def signed(space: Field, place: str, label: str, words: Words) -> str:
    """Room for a pen: nobody signs with a keyboard here."""
    del space, place, label, words
    return ""


def _named(place: str, title: str) -> str:
    name = escape(place.removeprefix(FIELD))
    return f'id="{escape(place)}" name="{name}" title="{escape(title)}"'


def _line(field: Field, named: str, words: Words) -> str:
    limit = f' maxlength="{field.maximum}"' if field.maximum else ""
    value = escape(shown(field, words))
    return f'<input type="text" class="{field.kind}" {named} value="{value}"{limit}>'


def _list(field: Field, named: str, words: Words) -> str:
    picked = shown(field, words)
    offered = "".join(_option(each, picked == each.label) for each in options(field, words))
    typed = f' class="{TYPED}"' if field.other else ""
    return f'<select {named}{typed}><option value=""></option>{offered}</select>'


def _option(option: Choice, picked: bool) -> str:  # noqa: FBT001 - an attribute or none
    chosen = " selected" if picked else ""
    return f'<option value="{escape(option.id)}"{chosen}>{escape(option.label)}</option>'


def _box(name: str, title: str, checked: str = "") -> str:
    return f'<input type="checkbox" name="{escape(name)}" title="{escape(title)}"{checked}>'


def _link(target: str, word: str, number: int) -> str:
    return f'<a href="#{target}" title="{escape(f"{word} {number}")}">{number}</a>'
