"""Words inside a page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as of
from html import escape
from itertools import count
from typing import Final, assert_never
from urllib.parse import quote

from schemekit.document.blocks import (
    Citation,
    Document,
    Emphasis,
    Field,
    Inline,
    LineBreak,
    Link,
    OpenPoint,
    See,
    Strong,
    Text,
)
from schemekit.document.finish import noted
from schemekit.document.outline import Entry
from schemekit.document.theme import Words
from schemekit.writers.page.controls import FIELD, control

_UNPRINTABLE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What all parts of one page share; it remembers what was given out so far."""

    document: Document
    words: Words
    headings: Iterator[Entry]
    signatures: Iterator[int] = of(default_factory=lambda: count(1))
    taken: set[str] = of(default_factory=set)

    def fresh(self, name: str) -> str:
        """`name`, or with a number where it is taken."""
        place, free = 2, name
        while free in self.taken:
            place, free = place + 1, f"{name}~{place}"
        self.taken.add(free)
        return free


def clean(text: str) -> str:
    """`text` without the characters that no page may hold."""
    return _UNPRINTABLE.sub("", text)


def inlines(content: tuple[Inline, ...], sheet: Sheet) -> str:
    return "".join([_inline(each, sheet) for each in noted(content)])


def _inline(inline: Inline, sheet: Sheet) -> str:
    match inline:
        case Text(text):
            return escape(text)
        case LineBreak():
            return "<br>"
        case Strong(content):
            return f"<strong>{inlines(content, sheet)}</strong>"
        case Emphasis(content):
            return f"<em>{inlines(content, sheet)}</em>"
        case Link(target, content):
            return f'<a href="{escape(target)}">{inlines(content, sheet)}</a>'
        case See(title=title, file=file, ending=ending):
            # pages stand in a folder of their own, workbooks beside it
            target = f"../{file}.{ending}" if ending else f"{file}.html"
            return f'<a href="{escape(quote(target))}">{escape(title)}</a>'
        case Field():
            return control(inline, sheet.fresh(FIELD + inline.id), sheet.words, inline.label)
        case Citation(number=number):
            return _citation(number, sheet)
        case OpenPoint(label=label):
            return f"<mark>[{escape(sheet.words.to_decide)}: {escape(label)}]</mark>"
        case _:
            assert_never(inline)


def _citation(number: int, sheet: Sheet) -> str:
    """A raised number; the note leads back to the first of its kind."""
    place = sheet.fresh(f"cited-{number}")
    label = f"{sheet.words.note} {number}"
    link = f'<a href="#note-{number}" aria-label="{escape(label)}">{number}</a>'
    return f'<sup id="{place}">{link}</sup>'
