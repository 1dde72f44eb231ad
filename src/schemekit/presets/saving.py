"""What lies where in a scheme folder, and how a text is saved there: whole or not at all.

It needs nothing of what answers mean, so that a program that only looks starts at once.
"""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from schemekit.errors import AnswersError, Problem

NAME: Final = "answers.toml"
WORK: Final = ".schemekit"


def save_text(path: Path, text: str) -> None:
    """`text` at `path`, whole or not at all. Raises `AnswersError` when the disk refuses."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o600
        with NamedTemporaryFile(
            "w",
            encoding="utf-8",
            newline="\n",
            dir=path.parent,
            prefix=f".{path.name}.",
            suffix=".tmp",
            delete=False,
        ) as file:
            temporary = Path(file.name)
            try:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
                temporary.chmod(mode)
                temporary.replace(path)
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise
    except OSError as wrong:
        raise AnswersError(
            Problem(
                "",
                f"We cannot save in {path.parent} ({_reason(wrong)}).",
                "Free some space or choose another folder, then try again.",
            )
        ) from None


def _reason(wrong: OSError) -> str:
    return (wrong.strerror or str(wrong)).lower()
