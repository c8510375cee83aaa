"""Fuzzes `assess`: a file that loads has finite figures and words that only show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import atheris

with atheris.instrument_imports(include=["dilemma"]):
    from dilemma.analysis.core.run import Run
    from dilemma.api.assess import assess_loaded, load
    from dilemma.api.viewpoints import find_profile
    from dilemma.errors import FaultyFile
    from dilemma.report.formats import json, terminal
    from dilemma.report.sections.assessment import assessment_document
    from dilemma.scenario.edits.apply import make_edits
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
        loaded = load(path, LIBRARY)
        edits = make_edits(find_profile(None, loaded, LIBRARY), (), None)
        result = assess_loaded(loaded, edits, FEW, library=LIBRARY)
    except FaultyFile:
        return "refused"
    oracle.finite(json.write([result]))
    document = assessment_document(result, loaded.scenario, full=True)
    oracle.only_shows(terminal.write(document, width=80, colour=None))
    return "assessed"


if __name__ == "__main__":
    small = [ROOT / "tests" / "broken" / "around" / "issue.yaml"]
    small += sorted((ROOT / "tests" / "fuzz" / "seeds").glob("*.yaml"))
    small += sorted((ROOT / "tests" / "worked" / "scenarios").glob("*.yaml"))
    shipped = sorted((ROOT / "scenarios").glob("*.yaml"))
    dull = frozenset({"refused"})
    fuzz(Plan(target=assess, seeds=small + shipped, sound=small, careful=0.9, dull=dull))
