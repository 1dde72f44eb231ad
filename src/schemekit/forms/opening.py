"""A file that came back is opened as a stranger's: by its bytes, within limits, or not at all."""

import io
import zipfile
import zlib
from typing import Final, Literal, TypeAlias, assert_never

from lxml import etree

from schemekit.document.packing import PART, danger
from schemekit.errors import FormError

SIZE_LIMIT: Final = 25_000_000
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DOCUMENT: Final = "word/document.xml"

Ending: TypeAlias = Literal["docx", "pdf"]


def kind_of(content: bytes) -> Ending:
    """What a file is, by its bytes. Raises `FormError` where it is neither Word nor PDF."""
    if not content:
        raise FormError("the file is empty.")
    if len(content) > SIZE_LIMIT:
        raise FormError(f"it is larger than {SIZE_LIMIT:,} bytes, so it was not opened.")
    if content.startswith(b"PK"):
        return "docx"
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if not content.startswith(_OLE):
        raise FormError("it is neither a Word file (.docx) nor a PDF.")
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise FormError("it is protected with a password. Ask for a copy without one.")
    raise FormError("it is in Word’s old format. Save it as .docx and collect it again.")


class Parts:
    """The parts of a Word file, each unpacked when it is asked for and never beyond the limits."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError):
            raise FormError("the file is cut short or damaged. Ask for it once more.") from None
        self._members = {each.filename: each for each in self._zip.infolist()}
        self._refuse_unsafe()

    def _refuse_unsafe(self) -> None:
        match danger(self._zip):
            case "large":
                raise FormError("it unpacks to far more than a form holds, so it was not opened.")
            case "tight":
                raise FormError("it is packed so tightly that it may be meant to do harm.")
            case "locked":
                raise FormError("it is protected with a password. Ask for a copy without one.")
            case None:
                self._refuse_other_kinds()
            case other:
                assert_never(other)

    def _refuse_other_kinds(self) -> None:
        if _DOCUMENT not in self._members:
            raise FormError("it is a zip file, but not a Word document.")
        if self._has_macros():
            raise FormError("it may hold macros (.docm). Ask for it as .docx.")

    def _has_macros(self) -> bool:
        if any(each.lower().endswith("vbaproject.bin") for each in self._members):
            return True
        types = self.xml("[Content_Types].xml")
        said = () if types is None else (str(each.get("ContentType", "")) for each in types)
        return any("macroenabled" in each.lower() for each in said)

    def xml(self, name: str = _DOCUMENT) -> etree._Element | None:
        """The part called `name`; None where there is none. Raises `FormError` if it is damaged."""
        member = self._members.get(name)
        if member is None:
            return None
        try:
            with self._zip.open(member) as part:
                content = part.read(PART + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError):
            raise FormError("the file is cut short or damaged. Ask for it once more.") from None
        if len(content) > PART:
            raise FormError("it unpacks to far more than a form holds, so it was not opened.")
        return _parsed(content)


def _parsed(content: bytes) -> etree._Element:
    if b"<!DOCTYPE" in content.replace(b"\0", b""):
        raise FormError("it holds a document type, as no Word file does, so it was not opened.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise FormError("the text in it is damaged. Ask for it once more.") from None
