"""An organisation's own Word file, opened as a stranger's: within limits, or not at all."""

import posixpath
from io import BytesIO
from typing import Final, NamedTuple, NoReturn, assert_never
from zipfile import BadZipFile, ZipFile
from zlib import error as damaged

from lxml import etree

from schemekit.document.packing import PART, danger
from schemekit.errors import ContentError, Problem

LARGEST: Final = 20_000_000
_OLE: Final = b"\xd0\xcf\x11\xe0"
_WHERE: Final = "theme/house.docx"
_TYPES: Final = "[Content_Types].xml"
_RELATIONSHIP: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_MAIN: Final = "/officeDocument/2006/relationships/officeDocument"


class Link(NamedTuple):
    """What a part of the file points to."""

    id: str
    kind: str
    target: str
    outside: bool


class HouseFile:
    """The parts of the file."""

    def __init__(self, content: bytes) -> None:
        self._zip = _opened(content)
        self._names = frozenset(self._zip.namelist())
        self._refuse_macros()
        mains = [each.target for each in self.links("") if each.kind.endswith(_MAIN)]
        self.main = mains[0] if mains else ""
        if self.main not in self._names:
            refuse("it is no Word file.", "Save it in Word as .docx.")
        if not self.xml(self.main).tag.startswith("{http://schemas.openxmlformats.org/"):
            refuse("it is a Strict Open XML document.", "Save it in Word as “Word Document”.")

    def _refuse_macros(self) -> None:
        if _TYPES not in self._names:
            refuse("it is no Word file.", "Save it in Word as .docx.")
        types = (str(each.get("ContentType", "")).lower() for each in self.xml(_TYPES))
        if any("vba" in each.lower() for each in self._names) or any("macro" in t for t in types):
            refuse("it may hold macros.", "Save it in Word as .docx, without macros.")

    def bytes(self, name: str) -> bytes:
        if name not in self._names:
            refuse(f"its part {name} is missing.", "Save it once more in Word.")
        try:
            return self._zip.read(name)
        except (BadZipFile, damaged, EOFError, OSError, NotImplementedError):
            refuse("it is damaged.", "Save it once more in Word.")

    def xml(self, name: str) -> etree._Element:
        content = self.bytes(name)
        if b"<!DOCTYPE" in content.replace(b"\0", b""):
            refuse("it holds a document type, as no Word file does.", "Save it anew in Word.")
        try:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
            return etree.fromstring(content, parser)
        except etree.XMLSyntaxError:
            refuse("the text in it is damaged.", "Save it once more in Word.")

    def links(self, part: str) -> list[Link]:
        folder, name = posixpath.split(part)
        place = posixpath.join(folder, "_rels", f"{name}.rels")
        if place not in self._names:
            return []
        return [_link(each, folder) for each in self.xml(place).iter(_RELATIONSHIP)]

    def linked(self, kind: str) -> str:
        """The part of that kind which the text points to; empty where there is none."""
        found = [each.target for each in self.links(self.main) if each.kind.endswith(f"/{kind}")]
        return found[0] if found and found[0] in self._names else ""


def _link(raw: etree._Element, folder: str) -> Link:
    target = str(raw.get("Target", ""))
    outside = raw.get("TargetMode") == "External"
    if not outside:
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return Link(str(raw.get("Id", "")), str(raw.get("Type", "")), target, outside)


def _opened(content: bytes) -> ZipFile:
    if len(content) > LARGEST:
        refuse("it is larger than 20 MB.", "Take large pictures out of it.")
    if content.startswith(_OLE):
        what = "it is protected with a password, or in Word’s old format."
        refuse(what, "Save it in Word as .docx, without a password.")
    try:
        opened = ZipFile(BytesIO(content))
    except (BadZipFile, ValueError, NotImplementedError, OverflowError):
        refuse("it is no Word file.", "Save it in Word as .docx.")
    _refuse_unsafe(opened)
    return opened


def _refuse_unsafe(opened: ZipFile) -> None:
    anew = "Save it anew in Word."
    match danger(opened):
        case "large":
            refuse("it unpacks to far more than a Word file of looks holds.", anew)
        case "tight":
            refuse("it is packed so tightly that it may be meant to do harm.", anew)
        case "locked":
            refuse("it is protected with a password.", "Save it without one.")
        case None:
            if any(each.file_size > PART for each in opened.infolist()):
                refuse("it unpacks to far more than a Word file of looks holds.", anew)
        case other:
            assert_never(other)


def refuse(what: str, remedy: str) -> NoReturn:
    raise ContentError(Problem(_WHERE, what, remedy))
