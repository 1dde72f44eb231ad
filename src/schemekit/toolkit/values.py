"""What an answer can be, and how it is said."""

from collections.abc import Sequence
from datetime import date
from enum import Enum
from typing import Final, Literal, TypeAlias


class Unanswered(Enum):
    """The answer nobody gave: no condition holds of it, and it prints as an open point."""

    UNANSWERED = "unanswered"

    def __repr__(self) -> str:
        return "UNANSWERED"


UNANSWERED: Final = Unanswered.UNANSWERED

Given: TypeAlias = str | int | float | bool | date | tuple[str, ...]
Value: TypeAlias = Given | Literal[Unanswered.UNANSWERED]


def said_date(day: date) -> str:
    """`day` as British English writes it: 4 May 2027."""
    return f"{day.day} {day:%B %Y}"


def said_number(number: float, decimals: int = 2) -> str:
    """`number` with thousands separated, and no more than `decimals` digits after the point."""
    text = f"{number:,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def said_list(words: Sequence[str]) -> str:
    """`words` as a sentence joins them: a, b and c."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
