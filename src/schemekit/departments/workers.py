"""Departments made side by side, by whoever can run a function: a few of them at any moment."""

import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import replace
from typing import Final, TypeAlias

from schemekit.departments.collecting import collect_between, department_made
from schemekit.departments.orders import Brief, Order, Outcome, failed
from schemekit.errors import SchemekitError

Start: TypeAlias = Callable[[], Executor]
Fault: TypeAlias = Callable[[Order, BaseException], None]
_AGAIN: Final = "A worker stopped while it was made; it was made again."
_FATAL: Final = (
    "The program was stopped twice while this was made, perhaps for want of memory. "
    "What was there is as it was."
)
_FAULT: Final = "Something went wrong that is our fault. Nothing was lost."


def make_departments(
    orders: Iterable[Order], brief: Brief, start: Start, in_flight: int, fault: Fault
) -> Iterator[tuple[Order, Outcome]]:
    """Each order with what came of it, as they are finished; no more than `in_flight` at once.

    `start` gives any executor, and another one after its workers died; none is started before it
    is needed. `fault` is told of faults of ours. Raises `SchemekitError` where none can be made.
    """
    crew = _Crew(brief, start, fault)
    try:
        for order in orders:
            crew.take(order)
            while len(crew.running) >= in_flight:
                yield from crew.finished()
        while crew.running:
            yield from crew.finished()
    finally:
        crew.dismiss()


class _Crew:
    """Who is at work, and on what. It changes with every department that is taken or done."""

    def __init__(self, brief: Brief, start: Start, fault: Fault) -> None:
        self._brief = brief
        self._start = start
        self._fault = fault
        self._executor: Executor | None = None
        self.running: dict[Future[Outcome], Order] = {}

    def take(self, order: Order) -> None:
        if self._executor is None:
            self._executor = self._start()
        try:
            self.running[self._executor.submit(_made, self._brief, order)] = order
        except BrokenExecutor:
            broken: Future[Outcome] = Future()
            broken.set_exception(BrokenExecutor())
            self.running[broken] = order

    def finished(self) -> Iterator[tuple[Order, Outcome]]:
        """What is finished by now; waits until something is."""
        done, _ = wait(self.running, return_when=FIRST_COMPLETED)
        suspects: list[Order] = []
        for future in done:
            order = self.running.pop(future)
            if isinstance(future.exception(), BrokenExecutor):
                suspects.append(order)
            else:
                yield order, self._outcome(order, future)
        if suspects:
            wait(self.running)
            yield from self._one_by_one([*suspects, *self._given_up()])

    def _given_up(self) -> Iterator[Order]:
        """The orders whose workers died with those of others."""
        for future in list(self.running):
            if isinstance(future.exception(), BrokenExecutor):
                yield self.running.pop(future)

    def _one_by_one(self, orders: Iterable[Order]) -> Iterator[tuple[Order, Outcome]]:
        """Any of `orders` may be what stops a worker, so each is made with none beside it."""
        self.dismiss()
        for order in sorted(orders, key=lambda each: each.place):
            self._executor = self._executor or self._start()
            try:
                future = self._executor.submit(_made, self._brief, order)
                outcome = self._outcome(order, future)
            except BrokenExecutor:
                yield order, failed(order, _FATAL)
                self.dismiss()
                continue
            yield order, replace(outcome, notices=(*outcome.notices, _AGAIN))

    def _outcome(self, order: Order, future: Future[Outcome]) -> Outcome:
        wrong = future.exception()
        if wrong is None:
            return future.result()
        if isinstance(wrong, SchemekitError | BrokenExecutor):
            raise wrong
        self._fault(order, wrong)
        return failed(order, _FAULT)

    def dismiss(self) -> None:
        """Let the workers finish what they have begun, and go."""
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)
            self._executor = None


def _made(brief: Brief, order: Order) -> Outcome:
    # imported by who makes: a batch in which nothing changed has no need of all that
    from schemekit.departments.workshop import make_department

    outcome = make_department(brief, order)
    department_made()
    return outcome


def processes(workers: int) -> Start:
    """A pool of that many processes of this computer, each of which reads the content once."""

    def start() -> Executor:
        # imported where one is started: a batch in which nothing changed needs none
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        # started afresh, which is the same on every system, and safe whatever threads there are
        return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=begin)

    return start


def begin() -> None:
    """A worker leaves Ctrl-C to the program that started it, and does not outlive that."""
    collect_between()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    from multiprocessing import connection, parent_process

    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
