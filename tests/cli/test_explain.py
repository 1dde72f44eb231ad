"""From a recommendation to answers, evidence and reference, and from an answer to the pack."""

import json

from tests.cli.calling import ACME, Call


def test_explain_walks_from_a_recommendation_to_answers_evidence_and_reference(
    call: Call,
) -> None:
    call("new", "s", *ACME, "--format", "md", "--set", "barriers=time;visibility")

    told = json.loads(call("explain", "s", "keep_a_year_of_dates", "--json").out)

    assert told["applies"] == "yes"
    assert {"question": "barriers", "label": "Barriers"}.items() <= told["because"][0].items()
    assert told["evidence"]
    assert all(each["claim"] and each["strength"] for each in told["evidence"])
    assert any(each["code"].startswith("REC-") for each in told["rests on"])


def test_explain_shows_every_layer_of_an_answer_and_what_it_changes(call: Call) -> None:
    call("new", "s", *ACME, "--format", "md", "--preset", "time-poor")

    told = json.loads(call("explain", "s", "barriers", "--json").out)

    origins = [each["origin"] for each in told["layers, widest first"]]
    assert origins[:2] == ["sector preset nhs-trust", "preset time-poor"]
    assert {each["document"] for each in told["changes"]} >= {"handbook", "launch_kit"}


def test_explain_of_a_document_says_which_answers_brought_it_in(call: Call) -> None:
    call("new", "s", *ACME, "--format", "md", "--set", "scheme_types=reverse")

    told = call("explain", "s", "reverse_agreement").out

    assert "applies: yes" in told
    assert "Reverse" in told


def test_explain_of_a_figure_of_our_own_says_that_it_is_ours(call: Call) -> None:
    call("new", "s", *ACME, "--format", "md")

    told = call("explain", "s", "circle_size").out

    assert "kind: our default" in told
    assert "8 mentees at most" in told


def test_an_unknown_name_is_answered_with_the_nearest(call: Call) -> None:
    call("new", "s", *ACME, "--format", "md")

    said = call("explain", "s", "handbok")

    assert said.code == 2
    assert "Did you mean 'handbook'" in said.err
