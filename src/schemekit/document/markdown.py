"""Markdown as blocks, with opaque marks where tags stood. The only home of markdown-it.

What a document cannot say (HTML, pictures, code) is refused with its line, never left out.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.container import container_plugin

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
from schemekit.document.marks import MARK, Mark, MBlock, MInline, Parties, number_of


@dataclass(frozen=True, slots=True)
class Refusal:
    """What cannot be printed, and its line in the text."""

    line: int
    what: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as blocks, and everything in it that was refused."""

    blocks: tuple[MBlock, ...]
    refusals: tuple[Refusal, ...]


BOXES: Final = ("important", "note", "example", "quote", "signatures", "landscape")
_ADDRESS: Final = re.compile(r"(https?://|mailto:)[^\s]+")
_PIPE: Final = re.compile(r"(?<!\\)\|")
_REFUSED: Final = {
    "code_inline": ("code is not printed.", "Write it as plain words."),
    "code_block": ("a line that starts with four spaces is code.", "Take the spaces out."),
    "fence": ("code is not printed.", "Write it as plain words."),
    "html_inline": ("HTML is not printed.", "Use Markdown; a remark for authors is {# … #}."),
    "html_block": ("HTML is not printed.", "Use Markdown; a remark for authors is {# … #}."),
    "image": ("pictures are not printed.", "Say in words what it shows."),
}


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table").disable("lheading")
    container_plugin(parser, "box", validate=lambda _params, _markup: True)
    return parser


_PARSER: Final = _parser()


# an overlay changes few texts, so content that is read again beside it is mostly read already
@lru_cache(maxsize=4096)
def read_markdown(text: str) -> Reading:
    """`text` as blocks. Lines are counted from 0."""
    reader = _Reader(text)
    blocks = reader.blocks(SyntaxTreeNode(_PARSER.parse(text)).children)
    return Reading(blocks, tuple(dict.fromkeys(reader.refusals)))


class _Reader:
    """One text on its way to blocks."""

    def __init__(self, text: str) -> None:
        self.source = text.split("\n")
        self.refusals: list[Refusal] = []
        self.line = 0
        self.depth = 0
        """Boxes, quotes and list items round what is read."""

    def refuse(self, what: str, remedy: str = "") -> None:
        self.refusals.append(Refusal(self.line, what, remedy))

    def blocks(self, nodes: Iterable[SyntaxTreeNode]) -> tuple[MBlock, ...]:
        return tuple(block for node in nodes for block in self._block(node))

    def _within(self, nodes: Iterable[SyntaxTreeNode]) -> tuple[MBlock, ...]:
        self.depth += 1
        found = self.blocks(nodes)
        self.depth -= 1
        return found

    def _block(self, node: SyntaxTreeNode) -> Iterator[MBlock]:
        self.line = node.map[0] if node.map else self.line
        match node.type:
            case "heading":
                yield Heading(int(node.tag[1:]), self._line(node))
            case "paragraph":
                yield self._paragraph(node)
            case "bullet_list" | "ordered_list":
                yield self._list(node)
            case "table":
                yield self._table(node)
            case "blockquote":
                yield Quote(self._within(node.children))
            case "hr":
                yield PageBreak()
            case "container_box":
                yield from self._box(node)
            case _:
                self._refuse(node)

    def _refuse(self, node: SyntaxTreeNode) -> None:
        what, remedy = _REFUSED.get(node.type, (f"{node.type!r} is not printed.", ""))
        self.refuse(what, remedy)

    def _paragraph(self, node: SyntaxTreeNode) -> Paragraph[MInline]:
        first = self.line
        content = self._line(node)
        self.line = first
        match content[:1]:
            case (Text(text),) if text.startswith("|"):
                self.refuse("this row belongs to no table.", "Leave no blank line inside a table.")
            case (Text(text),) if text.startswith(":::"):
                self.refuse("this box closes or opens nothing.", f"Boxes are {', '.join(BOXES)}.")
            case _:
                pass
        return Paragraph(content)

    def _list(self, node: SyntaxTreeNode) -> ItemList[Item[MBlock]]:
        if node.attrs.get("start", 1) != 1:
            self.refuse("a numbered list starts with 1.", "Indent what stands between its items.")
        items = tuple(self._item(each) for each in node.children)
        return ItemList(node.type == "ordered_list", items)

    def _item(self, node: SyntaxTreeNode) -> Item[MBlock]:
        content = self._within(node.children)
        match content:
            case (Paragraph((Text(text), *more)), *others) if text.startswith("[ ] "):
                said = (Text(text[4:]), *more) if text[4:] else tuple(more)
                first: MBlock = Paragraph(said)
                return Item((first, *others), tick=True)
            case _:
                return Item(content)

    def _table(self, node: SyntaxTreeNode) -> Table[MInline, Row[MInline]]:
        rows = [row for part in node.children for row in part.children]
        header, *others = [self._row(each, len(rows[0].children)) for each in rows]
        if any(header.cells) and not all(header.cells):
            self.line = node.map[0] if node.map else self.line
            self.refuse("a column of this table has no name.", "Name it in the first row.")
        return Table(header, tuple(others))

    def _row(self, node: SyntaxTreeNode, columns: int) -> Row[MInline]:
        self.line = node.map[0] if node.map else self.line
        written = self.source[self.line].strip().removeprefix("|").removesuffix("|")
        cells = len(_PIPE.split(written))
        if cells > columns:
            self.refuse(f"this row has {cells} cells, its table has {columns} columns.")
        return Row(tuple(self._line(cell) for cell in node.children))

    def _box(self, node: SyntaxTreeNode) -> Iterator[MBlock]:
        first, last = node.map or (0, 0)
        name, _, more = node.info.strip().partition(" ")
        if last >= len(self.source) or not self.source[last].lstrip(" >").startswith(":::"):
            self.refuse(f"the box '::: {name}' is never closed.", "Write ::: below it.")
        if more and name != "signatures":
            self.refuse(f"'::: {name}' takes no words behind it.", "Write them on the next line.")
        content = self._within(node.children)
        self.line = first
        if name == "landscape" and self.depth:
            remedy = "Put it between blocks that stand alone; a box may stand in it."
            self.refuse("'::: landscape' turns pages, so it stands in nothing else.", remedy)
        match name:
            case "important" | "note" | "example":
                yield Callout(name, content)
            case "quote":
                yield Quote(content)
            case "landscape":
                yield Section(content)
            case "signatures":
                yield self._parties(more, content)
            case _:
                self.refuse(f"'::: {name}' is no box.", f"Boxes are {', '.join(BOXES)}.")

    def _parties(self, written: str, content: tuple[MBlock, ...]) -> Parties:
        if content or not written.strip():
            self.refuse(
                "'::: signatures' names who signs, and holds nothing.",
                "Write ::: signatures A, B and ::: on the next line.",
            )
        return Parties(tuple(_marks(each.strip()) for each in written.split(",")))

    def _line(self, node: SyntaxTreeNode) -> tuple[MInline, ...]:
        """The words of a block that holds one line of words."""
        return self._inlines(each for inline in node.children for each in inline.children)

    def _inlines(self, nodes: Iterable[SyntaxTreeNode]) -> tuple[MInline, ...]:
        found: list[MInline] = []
        for node in nodes:
            for each in self._inline(node):
                match found[-1:], each:
                    case [Text(before)], Text(text):
                        found[-1] = Text(before + text)
                    case _:
                        found.append(each)
        return tuple(found)

    def _inline(self, node: SyntaxTreeNode) -> tuple[MInline, ...]:
        match node.type:
            case "text" | "text_special":
                return _marks(node.content)
            case "softbreak":
                self.line += 1
                return (Text(" "),)
            case "hardbreak":
                self.line += 1
                return (LineBreak(),)
            case "strong":
                return (Strong(self._inlines(node.children)),)
            case "em":
                return (Emphasis(self._inlines(node.children)),)
            case "link":
                return (self._link(node),)
            case _:
                self._refuse(node)
                return ()

    def _link(self, node: SyntaxTreeNode) -> Link[MInline]:
        target = str(node.attrs.get("href", ""))
        if node.attrs.get("title"):
            self.refuse("a link's title is not printed.", "Say it in the sentence.")
        if not _ADDRESS.fullmatch(target):
            self.refuse(f"{target!r} is no address.", "Links start with https:// or mailto:.")
        return Link(target, self._inlines(node.children))


def _marks(text: str) -> tuple[MInline, ...]:
    """`text` with its marks as leaves."""
    parts = re.split(f"({MARK})", text)
    return tuple(
        Mark(number_of(each)) if place % 2 else Text(each)
        for place, each in enumerate(parts)
        if each
    )
