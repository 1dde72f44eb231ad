"""The toy toolkit, which the lints find nothing wrong with, and one more folder on top of it."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import pytest
from tests.toy import TOY, write

from schemekit import resources
from schemekit.lints.lint import Linted, lint
from schemekit.toolkit.loading import load
from schemekit.toolkit.reading import Folders

Lint = Callable[[Mapping[str, str]], Linted]
WORDING: Final = (resources.templates() / "wording.toml").read_text(encoding="utf-8")
ADVICE: Final = "recommendations/tools.toml"
CLEAN: Final = {
    **TOY,
    ADVICE: TOY[ADVICE].replace("5 minutes", "5 minutes (our estimate)"),
    "wording.toml": WORDING,
    "evidence/near-misses.toml": """
[source]
id = "journal"
title = "The 12 o’clock journal"

[[evidence]]
id = "fewer_near_misses"
code = "E2"
section = "3"
claim = "Gardeners with a rake reported 12.69% fewer near misses."
figures = [{ value = 12.69, unit = "%", what = "fewer near misses" }]
strength = "cited"
references = ["rain_2024"]
""",
    "defaults/size.toml": """
[[default]]
id = "bed_size"
says = "A bed is eight paces long, in seven parts of ten."
figures = [{ value = 8, unit = "paces" }, { value = 7, unit = "parts" }, { value = 10 }]
""",
}


@pytest.fixture
def linted(tmp_path: Path) -> Lint:
    """What the lints find in the toy with these files on top."""

    def run(files: Mapping[str, str]) -> Linted:
        (tmp_path / "ours").mkdir(exist_ok=True)
        folders = [write(tmp_path / "toy", CLEAN), write(tmp_path / "ours", files)]
        return lint(load(folders), Folders(folders))

    return run
