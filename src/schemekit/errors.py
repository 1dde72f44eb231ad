"""What can be wrong, said to people.

SchemekitError              something a person can put right; the command line prints it, exit 1
├── ContentError            the shipped content or an overlay
├── PresetError             a preset, or a lock that an answer contradicts
├── AnswersError            an answers file that cannot be read or written
├── AnswerError             one answer that cannot be read
├── PackError               the pack cannot be written where it should go
├── FormError               a form that came back and cannot be read
└── UsageError              wrong usage, or answers missing where nobody can be asked; exit 2
"""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from unicodedata import category


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where it stands, what it is, and what would help."""

    where: str
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        said = f"{self.where}: {self.what}" if self.where else self.what
        return printable(f"{said} {self.remedy}" if self.remedy else said)


def printable(text: str) -> str:
    """`text` without anything that a terminal would obey; its line breaks stay."""
    return "".join(
        "\ufffd" if category(each) in {"Cc", "Cf", "Cs"} and each != "\n" else each for each in text
    )


class SchemekitError(Exception):
    """Something a person can put right. Holds every problem found, not only the first."""

    def __init__(self, *problems: Problem | str) -> None:
        self.problems: tuple[Problem, ...] = tuple(
            each if isinstance(each, Problem) else Problem("", each) for each in problems
        )
        super().__init__("\n".join(str(each) for each in self.problems))


class ContentError(SchemekitError):
    """The shipped content, or an overlay folder, has mistakes."""


class PresetError(SchemekitError):
    """A preset cannot be used, or an answer contradicts a lock."""


class AnswersError(SchemekitError):
    """An answers file cannot be read or written."""


class AnswerError(SchemekitError):
    """One answer cannot be read; the message is ready to show beside the question."""


class PackError(SchemekitError):
    """A pack cannot be written."""


class FormError(SchemekitError):
    """A form that came back cannot be read."""


class UsageError(SchemekitError):
    """The command was used wrongly, or an answer is missing where nobody can be asked."""


def nearest(name: str, known: Iterable[str]) -> str:
    """A remedy naming the known name most like `name`; empty when none is close."""
    close = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f"Did you mean {close[0]!r}?" if close else ""
