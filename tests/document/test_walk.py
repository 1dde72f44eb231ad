"""What stays on a page with what comes after it, and columns as wide as their words."""

import pytest

from schemekit.document.blocks import Block, Field, Inline, Paragraph, Row, Table, Text
from schemekit.document.walk import leads
from schemekit.writers.word.tables import widths

HEAD: Row[Inline] = Row(((Text("Your team"),), (Text("Number"),)))
LINE: Row[Inline] = Row(((Text("People in your garden who dig, as far as you know"),), ()))
TABLE: Block = Table(HEAD, (LINE,))


@pytest.mark.parametrize(
    ("words", "stays"),
    [
        ((Text("Tick what you dig."),), True),
        ((Text("Dig. " * 60),), False),
        ((Text("You dig in "), Field("soil", "text", "Soil")), False),
    ],
)
def test_a_few_words_above_a_table_stay_with_it(words: tuple[Inline, ...], stays: bool) -> None:  # noqa: FBT001
    assert leads(Paragraph(words), TABLE) is stays
    assert not leads(Paragraph(words), Paragraph(words))


def test_the_head_of_a_narrow_column_is_not_parted() -> None:
    letters = 38 * 20
    """“Number” in bold, ten points high, in twentieths of a point."""

    assert widths((HEAD, LINE), 9638, {})[1] >= letters + 216
