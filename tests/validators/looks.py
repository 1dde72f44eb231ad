"""How a paragraph or a run of a Word file looks in the end, through styles built on styles."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, TypeAlias

from lxml import etree
from tests.validators.package import Package, W, child_value, local, value

Element: TypeAlias = etree._Element

BLACK: Final = "000000"
WHITE: Final = "FFFFFF"
_HEADED: Final = {"firstRow": "firstRow", "firstColumn": "firstCol"}
"""What a table says it has, and the part of its style that is meant."""


@dataclass(frozen=True)
class Looks:
    """The styles of one file."""

    package: Package
    known: dict[tuple[str, str, str], str] = field(default_factory=dict)

    @cached_property
    def sheet(self) -> Element:
        return self.package.tree("word/styles.xml")

    @cached_property
    def styles(self) -> dict[str, Element]:
        return {value(each, "styleId"): each for each in self.sheet.iter(f"{W}style")}

    def level(self, paragraph: Element) -> int:
        """The level of a heading from 1; 0 of what is none."""
        style = child_value(paragraph, "pPr/pStyle")
        found = child_value(paragraph, "pPr/outlineLvl") or self._styled(style, "pPr/outlineLvl")
        return int(found) + 1 if found and int(found) < 9 else 0

    def counted(self, paragraph: Element) -> tuple[str, int]:
        """The list that counts a paragraph, empty where none does, and the level in it."""
        style = child_value(paragraph, "pPr/pStyle")
        found = child_value(paragraph, "pPr/numPr/numId")
        level = child_value(paragraph, "pPr/numPr/ilvl")
        if not found:
            found = self._styled(style, "pPr/numPr/numId")
            level = self._styled(style, "pPr/numPr/ilvl")
        return ("" if found == "0" else found), int(level or 0)

    def colour(self, run: Element, paragraph: Element) -> str:
        """The colour of the letters."""
        path = "rPr/color"
        return (
            _seen(child_value(run, path))
            or self._styled(child_value(run, "rPr/rStyle"), path)
            or self._styled(child_value(paragraph, "pPr/pStyle"), path)
            or _seen(child_value(self.sheet, "docDefaults/rPrDefault/rPr/color"))
            or BLACK
        )

    def ground(self, run: Element, paragraph: Element) -> str:
        """The colour behind the letters."""
        return (
            _seen(child_value(run, "rPr/shd", "fill"))
            or self._styled(child_value(run, "rPr/rStyle"), "rPr/shd", "fill")
            or _seen(child_value(paragraph, "pPr/shd", "fill"))
            or self._styled(child_value(paragraph, "pPr/pStyle"), "pPr/shd", "fill")
            or next(filter(None, map(_filled, self._cells(paragraph))), "")
            or WHITE
        )

    def _styled(self, style: str, path: str, name: str = "val") -> str:
        """What a style says, or else those it is built on."""
        key = (style, path, name)
        if key not in self.known:
            said = (_seen(child_value(each, path, name)) for each in self._chain(style))
            self.known[key] = next(filter(None, said), "")
        return self.known[key]

    def _cells(self, paragraph: Element) -> Iterator[Element]:
        """The cell round a paragraph, and what the style of the table says of such a cell."""
        cell = next(paragraph.iterancestors(f"{W}tc"), None)
        table = next(paragraph.iterancestors(f"{W}tbl"), None)
        if cell is None or table is None:
            return
        yield cell
        row = next(cell.iterancestors(f"{W}tr"))
        first = {
            "firstRow": row is table.find(f"{W}tr"),
            "firstColumn": cell is row.find(f"{W}tc"),
        }
        look = table.find(f"{W}tblPr/{W}tblLook")
        for name, part in _HEADED.items():
            if look is not None and value(look, name) == "1" and first[name]:
                yield from self._parts(child_value(table, "tblPr/tblStyle"), part)

    def _parts(self, style: str, part: str) -> Iterator[Element]:
        for each in self._chain(style):
            for found in each.iterfind(f"{W}tblStylePr"):
                if value(found, "type") == part:
                    yield found

    def _chain(self, style: str) -> Iterator[Element]:
        """The style and those it is built on."""
        while style in self.styles:
            yield self.styles[style]
            style = child_value(self.styles[style], "basedOn")


def contrast(one: str, other: str) -> float:
    """How far two colours stand apart, as WCAG reckons it: 1 to 21."""
    light, dark = sorted((_light(one), _light(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def runs(paragraph: Element) -> Iterator[Element]:
    """The runs that show letters, also those in links and controls."""
    for run in paragraph.iter(f"{W}r"):
        if any((each.text or "").strip() for each in run.iter(f"{W}t")):
            yield run


def blank(paragraph: Element) -> bool:
    """Whether there is nothing in a paragraph to read, see or fill in."""
    shown = {"t", "drawing", "sdt", "footnoteReference", "fldChar"}
    return not any(local(each) in shown for each in paragraph.iter(f"{W}*"))


def _filled(cell: Element) -> str:
    return _seen(child_value(cell, "tcPr/shd", "fill"))


def _seen(colour: str) -> str:
    return "" if colour == "auto" else colour


def _light(colour: str) -> float:
    red, green, blue = (_linear(each / 255) for each in bytes.fromhex(colour.removeprefix("#")))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
