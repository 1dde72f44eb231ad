"""Schemes held against each other and against their presets, at the command line."""

import json
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from typing import Any, Final

import pytest
from tests.cli.calling import ACME, Call

from schemekit import resources
from schemekit.presets import files

FOLDER: Final = resources.presets() / "examples" / "acme"
DEPARTMENTS: Final = ("anaesthetics", "critical-care", "paediatrics")
OWN: Final = {
    "anaesthetics": {"theatres", "anaesthetics"},
    "critical-care": {"theatres", "critical-care"},
    "paediatrics": {"paediatrics"},
}


def told(call: Call, *arguments: str) -> dict[str, Any]:
    said = call("compare", *arguments, "--json")

    assert said.code == 0, said.err
    found: dict[str, Any] = json.loads(said.out)
    return found


def says(layers: Iterable[str]) -> set[str]:
    return {each for layer in layers for each in files.read_preset(FOLDER / f"{layer}.toml").names}


@pytest.mark.parametrize("pair", [*combinations(DEPARTMENTS, 2)], ids=" and ".join)
def test_three_departments_differ_only_where_their_layers_say_so(
    call: Call, pair: tuple[str, str]
) -> None:
    found = told(call, *(str(FOLDER / f"{each}.toml") for each in pair))

    decided = {each["question"] for each in found["answers"] if not each["follows"]}
    assert decided
    assert decided <= says(OWN[pair[0]] ^ OWN[pair[1]])
    followed = [each for each in found["answers"] if each["follows"]]
    assert {value["since"] for each in followed for value in each["values"]} <= {
        "toolkit default", "nobody yet", "",
    }  # fmt: skip


def test_each_value_says_since_which_layer(call: Call) -> None:
    names = [str(FOLDER / f"{each}.toml") for each in DEPARTMENTS]

    found = told(call, *names)

    of = {each["question"]: each["values"] for each in found["answers"]}
    assert [each["since"] for each in of["cancel_hours"]] == [
        "division preset theatres, locked",
        "division preset theatres, locked",
        "sector preset nhs-trust",
    ]
    assert [each["shown"] for each in of["mentees"]] == ["18", "14", "12"]


def test_documents_that_differ_are_told_block_by_block(call: Call) -> None:
    found = told(call, *(str(FOLDER / f"{each}.toml") for each in ("anaesthetics", "paediatrics")))

    documents = {each["document"]: each for each in found["documents"]}
    hours = [
        each
        for each in documents["handbook"]["blocks"]
        if each["heading"] == "The hours, with the sum"
    ]
    assert {each["what"] for each in documents["handbook"]["blocks"]} == {
        "added",
        "gone",
        "changed",
    }
    assert any(each["before"] != each["after"] for each in hours)
    assert documents["peer_agreement"]["what"] == "added"


def test_workbooks_are_told_sheet_by_sheet_in_the_shape_of_documents(call: Call) -> None:
    found = told(call, *(str(FOLDER / f"{each}.toml") for each in ("anaesthetics", "paediatrics")))

    documents = {each["document"]: each for each in found["documents"]}
    register, handbook = documents["register"], documents["handbook"]
    assert register.keys() == handbook.keys()
    assert {*register["blocks"][0]} == {*handbook["blocks"][0]}
    dashboard = [each for each in register["blocks"] if each["heading"] == "Dashboard"]
    assert {
        "heading": "Dashboard", "what": "changed",
        "before": "Row: People who asked for a mentor | Our target: 18",
        "after": "Row: People who asked for a mentor | Our target: 12",
    } in dashboard  # fmt: skip


def test_a_column_of_formulas_is_one_line_however_many_rows_it_fills(call: Call) -> None:
    preset = ["--preset", str(FOLDER / "paediatrics.toml"), "--yes", "--format", "md"]
    call("new", "short", *preset, "--set", "months=6")
    call("new", "long", *preset, "--set", "months=12")

    found = told(call, "short", "long")

    (register,) = [each for each in found["documents"] if each["document"] == "register"]
    pairs = [each["after"] for each in register["blocks"] if each["heading"] == "Pairs"]
    assert sum(each.startswith("Column: End due") for each in pairs) == 1
    assert all(each.startswith("Column: ") for each in pairs)


def test_a_sheet_is_told_in_the_window_and_on_the_page(call: Call, tmp_path: Path) -> None:
    names = [str(FOLDER / f"{each}.toml") for each in ("anaesthetics", "paediatrics")]

    numbers = call("compare", *names, "--html", "page.html")
    words = call("compare", *names, "--words")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")

    assert "  Sheet Dashboard  " in numbers.out
    assert "  Sheet Dashboard\n    Row: Mentors | Our target: [gone: " in words.out
    assert ">Sheet</th>" in page
    assert "Row: People who asked for a mentor | Our target: <em>[gone: 18]</em>" in page


def test_a_scheme_alone_is_held_against_its_presets(call: Call) -> None:
    call("new", "s", *ACME, "--format", "md", "--set", "mentors=7")

    found = told(call, "s")

    of = {each["question"]: each["values"] for each in found["answers"]}
    assert found["schemes"] == ["nhs-trust", "s"]
    assert of["mentors"] == [
        {"scheme": "nhs-trust", "shown": "25", "since": "sector preset nhs-trust"},
        {"scheme": "s", "shown": "7", "since": "command line"},
    ]
    assert "nation" not in of


def test_the_table_fits_a_window_of_80_characters(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    names = [str(FOLDER / f"{each}.toml") for each in DEPARTMENTS]

    for arguments in (names, [*names, "--words"]):
        said = call("compare", *arguments)

        assert said.code == 0
        assert "Answers that differ" in said.out
        assert max(map(len, said.out.splitlines())) <= 80


def test_schemes_that_are_alike_differ_in_nothing(call: Call) -> None:
    name = str(FOLDER / "paediatrics.toml")

    said = call("compare", name, name)

    assert said.code == 0
    assert said.out.startswith("Nothing differs between")


def test_the_page_says_in_words_what_went_and_what_came(call: Call, tmp_path: Path) -> None:
    names = [str(FOLDER / f"{each}.toml") for each in ("anaesthetics", "paediatrics")]

    said = call("compare", *names, "--html", "page.html")
    again = call("compare", *names, "--html", "page.html")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")

    assert (said.code, again.code) == (0, 0)
    assert "<em>[gone: Anaesthetics]</em>" in page
    assert "<strong>[added: Paediatrics]</strong>" in page
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")


def test_a_page_is_never_put_over_another_file(call: Call, tmp_path: Path) -> None:
    (tmp_path / "minutes.html").write_text("<p>Minutes of the meeting</p>", encoding="utf-8")

    said = call("compare", str(FOLDER / "paediatrics.toml"), "--html", "minutes.html")

    assert said.code == 1
    assert "Choose another name" in said.err
    assert "Minutes" in (tmp_path / "minutes.html").read_text(encoding="utf-8")


def test_answers_are_text_on_the_page_whatever_they_look_like(call: Call, tmp_path: Path) -> None:
    call(
        "new", "s", *ACME, "--format", "md", "--set", "scheme_name=<script>alert(1)</script>{{ x }}"
    )

    call("compare", "s", "--html", "page.html")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")

    assert "<script" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["nowhere"], 1, "There is no preset 'nowhere'"),
        (["."], 2, "there is no answers.toml"),
        ([], 2, "Missing argument"),
        (["nhs-trust"] * 21, 2, "20 schemes at most"),
    ],
)
def test_what_cannot_be_compared_is_said(
    call: Call, arguments: list[str], code: int, message: str
) -> None:
    said = call("compare", *arguments)

    assert said.code == code
    assert message in said.err
