"""An Office file as its parts, and the links between them."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from io import BytesIO
from typing import Final, NamedTuple
from zipfile import ZipFile

from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
STORE: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/customXml}"
TYPES: Final = "[Content_Types].xml"
_PARSER: Final = etree.XMLParser(resolve_entities=False, no_network=True)
_STORIES: Final = {f"{W}{name}" for name in ("document", "hdr", "ftr", "footnotes", "endnotes")}


class Relationship(NamedTuple):
    """A link from one part to another, or out of the file."""

    source: str
    id: str
    kind: str
    target: str
    external: bool


@dataclass(frozen=True)
class Package:
    """The parts of one file; those that are no XML stand in `broken` with the reason."""

    names: tuple[str, ...]
    parts: dict[str, bytes]
    trees: dict[str, etree._Element]
    broken: dict[str, str]

    @cached_property
    def stories(self) -> dict[str, etree._Element]:
        """The parts that hold text: the document, its headers, footers and notes."""
        return {name: tree for name, tree in self.trees.items() if tree.tag in _STORIES}

    @cached_property
    def relationships(self) -> tuple[Relationship, ...]:
        return tuple(
            each
            for name, tree in self.trees.items()
            if name.endswith(".rels")
            for each in _relationships(name, tree)
        )

    def tree(self, name: str) -> etree._Element:
        """The part called `name`, or an empty element where it is missing or broken."""
        return self.trees.get(name, etree.Element("none"))


def opened(content: bytes) -> Package:
    """The file with these bytes."""
    with ZipFile(BytesIO(content)) as archive:
        names = tuple(archive.namelist())
        parts = {name: archive.read(name) for name in names}
    trees: dict[str, etree._Element] = {}
    broken: dict[str, str] = {}
    for name, part in parts.items():
        if not name.endswith((".xml", ".rels")):
            continue
        try:
            trees[name] = etree.fromstring(part, _PARSER)
        except etree.XMLSyntaxError as wrong:
            broken[name] = str(wrong)
    return Package(names, parts, trees, broken)


def value(element: etree._Element, name: str = "val") -> str:
    """An attribute of Word's own, empty where it is not there."""
    return str(element.get(f"{W}{name}", ""))


def child_value(element: etree._Element, path: str, name: str = "val") -> str:
    """An attribute of the first descendant on `path`, whose steps are Word's own names."""
    found = element.find(_steps(path))
    return "" if found is None else value(found, name)


def said(element: etree._Element) -> str:
    """The words in an element."""
    return "".join(each.text or "" for each in element.iter(f"{W}t"))


def local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


@cache
def _steps(path: str) -> str:
    return "/".join(f"{W}{each}" for each in path.split("/"))


def _relationships(name: str, tree: etree._Element) -> Iterator[Relationship]:
    folder, _, file = name.rpartition("_rels/")
    for each in tree:
        external = each.get("TargetMode") == "External"
        target = each.get("Target", "")
        if not external:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        kind = each.get("Type", "").rpartition("/")[2]
        yield Relationship(folder + file.removesuffix(".rels"), each.get("Id", ""), kind,
                           target, external)  # fmt: skip
