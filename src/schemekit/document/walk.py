"""A finished document's blocks, walked and rebuilt: pure, and closed over every shape."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from operator import is_
from typing import Final, TypeVar, assert_never

from schemekit.document.blocks import (
    Block,
    Callout,
    Citation,
    Contents,
    Emphasis,
    Field,
    Heading,
    Inline,
    Item,
    ItemList,
    LineBreak,
    Link,
    OpenPoint,
    OpenPoints,
    PageBreak,
    Paragraph,
    Quote,
    References,
    Row,
    Section,
    See,
    SeeSection,
    Signatures,
    Strong,
    Table,
    Text,
)

A = TypeVar("A")
_FEW_WORDS: Final = 200
"""Characters above a table that stay on its page."""


def every_block(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block, each before what it holds."""
    for block in blocks:
        yield block
        match block:
            case ItemList(items=items):
                for item in items:
                    yield from every_block(item.content)
            case Callout(content=content) | Quote(content) | Section(content):
                yield from every_block(content)
            case _:
                continue


def leads(block: Block, after: "Block | None") -> bool:
    """Whether it stays with what comes `after`.

    A line in bold, a few words above a table, words above signatures.
    """
    match block:
        case Paragraph((Strong(),)):
            return after is not None
        case Paragraph(content) if isinstance(after, Table) and not _asks(content):
            return len(plain(content)) <= _FEW_WORDS
        case _:
            return isinstance(after, Signatures)


def _asks(words: Iterable[Inline]) -> bool:
    return any(isinstance(each, Field) for each in words)


def every_inline(blocks: Iterable[Block]) -> Iterator[Inline]:
    """Every inline, in the order it is read."""
    for block in every_block(blocks):
        match block:
            case Heading(content=content) | Paragraph(content):
                yield from _inside(content)
            case Table(header, rows):
                for row in (header, *rows):
                    for cell in row.cells:
                        yield from _inside(cell)
            case _:
                continue


def _inside(words: Iterable[Inline]) -> Iterator[Inline]:
    for each in words:
        yield each
        match each:
            case Strong(content) | Emphasis(content) | Link(content=content):
                yield from _inside(content)
            case _:
                continue


def plain(words: Iterable[Inline]) -> str:
    """`words` as text alone; a note is silent, a gap is its label."""
    return "".join(_plain(each) for each in words)


def _plain(inline: Inline) -> str:
    match inline:
        case Text(text):
            return text
        case LineBreak():
            return " "
        case Strong(content) | Emphasis(content) | Link(content=content):
            return plain(content)
        case See(title=title):
            return title
        case SeeSection(title=title, number=number):
            return number or title
        case Field(value=value):
            return value
        case OpenPoint(label=label):
            return label
        case Citation():
            return ""
        case _:
            assert_never(inline)


def rebuilt(
    blocks: tuple[Block, ...],
    block: Callable[[Block], Block],
    inline: Callable[[Inline], Inline],
) -> tuple[Block, ...]:
    """`blocks` with every block and inline changed; what nothing changes is the same object."""
    return _each(blocks, lambda each: block(_rebuilt(each, block, inline)))


def _rebuilt(
    node: Block, block: Callable[[Block], Block], inline: Callable[[Inline], Inline]
) -> Block:
    match node:
        case Heading() | Paragraph():
            words = _words(node.content, inline)
            return node if words is node.content else replace(node, content=words)
        case ItemList(items=items):
            changed = _each(items, lambda each: _item(each, block, inline))
            return node if changed is items else replace(node, items=changed)
        case Table(header, rows):
            head = _row(header, inline)
            body = _each(rows, lambda each: _row(each, inline))
            return node if head is header and body is rows else Table(head, body)
        case Callout() | Quote() | Section():
            content = rebuilt(node.content, block, inline)
            return node if content is node.content else replace(node, content=content)
        case Signatures() | Contents() | References() | OpenPoints() | PageBreak():
            return node
        case _:
            assert_never(node)


def _item(
    item: Item[Block], block: Callable[[Block], Block], inline: Callable[[Inline], Inline]
) -> Item[Block]:
    content = rebuilt(item.content, block, inline)
    return item if content is item.content else replace(item, content=content)


def _row(row: Row[Inline], inline: Callable[[Inline], Inline]) -> Row[Inline]:
    cells = _each(row.cells, lambda cell: _words(cell, inline))
    return row if cells is row.cells else Row(cells)


def _words(words: tuple[Inline, ...], inline: Callable[[Inline], Inline]) -> tuple[Inline, ...]:
    def changed(each: Inline) -> Inline:
        match each:
            case Strong() | Emphasis() | Link():
                content = _words(each.content, inline)
                return inline(each if content is each.content else replace(each, content=content))
            case _:
                return inline(each)

    return _each(words, changed)


def _each(nodes: tuple[A, ...], change: Callable[[A], A]) -> tuple[A, ...]:
    """`nodes` changed; the same tuple where every one came back as it was."""
    changed = tuple(change(each) for each in nodes)
    return nodes if all(map(is_, nodes, changed)) else changed
