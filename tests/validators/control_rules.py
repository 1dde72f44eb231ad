"""What is wrong with the content controls of a Word file."""

from collections.abc import Iterator
from typing import Final, TypeAlias

from lxml import etree
from tests.validators.finding import Finding
from tests.validators.package import STORE, W14, Package, W, child_value, local, said, value
from tests.validators.package_rules import doubled

Element: TypeAlias = etree._Element

_ORDER: Final = (
    "rPr", "alias", "tag", "id", "lock", "placeholder", "temporary", "showingPlcHdr",
    "dataBinding", "label", "tabIndex",
)  # fmt: skip
_KINDS: Final = {
    "equation", "comboBox", "date", "docPartObj", "docPartList", "dropDownList", "picture",
    "richText", "text", "citation", "group", "bibliography", "checkbox", "repeatingSection",
    "repeatingSectionItem",
}  # fmt: skip
_LOCKS: Final = {"sdtLocked", "contentLocked", "unlocked", "sdtContentLocked"}
_BOX: Final = ("checked", "checkedState", "uncheckedState")
_LONGEST: Final = 64
_LARGEST: Final = 2**31


def controls(package: Package) -> Iterator[tuple[str, Element]]:
    """Every control, with the part it stands in."""
    for name, tree in package.stories.items():
        for control in tree.iter(f"{W}sdt"):
            yield name, control


def ids(package: Package) -> Iterator[Finding]:
    found = [child_value(each, "sdtPr/id") for _, each in controls(package)]
    for id_ in doubled(each for each in found if each):
        yield Finding("SDT01 id twice", "controls", id_)
    for id_ in found:
        if id_ and not _is_id(id_):
            yield Finding("SDT02 id", "controls", f"{id_!r} is no whole number of 32 bits")
    tags = [child_value(each, "sdtPr/tag") for _, each in controls(package)]
    for tag in doubled(each for each in tags if each):
        yield Finding("SDT03 tag twice", "controls", tag)


def structure(package: Package) -> Iterator[Finding]:
    """Controls without content, or with content that cannot stand where they stand."""
    for name, control in controls(package):
        content = control.find(f"{W}sdtContent")
        if content is None:
            yield Finding("SDT04 no content", name, _named(control))
            continue
        parent = control.getparent()
        inside = {local(each) for each in content}
        inline = parent is not None and local(parent) in {"p", "hyperlink"}
        if inline and inside & {"p", "tbl"}:
            yield Finding("SDT05 paragraph in a line", name, _named(control))
        if not inline and "r" in inside:
            yield Finding("SDT06 words without paragraph", name, _named(control))


def properties(package: Package) -> Iterator[Finding]:
    for name, control in controls(package):
        holder = control.find(f"{W}sdtPr")
        names = [local(each) for each in holder] if holder is not None else []
        kinds = [each for each in names if each in _KINDS]
        if len(kinds) > 1:
            what = f"{_named(control)} is {' and '.join(kinds)}"
            yield Finding("SDT07 two kinds", name, what)
        places = [_place(each) for each in names]
        if places != sorted(places):
            what = f"{_named(control)}: {', '.join(names)}"
            yield Finding("SDT08 order of properties", name, what)
        lock = child_value(control, "sdtPr/lock")
        if lock and lock not in _LOCKS:
            yield Finding("SDT09 lock", name, f"{_named(control)}: {lock!r}")
        for label in ("alias", "tag"):
            if len(child_value(control, f"sdtPr/{label}")) > _LONGEST:
                yield Finding("SDT10 too long", name, f"{label} of {_named(control)}")


def lists(package: Package) -> Iterator[Finding]:
    for name, control in controls(package):
        items = list(control.iterfind(f"{W}sdtPr/*/{W}listItem"))
        for attribute in ("value", "displayText"):
            for each in doubled(value(item, attribute) for item in items):
                what = f"{_named(control)}: {attribute} {each!r}"
                yield Finding("SDT11 list item twice", name, what)


def boxes(package: Package) -> Iterator[Finding]:
    for name, control in controls(package):
        box = control.find(f"{W}sdtPr/{W14}checkbox")
        if box is None:
            continue
        names = tuple(local(each) for each in box)
        if names != _BOX or any(not each.get(f"{W14}val") for each in box):
            yield Finding("SDT12 tick box", name, f"{_named(control)}: {', '.join(names)}")


def bindings(package: Package) -> Iterator[Finding]:
    stores = {
        str(tree.get(f"{STORE}itemID"))
        for tree in package.trees.values()
        if tree.tag == f"{STORE}datastoreItem"
    }
    for name, control in controls(package):
        for binding in control.iterfind(f"{W}sdtPr/{W}dataBinding"):
            if value(binding, "storeItemID") not in stores:
                yield Finding("SDT13 store unknown", name, _named(control))


def _named(control: Element) -> str:
    title = child_value(control, "sdtPr/tag") or child_value(control, "sdtPr/alias")
    return f"control {title!r} ({said(control)[:30]!r})"


def _place(name: str) -> int:
    return _ORDER.index(name) if name in _ORDER else len(_ORDER)


def _is_id(text: str) -> bool:
    return text.lstrip("-").isdecimal() and -_LARGEST <= int(text) < _LARGEST
