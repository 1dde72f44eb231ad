"""What ends a worker, apart from all that a test loads: a worker that dies loads this alone."""

import os
import signal


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_there(*_: object) -> None:
    """As a worker is killed that makes a department."""
    die()
