"""Web pages held against axe-core in a browser without network, one browser for all."""

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from tests.validators.finding import Finding
from tests.validators.machine import FOLDER, browser

_SCRIPT: Final = Path(__file__).with_name("axe.cjs")
_LONGEST: Final = 900


def validate(files: Iterable[Path]) -> dict[Path, list[Finding]]:
    """What axe-core finds in each page."""
    by_name = {str(each.absolute()): each for each in files}
    done = subprocess.run(
        ["node", str(_SCRIPT), str(FOLDER), str(browser())],
        input=json.dumps(list(by_name)), capture_output=True, text=True, timeout=_LONGEST,
        check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr)
    found: dict[Path, list[Finding]] = {each: [] for each in by_name.values()}
    for each in json.loads(done.stdout):
        what = f"{each['help']}: {each['html'][:200]}"
        found[by_name[each["file"]]].append(Finding(f"AXE {each['rule']}", each["target"], what))
    return found
