"""How a zip file from outside is packed, and whether that is a reason not to open it."""

from typing import Final, Literal, TypeAlias
from zipfile import ZipFile, ZipInfo

PART: Final = 30_000_000
_MEMBERS: Final = 2_000
_UNPACKED: Final = 200_000_000
_RATIO: Final = 200
_SMALL: Final = 1_000_000
"""Under this size a part may be packed as tightly as it likes."""

Danger: TypeAlias = Literal["large", "tight", "locked"]


def danger(file: ZipFile) -> Danger | None:
    """What speaks against opening `file`, told before anything in it is unpacked."""
    members = file.infolist()
    if len(members) > _MEMBERS or sum(each.file_size for each in members) > _UNPACKED:
        return "large"
    if any(map(_is_bomb, members)):
        return "tight"
    return "locked" if any(each.flag_bits & 1 for each in members) else None


def _is_bomb(member: ZipInfo) -> bool:
    return member.file_size > _SMALL and member.file_size > _RATIO * max(member.compress_size, 1)
