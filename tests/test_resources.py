"""Where the shipped content lies, in a checkout and in an installed copy."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import schemekit
from schemekit import resources

PACKAGE = Path(schemekit.__file__).parent


def test_the_shipped_content_is_found_wherever_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert (resources.templates() / "toolkit.toml").is_file()
    assert (resources.templates() / "theme" / "base.docx").is_file()
    assert list(resources.presets().glob("*.toml"))


def test_content_that_came_in_the_wheel_is_used_before_any_beside_it(tmp_path: Path) -> None:
    site = tmp_path / "site"
    copy = site / "schemekit"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__", "_bundled"))
    shutil.copytree(resources.templates(), copy / "_bundled" / "templates")
    shutil.copytree(resources.presets(), copy / "_bundled" / "presets")
    (tmp_path / "templates").mkdir()
    code = "from schemekit import resources as r; print(r.templates()); print(r.presets())"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=True,
    )

    bundled = (copy / "_bundled").resolve()
    assert done.stdout.split() == [str(bundled / "templates"), str(bundled / "presets")]


def test_an_installed_copy_checks_its_own_content(tmp_path: Path) -> None:
    copy = tmp_path / "site" / "schemekit"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__", "_bundled"))
    shutil.copytree(resources.templates(), copy / "_bundled" / "templates")
    done = subprocess.run(
        [sys.executable, "-m", "schemekit", "check"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Nothing is wrong")
