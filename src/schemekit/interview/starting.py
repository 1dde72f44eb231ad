"""The start screen: what somebody wants who typed no command."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from schemekit.interview import wording
from schemekit.interview.sheets import Back, Head, Picking, Row, Said, Sheet, Voice, Writing
from schemekit.toolkit.asked import DEPTHS, Depth

_NEW: Final = "(new)"
_PRESET: Final = "(preset)"
_AMOUNT: Final[Mapping[Depth, str]] = {
    "quick": "Quick: what every pack needs",
    "standard": "Standard: what most schemes decide",
    "full": "Full: everything that can be decided",
}
_EXPLAIN: Final = (
    "A scheme is a folder on this computer with your answers and the pack that is made from them. "
    "A preset holds answers that suit an organisation like yours; you can change each of them."
)
_EXPLAIN_AMOUNT: Final = (
    "What you are not asked gets our default, or stays open and is listed in the pack. You can "
    "answer more later: run schemekit review with the folder and, for example, --depth standard."
)
_EXPLAIN_FOLDER: Final = (
    "Your answers and the pack are kept in this folder. It is made in the folder you are in now."
)


@dataclass(frozen=True, slots=True)
class Shelf:
    """What there is to start with."""

    begun: Mapping[str, str]
    """Folders of schemes, the latest first, each with a few words about it."""
    presets: Mapping[str, str]
    """Names of presets, each with a line that says whom it suits."""
    asked: Mapping[Depth, int]
    """How many questions each depth asks."""
    folder: str
    """A name that is free."""
    taken: Callable[[str], str]
    """Why a folder of that name cannot be begun; empty where it can."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A scheme to carry on or, where a depth is named, to begin."""

    folder: str
    preset: str = ""
    depth: Depth | None = None


def begin(shelf: Shelf, voice: Voice) -> Wanted:
    """What the person wants. Raises `Quit`."""
    while True:
        match voice.ask(_first(shelf)):
            case Said(str(row)) if row in shelf.begun:
                return Wanted(row)
            case Said(str(row)):
                wanted = _new(shelf, voice, from_preset=row == _PRESET)
                if wanted is not None:
                    return wanted
            case _:
                continue


def _new(shelf: Shelf, voice: Voice, *, from_preset: bool) -> Wanted | None:
    """The scheme to begin; None where the person went back to the start."""
    sheets = (*((_which_preset(shelf),) if from_preset else ()), _how_much(shelf), _where(shelf))
    said = _in_turn(sheets, voice)
    if said is None:
        return None
    *preset, depth, folder = said
    return Wanted(folder, "".join(preset), next(each for each in DEPTHS if each == depth))


def _in_turn(sheets: Sequence[Sheet], voice: Voice) -> tuple[str, ...] | None:
    """What was said to each sheet; None where the person went back before the first."""
    said: list[str] = []
    while len(said) < len(sheets):
        match voice.ask(sheets[len(said)]):
            case Said(str(raw)):
                said.append(raw.strip())
            case Back() if not said:
                return None
            case _:
                said.pop()
    return tuple(said)


def _first(shelf: Shelf) -> Picking:
    rows = [Row("Start a new scheme", _NEW), Row("Start from a preset", _PRESET)]
    rows += [Row(f"Carry on with {name}, {told}", name) for name, told in shelf.begun.items()]
    head = _head(
        "What would you like to do?",
        "schemekit asks about your organisation and makes your mentoring scheme pack",
        _EXPLAIN,
        may_go_back=False,
    )
    return Picking(head, tuple(rows), missing="Select what you would like to do.")


def _which_preset(shelf: Shelf) -> Picking:
    head = _head(
        "Which preset do you want to start from?",
        "You can change each answer that it gives",
        _EXPLAIN,
    )
    rows = tuple(Row(told, name, clipped=True) for name, told in shelf.presets.items())
    return Picking(head, rows, missing="Select the preset to start from.")


def _how_much(shelf: Shelf) -> Picking:
    head = _head(
        "How much do you want to answer?", "You can answer more at any time", _EXPLAIN_AMOUNT
    )
    return Picking(head, tuple(_amounts(shelf)), missing="Select how much you want to answer.")


def _amounts(shelf: Shelf) -> Iterator[Row]:
    for depth, told in _AMOUNT.items():
        number = shelf.asked[depth]
        asked = wording.plural(number, "question")
        yield Row(f"{told} ({asked}, {wording.minutes(number)} minutes)", depth)


def _where(shelf: Shelf) -> Writing:
    head = _head(
        "What do you want to call the folder?",
        "Your answers and your pack are kept in it",
        _EXPLAIN_FOLDER,
    )
    return Writing(head, shelf.taken, start=shelf.folder, how="Type a name, then press Enter.")


def _head(title: str, hint: str, help_: str, *, may_go_back: bool = True) -> Head:
    return Head(
        title=title,
        hint=hint,
        explain=lambda: help_,
        may_go_back=may_go_back,
        helps="help",
        leaving="leave",
    )
