"""Every figure in prose is a slot, is held by a record its block names, or is exempt by a rule."""

import pytest
from tests.lints.conftest import ADVICE, CLEAN, Lint
from tests.toy import TOY

GUIDE = "documents/01-guide.md"


def guide(passage: str, front: str = "") -> dict[str, str]:
    """The guide with one more passage, and a line more at its top."""
    text = TOY[GUIDE].replace("Shut the gate", "Shut it").replace("+++\n#", f"{front}+++\n#")
    return {GUIDE: text.replace("We have {{ tools }}.", f"We have {{{{ tools }}}}.\n\n{passage}")}


def told(linted: Lint, files: dict[str, str]) -> list[str]:
    return [str(each) for each in linted(files).problems]


def test_nothing_is_wrong_with_the_toy(linted: Lint) -> None:
    assert told(linted, {}) == []


@pytest.mark.parametrize(
    ("passage", "written"),
    [
        ("It rains on 7 out of 10 days.", "7"),
        ("It rains on seven in ten days.", "seven"),
        ("It rains on seventy-five days.", "seventy-five"),
        ("It rains on 12% of days.", "12%"),
        ('It rained on 12 per cent of days. {{ cite("rain_is_likely") }}', "12 per cent"),
        ('There are 12% fewer near misses. {{ cite("fewer_near_misses") }}', "12%"),
        ('There are 12.69 fewer near misses. {{ cite("fewer_near_misses") }}', "12.69"),
        ("There are 1,755 gardens.", "1,755"),
        ("There are **40** gardens.", "40"),
        ("- There are 40 gardens.", "40"),
        ("> There are 40 gardens.", "40"),
        ("| Gardens |\n| --- |\n| There are 40 |", "40"),
        ("10 Garden trusts in four towns took part in it.", "10"),
        ("*Forty gardens* took part.", "Forty"),
        ("{% if spades > 2 %}There are 40 spades.{% endif %}", "40"),
        ("A bed is eight paces long.", "eight"),
        ('A bed is nine paces long {{ ours("bed_size") }}.', "nine"),
        ("Places go to four in five people.", "four"),
        ("A group has from one to nine gardeners.", "nine"),
        ("A group has 1 to 9 gardeners.", "9"),
    ],
)
def test_a_figure_without_a_record_is_found_with_its_line(
    linted: Lint, passage: str, written: str
) -> None:
    files = guide(passage)
    line = files[GUIDE][: files[GUIDE].index(written)].count("\n") + 1

    found = [each for each in told(linted, files) if f"the figure {written!r}" in each]

    assert len(found) == 1
    assert f"ours/{GUIDE}, line {line}: " in found[0]


@pytest.mark.parametrize(
    "passage",
    [
        'There are 12.69% fewer near misses. {{ cite("fewer_near_misses") }}',
        'By one account there are\n\n- 12.69% fewer near misses. {{ cite("fewer_near_misses") }}',
        'Of near misses {{ cite("fewer_near_misses") }}:\n\n- there are 12.69% fewer.',
        'A bed is eight paces long {{ ours("bed_size") }}.',
        'Seven in ten parts are for beds {{ ours("bed_size") }}.',
        "There are {{ spades }} spades and {{ spades * 40 }} beds.",
    ],
)
def test_a_figure_with_a_record_in_its_block_is_let_by(linted: Lint, passage: str) -> None:
    assert told(linted, guide(passage)) == []


def test_a_citation_holds_only_where_it_is_printed_too(linted: Lint) -> None:
    one = '{% if spades > 2 %}Says {{ cite("fewer_near_misses") }}{% endif %} 12.69% fewer.'
    both = '{% if spades > 2 %}12.69% fewer. {% endif %}{{ cite("fewer_near_misses") }}'
    neighbour = 'By the journal. {{ cite("fewer_near_misses") }}\n\nThere are 12.69% fewer.'

    assert "'12.69%'" in told(linted, guide(one))[0]
    assert told(linted, guide(both)) == []
    assert "'12.69%'" in told(linted, guide(neighbour))[0]


def test_what_the_cited_records_hold_is_told(linted: Lint) -> None:
    (problem,) = told(linted, guide('There are 12% fewer. {{ cite("fewer_near_misses") }}'))

    assert "What it cites holds 12.69%." in problem


def test_a_default_named_for_the_whole_is_called_ours_in_it(linted: Lint) -> None:
    front = 'defaults = ["bed_size"]\n'
    said = "A bed is eight paces long, which is our default.\n\nWalk eight paces."

    assert told(linted, guide(said, front)) == []
    assert (
        "'eight' is our default, and nothing here says so."
        in (told(linted, guide("A bed is eight paces long.", front))[0])
    )


def test_a_default_that_holds_none_of_its_figures_is_not_named(linted: Lint) -> None:
    files = guide("A bed is long, which is our default.", 'defaults = ["bed_size"]\n')

    assert (
        "it names the default 'bed_size', and holds none of its figures."
        in (told(linted, files)[0])
    )


def test_a_row_a_check_a_fact_and_advice_name_records_by_key(linted: Lint) -> None:
    row = '\n[[row]]\nid = "job_bed"\njob = "Dig eight paces (our default)"\nwho = "All"\n'
    check = TOY["checks.toml"].replace("are many.", "are many, more than eight (our default).")
    fact = TOY["facts.toml"].replace("than there are spades.", "of eight spades [D].")
    advice = CLEAN[ADVICE].replace("Clean it after", "Dig eight paces (our default) after")
    tables = {
        "registers/jobs.toml": TOY["registers/jobs.toml"] + row,
        "checks.toml": check,
        "facts.toml": fact,
        ADVICE: advice,
    }
    named = {
        "registers/jobs.toml": f'{tables["registers/jobs.toml"]}defaults = ["bed_size"]\n',
        "checks.toml": f'{check}defaults = ["bed_size"]\n',
        "facts.toml": f'{fact}defaults = ["bed_size"]\n',
        ADVICE: f'{advice}defaults = ["bed_size"]\n',
    }

    assert len(told(linted, tables)) == 4
    assert told(linted, named) == []


@pytest.mark.parametrize(
    ("passage", "rule"),
    [
        ("It is section 158 of an Act.", "a law, a name or a code"),
        ("Read sections 28 and 29 of it.", "a law, a name or a code"),
        ("It is called GD-40.", "a law, a name or a code"),
        ("It was written in November 2026.", "a year or a date"),
        ("Come on 4 May.", "a year or a date"),
        ("Come on 31/03/2027.", "a year or a date"),
        ("Come at 10:30.", "a time in an agenda"),
        ("| Time | What |\n| --- | --- |\n| 20 minutes | Dig |", "a time in an agenda"),
        ("## 3. Dig", "a list number"),
        ("In this order. 1. Dig. 2. Rake.", "a list number"),
        ("| 3 | Dig |\n| --- | --- |\n| 4 | Rake |", "a list number"),
        ("Ask three things.", "a part of the text"),
        ("Bring two or three spades.", "a part of the text"),
        ("Mark it from one to five.", "the end of a scale"),
        ("Say it from 1, strongly disagree, to 5, strongly agree.", "the end of a scale"),
        ("Likelihood, 1 to 5", "the end of a scale"),
        ("It takes {{ spades }} ÷ 60 hours.", "a conversion of units"),
        ("There are three:\n\n- one,\n- two,\n- the other.", "decided by its own entry"),
    ],
)
def test_what_counts_nothing_is_exempt_by_a_rule_and_told(
    linted: Lint, passage: str, rule: str
) -> None:
    found = linted(guide(passage))

    assert found.problems == ()
    assert any(each.endswith(rule) and GUIDE in each for each in found.exempted)


def test_a_number_in_the_title_of_a_listed_work_is_exempt(linted: Lint) -> None:
    works = TOY["references.toml"].replace('title = "Rain"', 'title = "Rain on 40 days"')

    assert told(linted, guide("Read The 12 o’clock journal.")) == []
    assert told(linted, {**guide("Read Rain on 40 days."), "references.toml": works}) == []
    assert "'41'" in told(linted, {**guide("Read Rain on 41 days."), "references.toml": works})[0]


def test_an_effort_is_called_our_estimate(linted: Lint) -> None:
    bare = {ADVICE: TOY[ADVICE]}

    assert "no record holds the figure '5' in “5 minutes”" in told(linted, bare)[0]


def test_a_question_holds_its_own_bounds_and_examples(linted: Lint) -> None:
    path = "questions/1-garden.toml"
    more = 'when = "\'spade\' in tools"\nmin = 1\nmax = 30\nhelp = "{}"'
    own, example, other = (
        {path: TOY[path].replace("when = \"'spade' in tools\"", more.format(each))}
        for each in ("From 1 to 30", "For example, 4", "Most have 4")
    )

    assert told(linted, own) == []
    assert told(linted, example) == []
    assert "'4'" in told(linted, other)[0]


def test_evidence_and_defaults_hold_every_figure_they_speak_of(linted: Lint) -> None:
    weather = TOY["evidence/weather.toml"].replace("most days", "9 of 10 days")
    size = CLEAN["defaults/size.toml"].replace("eight paces", "nine paces")

    found = told(linted, {"evidence/weather.toml": weather, "defaults/size.toml": size})

    assert [each.split("'")[3] for each in found] == ["9", "10", "nine"]


def test_a_clause_is_told_once_where_it_is_written(linted: Lint) -> None:
    found = told(linted, {"clauses/gate.md": "Shut it on 40 days.\n"})

    assert len(found) == 1
    assert "ours/clauses/gate.md, line 1: " in found[0]
