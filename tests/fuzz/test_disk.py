"""A quick slice of the faults of the disk; the whole is a command, `python -m tests.fuzz.disk`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="runs are processes parted by fork")


# One command that writes a file whole, and one that goes on where it stopped.
@pytest.mark.parametrize(("name", "every"), [("show", 1), ("compare", 5)])
def test_a_failing_disk_damages_nothing(name: str, every: int, tmp_path: Path) -> None:
    """Whichever call fails: the old or the new file whole, a sentence, exit code 2, and a way to go on."""
    from tests.fuzz.disk import Command

    command = Command(name)
    calls = {call for call, _, _ in command.failures(tmp_path, every)}
    assert command.faults == []
    assert {"open", "write", "fsync"} <= calls


def test_a_damage_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that writes straight into the old file is found out."""
    from tests.fuzz.disk import Command

    from dilemma.cli import streams

    monkeypatch.setattr(streams, "write_whole", lambda path, content: path.write_bytes(content))
    command = Command("show")
    assert len(list(command.failures(tmp_path))) > 0
    assert command.counts["damaged"] > 0
