"""The words that the lints go by: content in `wording.toml`, which an overlay can replace."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from schemekit.errors import ContentError, Problem
from schemekit.toolkit.authored import Authored
from schemekit.toolkit.reading import Folders
from schemekit.toolkit.tables import read

FILE: Final = "wording.toml"


class FigureRules(Authored):
    """What counts as a figure, and what bears a number without being one."""

    numbers: Mapping[str, int]
    """Words for numbers."""
    percent: tuple[str, ...]
    months: tuple[str, ...]
    labels: tuple[str, ...]
    """Words that a number names a part or a version of: section 158, band 7."""
    names: tuple[str, ...]
    """Names with a number in them."""
    times: tuple[str, ...]
    """Heads of the columns of an agenda."""
    ours: tuple[str, ...]
    """How a text says that a figure is its own."""
    examples: tuple[str, ...]
    """How a hint starts an example of an answer."""
    parts: tuple[str, ...]
    """What a text is made of, so that a number in words of it counts the text itself."""
    loose: tuple[str, ...]
    """Numbers that are not meant exactly."""
    conversions: frozenset[float]
    """Factors between units, which may follow a sign for times or divided by."""


class ClaimRules(Authored):
    """What a sentence says that speaks of research."""

    words: tuple[str, ...]
    free: tuple[str, ...]
    """Phrases with such a word in them that speak of no research."""


class QuestionRules(Authored):
    """How questions read, after GOV.UK and the NHS."""

    hint_length: int
    sentence_words: int
    banned: Mapping[str, str]
    """A word, to what to write instead."""
    errors: tuple[str, ...]
    """Words that no message about an answer needs."""
    last: tuple[str, ...]
    """How the label of an option begins that comes after the others."""


class TextRules(Authored):
    """How everything reads."""

    spelling: Mapping[str, str]
    """American, to British."""
    people: Mapping[str, str]
    """Words for people that are not used, to those that are."""
    acronyms: Mapping[str, str]
    """Acronyms that stand on their own, to what they mean."""


class Rules(Authored):
    """`wording.toml`."""

    figures: FigureRules
    claims: ClaimRules
    questions: QuestionRules
    text: TextRules


def read_rules(folders: Folders) -> Rules:
    """The rules in force. Raises `ContentError`."""
    problems: list[Problem] = []
    rules = read(folders.file(FILE), Rules, {}, problems)
    if rules is None:
        raise ContentError(*problems)
    return rules


@lru_cache(maxsize=64)
def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Any of these words, longest first, as whole words whatever the case.

    A word that ends in a hyphen stands for all words that begin so; of no words, nothing is found.
    """
    longest = sorted(words, key=len, reverse=True)
    each = "|".join(map(_pattern, longest)) or "(?!)"
    return re.compile(rf"(?<!\w)(?:{each})(?!\w)", re.IGNORECASE)


def _pattern(word: str) -> str:
    begins = word.removesuffix("-")
    return re.escape(begins) + (r"\w*" if begins != word else "")
