"""A page that is put together from what many organisations have alike, beside the page itself."""

from itertools import product

import pytest
from tests.conftest import ProfileOf
from tests.test_drafts import NAMES, drafts, named
from tests.writers.conftest import saying

from schemekit.document.blocks import Block, Heading, Inline, Paragraph, Row, Table, Text
from schemekit.document.drafts import FIRST, Draft
from schemekit.document.theme import Theme
from schemekit.toolkit.toolkit import Toolkit
from schemekit.writers.html import write, write_draft

HOSTILE = ["</style><script>", "Acme \"Trust\" 'A'", "&lt;"]


def test_the_page_of_a_draft_is_that_of_its_document(
    toolkit: Toolkit, profile_of: ProfileOf, theme: Theme
) -> None:
    for name in (*NAMES, *HOSTILE):
        for each in drafts(toolkit, named(profile_of, name, pack_size="light")):
            assert write_draft(each, theme) == write(each.document, theme), (name, each.id)


@pytest.mark.parametrize(("first", "second"), tuple(product((2, 101), repeat=2)))
def test_a_line_stays_with_its_table_where_the_words_in_it_are_few(
    theme: Theme, first: int, second: int
) -> None:
    line: Block = Paragraph((Text(f"{'word ' * 20}{chr(FIRST)}"),))
    row: Row[Inline] = Row(((), ()))
    table: Block = Table(Row(((Text("Item"),), (Text("Answer"),))), (row,))
    common = saying(Heading(1, (Text("Time"),), "time"), line, table)

    for long in (first, second):
        draft = Draft(common, {FIRST: "x" * long})
        page = write_draft(draft, theme)

        assert page == write(draft.document, theme)
        assert (b'class="leading"' in page) == (long < 101)
