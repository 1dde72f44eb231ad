"""The interview in numbered lines: nothing is drawn twice, so a screen reader can follow.

Also for windows that are too small for lists, and for terminals that cannot redraw.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from shutil import get_terminal_size
from typing import Final, assert_never

from schemekit.interview.sheets import (
    MORE,
    NOT_SURE_ROW,
    Back,
    Listed,
    Move,
    Picking,
    Quit,
    Said,
    Sheet,
    Ticking,
    Writing,
)
from schemekit.interview.stopping import when_told_to_stop
from schemekit.interview.wording import wrapped

KEYS: Final = (
    "Type ? for help, b to go back, q to save and leave. "
    'To answer with one of these signs, put it in quotes: "b".'
)
FIRST: Final = "This is the first question."
_NUMBERS: Final = "Type numbers from 1 to {last}, with commas between them."
_KEEP: Final = "Press Enter to keep it."
_NUMBER: Final = "Type one number from 1 to {last}."


class Plain:
    """A voice that prints lines and reads lines."""

    def __init__(
        self, read: Callable[[str], str] = input, write: Callable[[str], None] | None = None
    ) -> None:
        self._read = read
        self._write = write or _print
        self._told = False

    def say(self, lines: Sequence[str]) -> None:
        """Raises `Quit` where the terminal has gone."""
        width = get_terminal_size().columns - 1
        for line in lines:
            start = line[: len(line) - len(line.lstrip())]
            try:
                self._write("\n".join(wrapped(line.strip(), width, start, start)))
            except OSError:
                raise Quit from None

    def ask(self, sheet: Sheet) -> Move:
        """What the person types, once it can be read."""
        self._introduce(sheet)
        failures = 0
        while True:
            typed = self._typed(sheet)
            move, wrong = self._move(sheet, typed)
            if move is not None:
                return move
            if wrong:
                failures += 1
                self.say([f"Error: {wrong} {_how(sheet)}" if failures > 1 else f"Error: {wrong}"])
            else:
                self._write("")

    def _introduce(self, sheet: Sheet) -> None:
        if not self._told:
            self._told = True
            self.say([KEYS])
        head = sheet.head
        place = [f"{head.place.replace(' · ', ', ')}."] if head.place else []
        alert = [f"Error: {head.alert}"] if head.alert else []
        self.say(["", *head.above, *place, head.title])
        self.say([each for each in (head.hint,) if each])
        self.say(list(_rows(sheet)))
        self.say([*_standing(sheet), *alert])

    def _typed(self, sheet: Sheet) -> str:
        with when_told_to_stop(_stop):
            try:
                first = self._read(_prompt(sheet))
                if not (isinstance(sheet, Writing) and sheet.lines) or _is_sign(first):
                    return first
                return "\n".join(self._more(first))
            except (EOFError, KeyboardInterrupt, OSError):
                raise Quit from None

    def _more(self, first: str) -> Iterator[str]:
        """Lines up to an empty one."""
        line = first
        while line.strip():
            yield line
            line = self._read("")

    def _move(self, sheet: Sheet, typed: str) -> tuple[Move | None, str]:
        """What was meant, or what is wrong; neither where the line was only a question to us."""
        match typed.strip() if typed == typed.lstrip() else "":
            case "?":
                self.say([*sheet.head.explain().split("\n"), KEYS])
                return None, ""
            case "b" | "B":
                if sheet.head.may_go_back:
                    return Back(), ""
                self.say([FIRST])
                return None, ""
            case "q" | "Q":
                raise Quit
        return read(sheet, _literal(typed))


def _stop() -> None:
    raise EOFError


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _is_sign(typed: str) -> bool:
    return typed.strip().lower() in {"?", "b", "q"} and typed == typed.lstrip()


def _literal(typed: str) -> str:
    """What was typed, without the quotes that say it is meant as it stands."""
    text = typed.strip()
    quoted = len(text) > 2 and text[0] == text[-1] == '"'
    return text[1:-1] if quoted else text


def read(sheet: Sheet, typed: str) -> tuple[Move | None, str]:
    """`typed` as a move, or what is wrong with it."""
    match sheet:
        case Writing():
            raw = typed or sheet.start
            wrong = sheet.wrong(raw)
            return (None, wrong) if wrong else (Said(raw), "")
        case Picking():
            return _picked(sheet, typed)
        case Ticking():
            return _ticked(sheet, typed)
        case _:
            assert_never(sheet)


def _picked(sheet: Picking, typed: str) -> tuple[Move | None, str]:
    if not typed:
        keeps = bool(sheet.start) and not sheet.checking
        return (Said(sheet.start), "") if keeps else (None, sheet.missing)
    found = _row_ids(sheet, typed)
    if len(found) != 1:
        return None, _NUMBER.format(last=len(_ids(sheet)))
    return Said(found[0]), ""


def _ticked(sheet: Ticking, typed: str) -> tuple[Move | None, str]:
    chosen = sheet.ticked if not typed else _row_ids(sheet, typed)
    if typed and not chosen:
        return None, _NUMBERS.format(last=len(_ids(sheet)))
    wrong = sheet.wrong(chosen)
    return (None, wrong) if wrong else (Said(chosen), "")


def _ids(sheet: Listed) -> list[str]:
    return [row.id for row in sheet.rows if row.id]


def _row_ids(sheet: Listed, typed: str) -> tuple[str, ...]:
    """The rows that the numbers, or the label, stand for; none where anything else was typed."""
    ids = _ids(sheet)
    label = [row.id for row in sheet.rows if row.id and row.label.lower() == typed.lower()]
    numbers = typed.replace(",", " ").replace(";", " ").split()
    if label or not all(each.isdecimal() and 1 <= int(each) <= len(ids) for each in numbers):
        return tuple(label)
    return tuple(dict.fromkeys(ids[int(each) - 1] for each in numbers))


def _rows(sheet: Sheet) -> Iterator[str]:
    """The list with its numbers; what cannot be chosen has none."""
    number = 0
    for row in () if isinstance(sheet, Writing) else sheet.rows:
        number += bool(row.id)
        yield (
            f"  {number}. {row.label}" if row.id else row.label if row.heading else f"  {row.label}"
        )


def _standing(sheet: Sheet) -> Iterator[str]:
    """What Enter alone would do."""
    kept = _kept(sheet)
    if kept:
        yield (
            f"Your answer now: {kept}." if sheet.head.notes else f"Your answer now: {kept}. {_KEEP}"
        )
    yield from sheet.head.notes


def _kept(sheet: Sheet) -> str:
    """What stands to be kept, in words; empty where the notes say it already."""
    match sheet:
        case Writing():
            return sheet.start
        case Picking(checking=True):
            return ""
        case Picking() | Ticking():
            kept = (sheet.start,) if isinstance(sheet, Picking) else sheet.ticked
            labels = [row.label for row in sheet.rows if row.id and row.id in kept]
            return "" if NOT_SURE_ROW in kept else MORE.join(labels)
        case _:
            assert_never(sheet)


def _prompt(sheet: Sheet) -> str:
    match sheet:
        case Writing(lines=True):
            return "Type your answer; an empty line ends it: "
        case Writing():
            return "Type your answer: "
        case Picking():
            return "Type one number: "
        case Ticking():
            return "Type numbers, with commas between them: "
        case _:
            assert_never(sheet)


def _how(sheet: Sheet) -> str:
    match sheet:
        case Writing():
            return f"{sheet.how} Or type: not sure." if sheet.unsure else sheet.how
        case Picking() | Ticking():
            return "Type the number that stands before the option."
        case _:
            assert_never(sheet)
