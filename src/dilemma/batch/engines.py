"""Who does the work: this process, processes of this machine, a cluster, or any executor somebody brings."""

from __future__ import annotations

import signal
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TYPE_CHECKING, Protocol, TypeVar

from dilemma.batch.worker import begin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

U = TypeVar("U")
R = TypeVar("R")
AHEAD = 4  # units under way or waiting in line for each worker, so that none is idle behind a slow one
UNKNOWN = 128  # units for an executor of whose workers nothing is known


class Engine(Protocol):
    """An executor, how many units to have under way, and what to do when its workers die."""

    window: int
    losses: tuple[type[BaseException], ...]

    def submit(self, work: Callable[[U], R], unit: U) -> Future[R]:
        """Has a unit done."""

    def renew(self) -> None:
        """Makes up for workers that died."""


class Serial:
    """The work done here and now, one unit at a time; Ctrl-C reaches it as it reaches any program."""

    window = 1
    losses: tuple[type[BaseException], ...] = ()

    def submit(self, work: Callable[[U], R], unit: U) -> Future[R]:
        """Does a unit and gives what came of it."""
        future: Future[R] = Future()
        try:
            future.set_result(work(unit))
        except Exception as error:  # an executor hands on whatever its work raises
            future.set_exception(error)
        return future

    def renew(self) -> None:
        """Nobody can have died."""


class Given:
    """An executor that somebody else made and will shut down; one that breaks cannot be made again."""

    losses: tuple[type[BaseException], ...] = ()

    def __init__(self, executor: Executor, window: int = UNKNOWN) -> None:
        self._executor, self.window = executor, window

    def submit(self, work: Callable[[U], R], unit: U) -> Future[R]:
        """Has a unit done."""
        return self._executor.submit(work, unit)

    def renew(self) -> None:
        """Leaves the executor to whoever made it."""


class Processes:
    """New processes of this machine, each of which imports the program afresh, made again when some die."""

    losses: tuple[type[BaseException], ...] = (BrokenExecutor,)

    def __init__(self, jobs: int) -> None:
        self._jobs, self.window = jobs, AHEAD * jobs
        self._context = get_context("spawn")
        self._start()

    def renew(self) -> None:
        """Starts over with new processes."""
        self.stop(at_once=True)
        self._start()

    def _start(self) -> None:
        self._line, self._hold = self._context.Pipe(duplex=False)
        with without_interrupts():  # for it starts a process that keeps count of what others share
            self._pool = ProcessPoolExecutor(
                self._jobs, mp_context=self._context, initializer=begin, initargs=(self._line,)
            )

    def submit(self, work: Callable[[U], R], unit: U) -> Future[R]:
        """Has a unit done; a process that this starts hears of no interrupt, not even while it starts."""
        with without_interrupts():
            return self._pool.submit(work, unit)

    def stop(self, *, at_once: bool) -> None:
        """Ends the processes, in the middle of their work if need be."""
        self._pool.shutdown(wait=not at_once, cancel_futures=True)
        self._hold.close()
        self._line.close()


@contextmanager
def processes(jobs: int) -> Iterator[Engine]:
    """Several processes of this machine; this one alone for 1. Leaving by an error ends them at once."""
    if jobs == 1:
        yield Serial()
        return
    engine = Processes(jobs)
    try:
        yield engine
    except BaseException:
        engine.stop(at_once=True)
        raise
    engine.stop(at_once=False)


@contextmanager
def without_interrupts() -> Iterator[None]:
    """Holds Ctrl-C and the end of the terminal back, which reach every process of it at once.

    New processes inherit that and keep it; this one hears of both afterwards and ends the others.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
