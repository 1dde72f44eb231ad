"""The zip file that a Word document is: equal parts give equal bytes."""

import zlib
from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from io import BytesIO
from struct import Struct
from typing import Final, NamedTuple
from zipfile import ZipFile

from schemekit.document.theme import Theme, tint
from schemekit.writers.word.house import House, furnished
from schemekit.writers.word.logo import with_logo

_BARE: Final = -15
"""Deflated, with no header and no sum of its own."""
_quick: Callable[[bytes], bytes]
try:
    from isal import isal_zlib
except ImportError:  # no wheel for this computer: the same files, made more slowly
    _quick = partial(zlib.compress, level=6, wbits=_BARE)
else:
    # of its levels the highest whose bytes are the same on every processor of a kind
    _quick = partial(isal_zlib.compress, level=2, wbits=_BARE)

_LOCAL: Final = Struct("<4s5H3L2H")
_CENTRAL: Final = Struct("<4s6H3L5HL")
_PLACE: Final = Struct("<L")
_END: Final = Struct("<4s4H2LH")
_VERSION: Final = 20
_UTF8: Final = 0x800
_DEFLATED: Final = 8
_DATE: Final = (0, 0x21)
"""1 January 1980, the first day a zip file knows."""
_THEMED: Final = ("word/styles.xml", "word/theme/theme1.xml", "word/fontTable.xml")
_BASE_COLOUR: Final = "#1d4f4b"
_BASE_FONT: Final = "Arial"
_BASE_LANGUAGE: Final = "en-GB"


class Member(NamedTuple):
    """One part of a document, packed."""

    local: bytes
    """Its header and what is packed."""
    central: bytes
    """Its line in the list of members, up to the place where it begins."""
    name: bytes


@lru_cache(maxsize=1_024)
def repacked(name: str, content: bytes) -> Member:
    """A part that many documents have alike, or one document of many packs: packed once."""
    return packed(name, content)


def packed(name: str, content: bytes) -> Member:
    """A part that is packed again and again, so quickly."""
    return _member(name, content, _quick(content))


def packed_once(name: str, content: bytes) -> Member:
    """A part that is packed once for many documents, so as small as can be."""
    return _member(name, content, zlib.compress(content, 9, _BARE))


def _member(name: str, content: bytes, deflated: bytes) -> Member:
    named = name.encode()
    lengths = (zlib.crc32(content), len(deflated), len(content), len(named))
    versions = (_VERSION, _VERSION, _UTF8, _DEFLATED)
    local = _LOCAL.pack(b"PK\3\4", *versions[1:], *_DATE, *lengths, 0)
    central = _CENTRAL.pack(b"PK\1\2", *versions, *_DATE, *lengths, 0, 0, 0, 0, 0)
    return Member(local + named + deflated, central, named)


def zipped(members: Iterable[Member]) -> bytes:
    """The members one after another, then the list of them."""
    body: list[bytes] = []
    listing: list[bytes] = []
    place = 0
    for each in members:
        body.append(each.local)
        listing += (each.central, _PLACE.pack(place), each.name)
        place += len(each.local)
    amount = len(body)
    directory = b"".join(listing)
    end = _END.pack(b"PK\5\6", 0, 0, amount, amount, len(directory), place, 0)
    return b"".join([*body, directory, end])


@lru_cache(maxsize=4)
def house(theme: Theme) -> House | None:
    """The looks of the organisation's own file, where it has one."""
    return furnished(_of_base(theme), theme.house) if theme.house else None


def parts(theme: Theme) -> dict[str, bytes]:
    """The parts that every document is built on."""
    own = house(theme)
    return own.parts if own else _of_base(theme)


@lru_cache(maxsize=4)
def _of_base(theme: Theme) -> dict[str, bytes]:
    """The parts of the theme's base, in its colour, font and language, with its logo."""
    with ZipFile(BytesIO(theme.base)) as base:
        themed = {
            name: _themed(base.read(name), theme) if name in _THEMED else base.read(name)
            for name in base.namelist()
        }
    return with_logo(themed, theme.logo) if theme.logo else themed


@lru_cache(maxsize=4)
def unchanging(theme: Theme, written: frozenset[str]) -> tuple[Member, ...]:
    """The parts of the base that every document has alike, packed once: all but the `written`."""
    return tuple(
        packed_once(name, content) for name, content in parts(theme).items() if name not in written
    )


def _themed(content: bytes, theme: Theme) -> bytes:
    text = content.decode()
    for old, new in (
        (_bare(_BASE_COLOUR), _bare(theme.colour)),
        (_bare(tint(_BASE_COLOUR)), _bare(tint(theme.colour))),
        (f'"{_BASE_FONT}"', f'"{theme.font}"'),
        (f'"{_BASE_LANGUAGE}"', f'"{theme.language}"'),
    ):
        text = text.replace(old, new)
    return text.encode()


def _bare(colour: str) -> str:
    return colour.removeprefix("#").upper()
