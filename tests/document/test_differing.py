"""What differs between texts word by word, and between documents block by block."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemekit.document.blocks import (
    Block,
    Document,
    Heading,
    Inline,
    Item,
    ItemList,
    Paragraph,
    Row,
    Signatures,
    Table,
    Text,
)
from schemekit.document.differing import differences, passages, places, said, words_between

WORDS = st.lists(st.sampled_from(["a", "b", "c", "mentor", "pair"]), max_size=30).map(" ".join)


def line(words: str) -> Paragraph[Inline]:
    return Paragraph((Text(words),))


def document(*content: Block) -> Document:
    title: Heading[Inline] = Heading(1, (Text("Guide"),))
    return Document(
        "guide", "01-guide", "Guide", "Acme", "Scheme", "all", "To guide.", (title, *content)
    )


def row(*words: str) -> Row[Inline]:
    return Row(tuple((Text(each),) for each in words))


def section(words: str) -> Heading[Inline]:
    return Heading(2, (Text(words),))


@given(before=WORDS, after=WORDS)
def test_both_texts_can_be_put_together_again(before: str, after: str) -> None:
    pieces = words_between(before, after)

    assert " ".join(each.text for each in pieces if each.fate != "added") == before
    assert " ".join(each.text for each in pieces if each.fate != "gone") == after


def test_a_long_text_shows_few_words_around_what_changed() -> None:
    before = "one two three four five six seven eight nine old ten eleven"

    assert said(words_between(before, before.replace("old", "new"))) == (
        "one two three four … six seven eight nine [gone: old] [added: new] ten eleven"
    )
    assert places(before, before.replace("old", "new")) == (
        "… six seven eight nine [gone: old] [added: new] ten eleven",
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [("a " * 2_500, "a b " * 1_250), ("a b c " * 800, "c b a " * 800)],
    ids=["one word", "three words"],
)
def test_a_text_that_repeats_itself_endlessly_is_compared_as_a_whole(
    before: str, after: str
) -> None:
    assert [each.fate for each in words_between(before, after)] == ["gone", "added"]
    assert len(differences(document(line(before)), document(line(after)))) == 1


def test_blocks_that_were_added_are_gone_or_changed_stand_under_their_heading() -> None:
    before = document(
        section("Hours"), line("A mentor gives 21 hours."), line("It is kept small on purpose."),
        section("Close"), line("Say thank you."),
    )  # fmt: skip
    after = document(
        section("Hours"), line("A mentor gives 45 hours."),
        section("Close"), line("Say thank you."), line("Write to the coordinator."),
    )  # fmt: skip

    found = differences(before, after)

    assert [(each.heading, each.fate) for each in found] == [
        ("Hours", "changed"), ("Hours", "gone"), ("Close", "added"),
    ]  # fmt: skip
    assert found[0].before == "A mentor gives 21 hours."


def test_items_rows_and_signatures_are_blocks_of_their_own() -> None:
    items: ItemList[Item[Block]] = ItemList(ordered=False, items=(Item((line("Meet"),)),))
    table: Table[Inline, Row[Inline]] = Table(row("What", "who"), (row("Plan", "who"),))

    found = passages(document(items, table, Signatures(("Mentor", "Mentee"))))

    assert [each.text for each in found] == [
        "Guide", "Meet", "What | who", "Plan | who", "Mentor | Mentee",
    ]  # fmt: skip


def test_equal_content_has_no_differences() -> None:
    one = document(line("Meet."))

    assert differences(one, replace(one, footer="Other")) == ()
