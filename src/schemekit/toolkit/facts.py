"""Values worked out from answers, and the checks that answers are held against."""

from datetime import date
from typing import Literal

from schemekit.toolkit.authored import Authored, Condition, Id, Worded
from schemekit.toolkit.values import Given, said_date, said_list, said_number


class Fact(Authored):
    """A named value computed from answers, usable wherever an answer is."""

    id: Id
    short: str
    """The label of the gap it leaves when an answer it needs is missing."""
    value: Condition
    unit: str = ""
    decimals: int = 0
    about: str = ""
    """Where the formula comes from, and what is only our default in it."""
    evidence: tuple[Id, ...] = ()
    defaults: tuple[Id, ...] = ()

    def said(self, value: Given) -> str:
        """`value` inside a sentence."""
        match value:
            case bool():
                return "yes" if value else "no"
            case date():
                return said_date(value)
            case int() | float():
                return said_number(value, self.decimals)
            case tuple():
                return said_list(value)
            case str():
                return value


class Check(Authored):
    """A condition that must not hold, what clashes when it does, and what to change."""

    id: Id
    level: Literal["error", "warning"]
    when: Condition
    questions: tuple[Id, ...]
    message: Worded
    remedy: Worded
    evidence: tuple[Id, ...] = ()
    defaults: tuple[Id, ...] = ()


class FactsFile(Authored):
    fact: tuple[Fact, ...]


class ChecksFile(Authored):
    check: tuple[Check, ...]
