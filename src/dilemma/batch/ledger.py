"""The lines of a ledger: what a file follows from, then again and again how far it goes, each line sealed.

A line's seal is the hash of everything the file holds by then and of every line so far. So no change of
either, by a faulty disk or by hand, goes unnoticed.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from dilemma.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import IO


_LEDGER_FORMAT = 2  # of the ledger
LEDGER_START = b'{"ledger": '  # what every ledger begins with
_COUNTS = ("cases", "answered", "size")


class DamagedLedger(ValueError):
    """A line is not as it was written."""


@dataclass(frozen=True, slots=True)
class CaseFault:
    """The message on cases that could not be answered, and the exit code it calls for."""

    said: str
    code: int


@dataclass(frozen=True, slots=True)
class Progress:
    """The progress of a file: the cases done, those of them answered, and the bytes they take."""

    cases: int = 0
    answered: int = 0
    size: int = 0

    def may_follow(self, before: Progress) -> bool:
        """Return whether a file with the progress `before` may have come to have this one."""
        cases, answered = self.cases - before.cases, self.answered - before.answered
        return 0 <= answered <= cases and cases > 0 and self.size >= before.size


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """A line: the progress of the file, and the faults since the line before."""

    progress: Progress
    faults: tuple[CaseFault, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the line as JSON holds it, without its seal."""
        return {**asdict(self.progress), "faults": [asdict(fault) for fault in self.faults]}


class Seal:
    """The hash of a file and of its ledger, as far as both are written."""

    def __init__(self, header: bytes) -> None:
        self._hash = sha256(header)

    def update(self, entry: LedgerEntry, content: bytes) -> str:
        """Add an entry and the bytes it is about, and return the seal of both and of everything before."""
        self._hash.update(content)
        self._hash.update(ledger_line(entry.to_dict()))
        return self._hash.hexdigest()


def ledger_line(values: Mapping[str, Any]) -> bytes:
    """Return a line of the ledger."""
    return json.dumps(values).encode() + b"\n"


def ledger_header(request: Mapping[str, str]) -> bytes:
    """Return the first line of the ledger."""
    return ledger_line({"ledger": _LEDGER_FORMAT, "request": dict(request)})


def read_request(first: bytes) -> dict[str, str] | None:
    """Return what the first line says the file follows from; None for a ledger of another form.

    Raises:
        DamagedLedger: it is no such line.
    """
    values = _read_line(first)
    if values.get("ledger") != _LEDGER_FORMAT and type(values.get("ledger")) is int:
        return None
    request = values.get("request")
    if set(values) != {"ledger", "request"} or not isinstance(request, dict):
        raise DamagedLedger
    if not all(isinstance(value, str) for value in request.values()):
        raise DamagedLedger
    return request


def read_entry(text: bytes) -> tuple[LedgerEntry, str]:
    """Return what a later line says, and its seal.

    Raises:
        DamagedLedger: it is no such line.
    """
    values = _read_line(text)
    faults, seal = values.get("faults"), values.get("seal")
    if set(values) != {*_COUNTS, "faults", "seal"} or not isinstance(faults, list):
        raise DamagedLedger
    # `type`, for `isinstance` takes True and False for whole numbers.
    if not all(type(values[name]) is int for name in _COUNTS) or not isinstance(seal, str):
        raise DamagedLedger
    return LedgerEntry(Progress(*(values[name] for name in _COUNTS)), tuple(map(_read_fault, faults))), seal


def _read_fault(values: object) -> CaseFault:
    if not isinstance(values, dict) or set(values) != {"said", "code"}:
        raise DamagedLedger
    if not isinstance(values["said"], str) or type(values["code"]) is not int:
        raise DamagedLedger
    return CaseFault(values["said"], values["code"])


def _read_line(text: bytes) -> dict[str, Any]:
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        raise DamagedLedger from None
    if not isinstance(values, dict):
        raise DamagedLedger
    return values


def open_locked(path: Path) -> IO[bytes] | None:
    """Return a file open and locked, made where there is none; None where another process holds it.

    It is opened again where its holder deleted it in between: a lock on a file that is gone keeps nobody out.
    """
    while True:
        file = path.open("a+b")
        if not try_lock(file):
            file.close()
            return None
        if path.exists() and os.path.samestat(os.fstat(file.fileno()), path.stat()):
            file.seek(0)
            return file
        file.close()


def delete_locked(path: Path, file: IO[bytes]) -> None:
    """Delete a file while it is locked, so that nobody takes hold of it in between, and close it."""
    try:
        path.unlink()
    except PermissionError:  # Windows deletes no open file
        file.close()
        path.unlink(missing_ok=True)
    file.close()


if sys.platform == "win32":
    import msvcrt

    # The byte that is locked. Windows lets nobody read it, so it is one that is never written.
    _LOCKED_BYTE = 1 << 30

    def try_lock(file: IO[bytes]) -> bool:
        """Return whether the file is locked by us from now on; False where another process holds it."""
        file.seek(_LOCKED_BYTE)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            file.seek(0)
        return True

else:
    import fcntl

    def try_lock(file: IO[bytes]) -> bool:
        """Return whether the file is locked by us from now on; False where another process holds it."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            # Some network file systems have no locks; there, nothing guards against a second run.
            return True
        return True
