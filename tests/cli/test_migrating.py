"""Answers of an earlier version, through the commands: told first, carried then, kept for good."""

import json
from pathlib import Path
from shutil import copytree
from typing import Final

import pytest
from tests.cli.calling import Call

from schemekit import resources

OLD: Final = """\
format = "schemekit-answers/1"
toolkit = "mentoring/2026.11"
depth = "quick"

[answers]
organisation_name = "Acme NHS Trust" # not the charity
mentors = 12
matching = "speed"
"""


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """An overlay by which the questions are one version on."""
    central, overlay = resources.templates(), tmp_path / "later"
    copytree(central / "questions", overlay / "questions")
    about = (central / "toolkit.toml").read_text(encoding="utf-8")
    (overlay / "toolkit.toml").write_text(
        about.replace('version = "2026.11"', 'version = "2199.1"'), encoding="utf-8"
    )
    (overlay / "questions" / "9-later.toml").write_text(
        '[section]\nid = "later_on"\ntitle = "Later"\n\n[[question]]\nid = "helpers"\n'
        'aliases = ["mentors_named_before"]\nsince = "2199.1"\nkind = "number"\n'
        'ask = "How many helpers are there?"\nshort = "Helpers"\nnoun = "the number of helpers"\n'
        'why = "They help."\n',
        encoding="utf-8",
    )
    (overlay / "retired.toml").write_text(
        '[[retired]]\nid = "old_budget"\ninstead = "helpers"\n', encoding="utf-8"
    )
    return overlay


def scheme(tmp_path: Path, text: str) -> Path:
    (tmp_path / "s").mkdir()
    path = tmp_path / "s" / "answers.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_dry_run_tells_first_and_a_build_then_carries_over(
    call: Call, tmp_path: Path, later: Path
) -> None:
    text = f"{OLD}mentors_named_before = 3 # counted in May\nold_budget = 500\n"
    path = scheme(tmp_path, text)

    first = call("build", "s", "--toolkit", str(later), "--format", "md", "--dry-run")
    untouched = path.read_text(encoding="utf-8")
    then = call("build", "s", "--toolkit", str(later), "--format", "md")
    after = path.read_text(encoding="utf-8")

    told = "'mentors_named_before' is called 'helpers' now; the answer is carried over."
    gone = (
        "'old_budget' is no longer asked; the answer is kept, and not used. See 'helpers' instead."
    )
    assert first.code == then.code == 0
    for said in (first, then):
        assert told in said.err
        assert gone in said.err
    assert "would be brought up to date" in first.err
    assert untouched == text
    assert "helpers = 3 # counted in May" in after
    assert '"Acme NHS Trust" # not the charity' in after
    assert "[unused]\nold_budget = 500" in after
    assert 'toolkit = "mentoring/2199.1"' in after
    kept = tmp_path / "s" / ".schemekit" / "answers-mentoring-2026.11.toml"
    assert kept.read_text(encoding="utf-8") == text


def test_new_questions_are_listed_until_somebody_answers_them(
    call: Call, tmp_path: Path, later: Path
) -> None:
    scheme(tmp_path, OLD)

    before = call("build", "s", "--toolkit", str(later), "--format", "md")
    after = call(
        "build", "s", "--toolkit", str(later), "--format", "md", "--set", "helpers=2", "--quiet"
    )
    ours = call("build", "s", "--format", "md", "--dry-run")

    assert (
        "1 question is new since these answers were given (mentoring/2026.11): Helpers."
        in before.err
    )
    assert 'schemekit review "s"' in before.err
    assert "is new since" not in after.err
    assert "made with a newer toolkit, mentoring/2199.1" in ours.err


def test_a_newer_file_keeps_what_this_version_does_not_know(call: Call, tmp_path: Path) -> None:
    text = OLD.replace("2026.11", "2199.1").replace('"speed"', '"by_lot"') + 'moon = "full"\n'
    path = scheme(tmp_path, text)

    said = call("build", "s", "--format", "md", "--set", "mentees=9")
    after = path.read_text(encoding="utf-8")

    assert said.code == 0
    assert "made with a newer toolkit, mentoring/2199.1" in said.err
    assert "it is kept, and not used: 'by_lot' is not an option" in said.err
    assert 'matching = "by_lot"' in after
    assert 'moon = "full"' in after
    assert 'toolkit = "mentoring/2199.1"' in after


def test_every_file_that_is_written_names_the_version(call: Call, tmp_path: Path) -> None:
    scheme(tmp_path, OLD)

    call("build", "s", "--format", "md", "--set", "mentees=9")
    call("presets", "save", "ours", "--from", "s", "--to", ".")
    manifest = json.loads((tmp_path / "s" / "pack" / "manifest.json").read_text(encoding="utf-8"))

    version = manifest["toolkit"]
    assert version.startswith("mentoring/")
    for file in ("s/answers.toml", "ours.toml"):
        assert f'toolkit = "{version}"' in (tmp_path / file).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text",
    [
        'format = "schemekit-answers/2"\n',
        f"{OLD}x = {'9' * 5000}\n",
        f"{OLD}x = {'[' * 2000}\n",
        f"{OLD}mentors_named_before = 3\n[unused]\nmentors_named_before = {{a = 1}}\n",
        f"{OLD}[unused]\nbarriers = {{a = 1}}\n",
        OLD.replace("mentoring/2026.11", "\\u001b[2J/" + "9" * 400),
        OLD.replace('"mentoring/2026.11"', "7"),
        f"{OLD}[origin]\nmentors = 'preset \\u0000'\n",
        OLD.replace("[answers]", 'presets = ["../../etc/passwd", "x.toml"]\n[answers]'),
    ],
)
def test_hostile_answers_are_a_sentence_or_are_kept_and_never_a_traceback(
    call: Call, tmp_path: Path, text: str
) -> None:
    scheme(tmp_path, text)

    said = call("build", "s", "--format", "md", "--dry-run")

    assert said.code in {0, 1}
    assert "our fault" not in said.err
    assert "\x1b" not in said.err


def test_check_accept_records_and_a_build_tells_what_changed(call: Call, tmp_path: Path) -> None:
    central = resources.templates() / "clauses" / "contact.md"
    ours = tmp_path / "ours" / "clauses" / "contact.md"
    ours.parent.mkdir(parents=True)
    ours.write_text("Ring the bell.\n", encoding="utf-8")
    scheme(tmp_path, OLD)

    unrecorded = call("check", "ours")
    accepted = call("check", "ours", "--accept")
    copy = tmp_path / "ours" / ".schemekit" / "central" / "clauses" / "contact.md"
    same = copy.read_text(encoding="utf-8") == central.read_text(encoding="utf-8")
    quiet = call("build", "s", "--toolkit", "ours", "--format", "md")
    copy.write_text(f"Formerly: {central.read_text(encoding='utf-8')}", encoding="utf-8")
    built = call("build", "s", "--toolkit", "ours", "--format", "md")
    checked = json.loads(call("check", "ours", "--json").out)

    assert 'record it as it is now: schemekit check "ours" --accept' in unrecorded.out
    assert (accepted.code, same) == (0, True)
    assert "the central text has changed" not in quiet.err
    assert "clauses/contact.md: the central text has changed since you replaced it:" in built.err
    assert "[gone: Formerly:]" in built.err
    assert len(checked["notices"]) == 1


def test_accept_is_for_an_overlay(call: Call) -> None:
    assert call("check", "--accept").code == 2
