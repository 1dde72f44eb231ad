"""The parts of a Word document beside its text: properties, header, footer, notes, numbering."""

import re
from functools import lru_cache
from typing import Final

from schemekit.document.blocks import Document
from schemekit.document.naming import known_by
from schemekit.document.theme import Theme
from schemekit.writers.word.inlines import field, inlines
from schemekit.writers.word.logo import picture
from schemekit.writers.word.package import parts
from schemekit.writers.word.sections import NUMBERING, numbered_lists
from schemekit.writers.word.sheet import Sheet
from schemekit.writers.word.text import Look, escaped, paragraph, raw_run, run

NAMESPACES: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14"'
)
_W_SPACE: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WHEN: Final = "2020-01-01T00:00:00Z"
"""A fixed moment, so that equal documents are equal files."""
_OWN: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The set of properties that a person or a program may add to."""
SETTINGS: Final = "word/settings.xml"
_PROTECTION: Final = b'<w:documentProtection w:edit="forms" w:enforcement="1"/>'
_AFTER_PROTECTION: Final = re.compile(
    rb"<w:(?:autoFormatOverride|styleLock\w+|defaultTabStop|autoHyphenation|hyphenationZone|"
    rb"evenAndOddHeaders|drawingGrid\w+|characterSpacingControl|footnotePr|endnotePr|compat|rsids|"
    rb"themeFontLang|clrSchemeMapping|decimalSymbol|listSeparator)\b|</w:settings>"
)
"""What the schema wants behind it."""
_SEPARATORS: Final = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r>'
    "</w:p></w:footnote>"
)


def xml(text: str) -> bytes:
    return (_HEAD + text).encode()


def core(document: Document) -> bytes:
    """Title, language and the like, as a file manager shows them."""
    return xml(
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms='
        '"http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(document.title)}</dc:title>"
        f"<dc:subject>{escaped(document.scheme)}</dc:subject>"
        f"<dc:creator>{escaped(document.organisation)}</dc:creator>"
        f"<dc:description>{escaped(document.purpose)}</dc:description>"
        f"<dc:language>{escaped(document.language)}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{_WHEN}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{_WHEN}</dcterms:modified>'
        "</cp:coreProperties>"
    )


def custom(document: Document) -> bytes:
    """The properties that tell which form this is when it comes back."""
    properties = "".join(
        f'<property fmtid="{_OWN}" pid="{number}" name="{each}">'
        f"<vt:lpwstr>{escaped(value)}</vt:lpwstr></property>"
        for number, (each, value) in enumerate(known_by(document).items(), start=2)
    )
    return xml(
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
        ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f"{properties}</Properties>"
    )


@lru_cache(maxsize=4)
def protected_settings(theme: Theme) -> bytes:
    """The settings of the base, and that only fields can be changed; no password is asked."""
    base = parts(theme)[SETTINGS]
    return _AFTER_PROTECTION.sub(lambda found: _PROTECTION + found[0], base, count=1)


def first_header(document: Document, theme: Theme) -> bytes:
    """The first page carries the title itself, so its header names the organisation only.

    A cover names that too: its header holds the logo and nothing else.
    """
    above = paragraph(picture(theme.logo), "Header") if theme.logo else ""
    above += example_mark(document)
    if document.has_cover and above:
        return xml(f"<w:hdr {NAMESPACES}>{above}</w:hdr>")
    return _header(run(document.organisation, Look(bold=True)), above)


def header(document: Document) -> bytes:
    named = run(document.title, Look(bold=True))
    return _header(named + run(f" | {document.organisation}"), example_mark(document))


def example_mark(document: Document) -> str:
    """What says on every page that a form was filled in as an example."""
    mark = document.example
    return paragraph(run(mark, Look(bold=True)), "Header") if mark else ""


def with_mark(header: bytes, document: Document) -> bytes:
    """A header of the house that says so too."""
    told = example_mark(document).replace("<w:p>", f"<w:p {_W_SPACE}>", 1).encode()
    return re.sub(rb"</(?:\w+:)?hdr>\s*$", lambda end: told + end[0], header)


def footer(document: Document, theme: Theme) -> bytes:
    words = theme.words
    pages = (
        run(f"{words.page} ") + field("PAGE", "1") + run(f" {words.of} ") + field("NUMPAGES", "1")
    )
    line = paragraph(run(document.footer), "Footer") if document.footer else ""
    return xml(f"<w:ftr {NAMESPACES}>{line}{paragraph(pages, 'PageNumber')}</w:ftr>")


def footnotes(sheet: Sheet) -> bytes:
    """The document's notes, each a footnote of the same number."""
    raised = Look("FootnoteReference")
    notes = "".join(
        f'<w:footnote w:id="{note.number}">'
        + paragraph(
            raw_run("<w:footnoteRef/>", raised) + run(" ") + inlines(note.content, sheet),
            "FootnoteText",
        )
        + "</w:footnote>"
        for note in sheet.document.notes
    )
    return xml(f"<w:footnotes {NAMESPACES}>{_SEPARATORS}{notes}</w:footnotes>")


def relationships(base: bytes, links: str) -> bytes:
    """Those of the base and the `links` after them."""
    return base.replace(b"</Relationships>", links.encode() + b"</Relationships>")


def only_links(links: str) -> bytes:
    return xml(
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{links}</Relationships>"
    )


@lru_cache(maxsize=64)
def numbering(theme: Theme, lists: tuple[int, ...], *, sections: bool) -> bytes:
    """The list styles of the base, and for each numbered list a count of its own from 1."""
    nums = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="{level}">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for number, level in enumerate(lists, start=3)
    )
    base = numbered_lists(theme) if sections else parts(theme)[NUMBERING]
    return base.replace(b"</w:numbering>", nums.encode() + b"</w:numbering>")


def _header(runs: str, above: str = "") -> bytes:
    return xml(f"<w:hdr {NAMESPACES}>{above}{paragraph(runs, 'Header')}</w:hdr>")
