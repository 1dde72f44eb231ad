"""No document of any pack is left with a part that says nothing, or with words that do not fit."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import pytest
from tests.personas.conftest import Persona
from tests.reading import lines

from schemekit.document.blocks import (
    Block,
    Callout,
    Document,
    Field,
    Heading,
    Item,
    ItemList,
    Paragraph,
    Quote,
    Section,
    Table,
)
from schemekit.document.walk import every_block, every_inline, plain

ALL_HEADINGS: Final = {"poster"}
"""Documents whose lines are headings because they are read from afar."""
WORDS: Final = {
    "a value nobody put in words": r"(?<=[a-z,;(] )None\b|\b(?:UNANSWERED|NaN|null|True|False)\b",
    "a tag that was not filled": r"\{\{|\}\}|\{%|%\}|\{#",
    "two spaces": r"\S  +\S",
    "punctuation twice": r"(?<!\.)\.\.(?!\.)|,,|;;|::|\?\?|!!|[,;:]\.|\.,",
    "a gap without a name": r"\[\s*\]",
    "a bracket that is not closed": r"\([^()]*$",
}


def parts(document: Document) -> Iterator[tuple[Block, ...]]:
    """Each run of blocks that follow one another: the document, and what its boxes hold."""
    yield document.content
    for block in every_block(document.content):
        if isinstance(block, Callout | Quote | Section):
            yield block.content


def test_every_heading_says_something_and_has_something_below_it(persona: Persona) -> None:
    found = [
        f"{document.file}: {plain(one.content)!r} is followed by {plain(other.content)!r}"
        for document in persona.documents
        for blocks in parts(document)
        for one, other in pairwise(blocks)
        if isinstance(one, Heading)
        and isinstance(other, Heading)
        and one.level >= other.level
        and document.id not in ALL_HEADINGS
    ]
    empty = [
        document.file
        for document in persona.documents
        for block in every_block(document.content)
        if isinstance(block, Heading) and not re.search(r"\w", plain(block.content))
    ]
    last = [
        document.file
        for document in persona.documents
        for blocks in parts(document)
        if blocks and isinstance(blocks[-1], Heading) and document.id not in ALL_HEADINGS
    ]

    assert (found, empty, last) == ([], [], [])


def test_no_table_list_or_box_is_empty(persona: Persona) -> None:
    found = [
        f"{document.file}: {type(block).__name__}"
        for document in persona.documents
        for block in every_block(document.content)
        if _is_empty(block)
    ]

    assert found == []


def _is_empty(block: Block) -> bool:
    match block:
        case Table(header, rows):
            return not rows or not any(plain(each) for each in header.cells)
        case ItemList(items=items):
            return not items or any(_says_nothing(each) for each in items)
        case Callout() | Quote() | Section():
            return not block.content
        case Paragraph(content):
            return not content
        case _:
            return False


def _says_nothing(item: Item[Block]) -> bool:
    inlines = list(every_inline(item.content))
    fields = any(isinstance(each, Field) for each in inlines)
    return not fields and not re.search(r"\w", plain(tuple(inlines)))


def test_every_row_of_a_table_has_as_many_cells_as_its_head(persona: Persona) -> None:
    found = [
        document.file
        for document in persona.documents
        for block in every_block(document.content)
        if isinstance(block, Table)
        and any(len(row.cells) != len(block.header.cells) for row in block.rows)
    ]

    assert found == []


@pytest.mark.parametrize("slip", WORDS)
def test_no_line_has_a_slip_of_the_program(persona: Persona, slip: str) -> None:
    assert list(_slips(persona, WORDS[slip])) == []


def test_one_of_them_is_never_called_by_the_word_for_many(persona: Persona) -> None:
    questions = persona.profile.questionnaire.questions
    words = {each: str(persona.profile[each]) for each in questions if each.startswith("word_")}
    one = {said for name, said in words.items() if not name.endswith("s")}
    many = {said for name, said in words.items() if name.endswith("s")} - one
    pattern = rf"\b[Aa]n? (?:{'|'.join(map(re.escape, sorted(many)))})\b(?!’)"

    assert many
    assert list(_slips(persona, pattern)) == []


def _slips(persona: Persona, pattern: str) -> Iterator[str]:
    for document in persona.documents:
        for line in lines(document):
            for match in re.finditer(pattern, line):
                around = line[max(0, match.start() - 40) : match.end() + 40]
                yield f"{document.file}: …{around}…"
