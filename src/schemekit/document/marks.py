"""Where a tag stood in a source: one private-use character, opaque to Markdown.

In the blocks that Markdown becomes, each is a leaf beside the leaves of a document.
"""

from dataclasses import dataclass
from typing import Final, TypeAlias

from schemekit.document.blocks import (
    Callout,
    Emphasis,
    Heading,
    Item,
    ItemList,
    LineBreak,
    Link,
    PageBreak,
    Paragraph,
    Quote,
    Row,
    Section,
    Strong,
    Table,
    Text,
)

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


MInline: TypeAlias = "Text | LineBreak | Strong[MInline] | Emphasis[MInline] | Link[MInline] | Mark"


@dataclass(frozen=True, slots=True)
class Parties:
    """`::: signatures`: who signs."""

    parties: tuple[tuple[MInline, ...], ...]


MBlock: TypeAlias = (
    "Heading[MInline] | Paragraph[MInline] | ItemList[Item[MBlock]] | Table[MInline, Row[MInline]]"
    " | Callout[MBlock] | Quote[MBlock] | Section[MBlock] | Parties | PageBreak"
)
