"""Text, runs and paragraphs of WordprocessingML; everything a person wrote passes `escaped`."""

import re
from functools import lru_cache
from typing import Final, NamedTuple

_SPECIAL: Final = re.compile(
    '[&<>"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]'
)
_NAMES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_BREAKS: Final = re.compile(r"(\r\n|[\n\r\t])")
KEEP: Final = "<w:keepNext/>"
TAB: Final = "<w:r><w:tab/></w:r>"
_TAB: Final = "<w:tab/>"
_BREAK: Final = "<w:br/>"


class Look(NamedTuple):
    """How a run looks, beyond its paragraph."""

    style: str = ""
    bold: bool = False
    italic: bool = False


PLAIN: Final = Look()


def escaped(text: str) -> str:
    """`text` for an element or an attribute; characters that no XML may hold are left out."""
    if not _SPECIAL.search(text):
        return text
    return _SPECIAL.sub(lambda found: _NAMES.get(found[0], ""), text)


def run(text: str, look: Look = PLAIN) -> str:
    """Characters that look alike; line breaks and tabs in them show."""
    if "\n" in text or "\t" in text or "\r" in text:
        pieces = "".join(map(_piece, _BREAKS.split(text)))
    else:
        pieces = _piece(text)
    return f"<w:r>{properties(look)}{pieces}</w:r>"


def raw_run(content: str, look: Look = PLAIN) -> str:
    """A run of something that is not text."""
    return f"<w:r>{properties(look)}{content}</w:r>"


@lru_cache(maxsize=64)
def properties(look: Look) -> str:
    style = f'<w:rStyle w:val="{look.style}"/>' if look.style else ""
    inner = style + ("<w:b/>" if look.bold else "") + ("<w:i/>" if look.italic else "")
    return f"<w:rPr>{inner}</w:rPr>" if inner else ""


def paragraph(runs: str, style: str, more: str = "") -> str:
    """A paragraph; `more` are its properties beyond the style, in the order of the schema."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{runs}</w:p>'


def ruled_to(width: int) -> str:
    """The property of a paragraph whose last tab draws a line to write on."""
    return f'<w:tabs><w:tab w:val="right" w:leader="underscore" w:pos="{width}"/></w:tabs>'


def dotted_to(width: int) -> str:
    """The property of a paragraph whose last tab leads to a page number."""
    return f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{width}"/></w:tabs>'


def _piece(text: str) -> str:
    if text == "\t":
        return _TAB
    if text in {"\n", "\r", "\r\n"}:
        return _BREAK
    return f'<w:t xml:space="preserve">{escaped(text)}</w:t>' if text else ""
