"""The authors' language: what a file may say, and what is refused, with its line."""

import pytest

from schemekit.document.blocks import Heading, Item, ItemList, Paragraph, Text
from schemekit.errors import ContentError
from schemekit.toolkit.documents import (
    DocumentTemplate,
    parse_clauses,
    parse_document,
    parse_line,
    parse_passage,
)
from schemekit.toolkit.tables import SourceFile
from schemekit.toolkit.templates import (
    Advised,
    Branch,
    Chosen,
    Cite,
    Column,
    Each,
    Registered,
    SeeDocument,
    Slot,
    is_one_line,
    mentions,
    reads,
)

FRONT = """\
+++
id = "plan"
code = "D09"
number = 9
file = "first-plan"
title = "Plan of {{ name }}"
audience = "pair"
purpose = "To plan."
otherwise = "the plan"
+++
"""
FIELD = """
[[field]]
id = "goal"
kind = "text"
label = "Goal of a mentor"
+++
"""
WORDS = {"a mentor": "word_a_mentor", "mentor": "word_mentor"}


def document(body: str, front: str = FRONT) -> DocumentTemplate:
    clauses = parse_clauses({"clauses/x.md": SourceFile("clauses/x.md", "said {{ name }}")}, WORDS)
    return parse_document(SourceFile("plan.md", front + body), WORDS, clauses)


def problems(body: str, front: str = FRONT) -> list[str]:
    with pytest.raises(ContentError) as refused:
        document(body, front)
    return [f"{each.where}: {each.what}" for each in refused.value.problems]


def passage_problem(text: str) -> str:
    with pytest.raises(ContentError) as refused:
        parse_passage(text, "advice", {})
    return str(refused.value)


def test_front_matter_says_what_a_document_is() -> None:
    plan = document("# Plan")

    assert (plan.id, plan.code, plan.number, plan.file) == ("plan", "D09", 9, "09-first-plan")
    assert plan.title.reads == {"name"}
    assert plan.size == "light"


def test_a_field_is_declared_with_the_kinds_of_questions() -> None:
    plan = document('# Plan\n\n{{ field("goal") }}', FRONT.removesuffix("+++\n") + FIELD)

    (goal,) = plan.fields
    assert (goal.id, goal.kind) == ("goal", "text")
    assert goal.label.reads == {"word_a_mentor"}


def test_a_tag_alone_among_items_is_among_the_items_of_the_tree() -> None:
    content = document("# Plan\n\n- a\n{% if x %}\n- b\n{% endif %}").content

    match content[1]:
        case ItemList(items=(Item(), when)):
            assert when.branches[0].content == (Item((Paragraph((Text("b"),)),)),)  # type: ignore[union-attr]
        case other:
            raise AssertionError(other)


def test_a_clause_stands_where_it_is_included_and_keeps_its_lines() -> None:
    content = document('# Plan\n\n{% include "clauses/x.md" %}').content

    (slot,) = (each.node for each in mentions(content))
    assert isinstance(slot, Slot)
    assert slot.where == "clauses/x.md, line 1"


BODY = """# Plan

{% if x > 1 %}

{{ cite("e") }} {{ see("d") }}

{% else %}

{% for r in register("risks") %}
- {{ r.risk }} {{ y }}
{% endfor %}

{% for a in advice("time") %}

{{ a.advice }}

{% endfor %}

{% endif %}

{% for g in groups %}{{ g }}{% endfor %}
"""


def test_the_tree_tells_everything_it_names() -> None:
    nodes = [each.node for each in mentions(document(BODY).content)]

    leaves = [each for each in nodes if not isinstance(each, Branch | Each | Slot)]
    assert leaves == [
        Cite("e", ""),
        SeeDocument("d", ""),
        Column("r", "risk", ""),
        Column("a", "advice", "", alone=True),
        Column("g", "in_text", ""),
    ]
    assert [each.source for each in nodes if isinstance(each, Each)] == [
        Registered("risks"),
        Advised("time"),
        Chosen("groups"),
    ]
    assert reads(document(BODY).content) == {"x", "y", "groups"}


def test_everything_named_knows_its_line_in_the_file() -> None:
    where = {type(each.node): each.node.where for each in mentions(document(BODY).content)}

    first = FRONT.count("\n")
    assert where[Branch] == f"plan.md, line {first + 3}"
    assert where[Cite] == f"plan.md, line {first + 5}"
    assert where[Slot] == f"plan.md, line {first + 10}"


def test_everything_named_knows_under_which_conditions_it_prints() -> None:
    under = {type(each.node): each for each in mentions(document(BODY).content)}

    assert [(c.source, holds) for c, holds in under[Cite].under] == [("x > 1", True)]
    assert [(c.source, holds) for c, holds in under[Slot].under] == [("x > 1", False)]
    assert under[Slot].rows == {"r": Registered("risks")}


def test_a_slot_in_a_heading_is_known_as_one() -> None:
    assert [each.in_heading for each in mentions(document("# Plan {{ name }}").content)] == [True]


def test_a_literal_is_text_and_needs_no_slot() -> None:
    assert document("# The {{ 'mentor' }}").content == (Heading(1, (Text("The "), Text("mentor"))),)


@pytest.mark.parametrize(
    ("body", "line", "what"),
    [
        ("a\n{% if x %}\n\nb\n\n{% endif %}", 2, "would split"),
        ("{% if x %}\n\nb\n\n{% endif %}\na", 5, "would split"),
        ("- a\n{% if x %}\nb\n{% endif %}", 2, "would split"),
        ("{% if x %}{% if y %}\na\n{% endif %}{% endif %}", 1, "shares its line"),
        ("{% if x %}\n\na {% endif %}", 3, "shares a line"),
        ("{% if x %}\n\na", 1, "never closed"),
        ("{% endif %}", 1, "nothing to close"),
        ("{% if x %}a{% endfor %}", 1, "does not fit"),
        ("{% if x %}a{% else %}b{% elif y %}c{% endif %}", 1, "after {% else %}"),
        ("**{% if x %}a** b{% endif %}", 1, "not closed in the same paragraph"),
        ("| a | b |\n|---|---|\n| {% if x %}1 | 2{% endif %} |", 3, "not closed in the same"),
        ("- a {% if x %}b\n- c{% endif %}", 1, "not closed in the same paragraph"),
        ("::: note\n{% if x %}\na\n:::\n{% endif %}", 2, "not closed among the same blocks"),
        ("[a](https://b.org/{{ x }})", 1, "would not be printed"),
        ("| a |\n|---|\n| 1 | {{ x }} |", 3, "2 cells"),
        ("a `{{ x }}`", 1, "code is not printed"),
        ("    {{ x }}", 1, "four spaces"),
        ("> {{ x }}", 1, "behind >"),
        ("> {% if x %}\n> a\n> {% endif %}", 1, "behind >"),
        ("- a\n{% if x %}\n  - b\n{% endif %}", 2, "further out"),
        ("- a\n\n{% if x %}\n\n  b\n\n{% endif %}", 3, "further out"),
        ("| a |\n|---|\n\n{% if x %}\n| 1 |\n{% endif %}", 4, "belongs to no table"),
        ("| a | |\n|---|---|\n| 1 | 2 |", 1, "a column of this table has no name"),
        ('a {% include "clauses/x.md" %}', 1, "its line to itself"),
        ('a\n{% include "clauses/x.md" %}', 2, "would split"),
        ('{% include "clauses/y.md" %}', 1, "no clause there is"),
        ("a {{ contents() }}", 1, "paragraph of its own"),
        ("{{ r.name }}", 1, "no loop with a row"),
        ('{% for r in register("x") %}{{ r }}{% endfor %}', 1, "whole row"),
        ("{{ field(name) }}", 1, "an id in quotes"),
        ('{{ field("nobody") }}', 1, "not declared"),
        ("<b>a</b>", 1, "HTML"),
        ("a\n\n#### b", None, "#### heading follows a # heading"),
        ("# Another", None, "more than one # heading"),
    ],
)
def test_what_would_come_out_wrong_is_refused_with_its_line(
    body: str, line: int | None, what: str
) -> None:
    found = problems(f"# Plan\n\n{body}")

    assert what in found[0]
    if line is not None:
        assert f"plan.md, line {FRONT.count(chr(10)) + 2 + line}:" in found[0]


def test_every_mistake_of_a_file_is_told_at_once() -> None:
    found = problems("# Plan\n\n{{ contents() }} a\n\n<b>c</b>\n\n**{% if x %}d**{% endif %}")

    assert len(found) == 3


def test_a_document_starts_with_its_title() -> None:
    assert "does not start with its title" in problems("text\n\n# Plan")[0]


def test_a_misspelt_key_is_refused_with_the_nearest() -> None:
    with pytest.raises(ContentError, match="'audience'") as refused:
        document("# Plan", FRONT.replace("audience", "audiense"))

    assert "plan.md, line 7" in str(refused.value)


def test_a_field_that_is_placed_nowhere_is_refused() -> None:
    found = problems("# Plan", FRONT.removesuffix("+++\n") + FIELD)

    assert found == ["plan.md, line 11: the field 'goal' is placed nowhere."]


def test_clauses_may_include_clauses() -> None:
    files = {
        "clauses/a.md": SourceFile("a.md", 'a\n\n{% include "clauses/b.md" %}'),
        "clauses/b.md": SourceFile("b.md", "b"),
    }

    assert parse_clauses(files, {})["clauses/a.md"].content == (
        Paragraph((Text("a"),)),
        Paragraph((Text("b"),)),
    )


def test_a_clause_that_includes_itself_is_refused() -> None:
    files = {
        "clauses/a.md": SourceFile("a.md", '{% include "clauses/b.md" %}'),
        "clauses/b.md": SourceFile("b.md", '{% include "clauses/a.md" %}'),
    }

    with pytest.raises(ContentError, match="includes itself") as refused:
        parse_clauses(files, {})

    assert "clauses/a.md -> clauses/b.md -> clauses/a.md" in str(refused.value)


def test_a_clause_holds_no_heading() -> None:
    with pytest.raises(ContentError, match="holds a heading"):
        parse_clauses({"clauses/a.md": SourceFile("a.md", "## A")}, {})


def test_a_passage_holds_no_heading_field_or_clause() -> None:
    assert "holds a heading" in passage_problem("## A")
    assert "a field stands in documents only" in passage_problem('{{ field("x") }}')
    assert "no clause there is" in passage_problem('{% include "clauses/x.md" %}')


def test_a_line_is_one_paragraph() -> None:
    assert is_one_line(parse_line("a **b**", "a row", {}))
    with pytest.raises(ContentError, match="one paragraph"):
        parse_line("- a", "a row", {})
