"""Signals that end the program: an orderly end, and never in the middle of a file."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

from dilemma.cli.exit_codes import SIGNALLED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

# Ctrl-C, a polite request to end, a terminal that was closed; the last is unknown to Windows.
ENDING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
received: list[int] = []
"""Those that came, in order: an import that one broke off may fail in words of its own."""


def set_up_signals() -> None:
    """Let every signal that can be asked for end the program as Ctrl-C does: what is begun is put away."""
    for number in ENDING:
        if signal.getsignal(number) is not signal.SIG_IGN:  # one that is ignored, as under nohup, stays so
            signal.signal(number, _end)


def _end(number: int, _frame: FrameType | None) -> NoReturn:
    received.append(number)
    if number == signal.SIGINT:
        raise KeyboardInterrupt
    raise SystemExit(exit_code_of_signal(number))


def exit_code_of_signal(number: int) -> int:
    """Return what a shell reports of a program ended by a signal."""
    return SIGNALLED + number


@contextmanager
def defer_signals() -> Iterator[None]:
    """Let signals wait until what must not be left half done is done; then the first ends the program.

    Outside the main thread nothing is held back, for no signal interrupts another thread.
    """
    from threading import current_thread, main_thread

    if current_thread() is not main_thread():
        yield
        return
    waiting: list[int] = []
    before = {number: signal.getsignal(number) for number in ENDING}
    for number in ENDING:
        signal.signal(number, lambda number, _frame: waiting.append(number))
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for number in waiting[:1]:
            signal.raise_signal(number)
