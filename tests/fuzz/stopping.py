"""Stops commands that write a file at random moments, and tells what became of the file.

    python -m tests.fuzz.stopping [RUNS]

The old file, or the new one whole, is all there may be; a hidden file may be left over after SIGKILL alone.
It ends with 1 where a file was damaged, or where the exit code or what was said is none that is promised.
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

OLD = b"the old file\n"
COMMANDS = (
    ("assess", "nato", "--samples", "64", "-o", "out.txt"),
    ("report", "nato", "--samples", "64", "-o", "out.html"),
)
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGKILL)
STARTED = 0.1  # seconds in which Python itself is starting, and answers a signal in its own way
COLUMNS = ("runs", "ended", "done", "damaged", "left over", "unsound")


@dataclass(slots=True)
class Command:
    """A command in a folder of its own, with the whole file it writes and the seconds it takes."""

    home: Path
    typed: tuple[str, ...]
    whole: bytes = b""
    seconds: float = 0.0
    counts: Counter[str] = field(default_factory=Counter)

    def undisturbed(self) -> None:
        """Runs it once to the end."""
        begun = time.perf_counter()
        self.started().wait()
        self.whole, self.seconds = self.out.read_bytes(), time.perf_counter() - begun

    def stopped(self, number: signal.Signals, moment: float) -> None:
        """Runs it over an old file, stops it at a moment, and counts what became of it."""
        for path in self.home.iterdir():
            path.unlink()
        self.out.write_bytes(OLD)
        run = self.started()
        time.sleep(moment)
        run.send_signal(number)
        _, said = run.communicate()
        # A busy machine may still be starting Python, and then the signal itself is the end.
        self._note(run.returncode, said, {-number} | ({128 + number} if number != signal.SIGKILL else set()))

    def _note(self, code: int, said: bytes, expected: set[int]) -> None:
        done = code == 0
        self.counts["runs"] += 1
        self.counts["done" if done else "ended"] += 1
        self.counts["damaged"] += self.out.read_bytes() not in ({self.whole} if done else {self.whole, OLD})
        self.counts["left over"] += len(list(self.home.iterdir())) > 1
        if code not in {0, *expected} or b"Traceback" in said or (done and not said):
            self.counts["unsound"] += 1
            print(f"ended with {code}, saying: {said.decode()}", file=sys.stderr)  # noqa: T201  what to mend

    def started(self) -> subprocess.Popen[bytes]:
        """The command under way."""
        command = [sys.executable, "-m", "dilemma", *self.typed]
        return subprocess.Popen(command, cwd=self.home, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    @property
    def out(self) -> Path:
        """The file it writes."""
        return self.home / self.typed[-1]


def main() -> int:
    """Prints a row for each command and signal; 1 where something went wrong."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    draw, failed = random.Random(20241124), False
    for typed in COMMANDS:
        for number in SIGNALS:
            with TemporaryDirectory() as folder:
                command = Command(Path(folder), typed)
                command.undisturbed()
                for _ in range(runs):
                    command.stopped(number, draw.uniform(STARTED, command.seconds))
            counts = command.counts
            failed |= bool(counts["damaged"] or counts["unsound"])
            failed |= bool(counts["left over"]) and number != signal.SIGKILL
            cells = " | ".join(f"{counts[column]}" for column in COLUMNS)
            print(f"| `{typed[0]} -o`, {number.name} | {cells} |", flush=True)  # noqa: T201  its answer
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
