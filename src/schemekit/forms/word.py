"""The controls of a Word file that came back, whatever program saved it last."""

from collections.abc import Iterable, Iterator
from typing import Final

from lxml import etree

from schemekit.errors import FormError
from schemekit.forms.form import SpaceKind
from schemekit.forms.found import Control, Found
from schemekit.forms.opening import Parts

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_PREFIX: Final = "field_"
_TICKS: Final = frozenset("\u2612\u2611\u2714\u2713\u2718")
_BOXES: Final = _TICKS | {"\u2610"}
_TRUE: Final = frozenset({"1", "true", "on"})
_OPEN_AT_ONCE: Final = 40
"""So many bookmarks may stand in each other; a file with more is not ours."""


def read_word(content: bytes) -> Found:
    """What a Word file holds. Raises `FormError` where it cannot be opened safely."""
    parts = Parts(content)
    body = parts.xml()
    if body is None:
        raise FormError("it is a zip file, but not a Word document.")
    around, texts = _bookmarks(body)
    controls = [
        (each, around.get(each, ()))
        for each in body.iter(f"{_W}sdt")
        if next(each.iterdescendants(f"{_W}sdt"), None) is None
    ]
    taken = {name for _, names in controls for name in names}
    return Found(
        tuple(_control(each, names) for each, names in controls),
        dict(_properties(parts)),
        {name: "".join(text) for name, text in texts.items() if name not in taken},
    )


def _properties(parts: Parts) -> Iterator[tuple[str, str]]:
    """The properties that a program added to the file."""
    custom = parts.xml("docProps/custom.xml")
    for each in () if custom is None else custom:
        yield str(each.get("name", "")), "".join(map(str, each.itertext()))


def _bookmarks(
    body: etree._Element,
) -> tuple[dict[etree._Element, tuple[str, ...]], dict[str, list[str]]]:
    """The bookmarks round each control, or just inside it; and the text in each bookmark."""
    around: dict[etree._Element, tuple[str, ...]] = {}
    texts: dict[str, list[str]] = {}
    open_now: dict[str, str] = {}
    for each in body.iter():
        if each.tag == f"{_W}bookmarkStart":
            name = str(each.get(f"{_W}name", ""))
            if name.startswith(_PREFIX) and len(open_now) < _OPEN_AT_ONCE:
                open_now[str(each.get(f"{_W}id"))] = name
                texts.setdefault(name, [])
                for control in each.iterancestors(f"{_W}sdt"):
                    around[control] = (*around.get(control, ()), name)
                    break
        elif each.tag == f"{_W}bookmarkEnd":
            open_now.pop(str(each.get(f"{_W}id")), None)
        elif each.tag == f"{_W}sdt" and open_now:
            around[each] = (*open_now.values(),)
        elif open_now:
            for name in open_now.values():
                texts[name].append(_piece(each))
    return around, texts


def _piece(element: etree._Element) -> str:
    if element.tag == f"{_W}t":
        return element.text or ""
    if element.tag in {f"{_W}br", f"{_W}cr"}:
        return "\n"
    return "\t" if element.tag == f"{_W}tab" else ""


def _text(elements: Iterable[etree._Element]) -> str:
    """Characters, with a line break for each break and between paragraphs."""
    pieces: list[str] = []
    paragraphs = 0
    for each in elements:
        if each.tag == f"{_W}p":
            paragraphs += 1
            pieces.append("\n" if paragraphs > 1 else "")
        elif each.getparent() is not None and each.getparent().tag == f"{_W}r":  # type: ignore[union-attr]
            pieces.append(_piece(each))
    return "".join(pieces)


def _control(sdt: etree._Element, names: tuple[str, ...]) -> Control:
    properties = sdt.find(f"{_W}sdtPr")
    content = sdt.find(f"{_W}sdtContent")
    text = "" if content is None else _text(content.iter())
    if properties is None:
        return Control(text, bookmarks=names)
    kind = _kind(properties)
    return Control(
        text,
        kind,
        _value(properties, "tag"),
        names,
        _value(properties, "alias"),
        properties.find(f"{_W}showingPlcHdr") is not None,
        kind == "box" and _is_ticked(properties, text),
        _chosen(properties, text),
        _day(properties),
    )


def _kind(properties: etree._Element) -> SpaceKind:
    kinds: dict[str, SpaceKind] = {
        f"{_W14}checkbox": "box",
        f"{_W}dropDownList": "list",
        f"{_W}comboBox": "list",
        f"{_W}date": "date",
    }
    return next((kinds[str(each.tag)] for each in properties if each.tag in kinds), "text")


def _value(properties: etree._Element, name: str) -> str:
    found = properties.find(f"{_W}{name}")
    return "" if found is None else str(found.get(f"{_W}val", ""))


def _is_ticked(properties: etree._Element, text: str) -> bool:
    checked = properties.find(f"{_W14}checkbox/{_W14}checked")
    said = "" if checked is None else str(checked.get(f"{_W14}val", ""))
    return said.lower() in _TRUE if said else bool(_TICKS & set(text))


def ticked(text: str) -> bool | None:
    """Whether a box that is mere text is ticked; None where there is no box."""
    return bool(_TICKS & set(text)) if _BOXES & set(text) else None


def _chosen(properties: etree._Element, text: str) -> str:
    said = " ".join(text.split())
    for kind in ("dropDownList", "comboBox"):
        for item in properties.iterfind(f"{_W}{kind}/{_W}listItem"):
            value = str(item.get(f"{_W}value", ""))
            shown = str(item.get(f"{_W}displayText", "")) or value
            if said and " ".join(shown.split()) == said:
                return value
    return ""


def _day(properties: etree._Element) -> str:
    found = properties.find(f"{_W}date")
    return "" if found is None else str(found.get(f"{_W}fullDate", ""))[:10]
