"""What is wrong with a file as a package: its parts, their types and the links between them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from tests.validators.finding import Finding
from tests.validators.package import MC, STORE, TYPES, Package, R

_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
_WORD: Final = _OFFICE + "wordprocessingml."
_KINDS: Final = {
    "styles": {_WORD + "styles+xml", _OFFICE + "spreadsheetml.styles+xml"},
    "numbering": {_WORD + "numbering+xml"},
    "settings": {_WORD + "settings+xml"},
    "fontTable": {_WORD + "fontTable+xml"},
    "footnotes": {_WORD + "footnotes+xml"},
    "endnotes": {_WORD + "endnotes+xml"},
    "header": {_WORD + "header+xml"},
    "footer": {_WORD + "footer+xml"},
    "theme": {_OFFICE + "theme+xml"},
    "custom-properties": {_OFFICE + "custom-properties+xml"},
    "extended-properties": {_OFFICE + "extended-properties+xml"},
    "core-properties": {"application/vnd.openxmlformats-package.core-properties+xml"},
    "customXmlProps": {_OFFICE + "customXmlProperties+xml"},
    "officeDocument": {_WORD + "document.main+xml", _OFFICE + "spreadsheetml.sheet.main+xml"},
}
"""The content types that a part may have which is linked as this kind; the rest go free."""
_GUID: Final = re.compile(r"\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}")


def zip_faults(package: Package) -> Iterator[Finding]:
    for name in doubled(package.names):
        yield Finding("PKG01 part twice", name, "stands in the file more than once")
    for name in package.names:
        if "\\" in name or name.startswith("/") or ".." in name.split("/"):
            yield Finding("PKG02 name of a part", name, "is no name for a part")
    if TYPES not in package.names:
        yield Finding("PKG03 content types", TYPES, "is missing")


def malformed(package: Package) -> Iterator[Finding]:
    for name, reason in package.broken.items():
        yield Finding("XML01 malformed", name, reason)


def content_types(package: Package) -> Iterator[Finding]:
    """Parts without a type, types without a part, and parts linked as what they are not."""
    overrides, defaults = _types(package)
    for name in overrides:
        if name not in package.parts:
            yield Finding("CT01 type without part", TYPES, f"{name} is missing")
    for name in package.parts:
        if name != TYPES and _type(name, overrides, defaults) is None:
            yield Finding("CT02 part without type", name, "has no content type")
    for each in package.relationships:
        allowed = _KINDS.get(each.kind)
        found = _type(each.target, overrides, defaults)
        if allowed and not each.external and found not in allowed:
            yield Finding("CT03 wrong type", each.target, f"is linked as {each.kind}, is {found}")


def links(package: Package) -> Iterator[Finding]:
    """Links to parts that are missing, and ids used that no link has."""
    known: dict[str, list[str]] = {}
    for each in package.relationships:
        known.setdefault(each.source, []).append(each.id)
        if not each.external and each.target not in package.parts:
            yield Finding("REL01 target missing", each.source, f"{each.id} leads to {each.target}")
    for source, ids in known.items():
        for id_ in doubled(ids):
            yield Finding("REL02 id twice", source, id_)
    for name, tree in package.trees.items():
        if name.endswith(".rels"):
            continue
        for element in tree.iter():
            for attribute, said in element.attrib.items():
                used = str(said)
                if str(attribute).startswith(R) and used not in known.get(name, ()):
                    yield Finding("REL03 id unknown", name, f"{used} is no link of this part")


def ignorable(package: Package) -> Iterator[Finding]:
    for name, tree in package.trees.items():
        for element in tree.iter("*"):
            for prefix in str(element.get(f"{MC}Ignorable", "")).split():
                if prefix not in element.nsmap:
                    yield Finding("MC01 prefix undeclared", name, f"mc:Ignorable names {prefix}")


def store_ids(package: Package) -> Iterator[Finding]:
    for name, tree in package.trees.items():
        if tree.tag == f"{STORE}datastoreItem":
            found = str(tree.get(f"{STORE}itemID", ""))
            if not _GUID.fullmatch(found):
                yield Finding("XML02 itemID", name, f"{found!r} is no id in braces")


def doubled(values: Iterable[str]) -> list[str]:
    """What stands among `values` more than once."""
    return [each for each, times in Counter(values).items() if times > 1]


def _types(package: Package) -> tuple[dict[str, str], dict[str, str]]:
    """Content types by part and by ending."""
    overrides: dict[str, str] = {}
    defaults: dict[str, str] = {}
    for each in package.tree(TYPES):
        if "PartName" in each.attrib:
            overrides[each.get("PartName", "").lstrip("/")] = each.get("ContentType", "")
        else:
            defaults[each.get("Extension", "").lower()] = each.get("ContentType", "")
    return overrides, defaults


def _type(name: str, overrides: dict[str, str], defaults: dict[str, str]) -> str | None:
    return overrides.get(name) or defaults.get(name.rpartition(".")[2].lower())
