"""An unfinished file: what is done so far beside the file that is wanted, and a ledger of how far that goes.

`out.csv.part` is the beginning of `out.csv`, byte for byte. `out.csv.ledger` begins with what the file
follows from; each further line says how many cases are in it and how many bytes they take. A line is written
only after the bytes it speaks of have reached the disk, so a program killed at any moment leaves at worst a
few bytes and half a line too many, and those are cut. The ledger is locked while it is written, and what is
there is overwritten only where a ledger says that it is ours.
"""

from __future__ import annotations

import errno
import os
from contextlib import ExitStack
from pathlib import Path
from shutil import copyfileobj
from tempfile import NamedTemporaryFile, TemporaryFile
from typing import IO, TYPE_CHECKING, NoReturn

from dilemma.batch.ledger import (
    LEDGER_START,
    CaseFault,
    DamagedLedger,
    LedgerEntry,
    Progress,
    Seal,
    delete_locked,
    ledger_header,
    ledger_line,
    open_locked,
    read_entry,
    read_request,
)
from dilemma.errors import DilemmaError
from dilemma.whole_file import sync_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


class AnotherRequest(DilemmaError):
    """The unfinished file was begun for something else; `differs` names what."""

    def __init__(self, differs: tuple[str, ...]) -> None:
        self.differs = differs
        super().__init__(", ".join(differs))


class NotToBeTouched(DilemmaError):
    """The file is another run's, or not ours, or damaged; the message says which, and what to do."""


class PartialFile:
    """The unfinished file of one target.

    Attributes:
        named: the target as it was typed.
        target: the target, with symbolic links resolved.
        path: the file that holds what is done so far.
        ledger: the file that says what this follows from, and how far it goes.
        progress: how far it goes, as the ledger says.
        faults: the messages on cases at fault.
        answered: the number of results written, with those behind a case that was skipped.
    """

    def __init__(self, target: Path, request: Mapping[str, str]) -> None:
        self.named = target
        self.target = Path(os.path.realpath(target))  # a link stays, and leads to the new file
        self.path = self.target.with_name(f"{self.target.name}.part")
        self.ledger = self.target.with_name(f"{self.target.name}.ledger")
        self.progress, self.faults = Progress(), list[CaseFault]()
        self.answered, self._skipped = 0, 0
        self._request = dict(request)
        self._header = ledger_header(request)
        self._seal = Seal(self._header)
        self._end = 0  # of the last valid line of the ledger
        self._open = ExitStack()
        self._lines: IO[bytes]
        self._rest: IO[bytes]

    def look(self, most: int | None = None) -> None:
        """Lock the ledger, and find how far an earlier run of the same request came, if any.

        Args:
            most: how many cases there are in all, where that is known.

        Raises:
            AnotherRequest: what is there follows from something else.
            NotToBeTouched: another run is writing it, it is not of this program, or it is damaged.
            OSError: it cannot be read.
        """
        if self.target.is_symlink():  # what is still a link after all are followed leads round in a circle
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(self.named))
        self._refuse_foreign_files()
        self._lines = self._lock_ledger()
        lines = self._lines.read().splitlines(keepends=True)
        size = self.path.stat().st_size if self.path.exists() else 0
        if not lines or not lines[0].endswith(b"\n"):
            # As if killed before its first line was written, so nothing is done.
            if size or not _is_cut_header(b"".join(lines)):
                self._refuse_foreign(self.path if size and not lines else self.ledger)
            return
        if not lines[0].startswith(LEDGER_START):
            self._refuse_foreign(self.ledger)
        try:
            self._resume(lines, size, most)
        except DamagedLedger:
            raise NotToBeTouched(
                f"the ledger {self.ledger.name} is damaged, or {self.path.name} is not what it says; "
                "delete both to start afresh"
            ) from None

    def begin(self) -> None:
        """Open the file to go on where `look` found it to stop, or from nothing."""
        if self.path.exists():
            os.truncate(self.path, self.progress.size)
        self._lines.truncate(self._end)
        if not self.progress.cases:
            self._append(self._header)
            # So that there is never a part without a ledger, whatever of both the disk keeps.
            os.fsync(self._lines.fileno())
            sync_folder(self.ledger.parent)
        self._content = self._open.enter_context(self.path.open("ab"))
        self.answered = self.progress.answered

    def add(self, text: str, *, cases: int, answered: int, faults: Sequence[CaseFault]) -> None:
        """Write what some more cases take, then that they are done, unless one before them was skipped."""
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
        entry = LedgerEntry(self.progress, tuple(faults))
        self._append(ledger_line({**entry.to_dict(), "seal": self._seal.update(entry, data)}))

    def skip(self) -> None:
        """Leave out a case that could not be done, and that a later run should try again.

        The ledger counts the cases that are done without a gap, so it ends before this case. The results of
        those behind it are kept aside, for the target and not for the later run.
        """
        if not self._skipped:
            self._rest = self._open.enter_context(TemporaryFile())  # noqa: SIM115  the stack closes it
        self._skipped += 1

    @property
    def lacks(self) -> str:
        """What the target lacks, as the end of a sentence; empty where it is complete."""
        if not self._skipped:
            return ""
        cases = f"{self._skipped:,} case{'s' * (self._skipped > 1)}"
        return f" without {cases}; the same command with --resume tries again"

    def finish(self, text: str = "") -> None:
        """Write the end and put the file in the place of the target."""
        if self._skipped:
            self._finish_beside(text.encode())
            return
        self._write(text.encode())
        self._content.close()
        # The new file takes over the permissions of the one it replaces.
        if self.target.exists():
            self.path.chmod(self.target.stat().st_mode & 0o777)
        self.path.replace(self.target)
        sync_folder(self.target.parent)  # or the ledger could be gone and the part still there
        self._delete_ledger()

    def _finish_beside(self, end: bytes) -> None:
        """Write the target whole, and keep what is done for a later run."""
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
        sync_folder(self.target.parent)
        self.close()

    def discard(self) -> None:
        """Delete the file and its ledger."""
        self._content.close()
        self.path.unlink()
        self._delete_ledger()

    def close(self) -> None:
        """Close the files and keep them for a later run."""
        self._open.close()

    def _refuse_foreign_files(self) -> None:
        """Refuse what no run leaves: folders, pipes and the like, and a part without a ledger."""
        for path in (self.ledger, self.path):
            if os.path.lexists(path) and not path.is_file():
                self._refuse_foreign(path)
        if self.path.exists() and self.path.stat().st_size and not self.ledger.exists():
            self._refuse_foreign(self.path)

    def _refuse_foreign(self, path: Path) -> NoReturn:
        raise NotToBeTouched(
            f"{path.name} is there already and not of an unfinished run; "
            "move it away, or name another file for the result"
        )

    def _lock_ledger(self) -> IO[bytes]:
        """Return the ledger, open and locked."""
        lines = open_locked(self.ledger)
        if lines is None:
            raise NotToBeTouched(
                f"another run is writing {self.named}; wait for it to end, or name another file"
            )
        return self._open.enter_context(lines)

    def _delete_ledger(self) -> None:
        """Delete the ledger, and let go of everything."""
        delete_locked(self.ledger, self._lines)
        self.close()

    def _write(self, data: bytes) -> None:
        if data:
            self._content.write(data)
            self._content.flush()
            os.fsync(self._content.fileno())

    def _resume(self, lines: Sequence[bytes], size: int, most: int | None) -> None:
        """Take up every entry whose bytes are all there; what comes after them does not count."""
        request = read_request(lines[0])
        if not self.path.exists():  # it was deleted, to start afresh
            return
        differs = ("form of ledger",) if request is None else _differing_keys(request, self._request)
        if differs:
            raise AnotherRequest(differs)
        if lines[0] != self._header:
            raise DamagedLedger
        for text, entry in self._valid_entries(lines[1:], size):
            if not entry.progress.may_follow(self.progress):
                raise DamagedLedger
            self.progress = entry.progress
            self.faults += entry.faults
            self._end += len(text)
        if most is not None and self.progress.cases > most:
            raise DamagedLedger
        if self.progress.cases:
            self._end += len(lines[0])

    def _valid_entries(self, lines: Sequence[bytes], size: int) -> Iterator[tuple[bytes, LedgerEntry]]:
        """Yield the valid entries, each compared with the bytes it is about."""
        with self.path.open("rb") as content:
            for text in lines:
                if not text.endswith(b"\n"):  # cut short
                    return
                entry, seal = read_entry(text)
                if entry.progress.size > size:
                    return
                if (
                    self._seal.update(entry, content.read(max(0, entry.progress.size - content.tell())))
                    != seal
                ):
                    raise DamagedLedger
                yield text, entry

    def _append(self, text: bytes) -> None:
        self._lines.write(text)
        self._lines.flush()


def _is_cut_header(text: bytes) -> bool:
    """Return whether a text is a ledger's header cut short, as a run that was killed leaves it."""
    return text[: len(LEDGER_START)] == LEDGER_START[: len(text)]


def _differing_keys(earlier: Mapping[str, str], request: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(name for name in {**request, **earlier} if earlier.get(name) != request.get(name))
