"""A bar on standard error that says how much is done and how long the rest will take; on a terminal only."""

from __future__ import annotations

import os
import sys
from time import monotonic

from dilemma.cli.streams import width

PATIENCE = 1.0  # seconds before a bar is worth showing
_LENGTH = 30  # columns
_MOST = 79  # columns of the line


class Bar:
    """One line that is written over and over; whoever else writes to the terminal clears it first."""

    def __init__(self, total: int, done: int, *, wanted: bool) -> None:
        self._total, self._before, self._begun = total, done, monotonic()
        self._wanted = wanted and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._shown = 0

    def show(self, done: int) -> None:
        """Draw how far things are."""
        passed = monotonic() - self._begun
        if not self._wanted or passed < PATIENCE or done <= self._before:
            return
        left = passed * (self._total - done) / (done - self._before)
        self._draw(progress_line(done, self._total, left))

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            sys.stderr.write(f"\r{' ' * self._shown}\r")
            sys.stderr.flush()
            self._shown = 0

    def _draw(self, text: str) -> None:
        text = text[: min(width() - 1, _MOST)]
        sys.stderr.write(f"\r{text.ljust(self._shown)}")
        sys.stderr.flush()
        self._shown = max(self._shown, len(text))


def progress_line(done: int, total: int, left: float) -> str:
    """Return the line: a bar, how many of how many, and the time left."""
    filled = round(_LENGTH * done / total)
    bar = "\N{FULL BLOCK}" * filled + " " * (_LENGTH - filled)
    return f"|{bar}| {done:,} of {total:,}, {duration(left)} left"


def duration(seconds: float) -> str:
    """Return a time as a person says it: rough, and rougher the longer it is."""
    if seconds < 60:
        return f"{max(1, round(seconds))} s"
    if seconds < 3600:
        return f"{round(seconds / 60)} min"
    hours, minutes = divmod(round(seconds / 60), 60)
    return f"{hours} h {minutes:02} min"
