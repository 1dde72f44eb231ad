"""The summary of a batch that finds nothing changed, laid out while there is time for it.

Whoever runs a batch again to see whether all is well then need not wait for a page to be laid out.
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Final

from schemekit.errors import AnswersError
from schemekit.pack.manifest import Made
from schemekit.presets.saving import WORK, save_text

FILE: Final = "foreseen.json"


def foreseen(out: Path, telling: str) -> tuple[Made, ...]:
    """The files of the summary that tells just that; none where it was not foreseen."""
    try:
        kept = json.loads((out / WORK / FILE).read_text(encoding="utf-8"))
        if kept["telling"] != telling:
            return ()
        return tuple(Made(**each | {"content": each["content"].encode()}) for each in kept["files"])
    except (OSError, ValueError, AttributeError, KeyError, TypeError):
        return ()


def foresee(out: Path, telling: str, files: Sequence[Made]) -> None:
    """Keep `files` for a batch that has just that to tell; where the disk is full, nothing."""
    written = [asdict(each) | {"content": each.content.decode()} for each in files]
    with suppress(AnswersError):
        save_text(out / WORK / FILE, json.dumps({"telling": telling, "files": written}))
