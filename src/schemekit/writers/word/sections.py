"""Sections numbered by Word: a list of its own, bound to the styles of headings.

Bound to styles, it counts every heading of a numbered document, also one put in by hand.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from lxml import etree

from schemekit.document.theme import Theme
from schemekit.writers.word.counting import NONE, count
from schemekit.writers.word.package import house, parts

STYLES: Final = "word/styles.xml"
NUMBERING: Final = "word/numbering.xml"
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LIST: Final = "2"
"""The list of the base that numbers sections, and its kind."""
_LEVELS: Final = ("Heading2", "Heading3")
"""The style of each level; the first heading of a document is its title."""
NO_NUMBER: Final = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{NONE}"/></w:numPr>'
"""Of a heading that is not counted where others are."""


@lru_cache(maxsize=4)
def numbered_styles(theme: Theme) -> bytes:
    """The styles of the base, those of headings in the list."""
    root = etree.fromstring(parts(theme)[STYLES])
    levels = {style: level for level, style in enumerate(_named(theme))}
    for style in root.iter(f"{_W}style"):
        level = levels.get(str(style.get(f"{_W}styleId")))
        if level is not None:
            count(style, _LIST, level)
    return _bytes(root)


@lru_cache(maxsize=4)
def numbered_lists(theme: Theme) -> bytes:
    """The lists of the base, that of sections bound to the styles of headings."""
    root = etree.fromstring(parts(theme)[NUMBERING])
    (kind,) = (e for e in root.iter(f"{_W}abstractNum") if e.get(f"{_W}abstractNumId") == _LIST)
    for level, style in zip(kind.iter(f"{_W}lvl"), _named(theme), strict=True):
        bound = etree.Element(f"{_W}pStyle", {f"{_W}val": style})
        level.insert(level.index(level.findall(f"{_W}numFmt")[0]) + 1, bound)
    return _bytes(root)


def _named(theme: Theme) -> tuple[str, ...]:
    """The styles of headings by the ids they have in the file."""
    own = house(theme)
    ids: Mapping[str, str] = own.ids if own else {}
    return tuple(ids.get(each, each) for each in _LEVELS)


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
