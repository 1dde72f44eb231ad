"""Which ways through the templates are taken, for as long as somebody watches.

A way is a branch that stands, or a loop that has a row. Nobody watches while a pack is made.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeAlias

Taken: TypeAlias = set[tuple[int, int]]
"""The identity of a node, and which of its branches stood; of a loop there is one."""
_TAKEN: ContextVar[Taken | None] = ContextVar("taken", default=None)


def took(node: object, branch: int) -> None:
    taken = _TAKEN.get()
    if taken is not None:
        taken.add((id(node), branch))


def somebody_watches() -> bool:
    """Whether ways are wanted: then nothing may be taken from memory."""
    return _TAKEN.get() is not None


@contextmanager
def watched() -> Iterator[Taken]:
    """Every way that is taken inside; nodes are known for as long as their toolkit lives."""
    taken: Taken = set()
    before = _TAKEN.set(taken)
    try:
        yield taken
    finally:
        _TAKEN.reset(before)
