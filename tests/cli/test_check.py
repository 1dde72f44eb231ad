"""`schemekit check` as an author calls it, over the shipped content and a folder of one’s own."""

import json
from pathlib import Path
from shutil import copyfile
from typing import Final

from tests.cli.calling import Call
from tests.toy import write

from schemekit import resources

LETTER: Final = """+++
id = "planted_letter"
number = 99
file = "planted-letter"
title = "Planted letter"
audience = "nobody"
purpose = "To be found."
otherwise = "the planted letter"
+++
# Planted letter

7 out of 10 mentees stay.

Of them, seven in ten say why.

In one survey those with a mentor reported 12% fewer near misses. {{ cite("planted_finding") }}

Research shows that it works. Doctors organize it themselves.

Read section 158 of the Equality Act 2010.
"""
FINDING: Final = """
[source]
id = "planted_source"
title = "A planted source"

[[evidence]]
id = "planted_finding"
code = "EX-9"
claim = "In one survey those with a mentor reported 12.69% fewer near misses."
figures = [{ value = 12.69, unit = "%", what = "fewer near misses" }]
strength = "outside"
"""
PLANTED: Final = {"documents/99-planted-letter.md": LETTER, "evidence/planted.toml": FINDING}


def test_nothing_is_wrong_with_the_shipped_content(call: Call) -> None:
    said = call("check")

    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("Nothing is wrong: ")


def test_planted_figures_claims_and_words_are_found_with_their_lines(
    call: Call, tmp_path: Path
) -> None:
    write(tmp_path / "ours", PLANTED)

    said = call("check", "ours")

    name = "ours/documents/99-planted-letter.md, line "
    assert said.code == 1
    for line, what in (
        (12, "no record holds the figure '7'"),
        (12, "no record holds the figure '10'"),
        (14, "no record holds the figure 'seven'"),
        (14, "no record holds the figure 'ten'"),
        (16, "no record holds the figure '12%'"),
        (18, "'Research' speaks of research, and its block cites none"),
    ):
        assert f"{name}{line}: {what}" in said.err, said.err
    assert "What it cites holds 12.69%." in said.err
    assert "'organize' is not a word we use. Instead: organise." in said.err
    assert len(said.err.splitlines()) == 7


def test_planted_problems_are_told_as_json_too(call: Call, tmp_path: Path) -> None:
    write(tmp_path / "ours", PLANTED)

    said = call("check", "ours", "--json")

    assert said.code == 1
    assert len(json.loads(said.out)["problems"]) == 7


def test_a_question_of_one_s_own_is_held_against_the_rules(call: Call, tmp_path: Path) -> None:
    shipped = resources.templates() / "questions/1-organisation.toml"
    (tmp_path / "ours/questions").mkdir(parents=True)
    own = tmp_path / "ours/questions/1-organisation.toml"
    copyfile(shipped, own)
    text = own.read_text(encoding="utf-8")
    own.write_text(text.replace('help = "', 'help = "Please, ', 1), encoding="utf-8")

    said = call("check", "ours")

    assert said.code == 1
    assert "'Please' is not a word we use." in said.err


def test_exempted_figures_are_listed_with_their_rule(call: Call, tmp_path: Path) -> None:
    letter = f"{LETTER.partition('7 out')[0]}Read section 158 of the Equality Act 2010.\n"
    write(tmp_path / "ours", {"documents/99-planted-letter.md": letter})

    said = call("check", "ours", "--exempted")
    told = json.loads(call("check", "ours", "--exempted", "--json").out)

    name = (
        "ours/documents/99-planted-letter.md, line 12: “Read section 158 of the Equality Act 2010.”"
    )
    assert said.code == 0
    assert f"{name}: a law, a name or a code\n" in said.out
    assert f"{name}: a year or a date\n" in said.out
    assert f"{name}: a year or a date" in told["exempted"]
    assert "exempted" not in json.loads(call("check", "--json").out)
