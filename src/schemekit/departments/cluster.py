"""Workers of a Dask cluster that runs already, on this computer or on others.

They write into the same folder, so they have to see it, and the same content and presets, under
the same paths. Each is asked before it makes anything; one that sees something else makes nothing.
"""

import logging
import re
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from schemekit import VERSION
from schemekit.departments.digests import door_of, of_toolkit
from schemekit.departments.orders import Brief, Order, Outcome, failed
from schemekit.errors import PackError, Problem, UsageError
from schemekit.presets.saving import WORK

PATIENCE: Final = 5
"""Seconds to wait for an answer of the scheduler, and for its first worker."""
ALONE: Final = 30
"""Seconds without any worker after which nobody is waited for."""
_ADDRESS: Final = re.compile(r"((tcp|tls|ws|wss)://)?[^\s:/]+:\d{1,5}")
_ONE_AT_A_TIME: Final = threading.Lock()
"""A worker may have several threads, but they would share one processor and what is remembered."""


class Cluster(Executor):
    """A cluster as any executor: a worker that dies breaks it, whatever Dask makes of that."""

    def __init__(self, address: str, brief: Brief) -> None:
        with _installed():
            from distributed import Client, KilledWorker
        self._killed = KilledWorker
        self._hush = logging.root.manager.disable
        logging.disable(logging.CRITICAL)
        self._running: dict[Future[Any], Any] = {}
        self._over = threading.Event()
        self._client: Any = None
        self._token: Path | None = None
        try:
            self._client = _answered(address, lambda: Client(address, timeout=PATIENCE))
            _answered(address, lambda: self._client.wait_for_workers(1, timeout=PATIENCE))
            self._token = _laid_out(brief.out)
            self._refuse_strangers(brief)
        except BaseException:
            self.shutdown()
            raise
        threading.Thread(target=self._watch, daemon=True).start()

    def _refuse_strangers(self, brief: Brief) -> None:
        """Raises `PackError` where a worker would make something else than this program."""
        try:
            told = self._client.run(_strange, brief, self._token, _door(brief))
        except Exception as wrong:  # noqa: BLE001 - whatever it is called that a worker lacks
            what = f"its workers cannot run schemekit ({wrong})."
            remedy = f"Install schemekit {VERSION} where they run, as here."
            raise PackError(Problem("--dask", what, remedy)) from None
        if problems := [f"The worker {name} {what}" for name, what in told.items() if what]:
            raise PackError(*(Problem("--dask", each) for each in problems))

    def submit(self, fn: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
        """`fn` of a brief and an order, on a worker that sees what this program sees."""
        brief, order = given
        future: Future[Any] = Future()
        future.set_running_or_notify_cancel()
        try:
            asked = (_made_there, fn, self._token, _door(brief), brief, order)
            theirs = self._client.submit(*asked, **named, pure=False)
        except Exception as wrong:  # noqa: BLE001 - a client that lost its scheduler says many things
            raise BrokenExecutor(str(wrong)) from None
        self._running[future] = theirs
        theirs.add_done_callback(lambda done: self._finish(future, done))
        return future

    def _finish(self, future: Future[Any], theirs: Any) -> None:
        if self._running.pop(future, None) is None:
            return  # nobody waits for it any more
        if theirs.status == "finished":
            try:
                future.set_result(theirs.result())
            except Exception as wrong:  # noqa: BLE001 - the worker went with what it had made
                future.set_exception(BrokenExecutor(str(wrong)))
            return
        told = None if theirs.cancelled() else theirs.exception()
        dead = told is None or isinstance(told, self._killed)
        future.set_exception(BrokenExecutor(str(told)) if dead else told)

    def _watch(self) -> None:
        """Without workers Dask waits for ever; a person should hear of it."""
        missing = 0
        while not self._over.wait(PATIENCE):
            with suppress(Exception):
                missing = 0 if self._client.nthreads() else missing + PATIENCE
            if missing >= ALONE:
                for future in list(self._running):
                    if self._running.pop(future, None) is not None:
                        future.set_exception(BrokenExecutor("no workers"))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002, ARG002 - the signature of an executor
        """Take back what is not begun. A worker finishes what it has begun, whole or not at all."""
        self._over.set()
        if self._client is not None:
            with suppress(Exception):
                self._client.cancel(list(self._running.values()))
                self._client.close(PATIENCE)
            self._client = None
        if self._token is not None:
            self._token.unlink(missing_ok=True)
        logging.disable(self._hush)


@contextmanager
def _installed() -> Iterator[None]:
    try:
        yield
    except ImportError:
        remedy = 'Run: pip install "schemekit[dask]"'
        raise UsageError(Problem("--dask", "Dask is not installed here.", remedy)) from None


def _answered(address: str, ask: Callable[[], Any]) -> Any:
    """What the scheduler answers. Raises `UsageError` where it does not."""
    remedy = "Start it with: dask scheduler; then, for each processor: dask worker ADDRESS"
    if not _ADDRESS.fullmatch(address):
        what = f"{address!r} is no address of a scheduler."
        raise UsageError(Problem("--dask", what, "Write it like tcp://10.0.0.5:8786."))
    try:
        return ask()
    except TimeoutError:
        what = f"the cluster at {address} has no worker."
        raise UsageError(Problem("--dask", what, remedy)) from None
    except (OSError, ValueError) as wrong:
        what = f"nobody answers at {address} ({wrong})."
        raise UsageError(Problem("--dask", what, remedy)) from None


def _laid_out(out: Path) -> Path:
    """A file that can only be seen by who sees the very folder."""
    token = out / WORK / f"cluster-{uuid4().hex}"
    try:
        token.parent.mkdir(parents=True, exist_ok=True)
        token.touch()
    except OSError as wrong:
        what = f"We cannot write in {out} ({wrong})."
        remedy = "Free some space or choose another folder."
        raise PackError(Problem("", what, remedy)) from None
    return token


@lru_cache(maxsize=4)
def _door(brief: Brief) -> tuple[str, str, str]:
    """The program, the content, and the presets with it, as whoever calls this sees them."""
    content = of_toolkit(brief.toolkit)
    return VERSION, content, door_of(brief, content)


def _strange(brief: Brief, token: Path, door: tuple[str, str, str]) -> str:
    """What a worker sees otherwise than the program that asks; empty where it sees the same."""
    here = socket.gethostname()
    if not token.is_file():
        what = f"on {here} does not see the folder {brief.out}."
        return f"{what} Choose one that all workers share, under the same path."
    version, content, presets = _door(brief)
    if version != door[0]:
        return f"on {here} has schemekit {version}. Install {door[0]} there, as here."
    if content != door[1]:
        folders = ", ".join(map(str, brief.toolkit))
        what = f"on {here} does not see the same content in {folders}."
        return f"{what} Put it where all see it, or restart the workers if it has changed."
    if presets != door[2]:
        folders = ", ".join(map(str, brief.preset_folders))
        return f"on {here} does not see the same presets in {folders}. Put them where all see them."
    return ""


def _made_there(
    made: Callable[[Brief, Order], Outcome],
    token: Path,
    door: tuple[str, str, str],
    brief: Brief,
    order: Order,
) -> Outcome:
    """What a worker does: it may have come after all were asked, so it is asked again."""
    with _ONE_AT_A_TIME:
        if strange := _strange(brief, token, door):
            return failed(order, f"The worker that was to make it {strange}")
        return made(brief, order)
