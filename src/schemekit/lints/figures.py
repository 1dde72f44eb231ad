"""Figures in prose: each is held by a record that its block names, or is exempt by a rule."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from schemekit.lints.passages import Passage, Run
from schemekit.lints.rules import FigureRules, any_of
from schemekit.toolkit.evidence import Figure

_DIGITS: Final = r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_DATE: Final = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")
_CLOCK: Final = re.compile(r"\d{1,2}:\d{2}(?!\d)|\d{1,2}(?:[:.]\d{2})? ?(?:am|pm)\b")
_LEADING: Final = re.compile(r"\s*\d{1,2}(?:[.):] | \||\s*$| [A-Z][\w-]*(?: [\w-]+){0,2}$)")
_TOGETHER: Final = r"(?: to | or | and | against |, |[-–])"


@dataclass(frozen=True, slots=True)
class Found:
    """One number in a passage."""

    passage: Passage
    run: Run
    start: int
    written: str
    value: float
    is_percent: bool

    @property
    def before(self) -> str:
        return self.run.text[: self.start]

    @property
    def after(self) -> str:
        return self.run.text[self.start + len(self.written) :]


@dataclass(frozen=True, slots=True)
class Exempt:
    """A number that needs no record, and the rule that says so."""

    found: Found
    rule: str


@dataclass(frozen=True, slots=True)
class Unheld:
    """A number that no record holds, and the figures of the records that its block names."""

    found: Found
    held: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Owned:
    """A number that a record holds, and the figure it is there."""

    found: Found
    figure: str


class Figures:
    """The rules by which numbers are found and let by, and the records that hold them."""

    def __init__(
        self,
        rules: FigureRules,
        records: Mapping[str, tuple[Figure, ...]],
        titles: Iterable[str] = (),
    ) -> None:
        self.rules = rules
        self.records = records
        word = "|".join(sorted(rules.numbers, key=len, reverse=True))
        percent = "|".join(map(re.escape, rules.percent))
        self.number = re.compile(
            rf"(?<![\w.,])(?:(?P<digits>{_DIGITS})|(?P<words>(?:{word})(?:[- ](?:{word}))*))"
            rf"(?:(?P<percent> ?(?:{percent}))(?!\w)|(?!\w))",
            re.IGNORECASE,
        )
        self.titles = any_of(tuple(each for each in titles if self.number.search(each)))
        self.range_of_percent = re.compile(
            rf"{_TOGETHER}(?:{_DIGITS}|{word}) ?(?:{percent})(?!\w)", re.IGNORECASE
        )
        self.labelled = re.compile(
            rf"{any_of(rules.labels).pattern[:-6]}s? (?:\w+{_TOGETHER})*$", re.IGNORECASE
        )
        least = rf"(?:one|nought|0|1)(?: \([^)]*\)|, [^,.;|\d]*,)? to (?:{word}|\d+)"
        self.scale = re.compile(
            rf"\bfrom {least}(?!\w)(?! \w+s\b)|\b[01] to \d+(?=\s*(?:$|[|,;.()]))", re.IGNORECASE
        )
        self.exemptions: tuple[tuple[str, Callable[[Found], bool]], ...] = (
            ("the title of a work", self._is_titled),
            ("a year or a date", self._is_date),
            ("a time in an agenda", self._is_time),
            ("a list number", _is_list_number),
            ("a law, a name or a code", self._is_named),
            ("an option or an example of an answer", self._is_offered),
            ("an effort that is called our estimate", self._is_effort),
            ("a part of the text", self._is_part),
            ("the end of a scale", self._is_scale),
            ("a conversion of units", self._is_conversion),
            ("decided by its own entry", lambda found: found.value in found.passage.counted),
        )

    def judged(self, passage: Passage) -> Iterator[Exempt | Unheld | Owned]:
        """Every number of a passage, and what becomes of it."""
        for found in self._found(passage):
            rule = next((rule for rule, holds in self.exemptions if holds(found)), "")
            yield Exempt(found, rule) if rule else self._judged(found)

    def _judged(self, found: Found) -> Unheld | Owned:
        named = [each.id for each in found.passage.grounds if each.reaches(found.run)]
        held = [each for name in named for each in self.records.get(name, ())]
        if any(_is(found, each) for each in held):
            return Owned(found, f"{found.value:.10g}{'%' if found.is_percent else ''}")
        return Unheld(found, tuple(dict.fromkeys(each.said for each in held)))

    def _found(self, passage: Passage) -> Iterator[Found]:
        for run in passage.runs:
            for each in self.number.finditer(run.text):
                value = self._value(each)
                percent = bool(each["percent"])
                if each["digits"] or value > 2 or percent:
                    ranged = self.range_of_percent.match(run.text, each.end()) is not None
                    yield Found(passage, run, each.start(), each[0], value, percent or ranged)

    def _value(self, written: re.Match[str]) -> float:
        if written["digits"]:
            return float(written["digits"].replace(",", ""))
        total = 0
        for word in re.split(r"[- ]", written["words"].lower()):
            number = self.rules.numbers[word]
            total = total * number if number >= 100 and total else total + number
        return total

    def _is_titled(self, found: Found) -> bool:
        return _within(self.titles, found)

    def _is_date(self, found: Found) -> bool:
        if _within(_DATE, found):
            return True
        if re.match(rf" {any_of(self.rules.months).pattern}", found.after):
            return found.value <= 31
        return _YEAR.fullmatch(found.written) is not None

    def _is_time(self, found: Found) -> bool:
        return found.run.is_time or _within(_CLOCK, found)

    def _is_named(self, found: Found) -> bool:
        if self.labelled.search(found.before) or re.search(r"[A-Za-z][-/]$", found.before):
            return True
        return _within(any_of(self.rules.names), found)

    def _is_offered(self, found: Found) -> bool:
        match found.passage.kind:
            case "option":
                return True
            case "hint":
                sentence = re.split(r"[.?!] ", found.before)[-1]
                return any_of(self.rules.examples).search(sentence) is not None
            case _:
                return False

    def _is_effort(self, found: Found) -> bool:
        ours = any_of(self.rules.ours)
        return found.passage.kind == "effort" and ours.search(found.passage.text) is not None

    def _is_part(self, found: Found) -> bool:
        """A number in words of things that a text is made of, or a loose one."""
        if found.written[0].isdigit():
            return False
        if any_of(self.rules.loose).search(f"{found.before[-12:]}{found.written}"):
            return not re.match(r" (?:in|out of) ", found.after)
        if re.search(r"\ball $", found.before, re.IGNORECASE):
            return True
        parts = any_of(self.rules.parts).pattern
        return re.match(rf"(?: [\w’-]+)? {parts}", found.after) is not None

    def _is_scale(self, found: Found) -> bool:
        return _within(self.scale, found)

    def _is_conversion(self, found: Found) -> bool:
        return found.value in self.rules.conversions and bool(re.search(r"[×÷] ?$", found.before))


def _within(pattern: re.Pattern[str], found: Found) -> bool:
    """Whether the number stands in something that `pattern` finds."""
    spans = (each.span() for each in pattern.finditer(found.run.text))
    return any(start <= found.start < end for start, end in spans)


def _is_list_number(found: Found) -> bool:
    """A number that starts its block or its sentence, as 1. or 1: or 1 and a title does."""
    if re.search(r"[.:?!] $", found.before) and re.match(r"\. [A-Z]", found.after):
        return True
    leads = found.run is found.passage.runs[0] and not found.before.strip()
    return leads and _LEADING.match(found.passage.text) is not None and not found.is_percent


def _is(found: Found, figure: Figure) -> bool:
    return figure.value == found.value and found.is_percent == figure.is_percent
