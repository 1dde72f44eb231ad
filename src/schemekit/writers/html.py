"""A document as one page that needs nothing else: no script, no network."""

import re
from html import escape
from typing import Final

from schemekit.document.blocks import Block, Document, Inline, Note, Paragraph
from schemekit.document.drafts import (
    NO_WORDS,
    STAND_IN,
    Draft,
    OwnWords,
    lines_before,
    spoken_block,
)
from schemekit.document.finish import finished
from schemekit.document.memory import Kept
from schemekit.document.outline import outline
from schemekit.document.theme import Theme, tint
from schemekit.document.walk import leads
from schemekit.writers.page import screen
from schemekit.writers.page.blocks import blocks
from schemekit.writers.page.inlines import inlines
from schemekit.writers.page.logo import picture
from schemekit.writers.page.sheet import Sheet, clean, parts

ending: Final = "html"
_GAP: Final = re.compile(f"({STAND_IN.pattern})")
_LINES: Final[Kept[None, tuple[tuple[Paragraph[Inline], Block], ...]]] = Kept(most=512)
_GAPPED: Final[Kept[tuple[Theme, tuple[bool, ...]], tuple[bytes, ...]]] = Kept(most=256, ways=4)
"""The pages of drafts, by which lines stay with what follows, without the words to put in."""


def write(document: Document, theme: Theme) -> bytes:
    """`document` as one self-contained page."""
    return _page(document, theme, NO_WORDS).encode()


def write_draft(draft: Draft, theme: Theme) -> bytes:
    """The page that `write` makes of the document, most of it written once for many drafts."""
    if not draft.words or not draft.faithful:
        return write(draft.document, theme)
    lines = _LINES.made(draft.common, None, lambda: tuple(lines_before(draft.common.content)))
    stay = tuple([leads(spoken_block(line, draft.words), after) for line, after in lines])
    pieces = _GAPPED.made(draft.common, (theme, stay), lambda: _gapped(draft, theme))
    told = {
        chr(stand_in).encode(): clean(escape(said)).encode()
        for stand_in, said in draft.words.items()
    }
    return b"".join([told.get(each, each) for each in pieces])


def _gapped(draft: Draft, theme: Theme) -> tuple[bytes, ...]:
    """The page of a draft in pieces, and the stand-ins between them."""
    page = _page(draft.common, theme, draft.words)
    return tuple(each.encode() for each in _GAP.split(page))


def _page(document: Document, theme: Theme, own: OwnWords) -> str:
    """The page of a document; `own` are words that are put in later."""
    whole = finished(document, theme.words)
    headings, written_before = iter(outline(whole)), parts(theme.words)
    sheet = Sheet(whole, theme.words, headings, screen, own=own, parts=written_before)
    body = blocks(whole.content, sheet)
    return clean(
        f'<!DOCTYPE html>\n<html lang="{escape(document.language)}">\n<head>\n'
        '<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="description" content="{escape(document.purpose)}">\n'
        f'<meta name="document-id" content="{escape(document.id)}">\n'
        f'<meta name="toolkit" content="{escape(document.toolkit)}">\n'
        f"<title>{escape(document.title)} – {escape(document.organisation)}</title>\n"
        f"<style>\n{_looks(theme)}{theme.css}</style>\n</head>\n<body>\n"
        f"{_marked(document)}"
        f'<header class="top">{picture(theme)}<p>{escape(document.organisation)}</p></header>\n'
        f"<main>\n{body}\n{_notes(whole.notes, sheet)}</main>\n"
        f'<footer class="foot"><p>{escape(document.footer)}</p></footer>\n</body>\n</html>\n'
    )


def _marked(document: Document) -> str:
    """What stays in sight while somebody reads an example, and is printed on every page."""
    mark = document.example
    return f'<aside class="example-mark">{escape(mark)}</aside>\n' if mark else ""


def _looks(theme: Theme) -> str:
    """What the style sheet takes from the theme."""
    return (
        f":root {{ --accent: {theme.colour}; --tint: {tint(theme.colour)};"
        f' --font: "{theme.font}"; }}\n@page {{ size: {theme.paper}; }}\n'
        f"@page wide {{ size: {theme.paper} landscape; }}\n"
    )


def _notes(notes: tuple[Note, ...], sheet: Sheet) -> str:
    if not notes:
        return ""
    items = "\n".join(_note(each, sheet) for each in notes)
    title = f'<h2 id="notes-title">{escape(sheet.words.notes)}</h2>'
    return (
        f'<section class="notes" aria-labelledby="notes-title">\n{title}\n<ol>\n{items}\n</ol>\n'
        "</section>\n"
    )


def _note(note: Note, sheet: Sheet) -> str:
    back = f'<a class="back" href="#cited-{note.number}" aria-label="{escape(sheet.words.back)}">'
    return (
        f'<li id="note-{note.number}" value="{note.number}">{inlines(note.content, sheet)}'
        f" {back}↩</a></li>"
    )
