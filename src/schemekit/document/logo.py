"""An organisation's logo: a small PNG or JPEG file, known and measured by its first bytes."""

from dataclasses import dataclass, field
from struct import unpack
from typing import Final, Literal, TypeAlias

from schemekit.errors import ContentError, Problem

Kind: TypeAlias = Literal["png", "jpeg"]

LARGEST: Final = 2_000_000
"""Bytes. The logo is in every file of a pack."""
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8\xff"
_SIZED: Final = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""The segments of a JPEG file that hold its height and width."""
_BARE: Final = frozenset({0x01, *range(0xD0, 0xD8)})
"""The segments that have no length."""


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture and the words for those who do not see it; its size in pixels."""

    content: bytes = field(repr=False)
    alt: str
    kind: Kind
    width: int
    height: int


def read_logo(name: str, content: bytes, alt: str) -> Logo:
    """The logo that the file called `name` holds."""
    where = f"theme/{name}"
    if len(content) > LARGEST:
        what = f"the logo is larger than {LARGEST // 1_000_000} MB."
        raise ContentError(Problem(where, what, "Save it smaller, 600 pixels wide at most."))
    kind: Kind = "png" if content.startswith(_PNG) else "jpeg"
    if kind == "jpeg" and not content.startswith(_JPEG):
        what = "the logo is neither a PNG nor a JPEG picture."
        raise ContentError(Problem(where, what, "Save it as PNG and name that file."))
    width, height = _png(content) if kind == "png" else _jpeg(content)
    if not width or not height:
        what = "the picture is damaged: it does not say how large it is."
        raise ContentError(Problem(where, what, "Save it once more as PNG."))
    return Logo(content, alt, kind, width, height)


def _png(content: bytes) -> tuple[int, int]:
    if content[12:16] != b"IHDR" or len(content) < 24:
        return 0, 0
    width, height = unpack(">2L", content[16:24])
    return width, height


def _jpeg(content: bytes) -> tuple[int, int]:
    """The size in the first segment that has one; segments follow one another by their lengths."""
    place = 2
    while place + 9 <= len(content) and content[place] == 0xFF:
        kind = content[place + 1]
        if kind in _SIZED:
            height, width = unpack(">2H", content[place + 5 : place + 9])
            return width, height
        if kind == 0xFF:
            place += 1
        elif kind in _BARE:
            place += 2
        else:
            place += 2 + max(2, int.from_bytes(content[place + 2 : place + 4], "big"))
    return 0, 0
