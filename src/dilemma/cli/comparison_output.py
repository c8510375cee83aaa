"""The output of `dilemma compare`: rows as their cases end, into a table, a stream, or a file written whole.

On a terminal, a bar on standard error shows how much is done and how long the rest will take.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Protocol, TypeVar

from dilemma.batch.ledger import CaseFault, Progress
from dilemma.batch.partial_file import AnotherRequest, PartialFile
from dilemma.cli.errors import refuse
from dilemma.cli.streams import answer, say, width
from dilemma.scenario.parse import display_path
from dilemma.whole_file import refuse_to_overwrite_judgements

if TYPE_CHECKING:
    from dilemma.report.formats.registry import RowLayout
    from dilemma.report.sections.comparison import ResultSummary


T_contra = TypeVar("T_contra", contravariant=True)


class Sink(Protocol[T_contra]):
    """Takes results in order and knows how far they go."""

    @property
    def progress(self) -> Progress:
        """Return how many cases were taken."""

    @property
    def faults(self) -> list[CaseFault]:
        """Return what was said of those at fault."""

    def take(self, results: Sequence[T_contra], *, cases: int, faults: Sequence[CaseFault]) -> None:
        """Take what was found of some more cases."""

    def skip(self) -> None:
        """Leave out a case that a bug kept from being done; it stays to be done by a later run."""

    def kept(self) -> str:
        """Return what an interrupted run leaves behind, as the end of a sentence, or an empty text."""


class TableSink:
    """Results held until all are there."""

    def __init__(self) -> None:
        self.results: list[ResultSummary] = []
        self.progress, self.faults = Progress(), list[CaseFault]()

    def take(self, results: Sequence[ResultSummary], *, cases: int, faults: Sequence[CaseFault]) -> None:
        """Hold some more."""
        self.results += results
        self.progress = Progress(self.progress.cases + cases, len(self.results))
        self.faults += faults

    def skip(self) -> None:
        """Go on; there is no later run of it."""

    def kept(self) -> str:
        """Return an empty text, for nothing is kept."""
        return ""


class RowSink:
    """Results written in one layout, to a flow or into a file."""

    def __init__(self, layout: RowLayout, to: _StreamStore | PartialFile) -> None:
        self._layout, self._to = layout, to

    @property
    def progress(self) -> Progress:
        """Return how far the file goes."""
        return self._to.progress

    @property
    def faults(self) -> list[CaseFault]:
        """Return what was said of cases at fault."""
        return self._to.faults

    def take(self, texts: Sequence[str], *, cases: int, faults: Sequence[CaseFault]) -> None:
        """Write some more."""
        text = self._layout.joined(texts, first=not self._to.answered)
        self._to.add(text, cases=cases, answered=len(texts), faults=faults)

    def skip(self) -> None:
        """Leave a case out of what counts as done."""
        self._to.skip()

    def finish(self) -> None:
        """Write the end; nothing at all where there are no results."""
        if not self._to.answered:
            self._to.discard()
            return
        self._to.finish(self._layout.foot)
        if isinstance(self._to, PartialFile):
            say(f"wrote {self._to.named}{self._to.lacks}")

    def close(self) -> None:
        """Keep what is there, if the end was not written."""
        self._to.close()

    def kept(self) -> str:
        """Return what to do to go on."""
        if not isinstance(self._to, PartialFile):
            return ""
        return f"; what is done is kept in {self._to.path.name}, and the same command with --resume goes on"


class _StreamStore:
    """What is gone once written: standard output, a pipe, a device."""

    def __init__(self, to: Path | None) -> None:
        self.progress, self.faults = Progress(), list[CaseFault]()
        self._stream = to.open("w", encoding="utf-8", newline="") if to else None

    @property
    def answered(self) -> int:
        """Return how many results were written."""
        return self.progress.answered

    def skip(self) -> None:
        """Go on; what is gone cannot be gone on with."""

    def add(self, text: str, *, cases: int, answered: int, faults: Sequence[CaseFault]) -> None:
        """Write some more."""
        self._write(text)
        self.progress = Progress(self.progress.cases + cases, self.progress.answered + answered)
        self.faults += faults

    def finish(self, text: str) -> None:
        """Write the end."""
        self._write(text)
        self.close()

    def discard(self) -> None:
        """Write nothing more."""
        self.close()

    def close(self) -> None:
        """Let go of it."""
        if self._stream:
            self._stream.close()

    def _write(self, text: str) -> None:
        if self._stream:
            self._stream.write(text)
            self._stream.flush()
        elif text:
            answer(text)


def open_store(
    to: Path | None, request: Callable[[], Mapping[str, str]], *, cases: int, resume: bool
) -> _StreamStore | PartialFile:
    """Return where the bytes of so many cases go; with `resume`, after those of an earlier run of it."""
    if to is None or (to.exists() and not to.is_file()):
        if resume:
            refuse(f"--resume needs a file to write, and {to} is none")
        return _StreamStore(to)
    refuse_to_overwrite_judgements(to)
    part = PartialFile(to, request())
    try:
        _take_up(part, cases, resume=resume)
    except BaseException:
        part.close()
        raise
    return part


def _take_up(part: PartialFile, cases: int, *, resume: bool) -> None:
    """Begin a file, or go on with it, as the options say."""
    try:
        part.look(cases)
    except AnotherRequest as other:
        if resume:
            refuse(
                f"{display_path(part.path)} is not of this run: {_other(other.differs)}; "
                "delete it to start afresh"
            )
    if part.progress.cases and not resume:
        done = f"{part.progress.cases:,} case{'s' * (part.progress.cases > 1)}"
        refuse(
            f"{display_path(part.path)} holds {done} of this very run; add --resume to go on, or delete it"
        )
    part.begin()


def _other(names: Sequence[str]) -> str:
    """Return what differs, as a sentence."""
    listed = " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    return f"the {listed} {'differ' if len(names) > 1 or names[0].endswith('s') else 'differs'}"


_PATIENCE = 1.0  # seconds before a bar is worth showing
_LENGTH = 30  # columns
_MOST = 79  # columns of the line


class ProgressBar:
    """One line that is written over and over; whoever else writes to the terminal clears it first."""

    def __init__(self, total: int, done: int, *, wanted: bool) -> None:
        self._total, self._before, self._begun = total, done, monotonic()
        self._wanted = wanted and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._shown = 0

    def show(self, done: int) -> None:
        """Draw how far things are."""
        passed = monotonic() - self._begun
        if not self._wanted or passed < _PATIENCE or done <= self._before:
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
