"""One level of a tree (blocks, items, rows or words) while its tags are folded by a stack."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final, Generic, Literal, TypeAlias, TypeVar, cast

from schemekit.document.blocks import Item, Paragraph, Row
from schemekit.document.marks import Mark, MBlock, MInline
from schemekit.toolkit.meanings import Elif, If, Meaning
from schemekit.toolkit.tags import Tag
from schemekit.toolkit.templates import Branch, Each, Source, When

N = TypeVar("N")
Place: TypeAlias = Literal["row", "item", "paragraph", "words"]
Where: TypeAlias = Callable[[Tag], str]
IN_PLACE: Final[dict[Place, str]] = {
    "row": "in the same table",
    "item": "in the same list",
    "paragraph": "among the same blocks",
    "words": "in the same paragraph, cell or emphasis",
}


@dataclass(slots=True)
class Level(Generic[N]):
    """What was read of a level so far, and the tags that are open on it."""

    found: list[N] = field(default_factory=list)
    frames: list[list[tuple[Tag, list[N]]]] = field(default_factory=list)
    """For each open tag its branches: the tag each starts with, and what it holds."""

    @property
    def current(self) -> list[N]:
        """Where the next node goes."""
        return self.frames[-1][-1][1] if self.frames else self.found

    @property
    def opening(self) -> Meaning | None:
        """The innermost tag that is open."""
        return self.frames[-1][0][0].meaning if self.frames else None

    def open(self, tag: Tag) -> None:
        self.frames.append([(tag, [])])

    def turn(self, tag: Tag) -> None:
        self.frames[-1].append((tag, []))

    def branches(self, where: Where) -> When[N]:
        """The innermost if as a node."""
        branches: list[Branch[N]] = []
        otherwise: tuple[N, ...] = ()
        for tag, content in self.frames[-1]:
            match tag.meaning:
                case If(condition) | Elif(condition):
                    branches.append(Branch(condition, tuple(content), where(tag)))
                case _:
                    otherwise = tuple(content)
        return When(tuple(branches), otherwise)

    def loop(self, row: str, source: Source, where: Where) -> Each[N]:
        """The innermost loop as a node."""
        opened, content = self.frames[-1][0]
        return Each(row, source, tuple(content), where(opened))

    def close(self, node: When[N] | Each[N]) -> None:
        """Put the innermost tag's node where the tag stood."""
        self.frames.pop()
        # every level's nodes include When and Each over that level's nodes
        self.current.append(cast("N", node))

    def left_open(self) -> Iterator[Tag]:
        """The tags that nothing on this level closes, innermost first."""
        for frame in reversed(self.frames):
            yield frame[0][0]


def mark_of_words(node: MInline) -> Mark | None:
    return node if isinstance(node, Mark) else None


def mark_of_paragraph(node: MBlock) -> Mark | None:
    match node:
        case Paragraph((Mark() as mark,)):
            return mark
        case _:
            return None


def mark_of_item(node: Item[MBlock]) -> Mark | None:
    match node:
        case Item((Paragraph((Mark() as mark,)),), tick=False):
            return mark
        case _:
            return None


def mark_of_row(node: Row[MInline]) -> Mark | None:
    match node:
        case Row(((Mark() as mark,), *others)) if not any(others):
            return mark
        case _:
            return None
