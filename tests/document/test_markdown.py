import pytest

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
from schemekit.document.markdown import read_markdown
from schemekit.document.marks import Mark, MBlock, Parties, marked


def words(text: str) -> Paragraph[object]:
    return Paragraph((Text(text),))


def block(source: str) -> MBlock:
    """The only block of `source`, which nothing refuses."""
    reading = read_markdown(source)
    assert not reading.refusals
    (only,) = reading.blocks
    return only


def test_words_keep_their_emphasis_and_links() -> None:
    assert block("a **b** *c* [d](https://e.org)\nf") == Paragraph(
        (
            Text("a "),
            Strong((Text("b"),)),
            Text(" "),
            Emphasis((Text("c"),)),
            Text(" "),
            Link("https://e.org", (Text("d"),)),
            Text(" f"),
        )
    )


def test_a_mark_is_a_leaf_wherever_words_stand() -> None:
    assert block(f"a **{marked(3)}** b") == Paragraph((Text("a "), Strong((Mark(3),)), Text(" b")))
    assert block(f"## {marked(0)}") == Heading(2, (Mark(0),))


def test_an_address_in_angle_brackets_is_a_link() -> None:
    assert block("<a@b.org>") == Paragraph((Link("mailto:a@b.org", (Text("a@b.org"),)),))


def test_a_backslash_at_the_end_breaks_the_line() -> None:
    assert block("a\\\nb") == Paragraph((Text("a"), LineBreak(), Text("b")))


def test_lists_hold_blocks_and_boxes_to_tick() -> None:
    assert block("- [ ] a\n- b\n\n  c") == ItemList(
        ordered=False,
        items=(Item((words("a"),), tick=True), Item((words("b"), words("c")))),
    )


def test_a_table_has_a_header_and_rows_of_its_width() -> None:
    assert block("| a | b |\n|---|---|\n| 1 |") == Table(
        Row(((Text("a"),), (Text("b"),))), (Row(((Text("1"),), ())),)
    )


def test_boxes_are_blocks_of_their_own() -> None:
    assert block("::: important\na\n:::") == Callout("important", (words("a"),))
    assert block("::: quote\na\n:::") == Quote((words("a"),))
    assert block("::: landscape\na\n:::") == Section((words("a"),))
    assert block(f"::: signatures {marked(0)}, b\n:::") == Parties(((Mark(0),), (Text("b"),)))


def test_a_box_in_a_box_has_more_colons_around_it() -> None:
    assert block(":::: landscape\n::: note\na\n:::\n::::") == Section(
        (Callout("note", (words("a"),)),)
    )


@pytest.mark.parametrize(
    "source",
    ["- a\n\n  ::: landscape\n  b\n  :::", ":::: note\n::: landscape\nb\n:::\n::::"],
)
def test_pages_turn_only_between_blocks(source: str) -> None:
    (refused,) = read_markdown(source).refusals

    assert "turns pages" in refused.what


def test_three_dashes_are_a_page_break_even_below_a_paragraph() -> None:
    assert read_markdown("a\n---\nb").blocks == (words("a"), PageBreak(), words("b"))


@pytest.mark.parametrize(
    ("source", "line", "what"),
    [
        ("a\n\n<b>c</b>", 2, "HTML"),
        ("a\n\n<!-- c -->", 2, "HTML"),
        ("a ![b](https://c.org)", 0, "pictures"),
        ("a\nb `c`", 1, "code"),
        ("a\n\n    b", 2, "four spaces"),
        ("```\na\n```", 0, "code"),
        ("[a](b.md)", 0, "no address"),
        ('[a](https://b.org "c")', 0, "title"),
        ("| a |\n|---|\n| 1 |\n| 2 | 3 |", 3, "2 cells"),
        ("a\n\n| 1 | 2 |", 2, "no table"),
        ("2. a", 0, "starts with 1"),
        ("::: note\na", 0, "never closed"),
        ("a\n\n::: warning\na\n:::", 2, "'::: warning' is no box"),
        ("::: note loudly\na\n:::", 0, "takes no words"),
        ("::: signatures\n:::", 0, "names who signs"),
        ("::: signatures a\nb\n:::", 0, "holds nothing"),
    ],
)
def test_what_a_document_cannot_say_is_refused_with_its_line(
    source: str, line: int, what: str
) -> None:
    refusals = read_markdown(source).refusals

    assert [(line, True)] == [(each.line, what in each.what) for each in refusals]
