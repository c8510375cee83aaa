"""A terminal to walk in: a pseudo-terminal with the program on its other end."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest
from tests.builders import FOLDER_OF_PROGRAMS

if TYPE_CHECKING:
    from collections.abc import Iterator

# A new session takes the terminal for its own, so that Ctrl-C reaches the program, and is heard there.
PROGRAM = (
    "import fcntl, signal, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0);"
    "signal.signal(signal.SIGINT, signal.default_int_handler); import dilemma.cli; dilemma.cli.main()"
)
OUTSIDE = ("COLUMNS", "LINES", "NO_COLOR", "DILEMMA_SCENARIOS", "PYTHONIOENCODING", "PYTHONUTF8")
PATIENCE = 60  # seconds; only against a program that never answers
GLANCE = 0.05  # seconds
READING = 0.5  # seconds a person looks at a prompt, where nobody can tell what a process waits for
CODES = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


@dataclass(slots=True)
class Terminal:
    """One run of the program; `shown` is everything on the screen since it began."""

    process: subprocess.Popen[bytes]
    screen: int
    inside: int  # kept open, for what is written at the very end is lost with the last one to close it
    deadline: float = 0.0
    shown: str = ""
    read: int = 0

    def expect(self, words: str) -> str:
        """Waits until words appear, and gives what appeared up to and with them."""
        self.deadline = time.monotonic() + PATIENCE
        while words not in self.plain[self.read :]:
            if not self._receive():
                code = self.process.poll()
                assert words in self.plain[self.read :], f"{code}, no `{words}`:\n{self.plain[-3000:]}"
        start = self.read
        self.read = self.plain.index(words, start) + len(words)
        return self.plain[start : self.read]

    @property
    def plain(self) -> str:
        """What is shown, without colour and with one kind of line end."""
        return CODES.sub("", self.shown).replace("\r\n", "\n")

    def type(self, line: str, then: str) -> str:
        """Types a line, and gives what is shown up to the words that follow it."""
        self.keys(f"{line}\n")
        return self.expect(then)

    def keys(self, text: str) -> None:
        """Presses keys, Ctrl-C and Ctrl-D included."""
        os.write(self.screen, text.encode())

    def interrupt(self, then: str) -> str:
        """Presses Ctrl-C once the program waits for a line, and gives what is shown up to some words."""
        self.await_reading()
        self.keys("\x03")
        return self.expect(then)

    def await_reading(self) -> None:
        """Waits until the program sleeps in reading a line, after a prompt that was seen.

        A signal between the prompt and the reading of the line is only noticed with the next key, as in
        every program that Python reads lines for; nobody presses Ctrl-C in that microsecond.
        """
        called = Path(f"/proc/{self.process.pid}/syscall")
        if not called.exists():
            time.sleep(READING)
            return
        self.deadline = time.monotonic() + PATIENCE
        while called.read_text().split()[1:2] != [
            "0x0"
        ]:  # `running`, or a call's number and what it is given
            assert self.process.poll() is None, "it ended before it read a line"
            assert time.monotonic() < self.deadline, "it never read a line"
            time.sleep(GLANCE / 10)

    def end(self) -> int:
        """Waits for the program to end; its exit code."""
        self.deadline = time.monotonic() + PATIENCE
        while self._receive():
            pass
        return self.process.wait(PATIENCE)

    def modes(self) -> list[object]:
        """How the terminal is set: echo, line editing, signals."""
        return list(termios.tcgetattr(self.screen))

    def resize(self, rows: int, columns: int) -> None:
        """Makes the window another size, as a person dragging it does."""
        fcntl.ioctl(self.screen, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.process.send_signal(signal.SIGWINCH)

    def _receive(self) -> bool:
        """Reads what has come; False once the program has ended and nothing is left to read."""
        while not select.select([self.screen], [], [], GLANCE)[0]:
            if self.process.poll() is not None and not select.select([self.screen], [], [], GLANCE)[0]:
                return False
            if time.monotonic() > self.deadline:
                return False
        self.shown += os.read(self.screen, 65536).decode(errors="replace")
        return True


class Open(Protocol):
    """Starts the program in a terminal, in the folder of the test."""

    def __call__(
        self,
        *arguments: str,
        rows: int = 24,
        columns: int = 80,
        answer_to: Path | None = None,
        **environment: str,
    ) -> Terminal:
        """The terminal; `answer_to` sends standard output to a file."""
        ...


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Open]:
    """Opens terminals, and closes them after the test whatever happened in it."""
    opened: list[Terminal] = []

    def start(
        *arguments: str, rows: int = 24, columns: int = 80, answer_to: Path | None = None, **environment: str
    ) -> Terminal:
        screen, inside = pty.openpty()
        fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        inherited = {key: value for key, value in os.environ.items() if key not in OUTSIDE}
        out = answer_to.open("wb") if answer_to else None
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, *arguments],
            stdin=inside,
            stdout=out or inside,
            stderr=inside,
            cwd=tmp_path,
            env={**inherited, "TERM": "xterm", "DILEMMA_SCENARIOS": FOLDER_OF_PROGRAMS, **environment},
            start_new_session=True,
        )
        if out:
            out.close()
        opened.append(Terminal(process, screen, inside))
        return opened[-1]

    yield start
    for each in opened:
        each.process.kill()
        each.process.wait()
        os.close(each.screen)
        os.close(each.inside)
