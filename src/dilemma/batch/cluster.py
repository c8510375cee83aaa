"""A cluster of machines, through Dask: a running scheduler, or a new one on this machine for a trial."""

from __future__ import annotations

import logging
import re
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

from dilemma.batch.engines import UNITS_AHEAD, Engine, ExecutorEngine, limit_to_one_thread, without_interrupts
from dilemma.errors import DilemmaError

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    window = max(_LEAST_WINDOW, UNITS_AHEAD * sum(client.nthreads().values()))
    return _ClusterEngine(client, window, address)


class _ClusterEngine(ExecutorEngine):
    """The workers of a scheduler, which replaces those that die; without the scheduler, work ends."""

    def __init__(self, client: Any, window: int, address: str) -> None:
        # Not pure: Dask must do every unit, also one with the arguments of an earlier one.
        super().__init__(client.get_executor(pure=False, retries=_RETRIES), window)
        self.losses = (CancelledError, _killed_worker_error())
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


def _killed_worker_error() -> type[BaseException]:
    """Return the error Dask raises when workers die again and again on a unit."""
    from distributed import KilledWorker  # noqa: PLC0415  as above

    return KilledWorker
