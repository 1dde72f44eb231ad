"""A polite end when the program is told to stop: by SIGTERM, or because its window was closed."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

_SIGNALS: Final = tuple(name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


@contextmanager
def when_told_to_stop(leave: Callable[[], None]) -> Iterator[None]:
    """While this lasts, `leave` is called instead of the program being ended at once."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def told(_number: int, _frame: FrameType | None) -> None:
        leave()

    before = {name: signal.signal(getattr(signal, name), told) for name in _SIGNALS}
    try:
        yield
    finally:
        for name, earlier in before.items():
            signal.signal(getattr(signal, name), earlier)
