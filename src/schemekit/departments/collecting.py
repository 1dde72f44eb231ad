"""When a worker looks for what nobody needs any more: between two departments.

What it remembers grows large and is needed again, so that going through it while a department is
made took a tenth of the time and found nothing.
"""

import gc
from itertools import count
from typing import Final

ROUND: Final = 100
"""Departments after which all of it is gone through once."""
_MADE: Final = count(1)


def collect_between() -> None:
    """Let this process collect when it is told to, and not by itself."""
    gc.disable()


def department_made() -> None:
    """Collect what is left of a department; nothing in a program that collects by itself."""
    if gc.isenabled():
        return
    if next(_MADE) % ROUND:
        gc.collect(0)
    else:
        gc.unfreeze()
        gc.collect()
    # what is left is remembered: nobody goes through it until the round is full
    gc.freeze()
