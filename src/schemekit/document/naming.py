"""By what names the spaces of a form are known in a file: written and read by the same rule."""

import hashlib
import re
from typing import Final

from schemekit.document.blocks import Document

_LONGEST_BOOKMARK: Final = 40
_LONGEST_LABEL: Final = 64
"""Word takes no longer name or tag for a control."""
_NOT_IN_NAMES: Final = re.compile(r"\W")


def bookmark(wanted: str) -> str:
    """`wanted` as a bookmark may be called; a long name ends in a digest of itself."""
    name = _NOT_IN_NAMES.sub("_", wanted)
    if len(name) <= _LONGEST_BOOKMARK:
        return name
    end = "_" + hashlib.sha256(wanted.encode()).hexdigest()[:8]
    return name[: _LONGEST_BOOKMARK - len(end)] + end


def field_bookmark(tag: str) -> str:
    """The bookmark round the control with that tag."""
    return bookmark(f"field_{tag}")


def label(text: str) -> str:
    """`text` as short as the name of a control must be."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_LABEL else line[: _LONGEST_LABEL - 1] + "…"


def known_by(document: Document) -> dict[str, str]:
    """What a form that comes back is known by: its document, its edition and its scheme."""
    return {
        "schemekit-document": document.id,
        "schemekit-edition": document.edition,
        "schemekit-scheme": f"{document.organisation}: {document.scheme}",
        "schemekit-toolkit": document.toolkit,
    }
