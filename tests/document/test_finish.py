from dataclasses import replace
from pathlib import Path

import pytest

from schemekit.document.blocks import (
    Block,
    Citation,
    Document,
    Field,
    Heading,
    OpenPoint,
    OpenPoints,
    Paragraph,
    ReferenceEntry,
    References,
    Text,
)
from schemekit.document.finish import finished, noted
from schemekit.document.theme import Words, read_theme

THEME = Path(__file__).resolve().parents[2] / "templates" / "theme" / "theme.toml"
DOCUMENT = Document(
    "x", "x", "X", "O", "S", "a", "p", (),
    references=(ReferenceEntry("rain", (Text("Rain"),)),),
    open_points=(OpenPoint("who", "who"),),
)  # fmt: skip


@pytest.fixture
def words() -> Words:
    return read_theme(THEME.read_text(encoding="utf-8")).words


def finish(words: Words, *content: Block) -> tuple[Block, ...]:
    return finished(replace(DOCUMENT, content=content), words).content


def test_a_list_that_follows_no_heading_is_given_one(words: Words) -> None:
    assert finish(words, References(), OpenPoints()) == (
        Heading(2, (Text("References"),), "list-of-references"),
        References(),
        Heading(2, (Text("Open points"),), "list-of-openpoints"),
        OpenPoints(),
    )


def test_a_list_that_follows_a_heading_keeps_it(words: Words) -> None:
    content: tuple[Block, ...] = (Heading(2, (Text("Sources"),)), References())

    assert finish(words, *content) == content


def test_an_introduction_belongs_to_the_heading_above_it(words: Words) -> None:
    content: tuple[Block, ...] = (
        Heading(2, (Text("Still to decide"),)),
        Paragraph((Text("Settle these first."),)),
        OpenPoints(),
    )

    assert finish(words, *content, References()) == (
        *content,
        Heading(2, (Text("References"),), "list-of-references"),
        References(),
    )


def test_an_empty_list_is_left_out(words: Words) -> None:
    bare = replace(DOCUMENT, references=(), open_points=(), content=(References(), OpenPoints()))

    assert finished(bare, words).content == ()


def test_a_line_that_repeats_the_label_of_its_field_is_left_out(words: Words) -> None:
    field: Block = Paragraph((Field("life", "choices", "Student life"),))

    assert finish(words, Paragraph((Text("Student life:"),)), field) == (field,)


def test_a_note_mark_stands_close_to_what_it_proves() -> None:
    content = (Text("It rains. "), Citation("a", 1), Text(" "), Citation("b", 2), Text(" Often."))

    assert noted(content) == (
        Text("It rains."),
        Citation("a", 1),
        Text("\u00a0"),
        Citation("b", 2),
        Text(" Often."),
    )
