"""Two standard errors hold the truth as often as they should, whatever kind of figure they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.benchmarks.coverage import HELD, KINDS, chance_of_as_few, figures, held_by_figure
from tests.twin.generate import generate

from dilemma.analysis.uncertainty.from_scenario import unknowns_of_scenario
from dilemma.analysis.uncertainty.sobol import few_hits_factor, mean_shares
from dilemma.api.assess import load
from dilemma.scenario.library import Library

if TYPE_CHECKING:
    from pathlib import Path

SAMPLES, LONG, SEEDS = 1024, 2**14, 40
GENERATED = (3, 5, 21)


def test_errors_cover_for_generated_scenarios(tmp_path: Path) -> None:
    """Pooled over scenarios with all kinds of judgement they hold it in 91 to 98 % of runs, for each kind."""
    pooled = {kind: np.zeros(2) for kind in KINDS}
    for number in GENERATED:
        path, _ = generate()[number].write(tmp_path)
        unknowns = unknowns_of_scenario(load(str(path), Library(())).scenario)
        truth = figures(unknowns, samples=LONG, seed=9)
        runs = [figures(unknowns, samples=SAMPLES, seed=seed) for seed in range(SEEDS)]
        for (kind, _), counts in held_by_figure(truth, runs).items():
            if kind in pooled:
                pooled[kind] += counts
    shares = {kind: held / runs for kind, (held, runs) in pooled.items()}
    assert all(runs >= 10 * SEEDS for _, runs in pooled.values())
    assert all(0.91 <= share <= 0.98 for share in shares.values()), shares


def test_few_hits_widen_an_error() -> None:
    """A sum that every scramble has a part of keeps its error; one that two have gets several times it."""
    even, two = np.ones(16), np.zeros(16)
    two[:2] = 1.0
    assert few_hits_factor(even) == pytest.approx(1.0)
    assert few_hits_factor(two) == pytest.approx(9.0, abs=0.1)
    _, errors = mean_shares(np.stack([even, two, 10 * even], axis=1), np.full(16, 10.0))
    assert errors[[0, 2]] == pytest.approx(0.0, abs=1e-12)  # each scramble says the same
    assert errors[1] > 0.07  # beside a share of 0.0125


def test_a_binomial_tail() -> None:
    """Held in every run is as likely as may be, in half of them out of the question."""
    assert chance_of_as_few(200, 200) == pytest.approx(1.0)
    assert chance_of_as_few(100, 200) < 1e-30
    assert chance_of_as_few(round(200 * HELD), 200) > 0.4
