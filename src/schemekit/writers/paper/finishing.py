"""What a PDF needs beyond what its page says: names in levels, lists to type in, links in words.

WeasyPrint hands over its pages and the objects of the file before it writes them. This module is
the only one that knows how it lays them out, and why the range of its version is narrow.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

import pydyf

from schemekit.writers.paper.medium import TYPED

_STATE: Final = re.compile(r"/\S+ gs ")
_EDITABLE: Final = 1 << 18
"""The flag of a list that also takes typed text."""


def finish(document: Any, pdf: Any) -> None:
    """`pdf` as a person with a keyboard, a mouse or a screen reader expects it."""
    for box in _inputs(document):
        _mend(box.widget_annotation)
        if TYPED in box.element.get("class", "").split():
            box.widget_annotation["Ff"] |= _EDITABLE
    for box, target in _links(document):
        box.link_annotation["Contents"] = pydyf.String(_said(box.element, target))
    if "AcroForm" in pdf.catalog:
        _level(pdf)


def _inputs(document: Any) -> Iterator[Any]:
    for page in document.pages:
        for inputs in page.forms.values():
            yield from (box for box, _ in inputs)


def _links(document: Any) -> Iterator[tuple[Any, str]]:
    for page in document.pages:
        for kind, target, _, box in page.links:
            if kind in {"internal", "external"} and box.link_annotation:
                yield box, target


def _mend(field: Any) -> None:
    """Colour and font only in what says how an input is written: nothing else may stand there."""
    if "DA" in field:
        written = field["DA"].string
        text = written.decode() if isinstance(written, bytes) else written
        field["DA"] = pydyf.String(_STATE.sub("", text))


def _said(element: Any, target: str) -> str:
    """What a link is called: its title, else its words, else where it leads."""
    return element.get("title") or " ".join("".join(element.itertext()).split()) or target


def _level(pdf: Any) -> None:
    """Fields whose names have full stops, put under parents: the format asks for it."""
    form = pdf.catalog["AcroForm"]
    by_reference = {each.reference: each for each in pdf.objects}
    parents: dict[str, Any] = {}
    top = pydyf.Array()
    for reference in form["Fields"]:
        field = by_reference[reference]
        *above, last = field["T"].string.split(".")
        if above:
            field["T"] = pydyf.String(last)
            field["Parent"] = _parent(above, parents, top, pdf).reference
            parents[".".join(above)]["Kids"].append(reference)
        else:
            top.append(reference)
    form["Fields"] = top


def _parent(path: list[str], parents: dict[str, Any], top: Any, pdf: Any) -> Any:
    """The node of the tree of fields that `path` names, made with those above it where needed."""
    name = ".".join(path)
    if name in parents:
        return parents[name]
    node = _node(path[-1], pdf)
    parents[name] = node
    if len(path) == 1:
        top.append(node.reference)
        return node
    above = _parent(path[:-1], parents, top, pdf)
    above["Kids"].append(node.reference)
    node["Parent"] = above.reference
    return node


def _node(name: str, pdf: Any) -> Any:
    node = pydyf.Dictionary({"T": pydyf.String(name), "Kids": pydyf.Array()})
    pdf.add_object(node)
    return node
