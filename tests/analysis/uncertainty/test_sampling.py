"""The ensemble: the scores it draws, and that a block is the same wherever it is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.uncertainty import sampling as module
from dilemma.analysis.uncertainty.inputs import InputDistribution, ValueTransform
from dilemma.analysis.uncertainty.sampling import Ensemble
from dilemma.analysis.uncertainty.sobol import sobol_points
from dilemma.scenario.distributions import Normal

if TYPE_CHECKING:
    import pytest
    from numpy.typing import NDArray
    from tests.analysis.conftest import ByHand

    from dilemma.analysis.uncertainty.inputs import Unknowns
    from dilemma.analysis.uncertainty.sampling import SampleDraws

    Floats = NDArray[np.float64]

BENT = InputDistribution(
    60.0, Normal((60.0, 20.0)), ValueTransform(knots=((0, 0), (100, 100)), added=8, clipped=True)
)


def mixed(by_hand: ByHand) -> Unknowns:
    """Two options, three criteria and three futures, every family among the cells."""
    normal = InputDistribution(40.0, Normal((40.0, 5.0)))
    return by_hand(
        [
            [[(0, 10, 40), (20, 50), 30], [5, 5, 5], [normal, BENT, (0, 100)]],
            [[(0, 5, 10), (0, 6, 10), (0, 7, 10)], [(2, 4), (4, 6), (1, 2, 3)], [1, 2, 3]],
        ],
        points=[3, (1, 3), 2],
        asked=[(0.1, 0.5), (0.2, 0.3, 0.6)],
    )


def many(by_hand: ByHand) -> Unknowns:
    """More score rows than there are Sobol dimensions."""
    cells = [[[(option, 20 + criterion, 60)] for criterion in range(20)] for option in range(5)]
    return by_hand(cells, points=list(range(1, 21)))


def scores(ensemble: Ensemble, draws: SampleDraws) -> Floats:
    """Every cell of every sample, [row, future, sample], from the definition."""
    unknowns = ensemble.unknowns
    total = np.repeat(unknowns.base[:, :, None], draws.count, axis=2)
    for shape in unknowns.shapes:
        u = draws.rows[ensemble.rows.index(shape.row)]
        total[shape.row] += shape.widths[:, None] * shape.draw(u)
    return total


def averages(ensemble: Ensemble, draws: SampleDraws, probabilities: Floats) -> Floats:
    """The expected scores of all options, [option, criterion, sample]."""
    parts = list(ensemble.expected_scores(draws, probabilities))
    assert [option for options, _ in parts for option in range(options.stop)[options]] == [0, 1]
    return np.concatenate([scores for _, (scores,) in parts])


def test_expected_scores_are_scores_averaged(by_hand: ByHand) -> None:
    """The quick sums over shapes are the cells, one by one, times the probabilities."""
    ensemble = Ensemble(mixed(by_hand), weights=2, seed=1)
    for draws in ensemble.block(0, 0, 300):
        probabilities = ensemble.probabilities(draws)
        np.testing.assert_allclose(probabilities.sum(axis=0), 1)
        expected = np.einsum("rfn,fn->rn", scores(ensemble, draws), probabilities)
        found = averages(ensemble, draws, probabilities)
        np.testing.assert_allclose(found.reshape(6, -1), expected, atol=1e-10)


def test_values_in_futures_are_weighted_scores(by_hand: ByHand) -> None:
    """Values at fixed weights in each future are the weighted sums of the cells."""
    ensemble = Ensemble(mixed(by_hand), weights=0, seed=1)
    weights = np.array([0.5, 0.2, 0.3])
    for draws in ensemble.block(2, 0, 300):
        cells = scores(ensemble, draws).reshape(2, 3, 3, -1)
        expected = np.einsum("ocfn,c->ofn", cells, weights)
        np.testing.assert_allclose(ensemble.values_in_futures(draws, weights), expected, atol=1e-10)


def test_scores_keep_their_ranges(by_hand: ByHand) -> None:
    """A drawn score lies in its range, its mean that of its family; a clipped one in 0–100."""
    ensemble = Ensemble(mixed(by_hand), weights=0, seed=3)
    drawn = np.concatenate([scores(ensemble, draws) for draws in ensemble.block(0, 0, 2048)], axis=2)
    first = drawn[0]
    assert first[0].min() >= 0
    assert first[0].max() <= 40
    np.testing.assert_allclose(first.mean(axis=1), [50 / 3, 35, 30], atol=0.05)
    assert drawn[2, 1].max() == 100
    np.testing.assert_allclose(drawn[2, 0].std(), 5, rtol=0.02)


def test_a_part_of_a_block_is_that_part(by_hand: ByHand) -> None:
    """Points 512 to 1024 made by themselves are those of the whole, also beyond the Sobol dimensions."""
    ensemble = Ensemble(many(by_hand), weights=18, seed=1)
    assert ensemble.coordinates > 64
    whole = np.concatenate([draws.rows for draws in ensemble.block(3, 0, 1024)], axis=1)
    part = np.concatenate([draws.rows for draws in ensemble.block(3, 512, 512)], axis=1)
    np.testing.assert_array_equal(whole[:, 512:], part)


def test_points_across_two_blocks_are_those_of_each(by_hand: ByHand) -> None:
    """Points 4000 to 5000 made at once are those made in the blocks they belong to."""
    ensemble = Ensemble(many(by_hand), weights=18, seed=1)
    parts = [*ensemble.block(0, 0, 4096), *ensemble.block(0, 4096, 4096)]
    whole = np.concatenate([draws.rows for draws in parts], axis=1)
    across = np.concatenate([draws.rows for draws in ensemble.block(0, 4000, 1000)], axis=1)
    np.testing.assert_array_equal(whole[:, 4000:5000], across)


def test_chunks_do_not_change_the_draws(by_hand: ByHand, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cutting a block into small chunks gives the same bytes."""
    unknowns = many(by_hand)
    whole = np.concatenate([draws.rows for draws in _block(unknowns)], axis=1)
    monkeypatch.setattr(module, "_CHUNK_NUMBERS", 1)
    monkeypatch.setattr(module, "_FEWEST_SAMPLES", 64)
    parts = [draws.rows for draws in _block(unknowns)]
    assert len(parts) > 10
    np.testing.assert_array_equal(whole, np.concatenate(parts, axis=1))


def test_parts_of_the_rows_do_not_change_the_scores(by_hand: ByHand, monkeypatch: pytest.MonkeyPatch) -> None:
    """Working out one row at a time gives the scores and values of all rows together."""
    unknowns = mixed(by_hand)
    weights = np.array([0.5, 0.2, 0.3])
    found = []
    for most in (2**15, 1):
        monkeypatch.setattr(module, "_ARRAY_NUMBERS", most)
        ensemble = Ensemble(unknowns, weights=0, seed=1)
        (draws,) = ensemble.block(0, 0, 64)
        scores = averages(ensemble, draws, ensemble.probabilities(draws))
        found.append((scores, ensemble.values_in_futures(draws, weights)))
    for one, other in zip(*found, strict=True):
        np.testing.assert_allclose(one, other, atol=1e-12)


def _block(unknowns: Unknowns) -> list[SampleDraws]:
    return list(Ensemble(unknowns, weights=18, seed=1).block(0, 0, 1000))


def test_chances_keep_evenly_spread_numbers(by_hand: ByHand) -> None:
    """Weights that take all Sobol dimensions leave the first ones to the chances."""
    (draws,) = Ensemble(mixed(by_hand), weights=70, seed=1).block(2, 0, 64)
    points = sobol_points(64, 2, seed=1, scramble=2).T
    np.testing.assert_array_equal(draws.chances, points)
    assert len(draws.weights) == 70
    assert not (draws.weights[:2] == points).any()


def test_the_tail_is_uniform_and_independent(by_hand: ByHand) -> None:
    """Coordinates beyond the Sobol ones have the mean, spread and lack of correlation of uniforms."""
    ensemble = Ensemble(many(by_hand), weights=18, seed=1)
    rows = np.concatenate([draws.rows for draws in ensemble.block(0, 0, 2048)], axis=1)[-20:]
    np.testing.assert_allclose(rows.mean(axis=1), 0.5, atol=4 * np.sqrt(1 / 12 / 2048))
    np.testing.assert_allclose(rows.var(axis=1), 1 / 12, atol=0.01)
    apart = np.corrcoef(rows)[~np.eye(20, dtype=bool)]
    assert np.abs(apart).max() < 5 / np.sqrt(2048)


def test_seeds_and_scrambles_differ(by_hand: ByHand) -> None:
    """Another seed or scramble gives other points; the same gives the same."""
    unknowns = mixed(by_hand)
    drawn = [
        next(Ensemble(unknowns, weights=0, seed=seed).block(scramble, 0, 16)).rows.tobytes()
        for seed, scramble in ((1, 0), (1, 0), (2, 0), (1, 1))
    ]
    assert drawn[0] == drawn[1]
    assert len(set(drawn)) == 3
