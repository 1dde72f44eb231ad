"""What each kind of question takes for an answer, and what it says when it does not."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from schemekit.errors import AnswerError
from schemekit.toolkit.questions import Question

QUESTION: TypeAdapter[Question] = TypeAdapter(Question)
OPTIONS = [
    {"id": "time", "label": "Finding time"},
    {"id": "funding", "label": "Money; and staff"},
    {"id": "none", "label": "None of these", "exclusive": True},
]


def question(kind: str, **more: Any) -> Question:
    told = {"id": "asked", "ask": "?", "short": "Asked", "noun": "the answer", "why": "Because."}
    return QUESTION.validate_python({**told, "kind": kind, **more})


@pytest.mark.parametrize(
    ("asked", "raw", "value"),
    [
        (question("text"), "  Acme \n NHS\tTrust ", "Acme NHS Trust"),
        (question("text", required=False), "", ""),
        (question("prose"), "one\r\ntwo\n", "one\ntwo"),
        (question("number", max=5000), "1,755", 1755),
        (question("number", decimals=2), "3.75", 3.75),
        (question("yes_no"), "Yes", True),
        (question("yes_no"), False, False),
        (question("date"), "31/03/2027", date(2027, 3, 31)),
        (question("date"), "4 May 2027", date(2027, 5, 4)),
        (question("date"), date(2027, 5, 4), date(2027, 5, 4)),
        (question("email"), "mentoring@acme.nhs.uk", "mentoring@acme.nhs.uk"),
        (question("choice", options=OPTIONS), "finding time", "time"),
        (question("choices", options=OPTIONS), "funding;time", ("time", "funding")),
        (question("choices", options=OPTIONS), "time, funding", ("time", "funding")),
        (question("choices", options=OPTIONS), ["funding"], ("funding",)),
        (question("choices", options=OPTIONS, required=False), "", ()),
    ],
)
def test_answers_are_read_as_people_write_them(asked: Question, raw: object, value: object) -> None:
    assert asked.read(raw) == value


@pytest.mark.parametrize(
    ("asked", "raw", "message"),
    [
        (question("text"), " ", "Enter the answer."),
        (question("text"), "x" * 201, "200 characters or less; it has 201"),
        (question("text"), "bell\a", "cannot be printed (U+0007)"),
        (question("prose"), "x" * 1_000_000, "5,000 characters or less"),
        (question("prose"), "half \ud800 pair", "cannot be printed (U+D800)"),
        (question("number"), "twelve", "The answer must be a whole number."),
        (question("number"), "2.5", "must be a whole number"),
        (question("number", min=1, max=36), "37", "must be between 1 and 36."),
        (question("number"), True, "whole number"),
        (question("number"), "9" * 400, "whole number"),
        (question("yes_no"), "perhaps", "Select yes if the answer."),
        (question("date"), "31/02/2027", "The answer must be a real date, like"),
        (question("date"), "next May", "day, month and year"),
        (question("date"), "1/1/1066", "between 2000 and 2100"),
        (question("email"), "mentoring at acme", "name@organisation.uk"),
        (question("choice", options=OPTIONS), "tim", "Did you mean 'time'?"),
        (question("choice", options=OPTIONS), "", "Select the answer."),
        (question("choices", options=OPTIONS), "", "Select the answer."),
        (question("choices", options=OPTIONS), "time;none", "‘None of these’ on its own"),
        (question("choices", options=OPTIONS, max=1), "time;funding", "1 at most"),
    ],
)
def test_what_cannot_be_read_is_said_in_plain_words(
    asked: Question, raw: object, message: str
) -> None:
    with pytest.raises(AnswerError) as wrong:
        asked.read(raw)

    assert message in str(wrong.value)


@given(st.text(max_size=300))
def test_a_text_that_was_read_reads_back_as_itself(raw: str) -> None:
    asked = question("text", required=False)
    try:
        value = asked.read(raw)
    except AnswerError:
        return

    assert asked.read(value) == value
    assert "\n" not in str(value)


def test_added_options_join_what_wider_layers_chose_in_the_order_of_the_options() -> None:
    asked = question("choices", options=OPTIONS)

    assert asked.kind == "choices"
    assert asked.added(("funding",), ("time",)) == ("time", "funding")
    assert asked.added(("none",), ("time",)) == ("time",)
