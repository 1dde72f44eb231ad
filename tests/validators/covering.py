"""The fewest files that show all there is: of every document, each kind of element it ever has.

Schemas and rules look at an element, its attributes and what it holds, and hardly ever at words.
So one that finds nothing in these files finds nothing in the others.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Final, TypeAlias
from zipfile import ZipFile

from lxml import etree, html

Shape: TypeAlias = tuple[object, ...]
_SCHEMATIC: Final = {"class", "role", "type", "scope"}
"""Attributes whose very value a rule may look at."""
_NUMBER: Final = re.compile(r"\d+")
_NAME: Final = re.compile(r"(?:[^\W\d]|[-._])+")


def covering(files: Iterable[Path]) -> list[Path]:
    """Of the files that share a name, as many as have all shapes; those with most come first."""
    named: dict[str, dict[Path, frozenset[Shape]]] = defaultdict(dict)
    for file in files:
        named[file.name][file] = frozenset(_shapes(file))
    return [each for alike in named.values() for each in _fewest(alike)]


def _fewest(alike: dict[Path, frozenset[Shape]]) -> Iterator[Path]:
    lacking = {shape for shapes in alike.values() for shape in shapes}
    while lacking:
        best = max(alike, key=lambda file: len(alike[file] & lacking))
        lacking -= alike[best]
        yield best


def _shapes(file: Path) -> Iterator[Shape]:
    if file.suffix == ".html":
        yield from map(_shape, html.parse(str(file)).iter(etree.Element))
        return
    with ZipFile(file) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                part = _NUMBER.sub("", name)
                tree = etree.fromstring(package.read(name))
                yield from ((part, *_shape(each)) for each in tree.iter(etree.Element))


def _shape(element: etree._Element) -> Shape:
    """An element under its parent, with what it holds: of a row of alike, one."""
    parent = element.getparent()
    return (
        "" if parent is None else parent.tag,
        element.tag,
        tuple(
            sorted((str(name), _written(str(name), str(value))) for name, value in element.items())
        ),
        tuple(tag for tag, _ in groupby(each.tag for each in element)),
        bool((element.text or "").strip()),
    )


def _written(name: str, value: str) -> str:
    """How a value is written: `9` for every number, `a` for every word, nothing for a sentence."""
    if name in _SCHEMATIC or " " in value:
        return value if name in _SCHEMATIC else ""
    return _NAME.sub("a", _NUMBER.sub("9", value))
