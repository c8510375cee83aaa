"""An unfinished file: what is done so far beside the file that is wanted, and a ledger of how far that goes.

`out.csv.part` is the beginning of `out.csv`, byte for byte. `out.csv.ledger` begins with what the file
follows from; each further line says how many cases are in it and how many bytes they take. A line is written
only after the bytes it speaks of have reached the disk, so a program killed at any moment leaves at worst a
few bytes and half a line too many, and those are cut. The ledger is locked while it is written, and what is
there is overwritten only where a ledger says that it is ours.
"""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path
from shutil import copyfileobj
from tempfile import NamedTemporaryFile, TemporaryFile
from typing import IO, TYPE_CHECKING, NoReturn

from dilemma.batch.ledger import (
    MARK,
    Damaged,
    Entry,
    Fault,
    Progress,
    Seal,
    entry_in,
    header,
    line,
    request_in,
)
from dilemma.batch.lock import held
from dilemma.errors import DilemmaError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


class AnotherRequest(DilemmaError):
    """What is there was begun for something else; `differs` names what."""

    def __init__(self, differs: tuple[str, ...]) -> None:
        self.differs = differs
        super().__init__(", ".join(differs))


class NotToBeTouched(DilemmaError):
    """What is there is another run's, or not ours, or damaged; the message says which, and what to do."""


class Part:
    """The unfinished file of one target.

    Attributes:
        named: the target as it was typed.
        target: the file itself.
        path: what is done so far.
        ledger: what that follows from, and how far it goes.
        progress: likewise, here.
        faults: what was said of cases at fault.
        answered: the results written, those behind a case that was skipped included.
    """

    def __init__(self, target: Path, request: Mapping[str, str]) -> None:
        self.named = target
        self.target = Path(os.path.realpath(target))  # a link stays, and leads to the new file
        self.path = self.target.with_name(f"{self.target.name}.part")
        self.ledger = self.target.with_name(f"{self.target.name}.ledger")
        self.progress, self.faults = Progress(), list[Fault]()
        self.answered, self._skipped = 0, 0
        self._request = dict(request)
        self._header = header(request)
        self._seal = Seal(self._header)
        self._end = 0  # of the last line of the ledger that holds
        self._open = ExitStack()
        self._lines: IO[bytes]
        self._rest: IO[bytes]

    def look(self, most: int | None = None) -> None:
        """Takes hold of the ledger, and finds how far an earlier run of the same request came, if any.

        Args:
            most: how many cases there are in all, where that is known.

        Raises:
            AnotherRequest: what is there follows from something else.
            NotToBeTouched: another run is writing it, it is not of this program, or it is damaged.
            OSError: it cannot be read.
        """
        self._refuse_strangers()
        self._lines = self._held()
        lines = self._lines.read().splitlines(keepends=True)
        size = self.path.stat().st_size if self.path.exists() else 0
        if not lines or not lines[0].endswith(b"\n"):
            # As if killed before its first line was written, so nothing is done.
            if size or not _begins_like_ours(b"".join(lines)):
                self._strange(self.path if size and not lines else self.ledger)
            return
        if not lines[0].startswith(MARK):
            self._strange(self.ledger)
        try:
            self._go_by(lines, size, most)
        except Damaged:
            raise NotToBeTouched(
                f"the ledger {self.ledger.name} is damaged, or {self.path.name} is not what it says; "
                "delete both to start afresh"
            ) from None

    def begin(self) -> None:
        """Opens the file to go on where `look` found it to stop, or from nothing."""
        if self.path.exists():
            os.truncate(self.path, self.progress.size)
        self._lines.truncate(self._end)
        if not self.progress.cases:
            self._note(self._header)
            os.fsync(self._lines.fileno())  # so that there is never a part without a ledger
        self._content = self._open.enter_context(self.path.open("ab"))
        self.answered = self.progress.answered

    def add(self, text: str, *, cases: int, answered: int, faults: Sequence[Fault]) -> None:
        """Writes what some more cases take; then that they are done, unless one before them was skipped."""
        data = text.encode()
        self.answered += answered
        if self._skipped:
            self._rest.write(data)
            self.faults += faults
            return
        self._write(data)
        before = self.progress
        self.progress = Progress(before.cases + cases, before.answered + answered, before.size + len(data))
        self.faults += faults
        entry = Entry(self.progress, tuple(faults))
        self._note(line({**entry.said(), "seal": self._seal.on(entry, data)}))

    def skip(self) -> None:
        """Leaves out a case that could not be done, and is to be tried again by a later run.

        The ledger says how far the cases are done one after the other, so it ends before this case. What
        comes of those behind it is kept aside, for the file that is wanted and not for the later run.
        """
        if not self._skipped:
            self._rest = self._open.enter_context(TemporaryFile())  # noqa: SIM115  the stack closes it
        self._skipped += 1

    @property
    def lacks(self) -> str:
        """What is missing in the file that is wanted, as the end of a sentence; nothing where nothing is."""
        if not self._skipped:
            return ""
        cases = f"{self._skipped:,} case{'s' * (self._skipped > 1)}"
        return f" without {cases}; the same command with --resume tries again"

    def finish(self, text: str = "") -> None:
        """Writes the end and puts the file in the place of the one that is wanted."""
        if self._skipped:
            self._finish_beside(text.encode())
            return
        self._write(text.encode())
        self._content.close()
        if self.target.exists():
            self.path.chmod(self.target.stat().st_mode & 0o777)
        self.path.replace(self.target)
        self._let_go()

    def _finish_beside(self, end: bytes) -> None:
        """Writes the file that is wanted whole, and keeps what is done for a later run."""
        self._rest.seek(0)
        with NamedTemporaryFile(dir=self.target.parent, prefix=".", suffix=".whole", delete=False) as whole:
            try:
                with self.path.open("rb") as done:
                    copyfileobj(done, whole)
                copyfileobj(self._rest, whole)
                whole.write(end)
                whole.flush()
                os.fsync(whole.fileno())
                like = self.target if self.target.exists() else self.path
                os.chmod(whole.name, like.stat().st_mode & 0o777)
                os.replace(whole.name, self.target)
            except BaseException:
                os.unlink(whole.name)
                raise
        self.close()

    def discard(self) -> None:
        """Leaves nothing behind."""
        self._content.close()
        self.path.unlink()
        self._let_go()

    def close(self) -> None:
        """Keeps what is there."""
        self._open.close()

    def _refuse_strangers(self) -> None:
        """Refuses what no run leaves: folders, pipes and the like, and a part without a ledger."""
        for path in (self.ledger, self.path):
            if os.path.lexists(path) and not path.is_file():
                self._strange(path)
        if self.path.exists() and self.path.stat().st_size and not self.ledger.exists():
            self._strange(self.path)

    def _strange(self, path: Path) -> NoReturn:
        raise NotToBeTouched(
            f"{path.name} is there already and not of an unfinished run; "
            "move it away, or name another file for the result"
        )

    def _held(self) -> IO[bytes]:
        """The ledger, open and ours alone; opened again where its holder deleted it meanwhile."""
        while True:
            lines = self.ledger.open("a+b")
            if not held(lines):
                lines.close()
                raise NotToBeTouched(
                    f"another run is writing {self.named}; wait for it to end, or name another file"
                )
            if self.ledger.exists() and os.path.samestat(os.fstat(lines.fileno()), self.ledger.stat()):
                lines.seek(0)
                return self._open.enter_context(lines)
            lines.close()

    def _let_go(self) -> None:
        """Deletes the ledger while it is locked, so that nobody takes hold of it in between."""
        try:
            self.ledger.unlink()
        except PermissionError:  # Windows deletes no open file
            self.close()
            self.ledger.unlink(missing_ok=True)
        self.close()

    def _write(self, data: bytes) -> None:
        if data:
            self._content.write(data)
            self._content.flush()
            os.fsync(self._content.fileno())

    def _go_by(self, lines: Sequence[bytes], size: int, most: int | None) -> None:
        """Takes up every entry whose bytes are all there; what comes after them does not count."""
        request = request_in(lines[0])
        if not self.path.exists():  # it was deleted, to start afresh
            return
        differs = ("form of ledger",) if request is None else _differing(request, self._request)
        if differs:
            raise AnotherRequest(differs)
        if lines[0] != self._header:
            raise Damaged
        for text, entry in self._entries(lines[1:], size):
            if not entry.progress.may_follow(self.progress):
                raise Damaged
            self.progress = entry.progress
            self.faults += entry.faults
            self._end += len(text)
        if most is not None and self.progress.cases > most:
            raise Damaged
        if self.progress.cases:
            self._end += len(lines[0])

    def _entries(self, lines: Sequence[bytes], size: int) -> Iterator[tuple[bytes, Entry]]:
        """The entries that hold, each compared with the bytes it speaks of."""
        with self.path.open("rb") as content:
            for text in lines:
                if not text.endswith(b"\n"):  # cut short
                    return
                entry, seal = entry_in(text)
                if entry.progress.size > size:
                    return
                if self._seal.on(entry, content.read(max(0, entry.progress.size - content.tell()))) != seal:
                    raise Damaged
                yield text, entry

    def _note(self, text: bytes) -> None:
        self._lines.write(text)
        self._lines.flush()


def _begins_like_ours(text: bytes) -> bool:
    """Whether a program of ours may have been killed while it wrote this; nothing at all is such a text."""
    return text[: len(MARK)] == MARK[: len(text)]


def _differing(before: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(name for name in {**now, **before} if before.get(name) != now.get(name))
