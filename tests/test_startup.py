"""What is loaded before the first question: nothing that only documents need.

Not timed, since clocks on shared machines tell little; `bench/run.py` measures.
"""

import json
import subprocess
import sys
from collections.abc import Iterable
from typing import Final

import pytest

HEAVY: Final = {
    "docx",
    "lxml",
    "markdown_it",
    "mdit_py_plugins",
    "starlette",
    "weasyprint",
    "xlsxwriter",
}
LOADED: Final = "\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
BEFORE_THE_FIRST_PROMPT: Final = """\
import schemekit.cli.new
from schemekit import resources
from schemekit.interview import front, terminal
from schemekit.toolkit.loading import load_questionnaire
assert load_questionnaire([resources.templates()]).questions
"""
HELP: Final = """\
import contextlib, io
from schemekit.cli.program import run
with contextlib.redirect_stdout(io.StringIO()) as said:
    assert run([{command!r}, "--help"]) == 0
assert "Usage" in said.getvalue()
"""


def loaded(code: str) -> set[str]:
    """The libraries that are loaded once `code` has run in a fresh Python."""
    done = subprocess.run(
        [sys.executable, "-c", code + LOADED],
        capture_output=True,
        text=True,
        check=True,
    )
    return top(json.loads(done.stdout))


def top(modules: Iterable[str]) -> set[str]:
    return {each.partition(".")[0] for each in modules}


def test_no_library_for_documents_is_loaded_before_the_first_question() -> None:
    found = loaded(BEFORE_THE_FIRST_PROMPT)

    assert found >= {"schemekit", "jinja2", "prompt_toolkit"}
    assert found & HEAVY == set()


@pytest.mark.parametrize("command", ["new", "review", "questions", "presets"])
def test_help_of_a_command_loads_no_library_for_documents(command: str) -> None:
    found = loaded(HELP.format(command=command))

    assert found & HEAVY == set()
