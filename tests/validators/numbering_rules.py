"""What is wrong with the numbers of sections: Word counts them, and the text tells of them."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree
from tests.validators.finding import Finding
from tests.validators.looks import Looks
from tests.validators.package import Package, W, child_value, local, said, value

_STYLES: Final = "word/styles.xml"
_LISTS: Final = "word/numbering.xml"
_BODY: Final = "word/document.xml"
_NUMBER_OF: Final = re.compile(r"\s*REF\s+(\S+)\s.*\\r\b")
_PLACE: Final = re.compile(r"%(\d)")
_GAP: Final = re.compile(r"\[[^\[\]:]+: ([^\[\]]+)\]")
"""An open point in a heading, of which contents say the label alone."""
_LABEL: Final = r"\1"

Level = tuple[str, int]
"""A list, and one of its levels."""


def bound(package: Package) -> Iterator[Finding]:
    """Levels bound to a style that is not bound to them, and styles whose level is another's.

    Word then counts one of the two, and which one differs from Word to Word.
    """
    kinds = _kinds(package)
    levels = _levels(package)
    owners = {place: child_value(each, "pStyle") for place, each in levels.items()}
    styles = {
        value(each, "styleId"): (
            kinds.get(child_value(each, "pPr/numPr/numId"), ""),
            int(child_value(each, "pPr/numPr/ilvl") or 0),
        )
        for each in package.tree(_STYLES).iter(f"{W}style")
    }
    for place, style in owners.items():
        if style and styles.get(style) != place:
            yield Finding("NUM03 level and style", _LISTS, f"{place} names {style}, not it {place}")
    for style, place in styles.items():
        owner = owners.get(place, "")
        if owner and owner != style:
            yield Finding("NUM03 level and style", _STYLES, f"{style} counts as {owner} does")


def told(package: Package) -> Iterator[Finding]:
    """Contents and references that tell of another number than Word counts."""
    headings = _headings(package)
    tree = package.tree(_BODY)
    for link in tree.iter(f"{W}hyperlink"):
        anchor = value(link, "anchor")
        if anchor.startswith("_Toc") and anchor in headings:
            number, words = headings[anchor]
            wanted = f"{number} {_GAP.sub(_LABEL, words)}".strip()
            if not re.fullmatch(rf"{re.escape(wanted)}\d*", said(link).strip()):
                yield Finding("NUM04 contents", _BODY, f"{said(link)!r} leads to {wanted!r}")
    for bookmark, shown in _references(tree):
        number, words = headings.get(bookmark, ("", ""))
        if shown != number.rstrip("."):
            what = f"{shown!r} stands for {number!r} {words!r}"
            yield Finding("NUM05 number of a section", _BODY, what)


def _kinds(package: Package) -> Mapping[str, str]:
    """The kind of each list."""
    return {
        value(each, "numId"): child_value(each, "abstractNumId")
        for each in package.tree(_LISTS).iter(f"{W}num")
    }


def _levels(package: Package) -> Mapping[Level, etree._Element]:
    return {
        (value(kind, "abstractNumId"), int(value(each, "ilvl"))): each
        for kind in package.tree(_LISTS).iter(f"{W}abstractNum")
        for each in kind.iter(f"{W}lvl")
    }


def _headings(package: Package) -> Mapping[str, tuple[str, str]]:
    """The number and the words of each heading, by the bookmarks in it."""
    looks, kinds, levels = Looks(package), _kinds(package), _levels(package)
    counts: Counter[Level] = Counter()
    found: dict[str, tuple[str, str]] = {}
    for each in package.tree(_BODY).iter(f"{W}p"):
        if not looks.level(each):
            continue
        number, level = looks.counted(each)
        kind = kinds.get(number, "")
        if kind:
            counts[kind, level] += 1
            for deeper in [place for place in counts if place[0] == kind and place[1] > level]:
                del counts[deeper]
        shown = _shown(levels.get((kind, level)), kind, counts)
        for bookmark in each.iter(f"{W}bookmarkStart"):
            found[value(bookmark, "name")] = (shown, said(each).strip())
    return found


def _shown(level: etree._Element | None, kind: str, counts: Mapping[Level, int]) -> str:
    if level is None:
        return ""
    text = child_value(level, "lvlText")
    return _PLACE.sub(lambda place: str(counts.get((kind, int(place[1]) - 1), 0)), text)


def _references(tree: etree._Element) -> Iterator[tuple[str, str]]:
    """The bookmark of each field that asks for a number, and what it shows."""
    bookmark, shown, showing = "", "", False
    for each in tree.iter(f"{W}instrText", f"{W}fldChar", f"{W}t"):
        kind = value(each, "fldCharType")
        if local(each) == "instrText" and (found := _NUMBER_OF.match(each.text or "")):
            bookmark, shown = found[1], ""
        elif kind == "end":
            if bookmark and showing:
                yield bookmark, shown
            bookmark, showing = "", False
        elif kind == "separate":
            showing = True
        elif showing:
            shown += each.text or ""
