"""Presets at the command line."""

import json
from pathlib import Path

import pytest
from tests.cli.calling import ACME, Call

from schemekit import resources


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


@pytest.mark.parametrize("follows", ['presets = ["nhs-trust"]', "presets = []"])
def test_a_scheme_called_like_a_shipped_preset_lends_its_answers_for_good(
    call: Call, tmp_path: Path, follows: str
) -> None:
    theirs = tmp_path / "theirs" / "nhs-trust" / "answers.toml"
    theirs.parent.mkdir(parents=True)
    theirs.write_text(
        f'format = "schemekit-answers/1"\n{follows}\n[answers]\ncoordinator_hours = 12\n',
        encoding="utf-8",
    )
    call("new", "one", "--preset", str(theirs), *ACME[2:], "--format", "md", "--depth", "quick")

    told = json.loads(call("explain", "one", "coordinator_hours", "--json").out)

    assert told["answer"] == "12"


def test_check_finds_what_is_wrong_with_a_preset(call: Call, tmp_path: Path) -> None:
    text = 'format = "schemekit-preset/1"\ntitel = "T"\n[answers]\nmentors = 3\n'
    (tmp_path / "a.toml").write_text(text, encoding="utf-8")

    said = call("presets", "check", "a.toml")

    assert said.code == 1
    assert "line 2" in said.err
    assert "Did you mean 'title'" in said.err


def preset(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.toml"
    path.write_text(f'format = "schemekit-preset/1"\n{text}', encoding="utf-8")
    return path


def test_the_list_says_where_each_preset_lies_and_goes_on_past_a_broken_one(
    call: Call, tmp_path: Path
) -> None:
    preset(tmp_path / "ours", "good", 'title = "Good"\n')
    preset(tmp_path / "ours", "bad", "title = \n")

    said = call("presets", "list", "--presets", "ours")

    assert said.code == 0
    assert "In ours:\n  good  Good" in said.out
    assert f"Yours, in {tmp_path / 'config' / 'schemekit' / 'presets'}:" in said.out
    assert "Shipped with schemekit:" in said.out
    assert "bad.toml: it is not complete TOML" in said.err


def test_show_tells_layers_locks_and_what_is_not_asked(call: Call, tmp_path: Path) -> None:
    preset(
        tmp_path,
        "ours",
        'title = "Ours"\nlevel = "organisation"\nextends = "nhs-trust"\nhidden = ["cancel_hours"]\n'
        '[answers]\nmatching = "hybrid"\n[locked.matching]\nreason = "Policy 12"\nowner = "HR"\n',
    )

    said = call("presets", "show", "ours.toml")
    told = json.loads(call("presets", "show", "ours.toml", "--json").out)

    assert "Builds on, widest first  nhs-trust (sector)" in said.out
    assert "locked: Policy 12 (HR)" in " ".join(said.out.split())
    assert "Not asked: Notice to move a meeting [organisation preset ours]" in said.out
    assert told["matching"]["locked"] == "Policy 12 (HR)"
    assert [each["origin"] for each in told["matching"]["layers"]] == [
        "sector preset nhs-trust",
        "organisation preset ours",
    ]
    assert told["cancel_hours"]["hidden"] == "organisation preset ours"


def test_names_of_people_are_saved_only_where_that_is_asked_for(call: Call, tmp_path: Path) -> None:
    call("new", "one", *ACME, "--format", "md", "--set", "lead_name=Dr Priya Nair")

    said = call(
        "presets", "save", "ours", "--from", "one", "--to", "presets", "--personal",
        "--title", "Ours", "--level", "department",
    )  # fmt: skip
    text = (tmp_path / "presets" / "ours.toml").read_text(encoding="utf-8")

    assert said.code == 0
    assert 'lead_name = "Dr Priya Nair"' in text
    assert 'level = "department"' in text
    assert 'toolkit = "mentoring/' in text


def test_a_saved_preset_keeps_the_locks_of_wider_ones(call: Call) -> None:
    acme = resources.presets() / "examples" / "acme" / "anaesthetics.toml"
    call("new", "one", "--preset", str(acme), "--yes", "--format", "md")

    twice = call(
        "presets", "save", "a", "--from", "one", "--to", ".", "--lock", "cancel_hours=Ours"
    )
    said = call("presets", "save", "b", "--from", "one", "--to", ".", "--lock", "mentors=Ours")
    refused = call("new", "two", "--preset", "b.toml", "--set", "cancel_hours=72", "--yes")

    assert twice.code == 1
    assert "locked already by the division preset theatres" in twice.err
    assert said.code == 0
    assert refused.code == 1
    assert "Rota rule TC-3" in refused.err
    assert "(Rota manager for theatres)" in refused.err


def test_a_lock_is_added_to_a_preset_and_its_comments_stay(call: Call, tmp_path: Path) -> None:
    path = preset(
        tmp_path, "ours", '# agreed in May\n[answers]\nmatching = "hybrid" # for now\nmentors = 9\n'
    )

    said = call("presets", "lock", "ours.toml", "matching=Policy 12", "--owner", "HR")
    text = path.read_text(encoding="utf-8")
    refused = call("new", "s", "--preset", "ours.toml", "--set", "matching=speed", "--yes")
    again = call("presets", "lock", "ours.toml", "matching=Other")

    assert said.code == 0
    assert "Locked in" in said.out
    assert "# agreed in May" in text
    assert 'matching = "hybrid" # for now' in text
    assert '[locked.matching]\nreason = "Policy 12"\nowner = "HR"' in text
    assert "Policy 12 (HR)" in refused.err
    assert again.code == 1
    assert "is locked in it already" in again.err


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["nhs-trust", "matching=x"], 1, "comes with schemekit"),
        (["ours.toml", "mentors=x"], 1, "it is locked but has no answer"),
        (["ours.toml", "matchin=x"], 2, "Did you mean 'matching'?"),
        (["ours.toml", "matching"], 2, "has no reason"),
        (["ours.toml", "matching=a\x1b[2Jb"], 2, "one line of 300 characters"),
        (["narrower.toml", "matching=x"], 1, "locked already by the preset ours"),
        (["s/answers.toml", "matching=x"], 1, "answers lock nothing"),
    ],
)
def test_a_lock_that_cannot_be_put_is_said_and_nothing_is_written(
    call: Call, tmp_path: Path, arguments: list[str], code: int, message: str
) -> None:
    head = '[answers]\nmatching = "hybrid"\n[locked.matching]\nreason = "Policy"\n'
    ours = preset(tmp_path, "ours", head.replace("[locked.matching]", "[locked.match_weeks]") if
                  "no reason" in message else head)  # fmt: skip
    narrower = preset(tmp_path, "narrower", 'extends = "ours"\n[answers]\nmatching = "hybrid"\n')
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "answers.toml").write_text(
        'format = "schemekit-answers/1"\n[answers]\nmatching = "hybrid"\n', encoding="utf-8"
    )
    before = (ours.read_bytes(), narrower.read_bytes())

    said = call("presets", "lock", *arguments)

    assert said.code == code
    assert message in said.err
    assert (ours.read_bytes(), narrower.read_bytes()) == before


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[answers]\nmentor = 3\n", "Did you mean 'mentors'?"),
        ("[answers]\nmatching = 'hybird'\n", "Did you mean 'hybrid'?"),
        ("extends = 'nhs-trsut'\n", "Did you mean 'nhs-trust'?"),
        ("extends = 'p'\n", "round in a circle"),
        ("toolkit = 'mentoring/2199.1'\n", "made with a newer toolkit, mentoring/2199.1"),
        ("toolkit = 'cooking/1'\n", "another toolkit, cooking/1"),
        ("level = 'sector'\nextends = 'ward'\n", "builds on 'ward', of the level 'department'"),
        ("level = 'galaxy'\n", "level"),
        ("[locked.mentors]\nreason = 'x'\n", "it is locked but has no answer"),
        (f"about = '{'x' * 301}'\n", "about"),
    ],
)
def test_check_reports_what_is_wrong_with_what_would_help(
    call: Call, tmp_path: Path, text: str, message: str
) -> None:
    preset(tmp_path, "p", text)
    preset(tmp_path, "ward", 'level = "department"\n')

    said = call("presets", "check", "p.toml")

    assert said.code == 1
    assert message in said.err
    assert "Traceback" not in said.err


def test_check_without_a_name_looks_at_every_preset_that_can_be_found(
    call: Call, tmp_path: Path
) -> None:
    shipped = call("presets", "check")
    preset(tmp_path / "ours", "one", "[answers]\nmentor = 3\n")
    preset(tmp_path / "ours", "two", "[answers]\nmentes = 3\n")

    both = call("presets", "check", "--presets", "ours")

    assert (shipped.code, both.code) == (0, 1)
    assert "one.toml, mentor" in both.err
    assert "two.toml, mentes" in both.err


def test_taking_a_layer_away_restores_the_word_of_the_next_one(call: Call, tmp_path: Path) -> None:
    layers = (
        "--preset",
        "nhs-trust",
        "--preset",
        "time-poor",
        "--depth",
        "full",
        "--yes",
        "--format",
        "md",
    )
    call("new", "s", *layers, "--set", "mentors=7")

    both = json.loads(call("explain", "s", "time_severity", "--json").out)
    one = call("explain", "s", "time_severity", "--preset", "nhs-trust", "--json")
    path = tmp_path / "s" / "answers.toml"
    text = path.read_text(encoding="utf-8").replace(', "time-poor"]', "]")
    path.write_text(text, encoding="utf-8")
    built = call("build", "s", "--format", "md")
    own = json.loads(call("explain", "s", "mentors", "--json").out)

    assert both["origin"] == "preset time-poor"
    assert json.loads(one.out)["origin"] == "sector preset nhs-trust"
    assert "answers that only repeated them follow" in built.err
    assert "was ‘Severe: it could stop the scheme’" in built.err
    assert own["answer"] == "7"


def test_a_preset_that_changes_takes_along_who_only_repeated_it(call: Call, tmp_path: Path) -> None:
    path = preset(tmp_path, "ours", "[answers]\nresponse_days = 3\ncancel_hours = 48\n")
    call(
        "new", "s", "--preset", "ours.toml", "--depth", "full", "--yes", "--format", "md",
        "--set", "cancel_hours=72",
    )  # fmt: skip
    path.write_text(path.read_text(encoding="utf-8").replace("= 3", "= 5"), encoding="utf-8")

    built = call("build", "s", "--format", "md", "--presets", ".")
    days = json.loads(call("explain", "s", "response_days", "--presets", ".", "--json").out)
    hours = json.loads(call("explain", "s", "cancel_hours", "--presets", ".", "--json").out)

    assert "‘5’ (preset ours), was ‘3’" in built.err
    assert (days["answer"], hours["answer"]) == ("5", "72")
