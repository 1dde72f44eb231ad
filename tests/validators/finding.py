"""Something wrong with a finished file."""

from typing import NamedTuple


class Finding(NamedTuple):
    """What a rule found, and in which part of the file."""

    rule: str
    part: str
    what: str

    def __str__(self) -> str:
        return f"{self.part}: {self.what} [{self.rule}]"
