"""What differs between two documents, block by block, each block under its heading."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal, assert_never

from schemekit.document.blocks import (
    Block,
    Callout,
    Contents,
    Document,
    Field,
    Heading,
    Inline,
    ItemList,
    OpenPoint,
    OpenPoints,
    PageBreak,
    Paragraph,
    Quote,
    References,
    Row,
    Section,
    Signatures,
    Table,
    Text,
)
from schemekit.document.differing import costly
from schemekit.document.walk import every_inline, plain

_ALIKE: Final = 0.5
"""How much of two blocks is the same where one is the other, changed."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One block as it is read, under the heading it stands under."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One block that only one of two documents has, or that both have in other words."""

    heading: str
    before: str
    """Empty where it was added."""
    after: str
    """Empty where it is gone."""

    @property
    def fate(self) -> Literal["added", "gone", "changed"]:
        if not self.before:
            return "added"
        return "changed" if self.after else "gone"


def passages(document: Document) -> tuple[Passage, ...]:
    """Every paragraph, item and row of the document, each under its heading."""
    found: list[Passage] = []
    heading = document.title
    for block in _each(document.content):
        if isinstance(block, Heading):
            heading = plain(block.content)
        if text := _text(block):
            found.append(Passage(heading, text))
    return tuple(found)


def differences(before: Document, after: Document) -> tuple[Difference, ...]:
    """Every block that differs, in the order it is read."""
    if before.content == after.content:
        return ()
    old, new = passages(before), passages(after)
    texts = [each.text for each in old], [each.text for each in new]
    found: list[Difference] = []
    repeats = costly(*texts)
    matcher = SequenceMatcher(None, *texts, autojunk=repeats)
    for fate, low, high, start, end in matcher.get_opcodes():
        if fate != "equal":
            found += _paired(old[low:high], new[start:end])
    return tuple(found)


def _paired(old: Sequence[Passage], new: Sequence[Passage]) -> Iterator[Difference]:
    """Blocks that took each other’s place: changed where they are alike, else gone and added."""
    left = list(old)
    for each in new:
        match = next((one for one in left if alike(one.text, each.text)), None)
        if match is None:
            yield Difference(each.heading, "", each.text)
            continue
        place = left.index(match)
        yield from (Difference(one.heading, one.text, "") for one in left[:place])
        yield Difference(each.heading, match.text, each.text)
        left = left[place + 1 :]
    yield from (Difference(one.heading, one.text, "") for one in left)


def alike(one: str, other: str) -> bool:
    """Whether one text is the other in other words, and not another text."""
    old, new = one.split(), other.split()
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.quick_ratio() < _ALIKE:
        return False
    return costly(old, new) or matcher.ratio() >= _ALIKE


def _each(blocks: Iterable[Block]) -> Iterator[Block]:
    """The smallest blocks, in the order they are read; a table stays one here."""
    for block in blocks:
        match block:
            case ItemList(items=items):
                for item in items:
                    yield from _each(item.content)
            case Callout(content=content) | Quote(content) | Section(content):
                yield from _each(content)
            case Table(header, rows):
                yield from (Paragraph(_joined(row)) for row in (header, *rows))
            case _:
                yield block


def _joined(row: Row[Inline]) -> tuple[Inline, ...]:
    joined: list[Inline] = []
    for number, cell in enumerate(row.cells):
        joined += [Text(" | "), *cell] if number else cell
    return tuple(joined)


def _text(block: Block) -> str:
    match block:
        case Heading(content=content) | Paragraph(content):
            words = plain(content).strip()
            spaces = [_space(each) for each in every_inline((block,))]
            return " ".join(filter(None, (words, *spaces)))
        case Signatures(parties):
            return " | ".join(parties)
        case Contents() | References() | OpenPoints() | PageBreak():
            return ""
        case ItemList() | Callout() | Quote() | Section() | Table():
            return ""
        case _:
            assert_never(block)


def _space(inline: Inline) -> str:
    """What stands beside the words of a block: a space to fill in, a gap."""
    match inline:
        case Field(label=label, options=options):
            return (
                f"[{label}: {'; '.join(each.label for each in options)}]"
                if options
                else f"[{label}]"
            )
        case OpenPoint():
            return "[to decide]"
        case _:
            return ""
