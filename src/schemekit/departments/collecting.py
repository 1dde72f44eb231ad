"""When a worker lets go what it no longer needs: between two departments.

What it remembers is large and is needed again, so that going through it while a department is made
took a tenth of the time and found nothing. What the last departments had no use for is forgotten,
so that a long list takes no more memory than a short one.
"""

import gc
from itertools import count
from typing import Final

from schemekit.document import memory

TURN: Final = 20
"""Departments after which what is remembered grows a turn older; it is kept for two."""
ROUND: Final = 100
"""Departments after which all of it is gone through once."""
_MADE: Final = count(1)


def collect_between() -> None:
    """Let this process collect when it is told to, and not by itself."""
    gc.disable()


def department_made() -> None:
    """Let go what the last departments had no use for, and what is left of this one.

    A program that collects by itself goes on doing so.
    """
    number = next(_MADE)
    if number % TURN == 0:
        memory.turn()
    if gc.isenabled():
        return
    if number % ROUND:
        gc.collect(0)
    else:
        gc.unfreeze()
        gc.collect()
    # what is left is remembered: nobody goes through it until the round is full
    gc.freeze()
