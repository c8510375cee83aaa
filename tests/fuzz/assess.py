"""Fuzzes `assess`: a file that loads has finite figures and words that only show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import atheris

with atheris.instrument_imports(include=["dilemma"]):
    from dilemma.analysis.run import Run
    from dilemma.report.compose.assessment.assessment import assessment

    from dilemma import api
    from dilemma.errors import FaultyFile
    from dilemma.report import as_json, as_text
    from dilemma.scenario.library import Library

from tests.fuzz import oracle
from tests.fuzz.harness import ROOT, Plan, fuzz

if TYPE_CHECKING:
    from pathlib import Path

LIBRARY = Library((ROOT / "tests" / "broken" / "around", ROOT / "scenarios"))
FEW = Run(samples=64)


def assess(path: Path) -> str:
    """Assesses a file as the command does, if it loads, and spells the result as data and as text."""
    try:
        found = api.load(path, LIBRARY)
        edits = api.edits(api.eyes(None, found, LIBRARY), (), None)
        result = api.assess_loaded(found, edits, FEW, library=LIBRARY)
    except FaultyFile:
        return "refused"
    oracle.finite(as_json.write([result]))
    oracle.only_shows(as_text.write(assessment(result, found.scenario, full=True), width=80, colour=False))
    return "assessed"


if __name__ == "__main__":
    small = [ROOT / "tests" / "broken" / "around" / "issue.yaml"]
    small += sorted((ROOT / "tests" / "fuzz" / "seeds").glob("*.yaml"))
    small += sorted((ROOT / "tests" / "worked" / "scenarios").glob("*.yaml"))
    shipped = sorted((ROOT / "scenarios").glob("*.yaml"))
    dull = frozenset({"refused"})
    fuzz(Plan(target=assess, seeds=small + shipped, sound=small, careful=0.9, dull=dull))
