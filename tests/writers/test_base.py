"""The Word file that everything is built on."""

import runpy
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_base_is_made_of_the_files_beside_it() -> None:
    made = runpy.run_path(str(ROOT / "tools" / "make_base.py"))["base"]
    theme = ROOT / "templates" / "theme"

    assert made(theme / "word") == (theme / "base.docx").read_bytes()
