"""Whether everything that authors wrote fits together, said in words when it does not."""

import re
from pathlib import Path
from typing import Final

import pytest
from tests.toy import TOY, loaded, write

from schemekit.errors import ContentError
from schemekit.toolkit.toolkit import Toolkit

QUESTIONS: Final = "questions/1-garden.toml"
GUIDE: Final = "documents/01-guide.md"
ADVICE: Final = "recommendations/tools.toml"

WRONG: Final = {
    "a name nobody defines": (
        "facts.toml", '"spades + 1"', '"spade + 1"',
        "fact 'hooks': there is no question or fact 'spade'. Did you mean 'spades'?",
    ),
    "an option nobody offers": (
        ADVICE, "'spade' in tools", "'spad' in tools",
        "'spad' is not an option of 'tools'. Did you mean 'spade'?",
    ),
    "an option like no other": (
        ADVICE, "'spade' in tools", "'hammer' in tools",
        "'hammer' is not an option of 'tools'. There are rake, spade, nothing.",
    ),
    "a question that reads a later one": (
        QUESTIONS, 'id = "name"\nkind = "text"', 'id = "name"\nkind = "text"\nwhen = "spades > 1"',
        "question 'name': it reads 'spades', which is not asked before it.",
    ),
    "a question that reads itself": (
        QUESTIONS, "when = \"'spade' in tools\"", 'when = "spades > 1"',
        "question 'spades': it reads 'spades', which is not asked before it.",
    ),
    "a default through a fact of a later question": (
        QUESTIONS, 'id = "name"\nkind = "text"',
        'id = "name"\nkind = "text"\ndefault = "{{ hooks }}"',
        "question 'name': it reads 'spades', which is not asked before it.",
    ),
    "a default that is no option": (
        QUESTIONS, "required = false", 'required = false\ndefault = ["spaed"]',
        "the default 'spaed' is not one of its options. Did you mean 'spade'?",
    ),
    "a fact in a circle": (
        "facts.toml", '"spades + 1"', '"hooks + 1"',
        "fact 'hooks': its formula comes back to itself.",
    ),
    "a check about nothing": (
        "checks.toml", '["spades"]', '["spads"]',
        "check 'many_spades': there is no question 'spads'. Did you mean 'spades'?",
    ),
    "a message that prints nothing": (
        "checks.toml", "{{ spades }} spades", "{{ spaeds }} spades",
        "there is no question or fact 'spaeds'.",
    ),
    "today outside a check": (
        ADVICE, "'spade' in tools", "spades > today",
        "there is no question or fact 'today'.",
    ),
    "evidence nobody wrote": (
        ADVICE, 'evidence = ["rain_is_likely"]', 'evidence = ["rain_is_likley"]',
        "there is no evidence 'rain_is_likley'. Did you mean 'rain_is_likely'?",
    ),
    "evidence of a question": (
        QUESTIONS, '["rain_is_likely"]', '["rain_likely"]',
        "question 'tools': there is no evidence 'rain_likely'.",
    ),
    "a note on nothing": (
        ADVICE, 'cite(\\"rain_is_likely\\")', 'cite(\\"rain\\")',
        "there is no evidence 'rain'.",
    ),
    "advice without grounds": (
        ADVICE, 'evidence = ["rain_is_likely"]', "evidence = []",
        "recommendation 'clean_the_spade': it cites no evidence.",
    ),
    "a reference nobody wrote": (
        "evidence/weather.toml", '["rain_2024"]', '["rain_2042"]',
        "evidence 'rain_is_likely': there is no reference 'rain_2042'. Did you mean 'rain_2024'?",
    ),
    "a topic nobody advises on": (
        GUIDE, 'advice("care")', 'advice("cares")',
        "there is no topic 'cares'. Did you mean 'care'?",
    ),
    "a register nobody keeps": (
        GUIDE, 'register("jobs")', 'register("job")',
        "there is no register 'job'. Did you mean 'jobs'?",
    ),
    "a column nobody has": (
        GUIDE, "{{ j.who }}", "{{ j.whom }}", "there is no column 'whom'. Did you mean 'who'?",
    ),
    "a default nobody chose": (
        GUIDE, "{{ references() }}", 'Eight {{ ours("bed_size") }}.',
        "there is no default 'bed_size'.",
    ),
    "a default of a check": (
        "checks.toml", '["spades"]', '["spades"]\ndefaults = ["bed_size"]',
        "check 'many_spades': there is no default 'bed_size'.",
    ),
    "a default of advice": (
        ADVICE, 'evidence = ["rain', 'defaults = ["bed_size"]\nevidence = ["rain',
        "there is no default 'bed_size'.",
    ),
    "a document nobody wrote": (
        GUIDE, "{{ references() }}", 'See {{ see("guied") }}.',
        "there is no document 'guied'. Did you mean 'guide'?",
    ),
    "a field nobody declared": (
        GUIDE, "{{ references() }}", '{{ field("way_in") }}',
        "the field 'way_in' is not declared above.",
    ),
    "a clause nobody wrote": (
        GUIDE, "clauses/gate.md", "clauses/gat.md", "Did you mean 'clauses/gate.md'?",
    ),
    "a loop over an answer that is one": (
        GUIDE, '{% for j in register("jobs") %}\n| {{ j.job }} | {{ j.who }} |',
        "{% for j in name %}\n| {{ j.label }} | x |",
        "'name' is no question with many options to loop over.",
    ),
}  # fmt: skip


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    return write(tmp_path / "toy", TOY)


@pytest.mark.parametrize("name", WRONG)
def test_what_does_not_fit_is_told_where_it_stands(toy: Path, tmp_path: Path, name: str) -> None:
    file, right, wrong, said = WRONG[name]
    text = TOY[file].replace(right, wrong)
    assert text != TOY[file]

    with pytest.raises(ContentError) as refused:
        loaded(toy, tmp_path / "ours", {file: text})

    told = [str(each) for each in refused.value.problems]
    assert len(told) == 1, told
    assert said in told[0]
    assert re.search(rf"ours/{re.escape(file)}, line \d+", told[0]), told


def test_a_document_links_its_lines_and_not_only_its_name(toy: Path, tmp_path: Path) -> None:
    text = TOY[GUIDE].replace("We have {{ tools }}.", "We have {{ tolls }}.")
    line = text[: text.index("{{ tolls }}")].count("\n") + 1

    with pytest.raises(ContentError, match=rf"01-guide\.md, line {line}: .*'tools'"):
        loaded(toy, tmp_path / "ours", {GUIDE: text})


def test_the_shipped_toolkit_knows_where_everything_stands(toolkit: Toolkit) -> None:
    for name in (
        *toolkit.questionnaire.questions,
        *toolkit.questionnaire.facts,
        *toolkit.recommendations,
        *toolkit.evidence,
        *toolkit.references,
        *toolkit.registers,
        *toolkit.documents,
    ):
        assert re.fullmatch(r"templates/[\w/.-]+, line \d+", toolkit.places[name]), name
