"""Presets at the command line."""

import json
from pathlib import Path

from tests.cli.calling import ACME, Call


def test_the_list_names_every_shipped_preset(call: Call) -> None:
    listed = json.loads(call("presets", "list", "--json").out)

    names = {each["name"] for each in listed}
    assert {
        "nhs-trust", "deanery", "royal-college", "medical-school", "gp-training", "employer",
        "time-poor", "no-budget", "relaunch",
    } <= names  # fmt: skip
    assert all(set(each) == {"name", "title", "about", "extends"} for each in listed)


def test_show_says_whose_word_each_answer_is(call: Call) -> None:
    said = call("presets", "show", "nhs-trust")

    assert "[sector preset nhs-trust]" in said.out


def test_a_saved_preset_starts_another_scheme_and_leaves_people_out(
    call: Call, tmp_path: Path
) -> None:
    call("new", "one", *ACME, "--format", "md", "--set", "lead_name=Dr Priya Nair")

    said = call(
        "presets", "save", "acme", "--from", "one", "--lock", "matching=Policy WF-12",
        "--owner", "HR", "--presets", str(tmp_path / "ours"),
    )  # fmt: skip
    text = (tmp_path / "ours" / "acme.toml").read_text(encoding="utf-8")
    refused = call(
        "new", "two", "--preset", "acme", "--presets", "ours", "--set", "matching=speed", "--yes"
    )

    assert said.code == 0
    assert "Priya" not in text
    assert "Left out because they are personal" in said.out
    assert refused.code == 1
    assert "Policy WF-12 (HR)" in refused.err


def test_a_scheme_made_from_a_preset_file_stands_on_its_own(call: Call, tmp_path: Path) -> None:
    ours = tmp_path / "ours.toml"
    ours.write_text(
        'format = "schemekit-preset/1"\ntitle = "Ours"\nextends = "nhs-trust"\n'
        "[answers]\nmentors = 7\n",
        encoding="utf-8",
    )
    call("new", "one", "--preset", "ours.toml", *ACME[2:], "--format", "md", "--depth", "quick")
    ours.unlink()

    told = json.loads(call("explain", "one", "mentors", "--json").out)

    assert told["answer"] == "7"


def test_check_finds_what_is_wrong_with_a_preset(call: Call, tmp_path: Path) -> None:
    text = 'format = "schemekit-preset/1"\ntitel = "T"\n[answers]\nmentors = 3\n'
    (tmp_path / "a.toml").write_text(text, encoding="utf-8")

    said = call("presets", "check", "a.toml")

    assert said.code == 1
    assert "line 2" in said.err
    assert "Did you mean 'title'" in said.err
