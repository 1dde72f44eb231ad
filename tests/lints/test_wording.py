"""Questions and texts are worded by the rules in `wording.toml`, and what is not is found."""

import pytest
from tests.lints.conftest import WORDING, Lint
from tests.lints.test_figures import guide, told
from tests.toy import TOY

QUESTIONS = "questions/1-garden.toml"
NAME = TOY[QUESTIONS]


def asked(right: str, wrong: str) -> dict[str, str]:
    text = NAME.replace(right, wrong, 1)
    assert text != NAME
    return {QUESTIONS: text}


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        (
            'why = "It stands on',
            f'help = "{"a long hint " * 7}"\nwhy = "It stands on',
            "question 'name': the hint has 84 characters, and 80 fit.",
        ),
        (
            'why = "It stands on',
            'help = "As it is called."\nwhy = "It stands on',
            "question 'name': the hint ends with a full stop.",
        ),
        (
            'why = "It stands on',
            'help = "See https://example.org/gates"\nwhy = "It stands on',
            "question 'name': the hint holds a link.",
        ),
        ('ask = "Whose', 'ask = "Please: whose', "'Please' is not a word we use."),
        ('ask = "Whose', 'ask = "For which stakeholders', "'stakeholders' is not a word we use."),
        ('noun = "a name"', 'noun = "a valid name"', "'valid' stands in words that tell people"),
        (
            'ask = "Whose garden is it?"',
            f'ask = "Whose garden is {"very " * 20}nice?"',
            "question 'name': a sentence has 24 words",
        ),
        ('ask = "Whose', 'ask = "By the RHS, whose', "'name': RHS is not spelt out."),
        ("A rake", "Rake, a", "the option 'Rake, a' stands where the alphabet has 'A spade'."),
        ("A rake", "None but a rake", "the option 'None but a rake' comes before others."),
        ('why = "It stands on', 'why = "The color stands on', "'color' is not a word we use."),
        ('why = "It stands on', 'why = "BAME people go by', "'BAME' is not a word we use."),
    ],
)
def test_a_question_that_breaks_a_rule_is_told(
    linted: Lint, right: str, wrong: str, said: str
) -> None:
    found = told(linted, asked(right, wrong))

    assert any(said in each for each in found), found
    assert all(f"ours/{QUESTIONS}, line " in each for each in found)


def test_options_in_an_order_of_their_own_say_so(linted: Lint) -> None:
    given = asked("A rake", "Rake, a")[QUESTIONS].replace(
        "options = [", 'order = "given"\noptions = ['
    )

    assert told(linted, {QUESTIONS: given}) == []


def test_an_option_that_stands_alone_comes_last_in_every_order(linted: Lint) -> None:
    given = NAME.replace("options = [", 'order = "given"\noptions = [').replace(
        'in_text = "a rake"', 'in_text = "a rake", exclusive = true'
    )

    assert "the option 'A rake' comes before others." in told(linted, {QUESTIONS: given})[0]


def test_a_message_about_answers_does_without_error_words(linted: Lint) -> None:
    check = TOY["checks.toml"].replace("Count again.", "Please enter a valid number.")

    found = told(linted, {"checks.toml": check})

    assert "check 'many_spades': 'Please' stands in words" in found[0]
    assert "check 'many_spades': 'valid' stands in words" in found[1]


@pytest.mark.parametrize(
    ("passage", "said"),
    [
        ("You can organize it.", "'organize' is not a word we use. Instead: organise."),
        ("The center is open.", "'center' is not a word we use."),
        ("It is for BME people.", "Instead: people from ethnic minority backgrounds."),
        ("She suffers from hay fever.", "'suffers from' is not a word we use. Instead: has."),
        (
            "Ask the RHS. The Royal Horticultural Society (RHS) knows.",
            "RHS is not spelt out.",
        ),
    ],
)
def test_a_text_that_breaks_a_rule_is_told(linted: Lint, passage: str, said: str) -> None:
    assert said in told(linted, guide(passage))[0]


@pytest.mark.parametrize(
    "passage",
    [
        "Ask the Royal Horticultural Society (RHS). The RHS knows.",
        "Ask the RHS (Royal Horticultural Society).",
        "Ask in the UK.",
        "Read *BAME gardens in color*.",
    ],
)
def test_a_text_that_keeps_the_rules_is_let_by(linted: Lint, passage: str) -> None:
    assert told(linted, guide(passage)) == []


def test_the_words_are_content_that_an_overlay_replaces(linted: Lint) -> None:
    words = WORDING.replace("UK = ", "RHS = ")

    assert told(linted, {**guide("Ask the RHS."), "wording.toml": words}) == []
    assert (
        "UK is not spelt out."
        in told(linted, {**guide("Ask in the UK."), "wording.toml": words})[0]
    )
