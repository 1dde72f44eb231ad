"""The fields of a PDF form that came back, by name."""

import io
import logging
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from schemekit.document.examples import SUFFIX as EXAMPLE
from schemekit.errors import FormError
from schemekit.forms.found import Control, Found

_OFF: Final = frozenset({"", "/Off", "/None"})
_FIELDS: Final = 5_000


def read_pdf(content: bytes) -> Found:
    """What a PDF holds. Raises `FormError` where it cannot be opened."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        return _read(content)
    except FormError:
        raise
    except (Exception, RecursionError):  # noqa: BLE001 - a damaged file makes pypdf raise anything
        raise FormError("the file is cut short or damaged. Ask for it once more.") from None


def _read(content: bytes) -> Found:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted:
        raise FormError("it is protected with a password. Ask for a copy without one.")
    told: Mapping[str, Any] = reader.metadata or {}
    properties = {_hyphened(str(name)): str(value) for name, value in told.items()}
    fields: Mapping[str, Any] = reader.get_fields() or {}
    if not fields and not any(each.endswith(EXAMPLE) for each in properties.values()):
        raise FormError("the PDF has no fields that could be read: it may be a scan or a print.")
    if len(fields) > _FIELDS:
        raise FormError("it has far more fields than a form, so it was not read.")
    return Found(tuple(_controls(fields)), properties)


def _hyphened(name: str) -> str:
    """The name of a property as Word files have it: those of a PDF may hold no hyphen."""
    return re.sub(r"^/schemekit-?(?=\w)", "schemekit-", name)


def _controls(fields: Mapping[str, Any]) -> Iterator[Control]:
    for name, each in fields.items():
        kind, value = each.get("/FT"), each.get("/V")
        if kind == "/Btn":
            yield Control(tag=name, kind="box", ticked=str(value or _state(each)) not in _OFF)
        elif kind in {"/Tx", "/Ch"}:
            text = "\n".join(map(str, value)) if isinstance(value, list) else str(value or "")
            yield Control(_clean(text), "list" if kind == "/Ch" else "text", tag=name)


def _state(field: Any) -> str:
    """How a box looks, where its field holds no value."""
    place = field.indirect_reference
    return str(place.get_object().get("/AS", "")) if place is not None else ""


def _clean(text: str) -> str:
    """`text` with one kind of line break, and nothing that no file could hold."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\r\n", "\n").replace("\r", "\n")
