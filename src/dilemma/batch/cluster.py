"""A cluster of machines, through Dask: a scheduler somebody started, or one of this machine for a trial."""

from __future__ import annotations

import logging
import re
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

from dilemma.batch.engines import AHEAD, Engine, Given, without_interrupts
from dilemma.batch.worker import one_thread
from dilemma.errors import DilemmaError

if TYPE_CHECKING:
    from collections.abc import Iterator

LOCAL = re.compile(r"local:([1-9]\d{0,3})")
ADDRESS = re.compile(r"[a-z]+://\S+")
PACKAGE = "distributed"  # imported here and nowhere else
CERTIFICATES = (
    "name them in the Dask settings distributed.comm.tls.ca-file, .client.cert and .client.key, "
    "or in the variables DASK_DISTRIBUTED__COMM__TLS__CA_FILE, __CLIENT__CERT and __CLIENT__KEY"
)
LOGS = (PACKAGE, f"{PACKAGE}.client", "tornado.application")
AGAIN = 3  # times Dask itself gives a unit to another worker when one dies with it
LONGEST_WAIT = 20  # seconds for a scheduler to answer, and for a first worker to join it
LEAST_WINDOW = 32  # units; workers may join later


class NoCluster(DilemmaError):
    """There is no cluster to work on; the message says what to start."""


def is_cluster(text: str) -> bool:
    """Whether a text names a cluster: `tcp://HOST:PORT` or `local:N`."""
    return bool(LOCAL.fullmatch(text) or ADDRESS.fullmatch(text))


@contextmanager
def cluster(address: str, version: str) -> Iterator[Engine]:
    """The workers of a scheduler, or `local:N` new ones of this machine; version is this program's.

    Raises:
        NoCluster: no scheduler answers, no worker joins it, or one of them has another version or none.
        ImportError: Dask is not installed.
    """
    from distributed import Client, LocalCluster  # noqa: PLC0415  an extra, and slow to import

    for name in LOGS:
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what goes wrong is said by us, in its turn
    with ExitStack() as stack:
        local = LOCAL.fullmatch(address)
        if local:
            one_thread()
            start: Any = LocalCluster  # which has no types
            with without_interrupts():
                place: Any = start(
                    n_workers=int(local[1]),
                    threads_per_worker=1,
                    host="127.0.0.1",
                    # It serves a page even so: not to other machines, and at any port that is free.
                    dashboard_address=None,
                    scheduler_kwargs={"dashboard_address": "127.0.0.1:0"},
                    silence_logs=logging.CRITICAL,
                )
            stack.enter_context(place)
        else:
            _certified(address)
            place = address
        yield _engine(stack.enter_context(_joined(Client, place)), address, version)


def _certified(address: str) -> None:
    """Refuses a `tls://` address where Dask, which would end in an error of its own, has no certificates."""
    from distributed import Security  # noqa: PLC0415  as above

    if not address.startswith("tls:"):
        return
    security: Any = Security  # which has no types
    try:
        known = security().get_connection_args("client").get("ssl_context")
    except OSError as error:
        raise NoCluster(f"the certificates for {address} cannot be used: {error}; {CERTIFICATES}") from error
    if known is None:
        raise NoCluster(f"{address} needs certificates; {CERTIFICATES}")


@contextmanager
def _joined(client: Any, place: Any) -> Iterator[Any]:
    """A client of a scheduler that answers."""
    try:
        found = client(place, timeout=LONGEST_WAIT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise NoCluster(f"no scheduler answers at {place}; start one with `dask scheduler`") from error
    with found:
        yield found


def _engine(client: Any, address: str, version: str) -> Engine:
    """The client's executor, once a worker is there and all that are have this program."""
    try:
        client.wait_for_workers(1, timeout=LONGEST_WAIT)
    except TimeoutError as error:
        raise NoCluster(
            f"no worker has joined {address}; start some with `dask worker {address} --nthreads 1`"
        ) from error
    _same_program(client, version)
    window = max(LEAST_WINDOW, AHEAD * sum(client.nthreads().values()))
    return Joined(client, window, address)


class Joined(Given):
    """The workers of a scheduler, which makes up for those that die; without it there is no going on."""

    def __init__(self, client: Any, window: int, address: str) -> None:
        super().__init__(client.get_executor(pure=False, retries=AGAIN), window)
        self.losses = (CancelledError, _killed())
        self._client, self._address = client, address

    def renew(self) -> None:
        """Leaves it to the scheduler.

        Raises:
            NoCluster: it is gone.
        """
        if self._client.status != "running":
            raise NoCluster(f"the scheduler at {self._address} is gone")


def _same_program(client: Any, version: str) -> None:
    """Refuses workers whose program is another one, for their figures might be others."""
    for worker, found in client.run(_version_here, on_error="return").items():
        if found != version:
            has = f"dilemma {found}" if isinstance(found, str) else "no dilemma"
            raise NoCluster(f"the worker {worker} has {has}; install dilemma {version} there")


def _version_here() -> str:
    from dilemma import __version__  # noqa: PLC0415  runs on the worker

    return __version__


def _killed() -> type[BaseException]:
    from distributed import KilledWorker  # noqa: PLC0415  as above

    return KilledWorker
