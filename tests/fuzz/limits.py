"""A second of the processor and 500 MB of memory for each input, whatever is in it."""

from __future__ import annotations

import resource
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

SECONDS = 1.0
MEGABYTES = 500


class TooSlow(BaseException):
    """An input took longer than it may; no `except Exception` on the way holds it up."""


class TooLarge(Exception):
    """The process has become larger than it may."""


def set_up() -> None:
    """Makes the processor's clock end an input that takes too long."""
    signal.signal(signal.SIGPROF, _end)


@contextmanager
def limited(seconds: float = SECONDS, megabytes: int = MEGABYTES) -> Iterator[None]:
    """Runs one input within its limits; time is the processor's, so that a busy machine is no fault.

    Raises:
        TooSlow: where the input stood when its time was up, as soon as it is back in Python.
        TooLarge: the process was larger at its largest.
    """
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    if largest() > megabytes:
        raise TooLarge(f"{largest():.0f} MB")


def largest() -> float:
    """The most memory the process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def _end(_signal: int, _frame: FrameType | None) -> None:
    raise TooSlow
