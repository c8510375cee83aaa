"""The lines of a ledger: what a file follows from, then again and again how far it goes, each line sealed.

A line's seal is the hash of all that the file holds by then and of every line so far. So neither can have
been changed, by a disk or by a hand, without it being noticed.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT = 2  # of the ledger
MARK = b'{"ledger": '  # what every ledger begins with
COUNTS = ("cases", "answered", "size")


class Damaged(ValueError):
    """A line is not as it was written."""


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

    def may_follow(self, before: Progress) -> bool:
        """Whether a file that went as far as another may have come to go as far as this."""
        cases, answered = self.cases - before.cases, self.answered - before.answered
        return 0 <= answered <= cases and cases > 0 and self.size >= before.size


@dataclass(frozen=True, slots=True)
class Entry:
    """A line: how far the file goes, and what was said since the line before."""

    progress: Progress
    faults: tuple[Fault, ...] = ()

    def said(self) -> dict[str, Any]:
        """The line as JSON has it, without its seal."""
        return {**asdict(self.progress), "faults": [asdict(fault) for fault in self.faults]}


class Seal:
    """The hash of a file and of its ledger, as far as both are written."""

    def __init__(self, header: bytes) -> None:
        self._hash = sha256(header)

    def on(self, entry: Entry, content: bytes) -> str:
        """The seal of a line and of the bytes that came before it."""
        self._hash.update(content)
        self._hash.update(line(entry.said()))
        return self._hash.hexdigest()


def line(said: Mapping[str, Any]) -> bytes:
    """A line of the ledger."""
    return json.dumps(said).encode() + b"\n"


def header(request: Mapping[str, str]) -> bytes:
    """The first line."""
    return line({"ledger": FORMAT, "request": dict(request)})


def request_in(first: bytes) -> dict[str, str] | None:
    """What the first line says the file follows from; None for a ledger of another form.

    Raises:
        Damaged: it is no such line.
    """
    found = _read(first)
    if found.get("ledger") != FORMAT and type(found.get("ledger")) is int:
        return None
    request = found.get("request")
    if set(found) != {"ledger", "request"} or not isinstance(request, dict) or not _all_text(request):
        raise Damaged
    return request


def entry_in(text: bytes) -> tuple[Entry, str]:
    """What a later line says, and its seal.

    Raises:
        Damaged: it is no such line.
    """
    found = _read(text)
    faults, seal = found.get("faults"), found.get("seal")
    if set(found) != {*COUNTS, "faults", "seal"} or not isinstance(faults, list):
        raise Damaged
    if not all(type(found[name]) is int for name in COUNTS) or not isinstance(seal, str):
        raise Damaged
    return Entry(Progress(*(found[name] for name in COUNTS)), tuple(map(_fault, faults))), seal


def _fault(found: object) -> Fault:
    if not isinstance(found, dict) or set(found) != {"said", "code"}:
        raise Damaged
    if not isinstance(found["said"], str) or type(found["code"]) is not int:
        raise Damaged
    return Fault(found["said"], found["code"])


def _read(text: bytes) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise Damaged from None
    if not isinstance(found, dict):
        raise Damaged
    return found


def _all_text(found: Mapping[object, object]) -> bool:
    return all(isinstance(value, str) for value in found.values())
