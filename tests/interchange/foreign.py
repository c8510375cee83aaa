"""Helpers of the tests of other programs' files: imported whole, loaded, and their values worked out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.analysis.core.decision import decide
from dilemma.interchange.file_formats import import_foreign
from dilemma.scenario.library import Library
from dilemma.scenario.load import load_scenario
from dilemma.scenario.problems import select_errors

if TYPE_CHECKING:
    from pathlib import Path

    from dilemma.scenario.load import LoadedScenario


def loaded_from(path: Path, folder: Path) -> LoadedScenario:
    """Return the scenario that `dilemma import` writes for a file; it loads without an error."""
    new = import_foreign(path)
    assert new is not None
    target = folder / "imported.yaml"
    new.problems(target, Library(()), kept=True)
    target.write_text(new.text, encoding="utf-8")
    loaded = load_scenario(target, Library(()))
    assert select_errors(loaded.problems) == ()
    return loaded


def values_of(loaded: LoadedScenario) -> dict[str, float]:
    """Return the value of each option by its title."""
    scenario = loaded.scenario
    decision = decide(scenario)
    return {
        scenario.title_of(option): float(value)
        for option, value in zip(decision.options, decision.value, strict=True)
    }
