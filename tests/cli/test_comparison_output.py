"""The bar: on a terminal only, gone when the answer comes, and never in the answer."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from dilemma.cli import comparison_output
from dilemma.cli.comparison_output import ProgressBar, duration, progress_line

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.2, "1 s"),
        (59, "59 s"),
        (61, "1 min"),
        (3000, "50 min"),
        (3660, "1 h 01 min"),
        (90000, "25 h 00 min"),
    ],
)
def test_a_time_is_rough(seconds: float, words: str) -> None:
    """Nobody needs the seconds of an hour."""
    assert duration(seconds) == words


def test_the_line_fits_a_narrow_terminal() -> None:
    """The longest line there is has less than 80 columns."""
    line = progress_line(9_999_999, 10_000_000, 360_000)
    assert line.endswith("| 9,999,999 of 10,000,000, 100 h 00 min left")
    assert len(line) < 80


def test_nothing_is_drawn_without_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A log file gets no bars."""
    monkeypatch.setattr(comparison_output, "_PATIENCE", 0.0)
    drawn = ProgressBar(10, 0, wanted=True)
    drawn.show(5)
    drawn.clear()
    assert capsys.readouterr().err == ""


def test_a_terminal_sees_it_come_and_go(tmp_path: Path) -> None:
    """It says how many are done and how long the rest takes, and the last that is drawn is an empty line."""
    code = (
        "from dilemma.cli import comparison_output; comparison_output._PATIENCE = 0.0; "
        "from dilemma.cli import main; import sys; sys.argv[0] = 'dilemma'; main()"
    )
    typed = ["compare", "order", "--as", "all", "--samples", "64", "-o", "out.csv"]
    master, slave = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    with subprocess.Popen(
        [sys.executable, "-c", code, *typed], stderr=slave, cwd=tmp_path, env=environment
    ) as process:
        os.close(slave)
        assert process.wait(60) == 0
    drawn = os.read(master, 65_536).decode()
    os.close(master)
    assert re.search(r"\r\|█+ *\| [1-8] of 9, \d+ s left", drawn)
    assert drawn.endswith(" \rwrote out.csv\r\n")
