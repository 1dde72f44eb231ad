from schemekit.document.blocks import (
    Block,
    Callout,
    Document,
    Heading,
    Paragraph,
    Section,
    Text,
)
from schemekit.document.outline import Entry, outline


def test_headings_are_listed_in_the_order_they_are_read() -> None:
    content: tuple[Block, ...] = (
        Heading(1, (Text("Top"),), "top"),
        Paragraph(()),
        Section((Heading(3, (Text("Wide"),), "wide"),)),
        Heading(2, (Text("End"),)),
    )
    document = Document("x", "x", "X", "O", "S", "a", "p", content)

    assert outline(document) == (
        Entry(1, "Top", "top"),
        Entry(3, "Wide", "wide"),
        Entry(2, "End", "heading-3"),
    )


def test_a_heading_in_a_box_is_one_of_them() -> None:
    content: tuple[Block, ...] = (Callout("note", (Heading(2, (Text("In a box"),), "box"),)),)

    assert outline(Document("x", "x", "X", "O", "S", "a", "p", content)) == (
        Entry(2, "In a box", "box"),
    )


def test_a_list_of_contents_leaves_out_the_title_and_the_depths() -> None:
    listed = [Entry(level, "x", "x").listed for level in (1, 2, 3, 4)]

    assert listed == [False, True, True, False]
