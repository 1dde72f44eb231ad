"""Words inside a page."""

from html import escape
from typing import assert_never
from urllib.parse import quote

from schemekit.document.blocks import (
    Citation,
    Emphasis,
    Field,
    Inline,
    LineBreak,
    Link,
    OpenPoint,
    See,
    SeeSection,
    Strong,
    Text,
)
from schemekit.document.finish import noted
from schemekit.writers.page.sheet import FIELD, Sheet


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
            target = f"../{file}.{ending}" if ending else f"{file}.{sheet.medium.sibling}"
            return f'<a href="{escape(quote(target))}">{escape(title)}</a>'
        case SeeSection(title, anchor, number):
            return f'<a href="#{escape(anchor)}">{escape(number or title)}</a>'
        case Field():
            place = sheet.fresh(FIELD + inline.id)
            return sheet.medium.control(inline, place, sheet.words, inline.label)
        case Citation(number=number):
            return sheet.medium.citation(number, sheet)
        case OpenPoint(label=label):
            return f"<mark>[{escape(sheet.words.to_decide)}: {escape(label)}]</mark>"
        case _:
            assert_never(inline)
