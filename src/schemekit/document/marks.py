"""Where a tag stood in a source: one private-use character each, opaque to Markdown."""

from dataclasses import dataclass
from typing import Final

FIRST: Final = 0xF0000
LAST: Final = 0xFFFFD
PRIVATE: Final = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
"""Every private-use character, as the inside of a regular expression's class."""
MARK: Final = f"[{chr(FIRST)}-{chr(LAST)}]"


@dataclass(frozen=True, slots=True)
class Mark:
    """The place of tag number `number`."""

    number: int


def marked(number: int) -> str:
    """The character that stands for tag `number`."""
    return chr(FIRST + number)


def number_of(character: str) -> int:
    """The tag that `character` stands for."""
    return ord(character) - FIRST
