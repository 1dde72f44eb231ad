"""The list that counts the paragraphs of a style."""

from typing import Final

from lxml import etree

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NONE: Final = "0"
"""The list that stands for none, also where a style is based on one that counts."""
_ABOVE: Final = ("keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
_BEFORE_NUMBERS: Final = {f"{_W}{name}" for name in _ABOVE}
_BELOW: Final = ("rPr", "tblPr", "trPr", "tcPr", "tblStylePr")
_AFTER_PARAGRAPHS: Final = {f"{_W}{name}" for name in _BELOW}
"""What the schema wants before the number, and what after the properties it stands in."""


def count(style: etree._Element, list_: str, level: int) -> None:
    """Let `style` be counted on a level of that list, and of no other."""
    properties = _properties(style)
    for old in properties.findall(f"{_W}numPr"):
        properties.remove(old)
    number = etree.Element(f"{_W}numPr")
    etree.SubElement(number, f"{_W}ilvl", {f"{_W}val": f"{level}"})
    etree.SubElement(number, f"{_W}numId", {f"{_W}val": list_})
    properties.insert(sum(each.tag in _BEFORE_NUMBERS for each in properties), number)


def _properties(style: etree._Element) -> etree._Element:
    found = style.find(f"{_W}pPr")
    if found is None:
        found = etree.Element(f"{_W}pPr")
        later = (at for at, each in enumerate(style) if each.tag in _AFTER_PARAGRAPHS)
        style.insert(next(later, len(style)), found)
    return found
