"""Engines that do jobs: this process, processes of this machine, a cluster, any given executor.

A worker process has one thread, ignores Ctrl-C, and ends when its parent does.
"""

from __future__ import annotations

import gc
import os
import signal
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from threading import Thread
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection


# Of every library numpy may use; more threads than processors would only slow one another down.
_THREAD_VARIABLES = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


def _start_worker(lifeline: Connection) -> None:
    """Set a worker up; it ends, whatever it does, as soon as the other end of the lifeline is closed.

    A process that is killed closes what it holds, so no worker outlives the one that started it. Ctrl-C
    reaches all processes of a terminal at once; it is the parent's to answer.
    """
    limit_to_one_thread()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(100_000)  # as the program itself does
    Thread(target=_exit_with_parent, args=(lifeline,), daemon=True).start()


def limit_to_one_thread() -> None:
    """Keep linear algebra on one thread, where numpy is not imported yet."""
    for name in _THREAD_VARIABLES:
        os.environ.setdefault(name, "1")


def _exit_with_parent(lifeline: Connection) -> None:
    """Wait until the other end of the lifeline is closed, then end this process."""
    try:
        lifeline.recv_bytes()
    except (EOFError, OSError):  # the other end is closed, so the parent is gone
        os._exit(0)


_U = TypeVar("_U")
_R = TypeVar("_R")
UNITS_AHEAD = 4  # units under way or waiting in line for each worker, so that none is idle behind a slow one
_UNKNOWN_WINDOW = 128  # units for an executor of whose workers nothing is known


class Engine(Protocol):
    """An executor, the number of units to have under way, and a way to replace workers that died."""

    window: int
    losses: tuple[type[BaseException], ...]

    def submit(self, function: Callable[[_U], _R], unit: _U) -> Future[_R]:
        """Have a unit done."""

    def renew(self) -> None:
        """Replace workers that died."""


class SerialEngine:
    """The work done here and now, one unit at a time; Ctrl-C reaches it as it reaches any program."""

    window = 1
    losses: tuple[type[BaseException], ...] = ()

    def submit(self, function: Callable[[_U], _R], unit: _U) -> Future[_R]:
        """Do a unit and return its result."""
        future: Future[_R] = Future()
        try:
            future.set_result(function(unit))
        except Exception as error:  # as every executor does, whatever the work raises
            future.set_exception(error)
        return future

    def renew(self) -> None:
        """Do nothing: there are no workers that could die."""


class ExecutorEngine:
    """An executor that the caller made and will shut down; one that breaks cannot be made again."""

    losses: tuple[type[BaseException], ...] = ()

    def __init__(self, executor: Executor, window: int = _UNKNOWN_WINDOW) -> None:
        self._executor, self.window = executor, window

    def submit(self, function: Callable[[_U], _R], unit: _U) -> Future[_R]:
        """Have a unit done."""
        return self._executor.submit(function, unit)

    def renew(self) -> None:
        """Leave the executor to whoever made it."""


class _ProcessEngine:
    """New processes of this machine, each of which imports the program afresh; replaced when some die."""

    losses: tuple[type[BaseException], ...] = (BrokenExecutor,)

    def __init__(self, jobs: int) -> None:
        self._jobs, self.window = jobs, UNITS_AHEAD * jobs
        self._context = get_context("spawn")
        self._start()

    def renew(self) -> None:
        """Start over with new processes."""
        self.stop(at_once=True)
        self._start()

    def _start(self) -> None:
        # The lifeline: this process alone holds its other end, so workers notice when it is gone.
        self._line, self._hold = self._context.Pipe(duplex=False)
        with without_interrupts():  # it starts a process that tracks what the others share
            self._pool = ProcessPoolExecutor(
                self._jobs, mp_context=self._context, initializer=_start_worker, initargs=(self._line,)
            )

    def submit(self, function: Callable[[_U], _R], unit: _U) -> Future[_R]:
        """Have a unit done; a process started by this receives no interrupt, not even while it starts."""
        with without_interrupts():
            return self._pool.submit(function, unit)

    def stop(self, *, at_once: bool) -> None:
        """End the processes, in the middle of their work if need be."""
        self._pool.shutdown(wait=not at_once, cancel_futures=True)
        self._hold.close()
        self._line.close()


@contextmanager
def process_engine(jobs: int) -> Iterator[Engine]:
    """Provide processes of this machine; this one alone for 1. Leaving by an error ends them at once."""
    if jobs == 1:
        yield SerialEngine()
        return
    engine = _ProcessEngine(jobs)
    try:
        yield engine
    # On Ctrl-C too: nothing will use the units still under way.
    except BaseException:
        engine.stop(at_once=True)
        raise
    engine.stop(at_once=False)


@contextmanager
def without_interrupts() -> Iterator[None]:
    """Hold back Ctrl-C and the end of the terminal, which reach all of its processes at once.

    New processes inherit that and keep it; this one receives both afterwards and ends the others.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
