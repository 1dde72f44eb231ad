from dataclasses import dataclass

import pytest

from schemekit.toolkit.conditions import Expression
from schemekit.toolkit.evaluation import Scope
from schemekit.toolkit.phrases import PhraseError, parse_phrase, said_plainly
from schemekit.toolkit.values import UNANSWERED

WORDS = {"a mentor": "word_a_mentor", "mentor": "word_mentor"}


@dataclass(frozen=True)
class Shouting:
    """A speaker with a voice of its own."""

    scope: Scope

    def holds(self, condition: Expression) -> bool:
        return condition.holds(self.scope)

    def words(self, expression: Expression, *, capital: bool = False) -> str:  # noqa: ARG002
        return said_plainly(expression.value(self.scope)).upper()


def test_a_phrase_is_said_by_whoever_says_it() -> None:
    phrase = parse_phrase("{{ name }} mentoring scheme", {})

    assert phrase.said(Shouting({"name": "North"})) == "NORTH mentoring scheme"


def test_a_phrase_holds_branches() -> None:
    phrase = parse_phrase(
        "{% if n > 1 %}{{ n }} pairs{% elif n == 1 %}one pair{% else %}none{% endif %}", {}
    )

    assert [phrase.value({"n": n}) for n in (5, 1, 0)] == ["5 pairs", "one pair", "none"]


def test_what_is_left_out_leaves_no_double_space() -> None:
    assert parse_phrase("a {% if x %}b{% endif %} c", {}).value({"x": False}) == "a c"


def test_local_words_come_in() -> None:
    phrase = parse_phrase("A mentor", WORDS)

    assert phrase.value({"word_a_mentor": "an adviser"}) == "An adviser"
    assert phrase.reads == {"word_a_mentor"}


def test_a_literal_keeps_its_word() -> None:
    assert parse_phrase("{{ 'mentor' }}", WORDS).value({}) == "mentor"


def test_a_choice_of_words_reads_both_sides() -> None:
    phrase = parse_phrase("{{ a if c else b }}", {})

    assert phrase.reads == {"a", "b", "c"}
    assert phrase.value({"a": "x", "b": "y", "c": False}) == "y"


def test_a_phrase_with_a_gap_has_no_value() -> None:
    phrase = parse_phrase("{% if x %}{{ name }}{% endif %} scheme", {})

    assert phrase.value({"x": True, "name": UNANSWERED}) is UNANSWERED
    assert phrase.value({"x": False, "name": UNANSWERED}) == "scheme"


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("{% if x %}a", "never closed"),
        ("a{% endif %}", "before it"),
        ("{% if x %}a{% else %}b{% else %}c{% endif %}", "never closed"),
        ("a\nb", "one line"),
        ('{{ field("x") }}', "cannot stand in a phrase"),
        ('{% for r in register("x") %}a{% endfor %}', "cannot stand in a phrase"),
        ("{{ a", "opens or closes no tag"),
    ],
)
def test_what_is_no_phrase_is_refused(written: str, why: str) -> None:
    with pytest.raises(PhraseError, match=why):
        parse_phrase(written, {})
