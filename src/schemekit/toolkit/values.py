"""What an answer can be, and how it is said."""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from enum import Enum
from functools import lru_cache
from typing import Final, Literal, TypeAlias


class Unanswered(Enum):
    """The answer nobody gave: no condition holds of it, and it prints as an open point."""

    UNANSWERED = "unanswered"

    def __repr__(self) -> str:
        return "UNANSWERED"


UNANSWERED: Final = Unanswered.UNANSWERED

Given: TypeAlias = str | int | float | bool | date | tuple[str, ...]
Value: TypeAlias = Given | Literal[Unanswered.UNANSWERED]

_HALF_UP: Final = Context(prec=400, rounding=ROUND_HALF_UP)


def said_date(day: date) -> str:
    """`day` as British English writes it: 4 May 2027."""
    return f"{day.day} {day:%B %Y}"


def said_distance(days: int) -> str:
    """How far a day is from another: 6 weeks before, 10 days after."""
    weeks, rest = divmod(abs(days), 7)
    amount, unit = (abs(days), "day") if rest else (weeks, "week")
    return f"{amount} {unit}{'' if amount == 1 else 's'} {'before' if days < 0 else 'after'}"


@lru_cache(maxsize=4_096)
def said_number(number: float, decimals: int = 2) -> str:
    """`number` with thousands separated, and no more than `decimals` digits after the point."""
    # A half goes up, as on a calculator and in a spreadsheet: 0.125 is 0.13, not 0.12.
    with localcontext(_HALF_UP):
        text = f"{Decimal(str(number)):,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def said_list(words: Sequence[str]) -> str:
    """`words` as a sentence joins them: a, b and c."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
