"""Which front end speaks."""

import subprocess
import sys
from pathlib import Path

import pytest

from schemekit.interview.front import NO_TERMINAL, wants_plain


@pytest.mark.parametrize(
    ("environment", "plain"),
    [
        ({}, False),
        ({"ACCESSIBLE": "1"}, True),
        ({"ACCESSIBLE": "yes"}, True),
        ({"ACCESSIBLE": "0"}, False),
        ({"ACCESSIBLE": "false"}, False),
        ({"ACCESSIBLE": ""}, False),
        ({"TERM": "dumb"}, True),
        ({"TERM": "xterm"}, False),
    ],
)
def test_plain_lines_are_a_wish_or_a_need(environment: dict[str, str], *, plain: bool) -> None:
    assert wants_plain(environment) is plain


@pytest.mark.parametrize("option", [[], ["--plain"]])
def test_where_nobody_can_be_asked_nothing_is_asked_or_made(
    tmp_path: Path, option: list[str]
) -> None:
    called = subprocess.run(
        [sys.executable, "-m", "schemekit", "new", "acme", *option],
        cwd=tmp_path, input="Acme\n\n", capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert called.returncode == 2
    assert called.stderr == f"{NO_TERMINAL}\n"
    assert called.stdout == ""
    assert not (tmp_path / "acme").exists()
