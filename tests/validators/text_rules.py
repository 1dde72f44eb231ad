"""What is wrong with the text of a Word file: styles, lists, tables, bookmarks, fields, notes."""

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree
from tests.validators.finding import Finding
from tests.validators.package import W14, WP, Package, W, child_value, local, said, value
from tests.validators.package_rules import doubled

_NAME: Final = re.compile(r"[A-Za-z_]\w{0,39}", re.ASCII)
_COLOUR: Final = re.compile(r"auto|[0-9A-Fa-f]{6}")
_REFERENCE: Final = re.compile(r"\s*(?:NOTEREF|PAGEREF|REF)\s+(\S+)")
_W14_KNOWN: Final = {
    "checkbox", "checked", "checkedState", "uncheckedState", "docId", "defaultImageDpi",
    "conflictMode", "discardImageEditingData",
}  # fmt: skip
_STYLED: Final = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


def pictures(package: Package) -> Iterator[Finding]:
    shapes = (each for tree in package.stories.values() for each in tree.iter(f"{WP}docPr"))
    for id_ in doubled(each.get("id", "") for each in shapes):
        yield Finding("ID01 docPr id twice", "pictures", id_)


def bookmarks(package: Package) -> Iterator[Finding]:
    """Names and ids that stand twice or are none, and bookmarks that do not end."""
    starts = [e for tree in package.stories.values() for e in tree.iter(f"{W}bookmarkStart")]
    ends = [value(e, "id") for t in package.stories.values() for e in t.iter(f"{W}bookmarkEnd")]
    ids, names = [value(e, "id") for e in starts], [value(e, "name") for e in starts]
    for name in doubled(names):
        yield Finding("BM01 name twice", "bookmarks", name)
    for id_ in {*doubled(ids), *doubled(ends)}:
        yield Finding("BM02 id twice", "bookmarks", id_)
    for id_ in set(ids) ^ set(ends):
        yield Finding("BM03 start without end, or end without start", "bookmarks", id_)
    for name in names:
        if not _NAME.fullmatch(name):
            yield Finding("BM04 name", "bookmarks", f"{name!r} is no name, or too long")


def targets(package: Package) -> Iterator[Finding]:
    """Links and references to bookmarks that are not there."""
    names = {
        value(each, "name")
        for tree in package.stories.values()
        for each in tree.iter(f"{W}bookmarkStart")
    }
    for part, tree in package.stories.items():
        for link in tree.iter(f"{W}hyperlink"):
            anchor = value(link, "anchor")
            if anchor and anchor not in names:
                yield Finding("BM05 link to nothing", part, f"{said(link)!r} leads to {anchor}")
            if link.find(f".//{W}hyperlink") is not None:
                yield Finding("LNK01 link in a link", part, said(link))
        for instruction in tree.iter(f"{W}instrText"):
            found = _REFERENCE.match(instruction.text or "")
            if found and found[1] not in names:
                yield Finding("BM06 reference to nothing", part, found[0].strip())


def fields(package: Package) -> Iterator[Finding]:
    for part, tree in package.stories.items():
        for note in [tree] if local(tree) in {"document", "hdr", "ftr"} else list(tree):
            yield from _fields(part, note)


def _fields(part: str, story: etree._Element) -> Iterator[Finding]:
    depth = 0
    for mark in story.iter(f"{W}fldChar"):
        kind = value(mark, "fldCharType")
        depth += {"begin": 1, "end": -1}.get(kind, 0)
        if depth < 0 or (kind == "separate" and depth == 0):
            yield Finding("FLD01 field unbalanced", part, f"{kind} without begin")
            return
    if depth:
        yield Finding("FLD01 field unbalanced", part, "begin without end")


def styles(package: Package) -> Iterator[Finding]:
    sheet = package.tree("word/styles.xml")
    known = {(value(e, "type"), value(e, "styleId")) for e in sheet.iter(f"{W}style")}
    for part, tree in package.stories.items():
        for element, kind in _STYLED.items():
            for each in tree.iter(f"{W}{element}"):
                if (kind, value(each)) not in known:
                    yield Finding("STY01 style undefined", part, f"{element} {value(each)}")
    for style in sheet.iter(f"{W}style"):
        for name in ("basedOn", "next", "link"):
            wanted = child_value(style, name)
            if wanted and wanted not in {id_ for _, id_ in known}:
                what = f"{value(style, 'styleId')} {name} {wanted}"
                yield Finding("STY01 style undefined", "word/styles.xml", what)


def numbers(package: Package) -> Iterator[Finding]:
    sheet = package.tree("word/numbering.xml")
    known = {value(each, "numId") for each in sheet.iter(f"{W}num")} | {"0"}
    abstract = {value(each, "abstractNumId") for each in sheet.iter(f"{W}abstractNum")}
    for each in sheet.iter(f"{W}num"):
        if child_value(each, "abstractNumId") not in abstract:
            yield Finding("NUM01 list undefined", "word/numbering.xml", value(each, "numId"))
    for part, tree in (
        *package.stories.items(),
        ("word/styles.xml", package.tree("word/styles.xml")),
    ):
        for each in tree.iter(f"{W}numId"):
            if value(each) not in known:
                yield Finding("NUM01 list undefined", part, value(each))
        for each in tree.iter(f"{W}ilvl"):
            if not value(each).isdecimal() or int(value(each)) > 8:
                yield Finding("NUM02 level", part, value(each))


def tables(package: Package) -> Iterator[Finding]:
    for part, tree in package.stories.items():
        for cell in tree.iter(f"{W}tc"):
            if not len(cell) or local(cell[-1]) != "p":
                yield Finding("TBL01 cell without paragraph", part, said(cell))
        for table in tree.iter(f"{W}tbl"):
            columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
            for row in table.iter(f"{W}tr"):
                merged = row.find(f".//{W}gridSpan") is not None
                if not merged and len(row.findall(f"{W}tc")) != columns:
                    yield Finding("TBL02 cells differ from columns", part, said(row)[:60])


def notes(package: Package) -> Iterator[Finding]:
    sheet = package.tree("word/footnotes.xml")
    ids = [value(each, "id") for each in sheet.iter(f"{W}footnote")]
    for id_ in doubled(ids):
        yield Finding("FN01 note twice", "word/footnotes.xml", id_)
    for part, tree in package.stories.items():
        for each in tree.iter(f"{W}footnoteReference"):
            if value(each, "id") not in ids:
                yield Finding("FN02 note missing", part, value(each, "id"))
    separators = {each for each in ids if each in {"-1", "0"}}
    kept = package.tree("word/settings.xml").iterfind(f"{W}footnotePr/{W}footnote")
    if separators != {value(each, "id") for each in kept}:
        yield Finding("FN03 separators", "word/settings.xml", "differ from those of the notes")


def colours(package: Package) -> Iterator[Finding]:
    for part, tree in package.trees.items():
        for element in tree.iter(f"{W}*"):
            names = ("fill", "color", "val") if local(element) == "color" else ("fill", "color")
            for name in names:
                found = element.get(f"{W}{name}")
                if found is not None and not _COLOUR.fullmatch(str(found)):
                    yield Finding("CLR01 colour", part, f"{local(element)} {name} {found!r}")


def typing_mistakes(package: Package) -> Iterator[Finding]:
    """Names of Word 2010 that it does not have, and white space that would not show."""
    for part, tree in package.trees.items():
        for element in tree.iter(f"{W14}*"):
            if local(element) not in _W14_KNOWN:
                yield Finding("W14 unknown element", part, local(element))
        for each in tree.iter(f"{W}t"):
            text = each.text or ""
            if re.search(r"[\n\r\t]", text):
                yield Finding("TXT01 break inside text", part, repr(text[:40]))
            if text != text.strip(" ") and each.get(_SPACE) != "preserve":
                yield Finding("TXT02 space lost", part, repr(text[:40]))
