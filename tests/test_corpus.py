"""A slice of the corpus, and its checks; the whole is a command, `python -m tests.corpus`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.corpus import contradictions, faults, generate

from dilemma.analysis.core.run import Run
from dilemma.api.assess import assess, load
from dilemma.report.document import paragraph
from dilemma.report.sections import assessment
from dilemma.scenario.library import Library

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("number", [3, 10, 21, 33])
def test_plausible_scenarios_are_answered(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every command, without a traceback and without a sentence that the figures deny."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DILEMMA_SCENARIOS", raising=False)
    assert faults(number, tmp_path, formats=("text", "csv")) == []


def test_the_corpus_holds_every_kind() -> None:
    """Trees and lists, units, floors, every form of weights and of chances, and optional parts left out."""
    files = [generate(seed) for seed in range(300)]
    for key in ("weights", "futures", "rules", "signposts", "deadlines", "dissent", "coalition"):
        assert 20 < sum(key in file for file in files) < 280, key
    assert any("criteria" in part for file in files for part in file["criteria"].values())
    assert any("scale" in part for file in files for part in file["criteria"].values())
    assert any("floor" in part for file in files for part in file["criteria"].values())
    assert any(isinstance(file.get("weights"), list) for file in files)


def test_a_contradiction_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sentence that the figures deny is found in the screen."""
    path = tmp_path / "lease.yaml"
    path.write_text(
        "dilemma: 1\ntitle: The lease\nquestion: Renew it?\nas_of: 2024-11-24\noptions: {a: {}, b: {}}\n"
        "criteria: {cost: {}}\nfutures: {one: {chance: 0.6}, two: {}}\n"
        "scores: {a: {cost: {one: 90, two: 10}}, b: {cost: {one: 20, two: 60}}}\n",
        encoding="utf-8",
    )
    library = Library((tmp_path,))
    result = assess(path, library=library, run=Run(samples=64, everything=True))
    scenario = load(path, library).scenario
    assert list(contradictions(result, scenario)) == []
    monkeypatch.setattr(assessment, "_chief_risk", lambda *_: [paragraph("A is best in every future.")])
    assert any("not the best in two" in one for one in contradictions(result, scenario))
