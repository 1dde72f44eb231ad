"""Questions that are answered with a number, with yes or no, or with a day."""

import re
from datetime import date, datetime
from typing import Final, Literal

from schemekit.errors import AnswerError
from schemekit.toolkit.asked import Computed
from schemekit.toolkit.values import Given, said_date, said_number

_DAY_FIRST: Final = re.compile(r"\d{1,2}[/.]\d{1,2}[/.]\d{4}", re.ASCII)
"""A day that the calendar does not have, where no form can read it."""
_DATE_FORMS: Final = ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d %B %Y", "%d %b %Y", "%d.%m.%Y")


class NumberQuestion(Computed):
    """A number from `min` to `max`, whole unless `decimals` says otherwise."""

    kind: Literal["number"]
    min: float = 0
    max: float = 1_000_000
    decimals: int = 0

    def read(self, raw: object) -> float:
        number = self._number(raw)
        if not self.min <= number <= self.max:
            low, high = said_number(self.min), said_number(self.max)
            raise AnswerError(f"{self._noun} must be between {low} and {high}.")
        return number

    def _number(self, raw: object) -> float:
        text = str(raw).strip().replace(",", "").replace(" ", "")
        if not text:
            raise self._missing()
        if isinstance(raw, bool) or not re.fullmatch(r"[+-]?\d{1,12}(\.\d{1,6})?", text):
            kind = "a number" if self.decimals else "a whole number"
            raise AnswerError(f"{self._noun} must be {kind}.")
        number = float(text)
        if number.is_integer():
            return int(number)
        if not self.decimals:
            raise AnswerError(f"{self._noun} must be a whole number.")
        return round(number, self.decimals)

    def shown(self, value: Given) -> str:
        return said_number(value) if isinstance(value, int | float) else str(value)

    said = shown


class YesNoQuestion(Computed):
    kind: Literal["yes_no"]

    def read(self, raw: object) -> bool:
        word = str(raw).strip().lower()
        if word in {"yes", "y", "true", "1"}:
            return True
        if word in {"no", "n", "false", "0"}:
            return False
        raise AnswerError(f"Select yes if {self.noun}.")

    def shown(self, value: Given) -> str:
        return "Yes" if value else "No"

    def said(self, value: Given) -> str:
        return self.shown(value).lower()


class DateQuestion(Computed):
    """A day between 2000 and 2100."""

    kind: Literal["date"]

    def read(self, raw: object) -> date:
        day = raw.date() if isinstance(raw, datetime) else raw
        if not isinstance(day, date):
            day = self._written(str(raw).strip())
        if not 2000 <= day.year <= 2100:
            raise AnswerError(f"{self._noun} must be between 2000 and 2100.")
        return day

    def _written(self, text: str) -> date:
        if not text:
            raise self._missing()
        for form in _DATE_FORMS:
            try:
                return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no time zone
            except ValueError:
                continue
        if _DAY_FIRST.fullmatch(text):
            raise AnswerError(f"{self._noun} must be a real date, like 31/03/2027.")
        raise AnswerError(f"Enter {self.noun} as day, month and year, like 31/03/2027.")

    def shown(self, value: Given) -> str:
        return said_date(value) if isinstance(value, date) else str(value)

    said = shown
