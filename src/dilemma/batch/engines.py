"""Engines that do jobs: this process, processes of this machine, a cluster through Dask, any given executor.

A worker process has one thread, ignores Ctrl-C, and ends when its parent does.
"""

from __future__ import annotations

import gc
import logging
import os
import re
import signal
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from multiprocessing import get_context
from threading import Thread
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from dilemma.errors import DilemmaError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection

# Of every library numpy may use; more threads than processors would only slow one another down.
_THREAD_VARIABLES = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")

_U = TypeVar("_U")
_R = TypeVar("_R")
_UNITS_AHEAD = 4  # units under way or waiting in line for each worker, so that none is idle behind a slow one
_UNKNOWN_WINDOW = 128  # units for an executor of whose workers nothing is known
_LOCAL = re.compile(r"local:([1-9]\d{0,3})")
_ADDRESS = re.compile(r"[a-z]+://\S+")
CLUSTER_PACKAGE = "distributed"  # imported here and nowhere else
_CERTIFICATE_SETTINGS = (
    "name them in the Dask settings distributed.comm.tls.ca-file, .client.cert and .client.key, "
    "or in the variables DASK_DISTRIBUTED__COMM__TLS__CA_FILE, __CLIENT__CERT and __CLIENT__KEY"
)
_LOGGERS = (CLUSTER_PACKAGE, f"{CLUSTER_PACKAGE}.client", "tornado.application")
_RETRIES = 3  # times Dask gives a unit to another worker when one dies with it
_LONGEST_WAIT = 20  # seconds for a scheduler to answer, and for a first worker to join it
_LEAST_WINDOW = 32  # units; workers may join later


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


class _ProcessEngine:
    """New processes of this machine, each of which imports the program afresh; replaced when some die."""

    losses: tuple[type[BaseException], ...] = (BrokenExecutor,)

    def __init__(self, jobs: int) -> None:
        self._jobs, self.window = jobs, _UNITS_AHEAD * jobs
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


class NoCluster(DilemmaError):
    """There is no cluster to work on; the message says what to start."""


def is_cluster(text: str) -> bool:
    """Return whether a text names a cluster: `tcp://HOST:PORT` or `local:N`."""
    return bool(_LOCAL.fullmatch(text) or _ADDRESS.fullmatch(text))


@contextmanager
def cluster_engine(address: str, version: str) -> Iterator[Engine]:
    """Provide the workers of a scheduler, or `local:N` new ones of this machine; version is this program's.

    Raises:
        NoCluster: no scheduler answers, no worker joins it, or one of them has another version or none.
        ImportError: Dask is not installed.
    """
    from distributed import Client, LocalCluster  # noqa: PLC0415  an extra, and slow to import

    for name in _LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL)  # we report what goes wrong, in its turn
    with ExitStack() as stack:
        local = _LOCAL.fullmatch(address)
        if local:
            limit_to_one_thread()
            start: Any = LocalCluster  # which has no types
            with without_interrupts():
                scheduler: Any = start(
                    n_workers=int(local[1]),
                    threads_per_worker=1,
                    host="127.0.0.1",
                    # It serves a page even so: not to other machines, and at any port that is free.
                    dashboard_address=None,
                    scheduler_kwargs={"dashboard_address": "127.0.0.1:0"},
                    silence_logs=logging.CRITICAL,
                )
            stack.enter_context(scheduler)
        else:
            _require_certificates(address)
            scheduler = address
        yield _engine_of(stack.enter_context(_connect(Client, scheduler)), address, version)


def _require_certificates(address: str) -> None:
    """Refuse a `tls://` address where Dask has no certificates, and would fail with an error of its own."""
    from distributed import Security  # noqa: PLC0415  as above

    if not address.startswith("tls:"):
        return
    security: Any = Security  # which has no types
    try:
        context = security().get_connection_args("client").get("ssl_context")
    except OSError as error:
        raise NoCluster(
            f"the certificates for {address} cannot be used: {error}; {_CERTIFICATE_SETTINGS}"
        ) from error
    if context is None:
        raise NoCluster(f"{address} needs certificates; {_CERTIFICATE_SETTINGS}")


@contextmanager
def _connect(client: Any, scheduler: Any) -> Iterator[Any]:
    """Provide a client of a scheduler that answers."""
    try:
        connection = client(scheduler, timeout=_LONGEST_WAIT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise NoCluster(f"no scheduler answers at {scheduler}; start one with `dask scheduler`") from error
    with connection:
        yield connection


def _engine_of(client: Any, address: str, version: str) -> Engine:
    """Return the client's executor, once a worker is there and all workers have this program."""
    try:
        client.wait_for_workers(1, timeout=_LONGEST_WAIT)
    except TimeoutError as error:
        raise NoCluster(
            f"no worker has joined {address}; start some with `dask worker {address} --nthreads 1`"
        ) from error
    _require_version(client, version)
    window = max(_LEAST_WINDOW, _UNITS_AHEAD * sum(client.nthreads().values()))
    return _ClusterEngine(client, window, address)


class _ClusterEngine(ExecutorEngine):
    """The workers of a scheduler, which replaces those that die; without the scheduler, work ends."""

    def __init__(self, client: Any, window: int, address: str) -> None:
        from distributed import KilledWorker  # noqa: PLC0415  as above

        # Not pure: Dask must do every unit, also one with the arguments of an earlier one.
        super().__init__(client.get_executor(pure=False, retries=_RETRIES), window)
        self.losses = (CancelledError, KilledWorker)
        self._client, self._address = client, address

    def renew(self) -> None:
        """Leave it to the scheduler to replace workers.

        Raises:
            NoCluster: it is gone.
        """
        if self._client.status != "running":
            raise NoCluster(f"the scheduler at {self._address} is gone")


def _require_version(client: Any, version: str) -> None:
    """Refuse workers whose program is another one, for their figures might differ."""
    for worker, installed in client.run(_installed_version, on_error="return").items():
        if installed != version:
            has = f"dilemma {installed}" if isinstance(installed, str) else "no dilemma"
            raise NoCluster(f"the worker {worker} has {has}; install dilemma {version} there")


def _installed_version() -> str:
    """Return the version of this program where it runs, which is on the worker."""
    from dilemma import __version__  # noqa: PLC0415  runs on the worker

    return __version__
