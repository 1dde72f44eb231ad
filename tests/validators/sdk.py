"""Word files and workbooks held against the schemas of Microsoft's own Open XML SDK."""

import json
import os
import subprocess
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.validators.finding import Finding
from tests.validators.machine import validator


def validate(files: Iterable[Path]) -> dict[Path, list[Finding]]:
    """What the SDK finds in each file, as many at a time as there are processors."""
    each = tuple(files)
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        return dict(zip(each, pool.map(findings, each), strict=True))


def findings(file: Path) -> list[Finding]:
    done = subprocess.run(
        [str(validator()), str(file)], capture_output=True, text=True, timeout=120, check=False
    )
    try:
        said = json.loads(done.stdout)
    except ValueError:
        return [Finding("SDK no answer", file.name, (done.stderr or done.stdout)[:400])]
    found = [
        Finding(f"SDK {each.get('id', '')}", each.get("path", ""), each.get("description", ""))
        for each in said["errors"]
    ]
    if not found and not said["ok"]:
        found.append(Finding("SDK refused", file.name, done.stdout[:400]))
    return found
