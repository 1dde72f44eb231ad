"""One program at a time in a scheme folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from schemekit.errors import PackError, Problem

LOCK: Final = "lock"
PATIENCE: Final = 10.0
"""Seconds to wait for another program: a pack takes less than one."""


@contextmanager
def alone(work: Path, patience: float | None = None) -> Iterator[None]:
    """What is made ready in `work` is ours alone, until this program ends in whatever way.

    Raises `PackError` where another has it, or where the disk refuses.
    """
    lock = FileLock(work / LOCK, timeout=PATIENCE if patience is None else patience)
    try:
        work.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        what = f"another schemekit is at work in {work.parent}."
        remedy = "Wait until it is finished, then try again."
        raise PackError(Problem("", what, remedy)) from None
    except OSError as wrong:
        reason = (wrong.strerror or str(wrong)).lower()
        what = f"We cannot write in {work.parent} ({reason}). Nothing was changed."
        remedy = "Free some space or choose another folder, then try again."
        raise PackError(Problem("", what, remedy)) from None
    try:
        yield
    finally:
        lock.release()
