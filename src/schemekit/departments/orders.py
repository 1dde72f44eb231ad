"""What is asked of a batch, and what comes of each department: small values that travel."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

State: TypeAlias = Literal["made", "unchanged", "failed"]
STATES: Final[tuple[State, ...]] = ("made", "unchanged", "failed")


@dataclass(frozen=True, slots=True)
class Brief:
    """What all departments of a batch have in common."""

    out: Path
    toolkit: tuple[Path, ...]
    presets: tuple[str, ...]
    preset_folders: tuple[Path, ...]
    settings: tuple[tuple[str, str], ...]
    formats: tuple[str, ...]
    today: date
    origin: str
    """What an answer's origin is called: the name of the list it stands in."""
    strict: bool = False
    digest: str = ""
    """Of all content, presets and wishes: where it differs, everything is made anew."""


@dataclass(frozen=True, slots=True)
class Order:
    """One department to make: its folder, and its answers as they were written."""

    folder: str
    place: int
    """Its place in the list, counted from 1."""
    where: str
    """What a person calls that place: the file and the row."""
    cells: Mapping[str, str] = field(default_factory=dict)
    file: str = ""
    """The answers file, where there is one instead of a row."""
    digest: str = ""
    """Of all that it is made of, its presets apart; empty until somebody works it out."""
    wrong: str = ""
    """Why it cannot be made at all; empty where it can."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one department."""

    folder: str
    place: int
    where: str
    state: State
    documents: tuple[str, ...] = ()
    open_points: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    differs: tuple[str, ...] = ()
    """The answers that are not what the presets say."""
    kept: tuple[str, ...] = ()
    """Files somebody edited, whose new version lies beside them."""
    notices: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    presets: tuple[str, ...] = ()
    """The files of the presets it was made with."""
    stamp: str = ""
    """What the folder looked like when the department was finished."""

    @property
    def plain(self) -> dict[str, Any]:
        return asdict(self)


def outcome_of(plain: Mapping[str, Any]) -> Outcome:
    """The outcome that was kept as plain values."""
    return Outcome(**{key: _frozen(value) for key, value in plain.items()})


def _frozen(value: object) -> Any:
    return tuple(value) if isinstance(value, list) else value


def failed(order: Order, *problems: str) -> Outcome:
    return Outcome(order.folder, order.place, order.where, "failed", problems=problems)
