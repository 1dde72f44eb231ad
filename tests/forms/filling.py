"""Filling in a Word form as a person would, and damaging it as programs do."""

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"
BODY: Final = "word/document.xml"
Change = Callable[[etree._Element], None]


def changed(content: bytes, change: Change, part: str = BODY) -> bytes:
    """A Word file with one part changed."""
    written = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(written, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            if name == part:
                root = etree.fromstring(text)
                change(root)
                text = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
            new.writestr(name, text)
    return written.getvalue()


def filled(content: bytes, answers: Mapping[str, str | bool]) -> bytes:
    """A form with these words in the controls of these tags, and these boxes ticked."""

    def fill(root: etree._Element) -> None:
        controls = {tag_of(each): each for each in root.iter(f"{W}sdt")}
        for tag, answer in answers.items():
            _put(controls[tag], answer)

    return changed(content, fill)


def _put(control: etree._Element, answer: str | bool) -> None:  # noqa: FBT001 - a tick is one
    properties, content = control.find(f"{W}sdtPr"), control.find(f"{W}sdtContent")
    assert properties is not None
    assert content is not None
    for each in properties.findall(f"{W}showingPlcHdr"):
        properties.remove(each)
    if isinstance(answer, bool):
        checked = properties.find(f"{W14}checkbox/{W14}checked")
        assert checked is not None
        checked.set(f"{W14}val", str(int(answer)))
        answer = "\u2612" if answer else "\u2610"
    day = properties.find(f"{W}date")
    if day is not None and answer.count("/") == 2:
        parts = answer.split("/")
        day.set(f"{W}fullDate", f"{parts[2]}-{parts[1]}-{parts[0]}T00:00:00Z")
    for old in list(content):
        content.remove(old)
    _write(etree.SubElement(content, f"{W}r"), answer)


def _write(run: etree._Element, text: str) -> None:
    for number, line in enumerate(text.split("\n")):
        if number:
            etree.SubElement(run, f"{W}br")
        written = etree.SubElement(run, f"{W}t")
        written.text = line
        written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def tag_of(control: etree._Element) -> str:
    found = control.find(f"{W}sdtPr/{W}tag")
    return "" if found is None else str(found.get(f"{W}val"))


def without(*names: str) -> Change:
    """Taking every such element out: `tag` and `alias` of controls, `bookmarkStart`."""

    def take(root: etree._Element) -> None:
        for name in names:
            for each in list(root.iter(f"{W}{name}")):
                parent = each.getparent()
                assert parent is not None
                parent.remove(each)

    return take


def unwrap(root: etree._Element) -> None:
    """What a program does that knows no controls: their contents stand there alone."""
    for control in list(root.iter(f"{W}sdt")):
        content, parent = control.find(f"{W}sdtContent"), control.getparent()
        assert content is not None
        assert parent is not None
        place = parent.index(control)
        for each in reversed(list(content)):
            parent.insert(place, each)
        parent.remove(control)


def properties_gone(root: etree._Element) -> None:
    for each in list(root):
        root.remove(each)
