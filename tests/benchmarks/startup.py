"""Prints what starting the program costs, as ratios of processor time within one run.

    python tests/benchmarks/startup.py [ROUNDS]

Milliseconds belong to one machine; the ratio of two processes measured in turn, in the same minutes, does
not. Each round runs everything once, so that a busy moment falls on all alike, and the least of all rounds
counts. Importing a library means importing the names the program takes from it, since pydantic loads them one
by one. The limits are those the project holds itself to; the exit code is 1 when one is passed.
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
from pydantic import PlainValidator, TypeAdapter, ValidationError
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
"""
COMMAND = "from dilemma.cli import main; main()"
# The work of each process that a ratio is taken of.
PROCESSES = {
    "python -c pass": ["-c", "pass"],
    "the libraries": ["-c", LIBRARIES],
    "the libraries and numpy": ["-c", f"{LIBRARIES}import numpy"],
    "dilemma --help": ["-c", COMMAND, "--help"],
    "dilemma check nato": ["-c", COMMAND, "check", "nato"],
    "dilemma assess nato": ["-c", COMMAND, "assess", "nato"],
    "dilemma assess nato --full": ["-c", COMMAND, "assess", "nato", "--full"],
}


@dataclass(frozen=True, slots=True)
class Limit:
    """A process, what it is measured against, and how many times that it may take."""

    process: str
    against: str
    most: float


LIMITS = (
    Limit("dilemma --help", "python -c pass", 7.0),
    Limit("dilemma check nato", "the libraries", 1.5),
    Limit("dilemma assess nato", "the libraries and numpy", 2.0),
    Limit("dilemma assess nato --full", "the libraries and numpy", 3.0),
)


def main() -> int:
    """Measures, prints one line a process and one a limit; 1 when a limit is passed."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    spent = least(rounds)
    for name, seconds in spent.items():
        sys.stdout.write(f"{name:<26} {1000 * seconds:7.1f} ms\n")
    passed = False
    for limit in LIMITS:
        ratio = spent[limit.process] / spent[limit.against]
        passed |= ratio > limit.most
        said = "over" if ratio > limit.most else "within"
        sys.stdout.write(f"{limit.process:<20} {ratio:5.2f} x {limit.against}, {said} {limit.most}\n")
    return int(passed)


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
    """The processor time of one process, from its start to its end.

    One thread for linear algebra, as the program itself sets it, so that numpy alone is not charged for more.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    surroundings = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "COLUMNS": "80"}
    subprocess.run(
        [sys.executable, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True,
        env=surroundings,
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


if __name__ == "__main__":
    sys.exit(main())
