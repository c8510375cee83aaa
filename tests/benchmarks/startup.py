"""Prints what starting the program costs: processor time as ratios within one run, and the most memory held.

    python tests/benchmarks/startup.py [ROUNDS]

Milliseconds belong to one machine; the ratio of two processes measured in turn, in the same minutes, does
not. Each round runs everything once, so that a busy moment falls on all alike, and the least of all rounds
counts. Importing a library means importing the names the program takes from it, since pydantic loads them one
by one. Memory is what the largest of the processes held at once. The limits are those the project holds
itself to; the exit code is 1 when one is passed. Help is measured against the help of a program of two
commands that does nothing, with the settings of this one. Ratios to an earlier build, measured in the same
way, are in `docs/hardening.md`.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from dataclasses import dataclass

ROUNDS = 15
LIBRARIES = """
import typer, yaml
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic import TypeAdapter, ValidationError
from rich.cells import cell_len
"""
TWO_COMMANDS = """
import typer
app = typer.Typer(rich_markup_mode=None, add_completion=False, pretty_exceptions_enable=False)
@app.command()
def one(name: str) -> None: "Do one thing."
@app.command()
def two(name: str, often: int = 1) -> None: "Do another."
app()
"""
COMMAND = "from dilemma.cli import main; main()"
# The work of each process that a ratio is taken of.
PROCESSES = {
    "two commands of Typer": ["-c", TWO_COMMANDS, "--help"],
    "the libraries": ["-c", LIBRARIES],
    "the libraries and numpy": ["-c", f"{LIBRARIES}import numpy"],
    "dilemma --help": ["-c", COMMAND, "--help"],
    "dilemma check nato": ["-c", COMMAND, "check", "nato"],
    "dilemma assess nato": ["-c", COMMAND, "assess", "nato"],
    "dilemma assess nato --full": ["-c", COMMAND, "assess", "nato", "--full"],
    "dilemma assess nato --format json": ["-c", COMMAND, "assess", "nato", "--format", "json"],
}
MOST_MEMORY = 95.0  # megabytes
# One thread for linear algebra, as the program itself sets it, so that numpy alone is not charged for more.
# Byte code is kept whatever the caller's habit, as that of an installed program is.
SURROUNDINGS = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "COLUMNS": "80", "PYTHONDONTWRITEBYTECODE": ""}


@dataclass(frozen=True, slots=True)
class Limit:
    """A process, what it is measured against, and how many times that it may take."""

    process: str
    against: str
    most: float


LIMITS = (
    Limit("dilemma --help", "two commands of Typer", 1.1),
    Limit("dilemma check nato", "the libraries", 1.5),
    Limit("dilemma assess nato", "the libraries and numpy", 2.3),
    Limit("dilemma assess nato --full", "the libraries and numpy", 3.0),
    Limit("dilemma assess nato --format json", "the libraries and numpy", 3.0),
)


def main() -> int:
    """Measures, prints one line a process, one a limit and one on memory; 1 when a limit is passed."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    found = least(rounds)
    for name, seconds in found.items():
        sys.stdout.write(f"{name:<33} {1000 * seconds:7.1f} ms\n")
    kept = [keeps(limit, found[limit.process] / found[limit.against]) for limit in LIMITS]
    held = most_memory()
    said = "within" if held <= MOST_MEMORY else "over"
    sys.stdout.write(f"{'most memory of all':<33} {held:5.1f} MB, {said} {MOST_MEMORY}\n")
    return 0 if all(kept) and held <= MOST_MEMORY else 1


def keeps(limit: Limit, ratio: float) -> bool:
    """Whether a limit is kept, and a line that says so."""
    said = "within" if ratio <= limit.most else "over"
    sys.stdout.write(f"{limit.process:<33} {ratio:5.2f} x {limit.against}, {said} {limit.most}\n")
    return ratio <= limit.most


def most_memory() -> float:
    """The most memory any process run so far held at once, in megabytes."""
    held = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return held / (1 << 20 if sys.platform == "darwin" else 1 << 10)  # bytes there, kilobytes elsewhere


def least(rounds: int) -> dict[str, float]:
    """The least processor time of each process over interleaved rounds, after one that warms the caches."""
    found = dict.fromkeys(PROCESSES, float("inf"))
    for count in range(rounds + 1):
        for name, arguments in PROCESSES.items():
            seconds = spent(arguments)
            if count:
                found[name] = min(found[name], seconds)
    return found


def spent(arguments: list[str]) -> float:
    """The processor time of one process, from its start to its end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True,
        env=SURROUNDINGS,
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


if __name__ == "__main__":
    sys.exit(main())
