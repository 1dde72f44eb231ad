"""Markdown, read back with a Markdown parser."""

from typing import TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from schemekit.document.blocks import (
    Block,
    Document,
    Emphasis,
    Field,
    Heading,
    Inline,
    Item,
    ItemList,
    LineBreak,
    Paragraph,
    Row,
    Strong,
    Table,
    Text,
)
from schemekit.document.theme import Theme
from schemekit.writers.md import write

Inlines: TypeAlias = tuple[Inline, ...]
TRICKY = st.text(st.sampled_from("a1 .)-+=:#>*_`~[]()!|\\<&;{}\"'$^\n\u00a0é"), max_size=12)
PLAIN = st.characters(exclude_categories=("Cs", "Cc"))
WORDS = st.one_of(TRICKY, st.text(PLAIN, max_size=8)).map(Text)


def wrapped(inner: st.SearchStrategy[Inline]) -> st.SearchStrategy[Inline]:
    several = st.lists(inner, max_size=3).map(tuple)
    return st.one_of(several.map(Strong), several.map(Emphasis))


INLINES = st.lists(st.recursive(WORDS, wrapped, max_leaves=5), max_size=4).map(tuple)


@pytest.fixture(scope="module")
def text(everything: Document, theme: Theme) -> str:
    return write(everything, theme).decode()


def written(theme: Theme, *content: Block) -> str:
    return write(Document("x", "x", "X", "O", "S", "a", "p", content), theme).decode()


def parsed(text: str) -> list[Token]:
    return MarkdownIt("commonmark").enable("table").parse(text)


def said(token: Token) -> str:
    """The characters a reader sees, line breaks and all."""
    shown = {"softbreak": "\n", "hardbreak": "\n"}
    return "".join(
        shown.get(
            each.type,
            "" if each.content.startswith("<") and each.type == "html_inline" else each.content,
        )
        for each in token.children or ()
    )


def bare(content: Inlines) -> str:
    """The characters of `content`."""
    return "".join(
        each.text if isinstance(each, Text) else bare(each.content)
        for each in content
        if isinstance(each, Text | Strong | Emphasis)
    )


def squeezed(text: str) -> str:
    """`text` without what no line of Markdown holds: control characters and outer spaces."""
    lines = "".join(each for each in text if each == "\n" or each.isprintable()).split("\n")
    return "\n".join(line.strip(" ") for line in lines).strip("\n")


@settings(max_examples=80, deadline=None)
@given(INLINES)
def test_whatever_is_said_reads_back_literally(theme: Theme, content: Inlines) -> None:
    tokens = [each for each in parsed(written(theme, Paragraph(content))) if each.type == "inline"]

    assert "\n".join(squeezed(said(each)) for each in tokens) == squeezed(bare(content))


@settings(max_examples=60, deadline=None)
@given(TRICKY)
def test_a_heading_a_cell_and_an_item_keep_their_shape(theme: Theme, text: str) -> None:
    words = (Text(f"x{text}y"),)
    tokens = parsed(
        written(
            theme,
            Heading(2, words),
            Table(Row((words, words)), (Row((words, words)),)),
            ItemList(False, (Item((Paragraph(words),)), Item((Paragraph(words),)))),
        )
    )

    kinds = [each.type for each in tokens if each.nesting == 1]
    assert kinds.count("heading_open") == 1
    assert (kinds.count("th_open"), kinds.count("td_open")) == (2, 2)
    assert kinds.count("list_item_open") == 2
    assert sum(each.type == "inline" for each in tokens) == 7


def test_two_lists_in_a_row_stay_two(theme: Theme) -> None:
    peas: Block = ItemList(True, (Item((Paragraph((Text("Peas"),)),)),))

    tokens = parsed(written(theme, peas, peas, peas))

    assert sum(each.type == "ordered_list_open" for each in tokens) == 3


def test_a_field_is_a_label_and_a_line(text: str) -> None:
    assert "Full name: (As on your badge) ____" in text
    assert "- [x] Red\n- [ ] Blue \\& green\n" in text
    assert "First day: 04/05/2027" in text
    assert "| ______ | ______ | ______ |" in text


def test_a_line_to_write_on_is_no_rule_and_no_emphasis(theme: Theme) -> None:
    field = Field("own", "text", "Own")

    tokens = parsed(written(theme, Paragraph((Text("a"), field, Text("b"), LineBreak(), field))))

    assert [each.type for each in tokens if each.nesting == 1] == ["paragraph_open"]
    assert said(tokens[1]) == "a______b\n______"


def test_notes_stand_at_the_end(text: str) -> None:
    assert "when it rains.[^1] See" in text
    assert text.rstrip().endswith("[^2]: Frost comes late.")


def test_a_box_begins_with_its_word(text: str) -> None:
    assert "> **Important:** Shut the gate." in text
