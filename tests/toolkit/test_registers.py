"""Registers whose columns are numbers and dates: worked out, sorted, and told when they are not."""

from datetime import date
from pathlib import Path

import pytest
from tests.conftest import ProfileOf

from schemekit import resources
from schemekit.errors import ContentError
from schemekit.toolkit.loading import load

REGISTER = """
[register]
id = "dangers"
title = "Dangers"
columns = { danger = "text", likely = "number", bad = "number", by = "date" }
computed = { score = "likely * bad" }
order = ["-score", "by"]

[[row]]
id = "rain"
danger = "Rain"
likely = "4 if mentees > 20 else 1"
bad = "2"
by = "launch_date - weeks(1)"

[[row]]
id = "frost"
danger = "Frost"
likely = 1
bad = 3
by = "launch_date"

[[row]]
id = "wind"
danger = "Wind in {{ months }} months"
likely = "mentors"
bad = "1 + 1"
by = "launch_date"
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "registers").mkdir()
    (tmp_path / "registers" / "dangers.toml").write_text(REGISTER)
    return tmp_path


def ranked(own: Path, profile_of: ProfileOf, **answers: object) -> list[tuple[str, object, object]]:
    register = load([resources.templates(), own]).registers["dangers"]
    scope = profile_of(launch_date="2027-09-06", **answers).scope
    return [
        (each.id, each.values["score"].value(scope), each.values["by"].value(scope))
        for each in register.applying(scope)
    ]


def test_rows_are_worked_out_from_answers_and_sorted(own: Path, profile_of: ProfileOf) -> None:
    assert ranked(own, profile_of, mentees=30, mentors=3) == [
        ("rain", 8, date(2027, 8, 30)),
        ("wind", 6, date(2027, 9, 6)),
        ("frost", 3, date(2027, 9, 6)),
    ]
    assert [each[0] for each in ranked(own, profile_of, mentees=5, mentors=9)] == [
        "wind",
        "frost",
        "rain",
    ]


def test_what_is_unknown_comes_last(own: Path, profile_of: ProfileOf) -> None:
    assert [each[0] for each in ranked(own, profile_of, mentees=30)] == ["rain", "frost", "wind"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"-score"', '"-skore"', "no column of numbers or dates 'skore'.*mean 'score'"),
        ("launch_date - weeks(1)", "lunch_date", "no question or fact 'lunch_date'"),
        ("likely * bad", "likely * good", "no question or fact 'good'"),
        ('bad = "2"\n', "", "column 'bad' is missing"),
        ('"1 + 1"', '"1 +"', "register"),
    ],
)
def test_a_mistake_is_told_with_its_place(own: Path, old: str, new: str, message: str) -> None:
    path = own / "registers" / "dangers.toml"
    path.write_text(REGISTER.replace(old, new))

    with pytest.raises(ContentError, match=message):
        load([resources.templates(), own])
