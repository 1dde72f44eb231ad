"""A rich document without a fault, and ways to spoil one thing in it."""

import re
from functools import cache
from io import BytesIO
from typing import Final, NamedTuple
from zipfile import ZipFile

from tests.writers import conftest as saying

from schemekit import resources
from schemekit.document.blocks import (  # fmt: skip
    Document,
    Heading,
    OpenPoints,
    References,
    Section,
    Signatures,
    Text,
)
from schemekit.theming import load_theme
from schemekit.writers.docx import write

BODY: Final = "word/document.xml"
TYPES: Final = "[Content_Types].xml"
_LINKS: Final = "word/_rels/document.xml.rels"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_PROPERTIES: Final = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_STORE: Final = "{0E1D2C3B-4A59-4687-9BAB-C0D1E2F30415}"
_PICTURE: Final = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c6360"
    "000000020001e221bc330000000049454e44ae426082"
)


class Planted(NamedTuple):
    """A fault put into one part, by a pattern and what stands there instead."""

    name: str
    part: str
    pattern: str
    instead: str
    rule: str = ""
    """The rule of our own that finds it; empty where only the SDK does."""
    everywhere: bool = False

    def __str__(self) -> str:
        return self.name


@cache
def rich() -> bytes:
    """A document of every block and kind of field, with two pictures and a bound control."""
    parts = _unzipped(write(_document(), load_theme([resources.templates()])))
    shown = "".join(_drawing(number) for number in (1, 2))
    _put(parts, BODY, r"(<w:sectPr>(?:(?!<w:sectPr>).)*</w:body>)", rf"<w:p>{shown}</w:p>\1")
    _put(parts, BODY, r'(<w:lock w:val="sdtLocked"/>(?:<w:showingPlcHdr/>)?)(<w:text/>)',
         rf'\1<w:dataBinding w:xpath="/form/name" w:storeItemID="{_STORE}"/>\2')  # fmt: skip
    _put(parts, _LINKS, "</Relationships>", (
        f'<Relationship Id="rIdPicture" Type="{_OFFICE}/relationships/image"'
        ' Target="media/image1.png"/>'
        f'<Relationship Id="rIdStore" Type="{_OFFICE}/relationships/customXml"'
        ' Target="../customXml/item1.xml"/></Relationships>'))  # fmt: skip
    _put(parts, TYPES, "<Override ", (
        '<Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/customXml/itemProps1.xml" ContentType="{_PROPERTIES}"/>'
        "<Override "))  # fmt: skip
    return _zipped(parts | _store() | {"word/media/image1.png": _PICTURE})


def spoilt(planted: Planted) -> bytes:
    """The rich document with one fault."""
    parts = _unzipped(rich())
    _put(parts, planted.part, planted.pattern, planted.instead, 0 if planted.everywhere else 1)
    return _zipped(parts)


def _document() -> Document:
    *boxes, headless = saying.boxes()
    del headless  # the one table without a header row, which Word’s own checker would report
    return saying.saying(
        *saying.words(),
        *saying.lists(),
        *boxes,
        *saying.form(),
        Section((Heading(2, (Text("Wide"),), "wide"), saying.wide())),
        Heading(2, (Text("Last things"),), "last-things"),
        Signatures(("Gardener", "Owner")),
        OpenPoints(),
        References(),
    )


def _drawing(number: int) -> str:
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    shape = (
        '<a:xfrm><a:off x="0" y="0"/><a:ext cx="9525" cy="9525"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    )
    named = f'id="{number}" name="Picture {number}"'
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{drawing}/wordprocessingDrawing">'
        f'<wp:extent cx="9525" cy="9525"/><wp:docPr {named} descr="A spade leans on a wall"/>'
        f'<a:graphic xmlns:a="{drawing}/main"><a:graphicData uri="{drawing}/picture">'
        f'<pic:pic xmlns:pic="{drawing}/picture"><pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/>'
        '</pic:nvPicPr><pic:blipFill><a:blip r:embed="rIdPicture"/><a:stretch><a:fillRect/>'
        f"</a:stretch></pic:blipFill><pic:spPr>{shape}</pic:spPr></pic:pic></a:graphicData>"
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )


def _store() -> dict[str, bytes]:
    """A store of values, the parts that a bound control needs."""
    relationship = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/relationships/customXmlProps"'
        ' Target="itemProps1.xml"/></Relationships>'
    )
    properties = (
        f'<ds:datastoreItem ds:itemID="{_STORE}" xmlns:ds="{_OFFICE}/customXml"><ds:schemaRefs/>'
        "</ds:datastoreItem>"
    )
    return {
        "customXml/item1.xml": b"<form><name/></form>",
        "customXml/itemProps1.xml": properties.encode(),
        "customXml/_rels/item1.xml.rels": relationship.encode(),
    }


def _put(parts: dict[str, bytes], name: str, pattern: str, instead: str, times: int = 1) -> None:
    text = parts[name].decode()
    new = re.sub(pattern, instead, text, count=times, flags=re.DOTALL)
    if new == text:
        raise ValueError(f"{name} has nothing like {pattern}")
    parts[name] = new.encode()


def _unzipped(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _zipped(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()
