"""An unfinished file: what is done so far beside the file that is wanted, and a ledger of how far that goes.

`out.csv.part` is the beginning of `out.csv`, byte for byte. `out.csv.ledger` begins with what the file
follows from; each further line says how many cases are in it and how many bytes they take. A line is written
only after the bytes it speaks of have reached the disk, so a program killed at any moment leaves at worst a
few bytes and half a line too many, and those are cut.
"""

from __future__ import annotations

import json
import os
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FORMAT = 1  # of the ledger


@dataclass(frozen=True, slots=True)
class Fault:
    """What was said of cases that could not be answered, and the exit code it calls for."""

    said: str
    code: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a file goes: the cases done, those of them answered, and the bytes they take."""

    cases: int = 0
    answered: int = 0
    size: int = 0


class AnotherRequest(LookupError):
    """What is there was begun for something else; `differs` names what."""

    def __init__(self, differs: tuple[str, ...]) -> None:
        self.differs = differs
        super().__init__(", ".join(differs))


class Part:
    """The unfinished file of one target.

    Attributes:
        named: the target as it was typed.
        target: the file itself.
        path: what is done so far.
        ledger: what that follows from, and how far it goes.
        progress: likewise, here.
        faults: what was said of cases at fault.
    """

    def __init__(self, target: Path, request: Mapping[str, str]) -> None:
        self.named = target
        self.target = Path(os.path.realpath(target))  # a link stays, and leads to the new file
        self.path = self.target.with_name(f"{self.target.name}.part")
        self.ledger = self.target.with_name(f"{self.target.name}.ledger")
        self.progress, self.faults = Progress(), list[Fault]()
        self._request = dict(request)
        self._end = 0  # of the last line of the ledger that holds
        self._open = ExitStack()

    def look(self) -> None:
        """Finds how far an earlier run of the same request came, if there was one.

        Raises:
            AnotherRequest: what is there follows from something else.
            OSError: it cannot be read.
        """
        try:
            lines = self.ledger.read_bytes().splitlines(keepends=True)
            size = self.path.stat().st_size
        except FileNotFoundError:
            return
        header = _entry(lines[0]) if lines else None
        if header is None:  # killed before it was written; so nothing is done
            return
        if header.get("ledger") != FORMAT:
            raise AnotherRequest(("form of ledger",))
        differs = _differing(header["request"], self._request)
        if differs:
            raise AnotherRequest(differs)
        self._read(lines, size)

    def begin(self) -> None:
        """Opens the file to go on where `look` found it to stop, or from nothing."""
        mode = "r+b" if self.progress.cases else "wb"
        self._content = self._open.enter_context(self.path.open(mode))
        self._lines = self._open.enter_context(self.ledger.open(mode))
        for stream, end in ((self._content, self.progress.size), (self._lines, self._end)):
            stream.truncate(end)
            stream.seek(end)
        if not self.progress.cases:
            self._note({"ledger": FORMAT, "request": self._request})

    def add(self, text: str, *, cases: int, answered: int, faults: Sequence[Fault]) -> None:
        """Writes what some more cases take, and then that they are done."""
        data = text.encode()
        self._write(data)
        before = self.progress
        self.progress = Progress(before.cases + cases, before.answered + answered, before.size + len(data))
        self.faults += faults
        self._note({**asdict(self.progress), "faults": [asdict(fault) for fault in faults]})

    def finish(self, text: str = "") -> None:
        """Writes the end and puts the file in the place of the one that is wanted."""
        self._write(text.encode())
        self.close()
        if self.target.exists():
            self.path.chmod(self.target.stat().st_mode & 0o777)
        self.path.replace(self.target)
        self.ledger.unlink()

    def discard(self) -> None:
        """Leaves nothing behind."""
        self.close()
        self.path.unlink()
        self.ledger.unlink()

    def close(self) -> None:
        """Keeps what is there."""
        self._open.close()

    def _write(self, data: bytes) -> None:
        if data:
            self._content.write(data)
            self._content.flush()
            os.fsync(self._content.fileno())

    def _read(self, lines: Sequence[bytes], size: int) -> None:
        """Takes up every entry whose bytes are all there; what comes after them does not count."""
        self._end = len(lines[0])
        for line in lines[1:]:
            entry = _entry(line)
            if entry is None or entry["size"] > size:
                return
            self.faults += [Fault(**fault) for fault in entry.pop("faults")]
            self.progress = Progress(**entry)
            self._end += len(line)

    def _note(self, entry: Mapping[str, Any]) -> None:
        self._lines.write(json.dumps(entry).encode() + b"\n")
        self._lines.flush()


def _entry(line: bytes) -> dict[str, Any] | None:
    """A line of the ledger; None for one that was cut short."""
    try:
        found = json.loads(line) if line.endswith(b"\n") else None
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _differing(before: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(name for name in {**now, **before} if before.get(name) != now.get(name))
