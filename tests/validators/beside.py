"""Work on many files that needs no other program, on every processor."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

T = TypeVar("T")
Found = TypeVar("Found")


def beside(do: Callable[[T], Found], each: Iterable[T]) -> dict[T, Found]:
    """What `do`, which a fresh process can import, comes to for each, in their order."""
    every = list(each)
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        return dict(zip(every, pool.map(do, every, chunksize=4), strict=True))
