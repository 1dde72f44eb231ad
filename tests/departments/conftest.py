"""A batch over a small toolkit, run in this process: what it asks for and what came of it."""

from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from datetime import date
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from tests.toy import TOY, write

from schemekit import resources
from schemekit.departments.batch import Done, make_batch
from schemekit.departments.digests import with_digest
from schemekit.departments.files import find_files
from schemekit.departments.orders import Brief
from schemekit.departments.table import read_table
from schemekit.presets import files
from schemekit.toolkit.loading import load_questionnaire

Batch = Callable[..., Done]


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    """The small toolkit with the looks of the shipped one."""
    folder = write(tmp_path / "toy", TOY)
    copytree(resources.templates() / "theme", folder / "theme")
    return folder


def threads() -> Executor:
    return ThreadPoolExecutor(2)


def brief_of(toy: Path, out: Path, **wishes: Any) -> Brief:
    """A brief over the small toolkit; `presets` are files."""
    presets = tuple(str(each) for each in wishes.pop("presets", ()))
    wished = {"formats": ("docx", "md"), "settings": (), "strict": False, **wishes}
    brief = Brief(out, (toy,), presets, (), today=date(2026, 11, 29), origin="list.csv", **wished)
    return with_digest(brief, [each.path for each in files.chain(presets, ())])


@pytest.fixture
def batch(toy: Path, tmp_path: Path) -> Batch:
    """Making a batch from the text of a list, or from a folder of answers files."""

    def made(source: str | Path, start: Callable[[], Executor] = threads, **wishes: Any) -> Done:
        out = wishes.pop("out", tmp_path / "out")
        questions = load_questionnaire([toy]).questions
        if isinstance(source, Path):
            listed: Any = find_files(source)
        else:
            path = tmp_path / "list.csv"
            path.write_text(source, encoding="utf-8")
            listed = read_table(path, questions)
        brief = brief_of(toy, out, **wishes)
        return make_batch(listed, brief, start, 4, lambda: None, every=True)

    return made
