"""What differs between texts, word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemekit.document.differing import places, said, words_between

WORDS = st.lists(st.sampled_from(["a", "b", "c", "mentor", "pair"]), max_size=30).map(" ".join)


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


def test_between_cells_the_words_beside_a_difference_are_those_of_its_cell() -> None:
    before = "Row: Training | Basis: one two three four five six seven eight 12 | Unit: h | Cost: 4"

    assert said(words_between(before, before.replace("12", "18").replace("4", "5"))) == (
        "Row: Training | Basis: one two three … five six seven eight [gone: 12] [added: 18] | "
        "Unit: h | Cost: [gone: 4] [added: 5]"
    )
    assert said(words_between(f"One | Two | {before}", f"One | Two | {before} k")) == (
        "One | … | Cost: 4 [added: k]"
    )
