"""What differs between documents, block by block."""

from dataclasses import replace

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
from schemekit.document.passages import differences, passages


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


def test_a_block_that_repeats_itself_endlessly_is_one_difference() -> None:
    before, after = line("a " * 2_500), line("a b " * 1_250)

    assert len(differences(document(before), document(after))) == 1
