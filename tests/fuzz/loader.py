"""Fuzzes the loader: a value or problems, each with its place, and never anything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import atheris

with atheris.instrument_imports(include=["dilemma"]):
    from dilemma.scenario.check import check_file
    from dilemma.scenario.library import Library
    from dilemma.scenario.problems import select_errors

from tests.fuzz import oracle
from tests.fuzz.harness import ROOT, Plan, fuzz

if TYPE_CHECKING:
    from pathlib import Path

AROUND = (ROOT / "tests" / "broken" / "around", ROOT / "scenarios")
LIBRARY = Library(AROUND)
FILES = [file for folder in AROUND for file in folder.rglob("*.yaml")]


def load(path: Path) -> str:
    """Checks a file of any kind; whether it is sound, and whether it could be used."""
    problems = check_file(path, LIBRARY)
    oracle.sound_problems(problems, [path, *FILES])
    return "refused" if select_errors(problems) else "loaded"


if __name__ == "__main__":
    shipped = sorted((ROOT / "scenarios").rglob("*.yaml"))
    small = sorted((ROOT / "tests" / "broken" / "around").rglob("*.yaml"))
    small += sorted((ROOT / "tests" / "fuzz" / "seeds").glob("*.yaml"))
    broken = sorted((ROOT / "tests" / "broken").glob("*.yaml"))
    fuzz(Plan(target=load, seeds=shipped + small + broken, sound=small, careful=0.5))
