"""What a template says once answers are in it."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from schemekit.assembly.fill import Saying, fill
from schemekit.document.blocks import (
    Block,
    Citation,
    Emphasis,
    Field,
    Heading,
    Inline,
    Item,
    ItemList,
    LineBreak,
    OpenPoint,
    Paragraph,
    Row,
    See,
    Signatures,
    Strong,
    Table,
    Text,
)
from schemekit.toolkit.documents import parse_passage
from schemekit.toolkit.templates import Blocks, FieldPlace
from schemekit.toolkit.values import UNANSWERED

Filled = Callable[..., tuple[Block, ...]]
MARKUP = "**a** | {{ b }} <c> [d](https://e.org) {% f %} \\"


@pytest.fixture
def filled(saying: Callable[..., Saying]) -> Filled:
    """A passage filled from plain values."""

    def fill_it(
        text: str, scope: Mapping[str, Any] | None = None, **more: Any
    ) -> tuple[Block, ...]:
        return fill(
            parse_passage(text, "a passage", {"mentor": "word"}), saying(scope or {}, **more)
        )

    return fill_it


def words(*content: "Inline | str") -> Paragraph[Inline]:
    return Paragraph(tuple(Text(each) if isinstance(each, str) else each for each in content))


def test_an_answer_is_text_whatever_it_looks_like(filled: Filled) -> None:
    assert filled("a {{ x }} b", {"x": MARKUP}) == (words(f"a {MARKUP} b"),)
    assert filled("| a |\n|---|\n| {{ x }} |", {"x": MARKUP}) == (
        Table(Row(((Text("a"),),)), (Row(((Text(MARKUP),),)),)),
    )


def test_an_unanswered_name_leaves_an_open_point(filled: Filled) -> None:
    assert filled("a {{ x }}.", {"x": UNANSWERED}) == (words("a ", OpenPoint("x", "X"), "."),)


def test_lines_of_an_answer_stay_lines_inside_a_sentence(filled: Filled) -> None:
    assert filled("a {{ x }}.", {"x": "b\n\nc"}) == (words("a b", LineBreak(), "c."),)


def test_an_answer_alone_in_its_paragraph_may_be_several(filled: Filled) -> None:
    assert filled("{{ x }}", {"x": "a\nb\n\nc"}) == (words("a", LineBreak(), "b"), words("c"))


def test_a_local_word_at_the_start_of_a_sentence_is_capital(filled: Filled) -> None:
    assert filled("Mentor and mentor", {"word": "adviser"}) == (words("Adviser and adviser"),)


def test_what_comes_out_empty_is_left_out(filled: Filled) -> None:
    hidden = "{% if x %}a{% endif %}"
    nothing = (
        f"{hidden}\n\n- {hidden}\n\n| b |\n|---|\n{{% if x %}}\n| a |\n{{% endif %}}\n\n"
        f"::: note\n{hidden}\n:::\n\n::: quote\n**{hidden}**\n:::\n\n{{{{ y }}}}"
    )

    assert filled(nothing, {"x": False, "y": ""}) == ()


def test_what_is_left_out_leaves_no_double_space(filled: Filled) -> None:
    assert filled("a {% if x %}b{% endif %} c {{ y }}", {"x": False, "y": ""}) == (words("a c"),)


def test_a_note_stands_close_to_its_sentence(filled: Filled) -> None:
    assert filled('a. {{ cite("e") }} {{ cite("f") }} b') == (
        words("a.", Citation("e"), Citation("f"), " b"),
    )


def test_a_document_outside_the_pack_is_named_in_words(filled: Filled) -> None:
    see = See("plan", "Plan", "09-plan")

    assert filled('{{ see("plan") }} {{ see("list") }}', documents={"plan": see}) == (
        words(see, " the list"),
    )


def test_lists_that_meet_are_one_list(filled: Filled) -> None:
    (both,) = filled("- a\n\n{% if x %}\n\n- b\n\n{% endif %}", {"x": True})

    assert both == ItemList(ordered=False, items=(Item((words("a"),)), Item((words("b"),))))


def test_a_rows_column_alone_on_its_line_is_blocks(filled: Filled) -> None:
    loop = '{% for r in register("r") %}\n\n{{ r.text }}\n\n{% endfor %}'

    assert filled(loop, {}, registers={"r": [{"text": "a\n\n*b*"}]}) == (
        words("a"),
        words(Emphasis((Text("b"),))),
    )


def test_a_rows_column_inside_a_line_is_words(filled: Filled) -> None:
    loop = '{% for r in register("r") %}\n- {{ r.text }}, {{ x }}\n{% endfor %}'

    (found,) = filled(loop, {"x": 1}, registers={"r": [{"text": "**a** b"}]})

    assert found == ItemList(ordered=False, items=(Item((words(Strong((Text("a"),)), " b, 1"),)),))


def test_a_rows_own_text_is_filled_too(filled: Filled) -> None:
    loop = '{% for r in register("r") %}\n\n{{ r.text }}\n\n{% endfor %}'

    assert filled(loop, {"x": 2}, registers={"r": [{"text": "{{ x }} weeks"}]}) == (
        words("2 weeks"),
    )


def test_parties_sign_under_the_organisations_own_words(filled: Filled) -> None:
    assert filled("::: signatures mentor, {{ x }}\n:::", {"word": "adviser", "x": "lead"}) == (
        Signatures(("adviser", "lead")),
    )


def test_a_part_without_slots_is_the_very_same_object(saying: Callable[..., Saying]) -> None:
    content = parse_passage("a **b**\n\n- c\n\n| d |\n|---|\n| e |\n\n::: note\nf\n:::", "", {})

    assert fill(content, saying({})) is content


def test_only_what_holds_a_slot_is_made_anew(saying: Callable[..., Saying]) -> None:
    content = parse_passage("a\n\n- b\n- {{ x }}", "", {})

    first, items = fill(content, saying({"x": "c"}))

    assert first is content[0]
    assert items.items[0] is content[1].items[0]  # type: ignore[union-attr]


def test_branches_stand_where_their_condition_holds(filled: Filled) -> None:
    source = "{% if x is unanswered %}a{% elif x > 1 %}b{% else %}c{% endif %}"

    found = [filled(source, {"x": x}) for x in (UNANSWERED, 2, 1)]

    assert found == [(words("a"),), (words("b"),), (words("c"),)]


def test_a_field_stands_where_it_is_placed(saying: Callable[..., Saying]) -> None:
    goal = Field("goal", "text", "Goal")
    content: Blocks = (Heading(2, (FieldPlace("goal", ""),)),)

    assert fill(content, saying({}, {}, {"goal": goal})) == (Heading(2, (goal,)),)
