"""The looks of an organisation's own Word file, put in place of the base's."""

import re
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from lxml import etree

from schemekit.writers.word.counting import NONE, count
from schemekit.writers.word.house_file import HouseFile, Link, refuse

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CONTENT: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES: Final = "[Content_Types].xml"
_STYLES: Final = "word/styles.xml"
_NUMBERING: Final = "word/numbering.xml"
_RELATIONSHIPS: Final = "word/_rels/document.xml.rels"
_PICTURES: Final = {"png": "png", "jpeg": "jpeg", "jpg": "jpeg", "gif": "gif", "emf": "x-emf"}
_SHIFT: Final = 10_000
"""The house's lists are numbered from here, those of the writer below."""
_LINKING: Final = ("basedOn", "next", "link")
_DROPPED: Final = frozenset(
    f"{_W}{name}"
    for name in ("del", "moveFrom", "commentRangeStart", "commentRangeEnd", "commentReference",
                 "dataBinding", "pPrChange", "rPrChange", "tblPrChange", "sectPrChange")
)  # fmt: skip
_UNWRAPPED: Final = (f"{_W}ins", f"{_W}moveTo")


_REACHING_OUT: Final = re.compile(
    r"\b(?:DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|LINK|IMPORT|DATABASE|MACROBUTTON)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Page:
    """How a page of the house lies: its size and margins, and what stands above and below."""

    width: int
    height: int
    left: int
    right: int
    margins: str
    furniture: str
    titled: bool

    @property
    def plain_first(self) -> bool:
        """Whether a first page of its own would have nothing above."""
        return '<w:headerReference w:type="first"' not in self.furniture


@dataclass(frozen=True, slots=True)
class House:
    """The parts, the house's id of each style of the base, and its page."""

    parts: dict[str, bytes]
    ids: dict[str, str]
    page: Page

    @property
    def headers(self) -> frozenset[str]:
        """The parts that hold the house's own headers."""
        named = re.findall(r'<w:headerReference [^>]*r:id="rId(house\d+)"', self.page.furniture)
        return frozenset(f"word/{each}.xml" for each in named)


@lru_cache(maxsize=4)
def house_of(content: bytes) -> HouseFile:
    """The house's file; raises `ContentError` where it cannot be used."""
    return HouseFile(content)


def furnished(base: dict[str, bytes], content: bytes) -> House:
    """The parts of the base, in the looks of the house; `ContentError` where that cannot be."""
    file = house_of(content)
    try:
        return _furnished(base, file)
    except (AttributeError, LookupError, ValueError):
        refuse("it is not put together as a Word file is.", "Save it once more in Word.")


def _furnished(base: dict[str, bytes], file: HouseFile) -> House:
    parts = dict(base)
    ids = _styled(parts, file)
    _numbered(parts, file, _headings(ids))
    if (theme := file.linked("theme")) and not file.links(theme):
        parts["word/theme/theme1.xml"] = file.bytes(theme)
    return House(parts, ids, _page(parts, file))


def _styled(parts: dict[str, bytes], file: HouseFile) -> dict[str, str]:
    """The styles of the house and those of ours that it lacks, found by name, not by id."""
    ours = etree.fromstring(parts[_STYLES])
    name = file.linked("styles")
    if not name:
        return {}
    theirs = file.xml(name)
    known = {_known(each): str(each.get(f"{_W}styleId")) for each in theirs.iter(f"{_W}style")}
    lacking = [each for each in ours.iter(f"{_W}style") if _known(each) not in known]
    ids = {
        str(each.get(f"{_W}styleId")): known[_known(each)]
        for each in ours.iter(f"{_W}style")
        if _known(each) in known
    }
    taken = set(known.values())
    for each in lacking:
        own = str(each.get(f"{_W}styleId"))
        ids[own] = f"{own}Own" if own in taken else own
    for number in theirs.iter(f"{_W}numId"):
        _shift(number, f"{_W}val")
    for each in theirs.iter(f"{_W}style"):
        if each.get(f"{_W}styleId") in _headings(ids):
            _uncounted(each)
    theirs.extend(_created(each, ids) for each in lacking)
    parts[_STYLES] = _bytes(theirs)
    return ids


def _headings(ids: dict[str, str]) -> set[str]:
    """The styles of headings, by the ids the house has for them."""
    return {theirs for own, theirs in ids.items() if own.startswith("Heading")}


def _uncounted(style: etree._Element) -> None:
    """A heading of the house without its number and the room for that.

    The document says whether its sections have numbers, and its title never has one.
    """
    properties = style.find(f"{_W}pPr")
    if properties is not None and properties.find(f"{_W}numPr") is not None:
        for each in properties.findall(f"{_W}ind"):
            properties.remove(each)
    count(style, NONE, 0)


def _known(style: etree._Element) -> tuple[str, str]:
    named = style.find(f"{_W}name")
    said = "" if named is None else str(named.get(f"{_W}val", ""))
    return str(style.get(f"{_W}type", "paragraph")), said.lower()


def _created(style: etree._Element, ids: dict[str, str]) -> etree._Element:
    """One of our styles, whole, pointing to the house's where it has them."""
    created = deepcopy(style)
    created.set(f"{_W}styleId", ids[str(style.get(f"{_W}styleId"))])
    if created.get(f"{_W}default"):
        del created.attrib[f"{_W}default"]
    for tag in _LINKING:
        for each in created.iter(f"{_W}{tag}"):
            each.set(f"{_W}val", ids[str(each.get(f"{_W}val"))])
    return created


def _numbered(parts: dict[str, bytes], file: HouseFile, headings: set[str]) -> None:
    """The lists of the house after ours, each kind where the schema has it.

    None of them counts `headings` any longer.
    """
    name = file.linked("numbering")
    ours = etree.fromstring(parts[_NUMBERING])
    theirs = file.xml(name) if name else etree.Element(f"{_W}numbering")
    first = ours.index(ours.findall(f"{_W}num")[0])
    for each in [*theirs.findall(f"{_W}abstractNum"), *theirs.findall(f"{_W}num")]:
        copied = _plain(each)
        for bound in list(copied.iter(f"{_W}pStyle")):
            if (level := bound.getparent()) is not None and bound.get(f"{_W}val") in headings:
                level.remove(bound)
        for tag in (f"{_W}abstractNumId", f"{_W}numId"):
            _shift(copied, tag)
        for inner in copied.iterchildren(f"{_W}abstractNumId"):
            _shift(inner, f"{_W}val")
        if copied.tag == f"{_W}num":
            ours.append(copied)
        else:
            ours.insert(first, copied)
            first += 1
    parts[_NUMBERING] = _bytes(ours)


def _plain(element: etree._Element) -> etree._Element:
    """A copy without what only newer programs or other parts know."""
    copied = deepcopy(element)
    for each in list(copied.iter()):
        parent = each.getparent()
        strange = not str(each.tag).startswith(_W) or each.tag == f"{_W}lvlPicBulletId"
        if strange and parent is not None:
            parent.remove(each)
        for key in [key for key in each.attrib if not str(key).startswith(_W)]:
            del each.attrib[key]
    return copied


def _shift(element: etree._Element, name: str) -> None:
    value = element.get(name)
    if value is not None and not (name == f"{_W}val" and value == "0" and "numId" in element.tag):
        element.set(name, str(int(value) + _SHIFT))


def _page(parts: dict[str, bytes], file: HouseFile) -> Page:
    """The page of the first section that has something above or below, else of the last."""
    sections = list(file.xml(file.main).iter(f"{_W}sectPr"))
    section = next((each for each in sections if _references(each)), sections[-1])
    size, margins = section.find(f"{_W}pgSz"), section.find(f"{_W}pgMar")
    width, height = (
        (11906, 16838) if size is None else (int(size.get(f"{_W}{a}", 11906)) for a in "wh")
    )
    said = {} if margins is None else {str(k): int(v) for k, v in margins.attrib.items()}
    edges = {
        side: said.get(f"{_W}{side}", 1134)
        for side in ("top", "right", "bottom", "left", "header", "footer", "gutter")
    }
    return Page(
        min(width, height), max(width, height), edges["left"] + edges["gutter"], edges["right"],
        " ".join(f'w:{side}="{value}"' for side, value in edges.items()),
        _furniture(parts, file, section),
        section.find(f"{_W}titlePg") is not None,
    )  # fmt: skip


def _references(section: etree._Element) -> list[etree._Element]:
    kinds = (f"{_W}headerReference", f"{_W}footerReference")
    return [each for each in section if each.tag in kinds]


def _furniture(parts: dict[str, bytes], file: HouseFile, section: etree._Element) -> str:
    """What refers to the house's headers and footers; ours where it has none."""
    links = {each.id: each for each in file.links(file.main)}
    said = ""
    for number, each in enumerate(_references(section), start=1):
        kind = "header" if "header" in str(each.tag) else "footer"
        name = f"house{number}"
        _carry(parts, file, links[str(each.get(f"{_R}id"))].target, kind, name)
        said += f'<w:{kind}Reference w:type="{each.get(f"{_W}type")}" r:id="rId{name}"/>'
    if "<w:headerReference" not in said:
        said = '<w:headerReference w:type="default" r:id="rIdHeader"/>' + said
    if "<w:footerReference" not in said:
        said += '<w:footerReference w:type="default" r:id="rIdFooter"/>'
    return said


def _carry(parts: dict[str, bytes], file: HouseFile, part: str, kind: str, name: str) -> None:
    root = file.xml(part)
    _clean(root)
    said = "".join(_kept(parts, file, each, name) for each in file.links(part))
    _strip(root, said)
    for number in root.iter(f"{_W}numId"):
        _shift(number, f"{_W}val")
    parts[f"word/{name}.xml"] = _bytes(root)
    parts[f"word/_rels/{name}.xml.rels"] = _relationships(said)
    _add(parts, _TYPES, "Types", f'<Override PartName="/word/{name}.xml"'
         f' ContentType="{_CONTENT}.{kind}+xml"/>')  # fmt: skip
    _add(parts, _RELATIONSHIPS, "Relationships", f'<Relationship Id="rId{name}"'
         f' Type="{_OFFICE}/{kind}" Target="{name}.xml"/>')  # fmt: skip


def _kept(parts: dict[str, bytes], file: HouseFile, link: Link, name: str) -> str:
    """A picture comes along; links elsewhere, and what else there may be, do not."""
    ending = link.target.rpartition(".")[2].lower()
    if link.outside or not link.kind.endswith("/image") or ending not in _PICTURES:
        return ""
    place = f"{name}-{link.id}.{ending}"
    parts[f"word/media/{place}"] = file.bytes(link.target)
    if f'Extension="{ending}"'.encode() not in parts[_TYPES]:
        _add(parts, _TYPES, "Types", f'<Default Extension="{ending}"'
             f' ContentType="image/{_PICTURES[ending]}"/>')  # fmt: skip
    return f'<Relationship Id="{link.id}" Type="{_OFFICE}/image" Target="media/{place}"/>'


def _clean(root: etree._Element) -> None:
    """Take back tracked changes and comments: what was added stays.

    A field that fetches or starts something is refused: it would do so on every reader's machine.
    """
    fields = [each.text or "" for each in root.iter(f"{_W}instrText")]
    fields += [each.get(f"{_W}instr", "") for each in root.iter(f"{_W}fldSimple")]
    if found := _REACHING_OUT.search("".join(fields)):
        refuse(
            f"its header or footer holds a field that reaches out of the file ({found[0]}).",
            "Take that field out in Word.",
        )
    for each in [each for each in root.iter() if each.tag in _DROPPED]:
        if (parent := each.getparent()) is not None:
            parent.remove(each)
    etree.strip_tags(root, *_UNWRAPPED)


def _strip(root: etree._Element, kept: str) -> None:
    """Leave out what points to something that did not come along."""
    etree.strip_tags(root, f"{_W}hyperlink")
    for run in list(root.iter(f"{_W}r")):
        ids = [
            str(v) for each in run.iter() for k, v in each.attrib.items() if str(k).startswith(_R)
        ]
        parent = run.getparent()
        if parent is not None and any(f'Id="{each}"' not in kept for each in ids):
            parent.remove(run)


def _add(parts: dict[str, bytes], part: str, root: str, said: str) -> None:
    end = f"</{root}>".encode()
    parts[part] = parts[part].replace(end, said.encode() + end)


def _relationships(said: str) -> bytes:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{said}</Relationships>'.encode()


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
