"""The weights of each rung: within ranges, in order with ties, and anywhere, against plain draws."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from dilemma.analysis.core.decision import rank_order_centroid
from dilemma.analysis.uncertainty.sobol import sobol_points
from dilemma.analysis.uncertainty.weight_space import any_weights, ordered_weights, range_weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from tests.analysis.conftest import ByHand, Numbers

    from dilemma.analysis.uncertainty.weight_space import RaySampler

    Floats = NDArray[np.float64]

COUNT = 2**14


def drawn(rays: RaySampler) -> Floats:
    """Weights [criterion, sample], one point of each ray."""
    u = sobol_points(COUNT, rays.coordinates + 1, seed=3, scramble=1).T
    return rays(u[:-1]).weights_at(u[-1])


def along(rays: RaySampler) -> Floats:
    """The mean weights [criterion] of whole rays, from their moments."""
    ray = rays(sobol_points(COUNT, rays.coordinates, seed=3, scramble=1).T)
    start, stop = ray.law.moments(np.ones(COUNT))
    return np.asarray((start * ray.start + stop * ray.stop).mean(axis=1))


def flat(criteria: int) -> list[list[list[Numbers]]]:
    """Two options that differ by criterion, in one future."""
    return [[[10.0 * place] for place in range(criteria)], [[5.0] for _ in range(criteria)]]


@pytest.mark.parametrize("criteria", [1, 2, 3, 6])
def test_open_weights_are_uniform_on_the_simplex(by_hand: ByHand, criteria: int) -> None:
    """Any weights at all: mean 1/n and second moment 2/(n(n + 1)) for every criterion."""
    rays = any_weights(by_hand(flat(criteria)))
    weights = drawn(rays)
    np.testing.assert_allclose(weights.sum(axis=0), 1, atol=1e-12)
    np.testing.assert_allclose(weights.mean(axis=1), 1 / criteria, atol=1e-3)
    np.testing.assert_allclose((weights**2).mean(axis=1), 2 / (criteria * (criteria + 1)), atol=1e-3)
    np.testing.assert_allclose(along(rays), 1 / criteria, atol=1e-3)


def test_ordered_weights_keep_their_order(by_hand: ByHand) -> None:
    """Weights in a strict order keep it in every sample, and average to the rank-order centroid."""
    rays = ordered_weights(by_hand(flat(5), points=[20, 50, 10, 30, 5]))
    weights = drawn(rays)
    ranked = weights[[1, 3, 0, 2, 4]]
    assert (np.diff(ranked, axis=0) <= 1e-12).all()
    np.testing.assert_allclose(ranked.mean(axis=1), rank_order_centroid([1] * 5), atol=2e-3)
    np.testing.assert_allclose(along(rays)[[1, 3, 0, 2, 4]], rank_order_centroid([1] * 5), atol=2e-3)


def test_tied_weights_are_free_among_themselves(by_hand: ByHand) -> None:
    """Each criterion of a tie is above the next in half the samples, all above those that rank below."""
    weights = drawn(ordered_weights(by_hand(flat(6), points=[7, 20, 7, 7, 0, 0])))
    tied = weights[[0, 2, 3]]
    assert (weights[1] >= tied.max(axis=0) - 1e-12).all()
    assert (tied.min(axis=0) >= weights[4:].max(axis=0) - 1e-12).all()
    for high, low in ((0, 1), (1, 2), (0, 2)):
        assert (tied[high] > tied[low]).mean() == pytest.approx(0.5, abs=0.01)
    assert (weights[4] > weights[5]).mean() == pytest.approx(0.5, abs=0.01)


def test_tied_weights_have_the_distribution_of_sorted_draws(by_hand: ByHand) -> None:
    """A partial order gives what sorting plain flat draws into it gives, to the third moment."""
    weights = drawn(ordered_weights(by_hand(flat(4), points=[5, 9, 5, 5])))
    draws = np.random.default_rng(1).dirichlet(np.ones(4), 400_000)
    ordered = -np.sort(-draws, axis=1)
    shuffled = np.random.default_rng(2).permuted(ordered[:, 1:], axis=1)
    expected = np.column_stack([shuffled[:, 0], ordered[:, 0], shuffled[:, 1:]])
    for moment in (1, 2, 3):
        found = (weights**moment).mean(axis=1)
        np.testing.assert_allclose(found, (expected**moment).mean(axis=0), atol=2e-3)


def test_all_tied_is_anywhere(by_hand: ByHand) -> None:
    """Equal points leave the weights as free as if there were none."""
    assert ordered_weights(by_hand(flat(4), points=[3, 3, 3, 3])) == any_weights(by_hand(flat(4)))


RANGES: dict[str, Sequence[Numbers]] = {
    "uniform": [(10, 30), (5, 15), (20, 60), (1, 2)],
    "triangular": [(10, 12, 30), (5, 6, 15), (20, 55, 60), (1, 2, 2)],
    "some exact": [(10, 30), 7, (8, 8), (20, 30, 60)],
    "with a zero": [(10, 30), 0, (5, 15), 0],
}


@pytest.mark.parametrize("given", RANGES.values(), ids=RANGES)
def test_weights_within_ranges(by_hand: ByHand, given: Sequence[Numbers]) -> None:
    """Normalised draws of the points have the same mean, spread and bounds drawn plainly and along rays."""
    rays = range_weights(by_hand(flat(4), points=given))
    weights = drawn(rays)
    generator = np.random.default_rng(8)
    plain = np.array([_plain(generator, numbers) for numbers in given])
    plain /= plain.sum(axis=0)
    np.testing.assert_allclose(weights.sum(axis=0), 1, atol=1e-12)
    np.testing.assert_allclose(weights.mean(axis=1), plain.mean(axis=1), atol=1e-3)
    np.testing.assert_allclose(weights.std(axis=1), plain.std(axis=1), atol=1e-3)
    np.testing.assert_allclose(along(rays), plain.mean(axis=1), atol=1e-3)


def _plain(generator: np.random.Generator, numbers: Numbers, count: int = 400_000) -> Floats:
    if isinstance(numbers, float | int):
        return np.full(count, float(numbers))
    if len(numbers) == 2:
        return generator.uniform(numbers[0], numbers[1], count)
    return np.asarray(generator.triangular(numbers[0], numbers[1], numbers[2], count))


@pytest.mark.parametrize("given", [[5, 3, 2], [(5, 5), (3, 3), (2, 2)], [0, 0, (1, 9)], [0, 0, 4]])
def test_weights_that_are_known(by_hand: ByHand, given: Sequence[Numbers]) -> None:
    """Exact points give one and the same weights; so does a range when all other points are zero."""
    unknowns = by_hand(flat(3), points=given)
    weights = drawn(range_weights(unknowns))
    np.testing.assert_allclose(
        weights, np.repeat(unknowns.weighing.central[:, None], COUNT, axis=1), atol=1e-12
    )


def test_no_points_are_drawn_in_order(by_hand: ByHand) -> None:
    """A ranking, or no weights at all, has no ranges: its rung is that of the order."""
    ranked = by_hand(flat(3), places=((1,), (0, 2)))
    assert range_weights(ranked) == ordered_weights(ranked)
    assert range_weights(by_hand(flat(3))) == any_weights(by_hand(flat(3)))
