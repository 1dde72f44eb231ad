"""Overlay files that replace a central one: what they were made from, and what has changed since.

An overlay keeps a copy of each central text it replaced, as it stood when somebody last looked at
both. The copy is the whole record: where the central text is another one now, that is told.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from schemekit.document.differing import places
from schemekit.errors import ContentError, Problem
from schemekit.toolkit.reading import Folders

RECORD: Final = Path(".schemekit", "central")


@dataclass(frozen=True, slots=True)
class Replaced:
    """One file of an overlay that stands in the place of a central one."""

    name: str
    """Where it lies, as people know it."""
    copy: Path
    """Where the central text it was made from is kept."""
    former: str | None
    """That text; none where nothing was recorded."""
    central: str | None
    """The central text now; none where there is no longer one."""

    @property
    def is_recorded(self) -> bool:
        return self.former is not None

    @property
    def changes(self) -> tuple[str, ...]:
        """Each place where the central text has other words now, gone and added."""
        if self.former is None or self.central is None or self.former == self.central:
            return ()
        return places(self.former, self.central)

    @property
    def has_lost(self) -> bool:
        """Whether the central text it replaced is no more."""
        return self.former is not None and self.central is None


def replaced(overlay: Path, wider: Sequence[Path]) -> tuple[Replaced, ...]:
    """The files of `overlay` that replace one of the `wider` folders, or once did, by name."""
    central, own = Folders(wider), Folders([overlay])
    found: list[Replaced] = []
    for relative in own.names:
        copy = overlay / RECORD / relative
        former = _kept(copy)
        now = central.file(relative).text if relative in central else None
        if former is not None or now is not None:
            found.append(Replaced(f"{overlay}/{relative}", copy, former, now))
    return tuple(found)


def _kept(copy: Path) -> str | None:
    if not copy.is_file():
        return None
    return Folders([copy.parent]).file(copy.name).text


def notices(overlays: Sequence[Path], central: Path, most: int) -> Iterator[Problem]:
    """What to tell of central texts that changed; at most `most` places of each file."""
    for number, overlay in enumerate(overlays):
        for each in replaced(overlay, (central, *overlays[:number])):
            remedy = f'When yours is right: schemekit check "{overlay}" --accept'
            if each.has_lost:
                what = "the central text that it replaced is no more; yours is used."
                yield Problem(each.name, what, remedy)
            elif each.changes:
                yield Problem(each.name, _said(each.changes, most), remedy)


def _said(changes: Sequence[str], most: int) -> str:
    more = len(changes) - most
    rest = f"\n  and in {more} more place{'s' if more > 1 else ''}" if more > 0 else ""
    lines = "".join(f"\n  {each}" for each in changes[:most])
    return f"the central text has changed since you replaced it:{lines}{rest}\n "


def unrecorded(overlay: Path, wider: Sequence[Path]) -> tuple[str, ...]:
    """Files of the overlay of which nobody recorded what they were made from."""
    return tuple(each.name for each in replaced(overlay, wider) if not each.is_recorded)


def to_record(overlay: Path, wider: Sequence[Path]) -> tuple[tuple[Path, str | None], ...]:
    """What recording the central texts of now comes to: each copy’s path and text.

    No text where the copy has nothing to stand for. Raises `ContentError` where a link would lead
    out of the overlay.
    """
    home = overlay.resolve()
    found = [each for each in replaced(overlay, wider) if each.former != each.central]
    for each in found:
        if not each.copy.resolve().is_relative_to(home):
            raise ContentError(Problem(str(each.copy), "it leads out of the overlay by a link."))
    return tuple((each.copy, each.central) for each in found)
