"""The command line: what it does, how it ends, and what it says when something is wrong."""

import json
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from tests.cli.calling import ACME, Call

from schemekit import VERSION
from schemekit.__main__ import HELP
from schemekit.cli.program import COMMANDS, program


def test_help_printed_before_anything_is_imported_equals_clicks_own() -> None:
    context = click.Context(program, info_name="schemekit", max_content_width=80)

    assert program.get_help(context).strip() == HELP.strip()


def test_version_and_help_import_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['schemekit', '--version']; import schemekit.__main__ as m; "
        "m.main(); assert not {'click', 'jinja2', 'pydantic'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == f"schemekit {VERSION}\n"


def test_every_command_tells_what_it_does(call: Call) -> None:
    for name, told in COMMANDS.items():
        said = call(name, "--help")

        assert said.code == 0
        assert told.split(",")[0].split(".")[0].split(":")[0] in said.out.replace("\n  ", " ")


def test_every_command_is_in_the_readme() -> None:
    readme = Path(__file__).parents[2] / "README.md"

    for name in COMMANDS:
        assert f"schemekit {name}" in readme.read_text(encoding="utf-8")


def test_protected_forms_come_with_a_warning(call: Call) -> None:
    plain = call("new", "mine", *ACME, "--format", "docx")
    protected = call("build", "mine", "--protect", "--format", "docx")

    assert plain.code == protected.code == 0
    assert "--protect" not in plain.err
    assert "Screen readers then reach only the fields" in protected.err


def test_new_with_a_preset_makes_a_complete_pack_without_a_question(
    call: Call, tmp_path: Path
) -> None:
    said = call("new", "my-scheme", *ACME)

    pack = tmp_path / "my-scheme" / "pack"
    names = {each.name for each in pack.iterdir()}
    assert said.code == 0
    assert {
        "read-me-first.html",
        "manifest.json",
        "01-scheme-summary.docx",
        "02-scheme-handbook.docx",
        "05-mentoring-agreement.docx",
        "web",
    } <= names
    assert re.search(r"Your pack is ready: \d+ documents in", said.out)
    assert re.search(r"\d+ files in all", said.out)
    assert "Nobody senior sponsors the scheme yet" in said.err
    answers = (tmp_path / "my-scheme" / "answers.toml").read_text(encoding="utf-8")
    assert 'organisation_name = "Acme NHS Trust"' in answers
    assert 'organisation_name = "command line"' in answers
    assert 'nation = "sector preset nhs-trust"' in answers


def test_building_twice_changes_nothing(call: Call, tmp_path: Path) -> None:
    call("new", "my-scheme", *ACME)
    first = {each: each.read_bytes() for each in (tmp_path / "my-scheme" / "pack").rglob("*.*")}

    said = call("build", "my-scheme", "--json")
    told = json.loads(said.out)

    assert {each["fate"] for each in told["files"]} == {"same"}
    assert all(each.read_bytes() == content for each, content in first.items())


def test_a_dry_run_shows_the_plan_and_writes_nothing(call: Call, tmp_path: Path) -> None:
    call("new", "my-scheme", *ACME, "--format", "md")
    before = {each.name for each in (tmp_path / "my-scheme").rglob("*")}

    said = call("build", "my-scheme", "--dry-run", "--set", "scheme_types=reverse")

    assert "in  Reverse mentoring agreement" in said.out
    assert "out Mentoring agreement" in said.out
    assert "Types of scheme: Reverse" in said.out or "Reverse" in said.out
    assert {each.name for each in (tmp_path / "my-scheme").rglob("*")} == before


def test_strict_refuses_a_pack_whose_checks_fail_and_writes_nothing(
    call: Call, tmp_path: Path
) -> None:
    held = ("--set", "access_rule=reserved", "--set", "nation=england")

    said = call("new", "my-scheme", *ACME, *held, "--strict")

    assert said.code == 1
    assert "Error:" in said.err
    assert not (tmp_path / "my-scheme" / "pack").exists()


def test_what_was_given_on_the_command_line_wins_and_is_kept(call: Call, tmp_path: Path) -> None:
    call("new", "my-scheme", *ACME, "--set", "mentors=9", "--format", "md")

    call("build", "my-scheme", "--format", "md")

    answers = (tmp_path / "my-scheme" / "answers.toml").read_text(encoding="utf-8")
    assert "mentors = 9" in answers


WRONG = [
    (("build", "nowhere"), 2, "there is no answers.toml"),
    (("new", "x", "--set", "organisation_name", "--yes"), 2, "--set takes ID=VALUE"),
    (("new", "x", "--set", "organization_name=A", "--yes"), 2, "Did you mean 'organisation_name'"),
    (("new", "x", "--set", "mentors=many", "--yes"), 1, "must be a whole number"),
    (("new", "x", "--set", "nation=walse", "--yes"), 1, "Did you mean 'wales'"),
    (("new", "x", "--set", f"intro_note={'x' * 1_000_000}", "--yes"), 1, "5,000 characters"),
    (("new", "x", "--set", "organisation_name=bell\a", "--yes"), 1, "U+0007"),
    (("new", "x", "--preset", "nhs-trsut", "--yes"), 1, "Did you mean 'nhs-trust'"),
    (("new", "x", "--preset", "gone.toml", "--yes"), 1, "there is no such file"),
    (("new", "x", "--toolkit", "gone", "--yes"), 1, "there is no such folder"),
    (("new", "x", "--yes", "--format", "dcox"), 2, "dcox"),
    (("new", "x", "--depth", "deep"), 2, "deep"),
    (("nwe",), 2, "nwe"),
    (("explain", "x"), 2, "ID"),
    (("presets", "show", "gone"), 1, "There is no preset 'gone'"),
    (("new", "x"), 2, "schemekit needs a terminal"),
]


@pytest.mark.parametrize(("arguments", "code", "message"), WRONG, ids=[m for _, _, m in WRONG])
def test_bad_input_is_a_sentence_and_never_a_traceback(
    call: Call, tmp_path: Path, arguments: tuple[str, ...], code: int, message: str
) -> None:
    said = call(*arguments)

    assert said.code == code
    assert message in said.err
    assert "Traceback" not in said.err
    assert not (tmp_path / "x" / "pack").exists()


def test_a_preset_loop_is_told_with_its_circle(call: Call, tmp_path: Path) -> None:
    head = 'format = "schemekit-preset/1"\ntitle = "T"\n'
    (tmp_path / "a.toml").write_text(head + 'extends = "b"\n')
    (tmp_path / "b.toml").write_text(head + 'extends = "a"\n')

    said = call("new", "x", "--preset", "a.toml", "--yes")

    assert said.code == 1
    assert "a builds on b builds on a" in said.err


def test_a_preset_cannot_name_a_path(call: Call, tmp_path: Path) -> None:
    text = 'format = "schemekit-preset/1"\nextends = "../../etc/passwd"\n'
    (tmp_path / "a.toml").write_text(text)

    said = call("new", "x", "--preset", "a.toml", "--yes")

    assert said.code == 1
    assert "is no name of a preset" in said.err


def test_a_fault_of_ours_is_a_sentence_with_a_log(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("schemekit.cli.check.load", broken)

    said = call("check")

    assert said.code == 70
    assert "our fault" in said.err
    assert "ZeroDivisionError" not in said.err
