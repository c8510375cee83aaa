"""What a part does before it trusts the disk: links, the order of writing, and the ledger that is locked."""

from __future__ import annotations

import errno
import os
from typing import IO, TYPE_CHECKING

import pytest

from dilemma.batch import ledger as ledgers
from dilemma.batch.ledger import try_lock
from dilemma.batch.partial_file import PartialFile

if TYPE_CHECKING:
    from pathlib import Path

REQUEST = {"version": "1", "samples": "64"}


def test_links_in_a_circle_are_refused(tmp_path: Path) -> None:
    """They lead to no file; nothing is written beside them, and both stay."""
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(OSError, match="symbolic links") as refusal:
        PartialFile(tmp_path / "a", REQUEST).look()
    assert refusal.value.errno == errno.ELOOP
    assert {path.name for path in tmp_path.iterdir()} == {"a", "b"}
    assert (tmp_path / "a").is_symlink()


def test_the_head_and_every_piece_reach_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The head of the ledger before there is a part, each piece of the part before its line there."""
    synced: list[tuple[str, int, int]] = []

    def watched(descriptor: int) -> None:
        files = {kind: tmp_path / f"out.csv.{kind}" for kind in ("part", "ledger")} | {"folder": tmp_path}
        one = os.fstat(descriptor)
        kind = next(
            kind for kind, path in files.items() if path.exists() and path.stat().st_ino == one.st_ino
        )
        size = files["part"].stat().st_size if files["part"].exists() else -1
        synced.append(
            (kind, size, files["ledger"].read_bytes().count(b"\n") if files["ledger"].exists() else 0)
        )

    monkeypatch.setattr(os, "fsync", watched)
    part = PartialFile(tmp_path / "out.csv", REQUEST)
    part.look()
    part.begin()
    part.add("one\n", cases=1, answered=1, faults=())
    part.add("three\n", cases=1, answered=1, faults=())
    part.finish()
    # What was synced, the bytes of the part (-1: none there), the lines of the ledger by then. The folder is,
    # so that there is no part without a ledger, and no ledger deleted before the part has its last name.
    assert synced == [
        *(("ledger", -1, 1), ("folder", -1, 1), ("part", 4, 1), ("part", 10, 2), ("folder", -1, 3)),
    ]


def test_a_ledger_that_was_replaced_is_not_the_one_locked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where its holder deleted it before it was locked, the one on disk is opened and locked instead."""
    locked: list[int] = []
    ledger = tmp_path / "out.csv.ledger"
    lock = try_lock

    def late(file: IO[bytes]) -> bool:
        if not locked:
            ledger.unlink()
            ledger.write_bytes(b"")
        locked.append(os.fstat(file.fileno()).st_ino)
        return lock(file)

    monkeypatch.setattr(ledgers, "try_lock", late)
    part = PartialFile(tmp_path / "out.csv", REQUEST)
    part.look()
    assert len(locked) == 2
    assert locked[-1] == ledger.stat().st_ino
    part.close()


def test_a_target_without_some_cases_reaches_the_disk_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a case was skipped, the file that takes the name of the target is synced before."""
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda descriptor: synced.append(os.fstat(descriptor).st_ino))
    part = PartialFile(tmp_path / "out.csv", REQUEST)
    part.look()
    part.begin()
    part.skip()
    part.add("two\n", cases=1, answered=1, faults=())
    part.finish()
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == "two\n"
    assert (tmp_path / "out.csv").stat().st_ino in synced
