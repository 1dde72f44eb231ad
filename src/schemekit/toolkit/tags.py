"""The tags of a source: found, understood, and each replaced by one private-use character.

What is left is Markdown (or one line of words) that can be parsed without knowing any tag. The
organisation's own words come in here too: "a mentor" in a source is the slot `word_a_mentor`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

from schemekit.document.marks import FIRST, LAST, PRIVATE, marked
from schemekit.errors import Problem
from schemekit.toolkit.conditions import ConditionError
from schemekit.toolkit.meanings import Meaning, Say, TagError, meaning_done, meaning_said, parse

Words: TypeAlias = Mapping[str, str]
"""A plain word or two, to the question that holds the organisation's own."""


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag: what it means, how it is written, and its line in the file."""

    meaning: Meaning
    written: str
    line: int


@dataclass(frozen=True, slots=True)
class Scanned:
    """A source with its tags taken out."""

    text: str
    lines: tuple[int, ...]
    """For each line of `text`, its line in the file."""
    tags: tuple[Tag, ...]
    problems: tuple[Problem, ...]


_TAG: Final = re.compile(
    r"(?P<gone>^[ \t]*\{#.*?#\}[ \t]*\n|\{#.*?#\})"
    r"|\{\{(?P<say>.*?)\}\}|\{%(?P<do>.*?)%\}",
    re.DOTALL | re.MULTILINE,
)
_LEFT_OPEN: Final = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_PRIVATE: Final = re.compile(f"[{PRIVATE}]")
_UNTOUCHED: Final = r"\]\([^)\n]*\)|^ {0,3}\[[^\]\n]+\]:.*|<[^>\n]*>|`[^`]*`|(?<![^\s()\[\]<>`])[^\s()\[\]<>]*(?:://|@)[^\s()\[\]<>]*|www\.\S*"


def scan(source: str, name: str, words: Words, first_line: int = 1) -> Scanned:
    """`source` with a mark for every tag and for every local word. `name` is the file's."""
    reading = _Reading(name, first_line)
    for line, text in enumerate(source.split("\n"), first_line):
        if _PRIVATE.search(text):
            reading.problem(line, "it holds a private-use character.", "Delete it.")
    if not reading.problems:
        reading.read(source)
        reading.localise(words)
    return Scanned(reading.text, tuple(reading.lines), tuple(reading.tags), tuple(reading.problems))


class _Reading:
    """A source while it is being scanned."""

    def __init__(self, name: str, line: int) -> None:
        self.name = name
        self.line = line
        self.text = ""
        self.lines = [line]
        self.tags: list[Tag] = []
        self.problems: list[Problem] = []

    def problem(self, line: int, what: str, remedy: str = "") -> None:
        self.problems.append(Problem(f"{self.name}, line {line}", what, remedy))

    def read(self, source: str) -> None:
        pieces, at = [], 0
        for found in _TAG.finditer(source):
            pieces.append(self._plain(source[at : found.start()]))
            if found["gone"] is None:
                pieces.append(self._tag(found))
            self.line += found[0].count("\n")
            if found["gone"] and found["gone"].endswith("\n"):
                self.lines[-1] = self.line
            at = found.end()
        pieces.append(self._plain(source[at:]))
        self.text = "".join(pieces)

    def _plain(self, text: str) -> str:
        for each in re.finditer(rf"\n|{_LEFT_OPEN.pattern}", text):
            if each[0] == "\n":
                self.line += 1
                self.lines.append(self.line)
            else:
                self.problem(self.line, f"{each[0]!r} opens or closes no tag.", "Write {{ … }}.")
        return text

    def _tag(self, found: re.Match[str]) -> str:
        try:
            said = found["say"]
            meaning = (
                meaning_said(said.strip())
                if said is not None
                else meaning_done(found["do"].strip())
            )
        except (TagError, ConditionError) as wrong:
            self.problem(self.line, f"{wrong}.")
            return ""
        return self._marked(Tag(meaning, " ".join(found[0].split()), self.line))

    def _marked(self, tag: Tag) -> str:
        if FIRST + len(self.tags) > LAST:
            raise AssertionError(tag)  # a file of that size is refused before it is read
        self.tags.append(tag)
        return marked(len(self.tags) - 1)

    def localise(self, words: Words) -> None:
        if not words:
            return
        pieces, at = [], 0
        for found in _words(tuple(words)).finditer(self.text):
            if found["word"] is None:
                continue
            line = self.lines[self.text.count("\n", 0, found.start())]
            pieces += [self.text[at : found.start()], self._local(found["word"], words, line)]
            at = found.end()
        self.text = "".join([*pieces, self.text[at:]])

    def _local(self, found: str, words: Words, line: int) -> str:
        plain = " ".join(found.split())
        small = plain[0].lower() + plain[1:]
        capital = plain not in words
        tag = Tag(Say(parse(words[small if capital else plain]), capital), found, line)
        # a line break inside "a mentor" comes after it, so that lines keep their numbers
        return self._marked(tag) + "\n" * found.count("\n")


@lru_cache(maxsize=8)
def _words(plain: tuple[str, ...]) -> re.Pattern[str]:
    """The words, longest first, in small letters or with a capital first letter."""
    longest = sorted(plain, key=len, reverse=True)
    forms = (
        f"[{each[0].upper()}{each[0]}]"
        + r"[ \t]*\n?[ \t]*".join(map(re.escape, each[1:].split(" ")))
        for each in longest
    )
    return re.compile(rf"(?:{_UNTOUCHED})|(?<!\w)(?P<word>{'|'.join(forms)})(?!\w)", re.MULTILINE)
