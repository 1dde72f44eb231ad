"""What is loaded before the first question: nothing that only documents need.

Not timed, since clocks on shared machines tell little; `bench/run.py` measures.
"""

import json
import subprocess
import sys
from collections.abc import Iterable
from typing import Final

HEAVY: Final = {
    "docx",
    "lxml",
    "markdown_it",
    "mdit_py_plugins",
    "pypdf",
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
COMMANDS: Final = ("new", "review", "questions", "presets")
HELP: Final = f"""\
import contextlib, io
from schemekit.cli.program import run
for command in {COMMANDS}:
    with contextlib.redirect_stdout(io.StringIO()) as said:
        assert run([command, "--help"]) == 0
    assert "Usage" in said.getvalue(), command
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


def test_help_of_no_command_loads_a_library_for_documents() -> None:
    assert loaded(HELP) & HEAVY == set()
