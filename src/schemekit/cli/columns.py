"""A table in a terminal window: cells broken between words, columns as wide as they need."""

import sys
from collections.abc import Iterator, Sequence
from shutil import get_terminal_size
from textwrap import wrap
from typing import Final

_GAP: Final = 2
_NARROWEST: Final = 8
_WIDEST_WINDOW: Final = 120


def window() -> int:
    """How many characters fit on a line; 80 where nobody looks at a window."""
    return min(get_terminal_size((80, 24)).columns, _WIDEST_WINDOW)


def wrapped(text: str, indent: str = "") -> str:
    """`text` broken between words to fit the window."""
    lines = wrap(
        text,
        window() - 1,
        initial_indent=indent,
        subsequent_indent=indent,
        break_on_hyphens=False,
    )
    return "\n".join(lines) if lines else ""


def complain(said: object) -> None:
    """Say it on the error output: broken between words where somebody reads it in a window."""
    lines = str(said).splitlines()
    if sys.stderr.isatty():
        lines = [part for line in lines for part in _hanging(line)]
    sys.stderr.write("".join(f"{line}\n" for line in lines))


def _hanging(line: str) -> list[str]:
    own = line[: len(line) - len(line.lstrip())]
    return wrap(line, window() - 1, subsequent_indent=own or "  ", break_on_hyphens=False) or [""]


def table(rows: Sequence[Sequence[str]], *, indent: str = "", head: bool = False) -> Iterator[str]:
    """`rows` as lines that fit the window; with `head`, the first row is underlined."""
    if not rows:
        return
    widths = _widths(rows, window() - 1 - len(indent))
    for number, row in enumerate(rows):
        cells = [_broken(cell, width) for cell, width in zip(row, widths, strict=True)]
        for line in range(max(map(len, cells))):
            parts = (
                (cell[line] if line < len(cell) else "").ljust(width)
                for cell, width in zip(cells, widths, strict=True)
            )
            yield f"{indent}{(' ' * _GAP).join(parts)}".rstrip()
        if head and not number:
            yield f"{indent}{(' ' * _GAP).join('-' * width for width in widths)}"


def _broken(cell: str, width: int) -> list[str]:
    return [
        line
        for part in cell.split("\n")
        for line in wrap(part, width, break_on_hyphens=False) or [""]
    ]


def _widths(rows: Sequence[Sequence[str]], room: int) -> list[int]:
    """What each column gets: all it asks for, or a fair share of what is left."""
    wanted = [max(map(len, column)) for column in zip(*rows, strict=True)]
    left = room - _GAP * (len(wanted) - 1)
    given = [0] * len(wanted)
    for number, place in enumerate(sorted(range(len(wanted)), key=wanted.__getitem__)):
        share = max(left // (len(wanted) - number), _NARROWEST)
        given[place] = min(wanted[place], share)
        left -= given[place]
    return given
