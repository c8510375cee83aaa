"""Rank shares along rays against a fine grid of points, and ties."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dilemma.analysis.uncertainty.rank_tallies import Tally, first_rank_shares, tally_points
from dilemma.analysis.uncertainty.ray_tallies import tally_rays
from dilemma.analysis.uncertainty.weight_space import Ray, SwingLaw, VertexLaw

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

GRID = 20_000
VALUES = st.integers(1, 5).flatmap(
    lambda options: st.tuples(
        *[arrays(np.float64, (options, 3), elements=st.integers(0, 4).map(float)) for _ in range(2)]
    )
)


def ray(samples: int, kind: str) -> Ray:
    """Rays over three criteria."""
    generator = np.random.default_rng(4)
    start = generator.dirichlet(np.ones(3), samples).T
    if kind == "vertex":
        return Ray(start, np.repeat([[0.0], [1.0], [0.0]], samples, axis=1), VertexLaw(2))
    stop = start.copy()
    stop[1] += 0.8
    mode = 0.3 if kind == "triangular" else None
    return Ray(start, stop, SwingLaw(start.sum(axis=0), np.full(samples, 0.8), mode))


def on_a_grid(start: Floats, stop: Floats, rays: Ray) -> Tally:
    """The tally of many points of each ray, evenly spaced by its law."""
    each = np.repeat(np.arange(start.shape[1]), GRID)
    u = np.tile((np.arange(GRID) + 0.5) / GRID, start.shape[1])
    many = rays.select(each)
    t = many.law.quantile(u)
    values = ((1 - t) * start[:, each] + t * stop[:, each]) / many.law.divisor(t)
    return tally_points(values, many.weights_at(u))


@pytest.mark.parametrize("kind", ["vertex", "uniform", "triangular"])
@pytest.mark.parametrize("options", [2, 4, 7])
def test_a_ray_is_all_its_points(kind: str, options: int) -> None:
    """Ranks, wins and winners' weights of whole rays are the means over 20,000 points of each."""
    start, stop = np.random.default_rng(options).random((2, options, 3))
    rays = ray(3, kind)
    found, expected = tally_rays(start, stop, rays), on_a_grid(start, stop, rays)
    np.testing.assert_allclose(found.ranks, expected.ranks / GRID, atol=5e-4)
    np.testing.assert_allclose(found.wins, expected.wins / GRID, atol=5e-4)
    np.testing.assert_allclose(found.weights, expected.weights / GRID, atol=5e-4)
    np.testing.assert_allclose(found.losses, expected.losses / GRID, atol=5e-4)


def test_lines_that_meet_in_one_point() -> None:
    """Three options that meet in one point reverse their order there, however the meetings are sorted."""
    start, stop = np.array([[0.0], [0.3], [0.6]]), np.array([[0.7], [0.35], [0.0]])
    found = tally_rays(start, stop, Ray(np.ones((1, 1)), np.ones((1, 1)), VertexLaw(1)))
    share = 0.6 / 1.3
    expected = np.array([[1 - share, 0, share], [0, 1, 0], [share, 0, 1 - share]])
    np.testing.assert_allclose(found.ranks, expected, atol=1e-12)


@given(VALUES)
def test_shares_are_shares(values: tuple[Floats, Floats]) -> None:
    """With ties of every kind, ranks and options sum to the samples, wins to all pairs, weights to firsts."""
    start, stop = values
    options = len(start)
    for found in (tally_rays(start, stop, ray(3, "uniform")), tally_points(start, ray(3, "vertex").start)):
        np.testing.assert_allclose(found.ranks.sum(axis=0), 3, atol=1e-12)
        np.testing.assert_allclose(found.ranks.sum(axis=1), 3, atol=1e-12)
        assert found.ranks.min() >= -1e-12
        pairs = found.wins + found.wins.T
        np.testing.assert_allclose(pairs[~np.eye(options, dtype=bool)], 3, atol=1e-12)
        np.testing.assert_allclose(found.weights.sum(axis=1), found.ranks[:, 0], atol=1e-12)


MASSES = st.lists(st.integers(0, 3), min_size=3, max_size=3).filter(any)


@given(VALUES, MASSES)
def test_a_mass_is_so_many_samples(values: tuple[Floats, Floats], masses: list[int]) -> None:
    """A sample of mass 2 counts as two, along rays and at points, few options or many, tied or not."""
    start, stop = values
    mass, repeated = np.array(masses, np.float64), np.repeat(np.arange(3), masses)
    for kind in ("vertex", "uniform"):
        rays = ray(3, kind)
        weighted = tally_rays(start, stop, rays, mass)
        expected = tally_rays(start[:, repeated], stop[:, repeated], rays.select(repeated))
        assert_same(weighted, expected)
    weights = ray(3, "vertex").start
    assert_same(tally_points(start, weights, mass), tally_points(start[:, repeated], weights[:, repeated]))


@pytest.mark.parametrize("options", [3, 4, 7, 30])
def test_masses_between_whole_numbers(options: int) -> None:
    """Any masses are a sum over samples, each tallied by itself."""
    generator = np.random.default_rng(options)
    start, stop = generator.random((2, options, 40))
    mass, rays = generator.random(40), ray(40, "triangular")
    weighted, points = tally_rays(start, stop, rays, mass), tally_points(start, rays.start, mass)
    for name in ("ranks", "wins", "weights"):
        one_by_one = [
            (
                getattr(tally_rays(start[:, [n]], stop[:, [n]], rays.select(np.array([n]))), name),
                getattr(tally_points(start[:, [n]], rays.start[:, [n]]), name),
            )
            for n in range(40)
        ]
        expected, at_points = np.einsum("n,nk...->k...", mass, np.array(one_by_one))
        np.testing.assert_allclose(getattr(weighted, name), expected, atol=1e-10)
        np.testing.assert_allclose(getattr(points, name), at_points, atol=1e-10)


def assert_same(one: Tally, other: Tally) -> None:
    """Two tallies agree but for roundoff."""
    for name in ("ranks", "wins", "weights"):
        np.testing.assert_allclose(getattr(one, name), getattr(other, name), atol=1e-10)


@given(VALUES, st.randoms(use_true_random=False))
def test_order_of_options_is_nothing(values: tuple[Floats, Floats], random: np.random.Generator) -> None:
    """Reordering options reorders the tally."""
    start, stop = values
    order = list(range(len(start)))
    random.shuffle(order)
    one, other = (
        tally_rays(start, stop, ray(3, "uniform")),
        tally_rays(start[order], stop[order], ray(3, "uniform")),
    )
    np.testing.assert_allclose(one.ranks[order], other.ranks, atol=1e-12)
    np.testing.assert_allclose(one.wins[np.ix_(order, order)], other.wins, atol=1e-12)
    np.testing.assert_allclose(one.weights[order], other.weights, atol=1e-12)


def test_a_tie_shares_its_ranks() -> None:
    """Two options tied for the second place take half of the second and half of the third each."""
    found = tally_points(np.array([[1.0], [2.0], [1.0 + 1e-10], [0.0]]), np.ones((1, 1)))
    np.testing.assert_allclose(found.ranks[[0, 2]], [[0, 0.5, 0.5, 0]] * 2)
    assert found.wins[0, 2] == found.wins[2, 0] == 0.5


def test_options_tied_in_some_samples() -> None:
    """Samples with a tie are shared, the others are not."""
    values = np.array([[3.0, 3.0, 1.0], [3.0, 2.0, 2.0]])
    np.testing.assert_allclose(tally_points(values, np.ones((1, 3))).ranks, [[1.5, 1.5], [1.5, 1.5]])
    found = tally_rays(values, values, Ray(np.ones((1, 3)), np.ones((1, 3)), VertexLaw(1)))
    np.testing.assert_allclose(found.weights, [[1.5], [1.5]])
    np.testing.assert_allclose(found.losses, [1.0, 1.0])
    np.testing.assert_array_equal(found.ties, [[0.0, 1.0], [1.0, 0.0]])


def naive(values: Floats, weights: Floats) -> Tally:
    """The tally sample by sample, from the definitions; options on a tie share its places."""
    options, samples = values.shape
    ranks, wins, ties = np.zeros((3, options, options))
    firsts = np.zeros((options, samples))
    for sample, own in enumerate(values.T):
        ahead = own[:, None] > own + 1e-9
        level = np.abs(own[:, None] - own) <= 1e-9
        wins += ahead + level / 2.0
        for option in range(options):
            first, count = int(ahead[:, option].sum()), int(level[option].sum())
            ranks[option, first : first + count] += 1.0 / count
            firsts[option, sample] = 1.0 / count if first == 0 else 0.0
        ties += level
    np.fill_diagonal(wins, 0.0)
    np.fill_diagonal(ties, 0.0)
    return Tally(ranks, wins, firsts @ weights.T, (values.max(axis=0) - values).sum(axis=1), ties)


@pytest.mark.parametrize("ties", [False, True])
@pytest.mark.parametrize(("options", "samples"), [(3, 5000), (5, 37), (30, 4100), (300, 20)])
def test_points_are_counted_as_defined(options: int, samples: int, ties: bool) -> None:
    """Few options or many, few samples or more than a byte can count, tied or not: the plainest count."""
    generator = np.random.default_rng(options)
    values = 100 * generator.standard_normal((options, samples))
    values = np.round(values, -1) if ties else values
    weights = generator.dirichlet(np.ones(4), samples).T
    found, expected = tally_points(values, weights), naive(values, weights)
    np.testing.assert_allclose(found.ranks, expected.ranks, atol=1e-9)
    np.testing.assert_allclose(found.wins, expected.wins, atol=1e-9)
    np.testing.assert_allclose(found.weights, expected.weights, atol=1e-9)
    np.testing.assert_allclose(found.losses, expected.losses, atol=1e-6)
    np.testing.assert_array_equal(found.ties, expected.ties)


def test_first_shares() -> None:
    """Each option has 1 where it is first at weights of its own, and an equal part where it ties for it."""
    values = np.array([[5.0, 1.0, 2.0], [5.0 - 1e-10, 3.0, 2.0], [0.0, 2.0, 2.0]])
    cases = np.stack([values, values], axis=1)
    found = first_rank_shares(cases, np.array([0, 1]))
    np.testing.assert_array_equal(found, [[0.5, 0, 1 / 3], [0.5, 1, 1 / 3]])
