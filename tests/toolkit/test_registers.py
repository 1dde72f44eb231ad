"""Registers whose columns are numbers and dates: worked out, sorted, and told when they are not."""

from datetime import date
from pathlib import Path

import pytest
from tests.conftest import ProfileOf

from schemekit import resources
from schemekit.errors import ContentError
from schemekit.toolkit.loading import load
from schemekit.toolkit.registers import Register

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


MISTAKES = """
[register]
id = "mistaken"
title = "Mistaken"
columns = { danger = "text", likely = "number", by = "date" }
computed = { score = "likely * good" }
order = ["-skore"]

[[row]]
id = "hail"
danger = "Hail"
likely = "1 +"
by = "lunch_date"

[[row]]
id = "thunder"
danger = "Thunder"
by = "launch_date"
"""


@pytest.fixture(scope="module")
def dangers(tmp_path_factory: pytest.TempPathFactory) -> Register:
    own = tmp_path_factory.mktemp("overlay")
    (own / "registers").mkdir()
    (own / "registers" / "dangers.toml").write_text(REGISTER)
    return load([resources.templates(), own]).registers["dangers"]


def ranked(
    dangers: Register, profile_of: ProfileOf, **answers: object
) -> list[tuple[str, object, object]]:
    scope = profile_of(launch_date="2027-09-06", **answers).scope
    return [
        (each.id, each.values["score"].value(scope), each.values["by"].value(scope))
        for each in dangers.applying(scope)
    ]


def test_rows_are_worked_out_from_answers_and_sorted(
    dangers: Register, profile_of: ProfileOf
) -> None:
    assert ranked(dangers, profile_of, mentees=30, mentors=3) == [
        ("rain", 8, date(2027, 8, 30)),
        ("wind", 6, date(2027, 9, 6)),
        ("frost", 3, date(2027, 9, 6)),
    ]
    few = ranked(dangers, profile_of, mentees=5, mentors=9)
    assert [each[0] for each in few] == ["wind", "frost", "rain"]


def test_what_is_unknown_comes_last(dangers: Register, profile_of: ProfileOf) -> None:
    found = ranked(dangers, profile_of, mentees=30)
    assert [each[0] for each in found] == ["rain", "frost", "wind"]


def test_every_mistake_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "registers").mkdir()
    (tmp_path / "registers" / "mistaken.toml").write_text(MISTAKES)

    with pytest.raises(ContentError) as wrong:
        load([resources.templates(), tmp_path])
    told = "\n".join(str(each) for each in wrong.value.problems)

    assert "register 'mistaken': there is no column of numbers or dates 'skore'" in told
    assert "Did you mean 'score'?" in told
    assert "'thunder': the column 'likely' is missing" in told
    assert told.count("row 'hail'") >= 2
