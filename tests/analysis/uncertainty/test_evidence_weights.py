"""After evidence a sample counts by how likely it made what was seen: shares, information, one judgement."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.builders import LIBRARY, TESTS

from dilemma.analysis.uncertainty.acceptability import estimate_rank_acceptability
from dilemma.analysis.uncertainty.from_scenario import unknowns_of_scenario
from dilemma.analysis.uncertainty.sampling import Ensemble
from dilemma.analysis.uncertainty.value_of_information import partial_information_values
from dilemma.api.assess import assess
from dilemma.scenario.edits.observations import apply_observations
from dilemma.scenario.load import load_scenario

if TYPE_CHECKING:
    from dilemma.analysis.results.assessment import Assessment

STORM = TESTS / "twin" / "cases" / "evidence-and-ranges.yaml"


def storm() -> Assessment:
    """The case of clouds before a storm of any chance, once they are seen."""
    return assess(STORM, seen={"S": True}, library=LIBRARY)


def test_clouds_and_a_storm_of_any_chance() -> None:
    """The posterior is over a half where q > 0.1, and P(q > 0.1 | S) = 1 - (0.004 + 0.01) / 0.5 = 0.972."""
    result = storm()
    assert result.probabilities["storm"] == pytest.approx(0.9)
    ranges, order = (result.rungs[rung] for rung in (1, 2))
    for level in (ranges, order):
        assert level.first_rank_shares["a"] == pytest.approx(0.972, abs=5e-4)
        assert level.confidence_factor["a"] == pytest.approx(0.972, abs=5e-4)
        assert level.pairwise_wins["a"]["b"] == pytest.approx(0.972, abs=5e-4)
    assert result.information.evpi_judgements == pytest.approx(0.2, abs=1e-3)
    assert result.information.evppi is not None
    (chance,) = result.information.evppi
    assert chance.value == pytest.approx(0.2, abs=1e-4)


def test_any_probabilities_at_all_foretold_nothing() -> None:
    """The rung `open` takes the posterior itself to be anything, and is not reweighted."""
    assert storm().ladder[3].first_rank_shares["a"] == pytest.approx(0.5, abs=2e-3)


def test_the_standard_error_is_that_of_a_ratio() -> None:
    """Over 60 seeds of few samples, two errors hold the truth in 80 % and more, and not always by far."""
    after = apply_observations(load_scenario(STORM, LIBRARY).scenario, {"S": True})
    unknowns = unknowns_of_scenario(after)
    parts = [
        estimate_rank_acceptability(unknowns, samples=256, seed=seed, levels=("ranges",)).level("ranges")
        for seed in range(60)
    ]
    shares = np.array([level.first_rank_shares["a"] for level in parts])
    errors = np.array([level.first_rank_shares_se["a"] for level in parts])
    assert np.mean(np.abs(shares - 0.972) <= 2 * errors) >= 0.8
    assert 0.5 < np.sqrt(np.mean(errors**2)) / shares.std() < 2


def test_one_judgement_by_brute_force_on_nato() -> None:
    """The worth of knowing the chance of rupture after N6 and N1, by a double sum over plain draws."""
    nato = load_scenario(LIBRARY.find("scenario", "nato"), LIBRARY).scenario
    after = apply_observations(nato, {"N6": True, "N1": True})
    unknowns = unknowns_of_scenario(after)
    worth = {each.of: each.value for each in partial_information_values(unknowns)}
    beliefs = unknowns.future_probabilities
    assert beliefs.likelihoods is not None
    rng = np.random.default_rng(5)
    known = (np.arange(200) + 0.5) / 200
    numbers = rng.random((3, 4000))
    ensemble = Ensemble(unknowns, weights=0, seed=1)
    draws = next(ensemble.block(0, 0, 512))
    in_future = ensemble.values_in_futures(draws, unknowns.weighing.central).mean(axis=2)
    joint = []
    for u in known:
        numbers[0] = u
        prior = beliefs.prior(beliefs.chances(numbers))
        joint.append((prior * beliefs.likelihoods).mean(axis=0))
    values = np.array(joint) @ in_future.T
    total = np.array(joint).sum(axis=1).mean()
    expected = (values.max(axis=1).mean() - values.mean(axis=0).max()) / total
    assert worth.get("futures.rupture.chance", 0.0) == pytest.approx(expected, abs=0.01)
    assert expected > 0.05
