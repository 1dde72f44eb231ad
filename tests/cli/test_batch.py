"""`schemekit batch` as a person calls it, on the shipped content."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from time import sleep

import pytest
from tests.cli.calling import Call

from schemekit import resources

ACME = str(resources.presets() / "examples" / "acme" / "acme.toml")
LIGHT = ("--preset", ACME, "--set", "pack_size=light")
SMALL = (*LIGHT, "--format", "docx")
LIST = (
    "folder;scheme_name;lead_name;mentees;mentors;barriers;launch_date\r\n"
    "Anaesthetics;Sleep well;Dr Ash;18;10;time;06/09/2027\r\n"
    'Paediatrics;Small steps;Dr Birch;12;12;"Finding time\r\nvisibility";2027-09-06\r\n'
    "Surgery;Sharp;Dr Cedar;many;;;\r\n"
)


def test_departments_of_one_organisation_are_made_told_and_then_left(
    call: Call, tmp_path: Path
) -> None:
    (tmp_path / "d.csv").write_text(LIST, encoding="utf-8-sig")
    asked = ("batch", "d.csv", "-o", "out", *SMALL, "--workers", "1")

    first = call(*asked)
    second = call(*asked, "--json")

    assert first.code == second.code == 1
    assert "2 made, 0 unchanged, 1 not made" in first.out
    assert "d.csv, row 4: mentees: The number of mentees must be a whole number." in first.err
    told = json.loads(second.out)
    assert (told["made"], told["unchanged"], told["failed"]) == (0, 2, 1)
    assert "Mentees: 12 (preset: 40)" in told["departments"][1]["differs"]
    assert (tmp_path / "out" / "Paediatrics" / "pack" / "02-scheme-handbook.docx").is_file()
    assert (tmp_path / "out" / "summary.html").is_file()
    assert (tmp_path / "out" / "summary.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_what_a_batch_made_is_a_scheme_like_any_other(call: Call, tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text("folder,scheme_name\nWard,Small steps\n")
    made = call("batch", "d.csv", "-o", "out", *SMALL, "--quiet")

    built = call("build", "out/Ward", "--format", "docx", "--json")
    explained = call("explain", "out/Ward", "scheme_name")

    assert (made.code, made.out) == (0, "")
    assert {each["fate"] for each in json.loads(built.out)["files"]} == {"same"}
    assert "d.csv" in explained.out


WRONG = [
    (("unknown.csv",), 1, "Did you mean 'mentees'?"),
    (("d.csv", "--format", "dcox"), 2, "Did you mean 'docx'?"),
    (("d.csv", "--set", "mentes=3"), 2, "Did you mean 'mentees'?"),
    (("d.csv", "--set", "mentees=few"), 1, "must be a whole number"),
    (("d.csv", "--preset", "newer.toml"), 1, "written by a newer schemekit"),
    (("d.csv", "--toolkit", "gone"), 1, "there is no such folder"),
    (("d.csv", "--workers", "0"), 2, "--workers"),
    (("gone.csv",), 2, "does not exist"),
]


@pytest.mark.parametrize(
    ("arguments", "code", "message"), WRONG, ids=[" ".join(e[0]) for e in WRONG]
)
def test_what_is_wrong_for_all_is_said_before_anything_is_made(
    call: Call, tmp_path: Path, arguments: tuple[str, ...], code: int, message: str
) -> None:
    (tmp_path / "d.csv").write_text("folder\na\n")
    (tmp_path / "unknown.csv").write_text("folder,mentes\na,1\n")
    (tmp_path / "newer.toml").write_text('format = "schemekit-preset/9"\n')

    said = call("batch", *arguments, "-o", "out")

    assert said.code == code
    assert message in said.err
    assert not (tmp_path / "out").exists()


def test_ctrl_c_keeps_what_is_finished_and_says_how_to_carry_on(call: Call, tmp_path: Path) -> None:
    rows = "".join(f"ward {number}\n" for number in range(12))
    (tmp_path / "d.csv").write_text(f"folder\n{rows}")
    asked = ("batch", "d.csv", "-o", "out", *LIGHT, "--format", "md", "--workers", "1")
    started = subprocess.Popen(
        [sys.executable, "-m", "schemekit", *asked],
        cwd=tmp_path, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    # the second has begun, so the first is entered as finished
    made = "out/*/pack/manifest.json"
    while len(list(tmp_path.glob(made))) < 2 and started.poll() is None:
        sleep(0.01)

    os.killpg(started.pid, signal.SIGINT)
    _, err = started.communicate()
    again = call(*asked)

    assert started.returncode == 130
    assert "the same command carries on" in err
    assert "Traceback" not in err
    assert again.code == 0
    assert ", 0 not made" in again.out
    assert "12 made" not in again.out
    assert "12 unchanged" not in again.out


def test_the_first_prompt_does_not_wait_for_batches() -> None:
    code = (
        "import sys; import schemekit.cli.new; "
        "assert not {'sqlite3', 'multiprocessing', 'filelock'} & set(sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


TWO = "folder,scheme_name\nWard,Small steps\nClinic,First steps\n"
ONLY_LOOKS = (
    "import sys; from schemekit.cli.program import run; code = run(sys.argv[1:]); "
    "read = {'pydantic', 'jinja2', 'multiprocessing', 'schemekit.writers'} & set(sys.modules); "
    "sys.exit(f'{code}, imported {read}' if code or read else 0)"
)


def test_a_batch_in_which_nothing_changed_looks_and_reads_nothing(
    call: Call, tmp_path: Path
) -> None:
    (tmp_path / "d.csv").write_text(TWO)
    asked = ("batch", "d.csv", "-o", "out", *SMALL)
    call(*asked, "--workers", "1")
    page = tmp_path / "out" / "summary.html"

    for _ in range(2):
        looked = subprocess.run(
            [sys.executable, "-c", ONLY_LOOKS, *asked],
            cwd=tmp_path, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert looked.returncode == 0, looked.stderr
        assert "0 made, 2 unchanged, 0 not made" in looked.stdout
    written = page.read_bytes()
    page.unlink()
    (tmp_path / "out" / ".schemekit" / "foreseen.json").unlink()
    call(*asked)

    assert b"2 unchanged since last time" in written
    assert page.read_bytes() == written


def test_whatever_a_person_changed_is_noticed_when_nothing_else_did(
    call: Call, tmp_path: Path
) -> None:
    (tmp_path / "d.csv").write_text(TWO)
    presets, out = tmp_path / "presets", tmp_path / "out"
    presets.mkdir()
    nearer = ("--presets", "presets", "--preset", "nhs-trust", "--set", "pack_size=light")
    asked = ("batch", "d.csv", "-o", "out", *nearer, "--format", "md", "--workers", "1")
    for _ in range(3):
        call(*asked)

    (out / "Ward" / "answers.toml").write_text(
        (out / "Ward" / "answers.toml").read_text() + "# a remark\n"
    )
    assert "1 made, 1 unchanged" in call(*asked).out
    (out / "Clinic" / "pack" / "note.txt").write_text("added")
    assert "1 made, 1 unchanged" in call(*asked).out
    (out / "summary.csv").unlink()
    assert "0 made, 2 unchanged" in call(*asked).out
    assert (out / "summary.csv").is_file()
    (presets / "nhs-trust.toml").write_text('format = "schemekit-preset/1"\ntitle = "Nearer"\n')
    assert "2 made, 0 unchanged" in call(*asked).out
    (presets / "nhs-trust.toml").write_text("format =")
    assert "it is not complete TOML" in call(*asked).err
