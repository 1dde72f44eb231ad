from schemekit.document.marks import marked
from schemekit.toolkit.meanings import EndIf, For, If, Include, Named, Say
from schemekit.toolkit.tags import scan
from schemekit.toolkit.templates import Advised, Chosen, Registered

WORDS = {
    "a mentor": "word_a_mentor",
    "mentor": "word_mentor",
    "mentors": "word_mentors",
    "scheme": "word_scheme",
}


def local(source: str) -> list[tuple[str, bool]]:
    """The local words found in `source`: the slot of each, and whether it is capital."""
    return [
        (tag.meaning.expression.source, tag.meaning.capital)
        for tag in scan(source, "x.md", WORDS).tags
        if isinstance(tag.meaning, Say)
    ]


def wrong(source: str) -> str:
    """What is refused in `source`."""
    return "; ".join(str(each) for each in scan(source, "x.md", WORDS).problems)


def test_each_tag_leaves_one_mark_in_the_text() -> None:
    scanned = scan("a {{ name }} b {% if x %}c{% endif %}", "x.md", {})

    assert scanned.text == f"a {marked(0)} b {marked(1)}c{marked(2)}"
    assert [type(each.meaning) for each in scanned.tags] == [Say, If, EndIf]


def test_tags_and_lines_know_where_they_stand_in_the_file() -> None:
    scanned = scan(
        "one\n{# a remark\nof two lines #}\n{{ a if b\nelse c }}\nlast {{ d }}", "x.md", {}, 10
    )

    assert [each.line for each in scanned.tags] == [13, 15]
    assert scanned.lines == (10, 13, 15)


def test_tags_say_what_they_mean() -> None:
    source = (
        '{{ field("goal") }}{{ cite(\'e\') }}{% include "clauses/x.md" %}'
        '{% for r in register("risks") %}{% for r in advice("time") %}{% for g in groups %}'
    )

    assert [each.meaning for each in scan(source, "x.md", {}).tags] == [
        Named("field", "goal"),
        Named("cite", "e"),
        Include("clauses/x.md"),
        For("r", Registered("risks")),
        For("r", Advised("time")),
        For("g", Chosen("groups")),
    ]


def test_plain_words_become_the_organisations_own() -> None:
    assert local("mentors and a mentor") == [("word_mentors", False), ("word_a_mentor", False)]


def test_a_capital_first_letter_stays_one() -> None:
    assert local("A mentor. Mentors") == [("word_a_mentor", True), ("word_mentors", True)]


def test_a_word_broken_over_two_lines_is_still_found() -> None:
    scanned = scan("see a\nmentor now {{ x }}", "x.md", WORDS)

    assert scanned.text == f"see {marked(1)}\n now {marked(0)}"
    assert scanned.lines == (1, 2)


def test_only_whole_words_are_local() -> None:
    assert local("mentoring, schemer, mentor’s") == [("word_mentor", False)]


def test_addresses_tags_and_code_keep_their_words() -> None:
    untouched = (
        "[x](https://mentor.org/scheme) https://scheme.org/mentor mentor@scheme.org "
        "<mentor@x.org> www.mentor.org `mentor` {{ 'mentor' }} {% include \"mentor.md\" %}"
    )

    assert local(untouched) == [("'mentor'", False)]


def test_a_link_may_have_local_words_in_what_it_says() -> None:
    assert local("[the mentor](https://x.org)") == [("word_mentor", False)]


def test_private_use_characters_are_refused_with_their_line() -> None:
    assert "x.md, line 2: it holds a private-use character" in wrong("a\n\U000f0000")
    assert "private-use" in wrong("\ue001")


def test_what_is_no_tag_is_refused_with_its_line() -> None:
    assert "x.md, line 2: 'set x = 1' is no tag" in wrong("a\n{% set x = 1 %}")
    assert "'{{' opens or closes no tag" in wrong("a {{ b")
    assert "'%}' opens or closes no tag" in wrong("a %} b")


def test_ids_are_written_out() -> None:
    assert "needs an id in quotes" in wrong("{{ field(name) }}")
    assert "has no id" in wrong("{{ cite() }}")
    assert "takes no id" in wrong('{{ contents("x") }}')


def test_loops_run_over_rows_and_options_only() -> None:
    assert "loops run over" in wrong("{% for x in range(9) %}")
    assert "loops run over" in wrong("{% for x in register(name) %}")
    assert "gives rows" in wrong('{{ register("risks") }}')


def test_an_expression_outside_the_language_is_refused() -> None:
    assert "x.md, line 1" in wrong("{{ name.__class__ | upper }}")
    assert "x.md, line 1" in wrong("{%- if x %}")
