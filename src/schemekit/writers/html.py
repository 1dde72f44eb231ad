"""A document as one page that needs nothing else: no script, no network."""

from html import escape
from typing import Final

from schemekit.document.blocks import Document, Note
from schemekit.document.finish import finished
from schemekit.document.outline import outline
from schemekit.document.theme import Theme, tint
from schemekit.writers.page import screen
from schemekit.writers.page.blocks import blocks
from schemekit.writers.page.inlines import inlines
from schemekit.writers.page.logo import picture
from schemekit.writers.page.sheet import Sheet, clean, parts

ending: Final = "html"


def write(document: Document, theme: Theme) -> bytes:
    """`document` as one self-contained page."""
    whole = finished(document, theme.words)
    headings, written_before = iter(outline(whole)), parts(theme.words)
    sheet = Sheet(whole, theme.words, headings, screen, parts=written_before)
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
    ).encode()


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
