"""The start of a worker process: one thread, no Ctrl-C, and an end when its parent ends."""

from __future__ import annotations

import gc
import os
import signal
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
