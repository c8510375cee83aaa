"""Sobol points: the published sequence, its scrambles, and their reproducibility."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest
from scipy.stats import qmc  # type: ignore[import-untyped]

from dilemma.analysis.uncertainty.sobol import _SOBOL_BLOCK, SOBOL_DIMENSIONS, sobol_points

HALF_BIN = 2.0**-33


def test_unscrambled_points_are_the_published_sequence() -> None:
    """All 64 dimensions equal, bit for bit, the Joe and Kuo sequence as scipy generates it, across blocks."""
    count = 2 * _SOBOL_BLOCK + 100
    expected = qmc.Sobol(SOBOL_DIMENSIONS, scramble=False, bits=32).random(4 * _SOBOL_BLOCK)[:count]
    actual = sobol_points(count, SOBOL_DIMENSIONS, seed=0, scramble=None) - HALF_BIN
    np.testing.assert_array_equal(actual, expected)


def test_far_points_are_the_published_sequence() -> None:
    """A chunk that starts a million points in is the same stretch of the published sequence."""
    start = 2**20 + 12345
    expected = qmc.Sobol(SOBOL_DIMENSIONS, scramble=False, bits=32).fast_forward(start).random(256)
    actual = sobol_points(256, SOBOL_DIMENSIONS, seed=0, scramble=None, start=start) - HALF_BIN
    np.testing.assert_array_equal(actual, expected)


@pytest.mark.parametrize("size", [1, 7, 100, _SOBOL_BLOCK - 1, _SOBOL_BLOCK, 2 * _SOBOL_BLOCK + 5, 10**6])
def test_the_cut_into_blocks_changes_no_byte(size: int) -> None:
    """Points do not depend on the size of the pieces they are made in, in Sobol and in further dimensions."""
    count = 300 if size < _SOBOL_BLOCK - 1 else 3 * _SOBOL_BLOCK + 17
    whole = sobol_points(count, 70, seed=5, scramble=2)
    pieces = [
        sobol_points(min(size, count - start), 70, seed=5, scramble=2, start=start)
        for start in range(0, count, size)
    ]
    assert np.concatenate(pieces).tobytes() == whole.tobytes()


@pytest.mark.parametrize("dimensions", [1, 3, 63, 64, 65, 80])
def test_further_dimensions_leave_the_first_alone(dimensions: int) -> None:
    """Adding an unknown changes no coordinate of the others."""
    few = sobol_points(500, dimensions, seed=9, scramble=0)
    many = sobol_points(500, dimensions + 7, seed=9, scramble=0)
    np.testing.assert_array_equal(few, many[:, :dimensions])


def test_the_bytes_are_pinned() -> None:
    """The same seed gives the same bytes on every machine and numpy version: figures fixed when written."""
    sample = np.ascontiguousarray(sobol_points(3 * 2**13, 70, seed=2024, scramble=3))
    digest = hashlib.sha256(sample.astype("<f8").tobytes()).hexdigest()
    assert digest == "6061709b456d5a674d6c9540d7a8fdd200bd1de1f16f0bbe04c65c634d988ac8"


@pytest.mark.parametrize("scramble", [0, 1, 7])
def test_each_coordinate_meets_every_bin_once(scramble: int) -> None:
    """After scrambling, 2**12 points still put exactly one in each of 2**12 equal bins of every dimension."""
    bins = np.floor(sobol_points(2**12, SOBOL_DIMENSIONS, seed=1, scramble=scramble) * 2**12).astype(int)
    np.testing.assert_array_equal(np.sort(bins, axis=0), np.tile(np.arange(2**12)[:, None], SOBOL_DIMENSIONS))


def test_scrambling_keeps_the_net_in_two_dimensions() -> None:
    """The first two dimensions stay a (0, 10, 2)-net: one point in each box of area 2**-10, all shapes."""
    sample = sobol_points(2**10, 2, seed=3, scramble=4)
    for wide in range(11):
        cells = np.floor(sample[:, 0] * 2**wide) * 2 ** (10 - wide) + np.floor(
            sample[:, 1] * 2 ** (10 - wide)
        )
        assert len(np.unique(cells)) == 2**10


def test_no_coordinate_is_0_or_1() -> None:
    """Coordinates lie strictly inside the unit interval, whatever a quantile function does at its ends."""
    for scramble in (None, 0, 1):
        sample = sobol_points(2**14, 70, seed=0, scramble=scramble)
        assert sample.min() > 0
        assert sample.max() < 1


def test_scrambles_and_seeds_differ() -> None:
    """Two scrambles, two seeds, two dimensions and two further columns never repeat each other."""
    first = sobol_points(64, 70, seed=0, scramble=0)
    assert not np.any(first == sobol_points(64, 70, seed=0, scramble=1))
    assert not np.any(first == sobol_points(64, 70, seed=1, scramble=0))
    assert len({column.tobytes() for column in first.T}) == 70


def test_the_mean_over_scrambles_is_unbiased() -> None:
    """A point of fixed index is uniform over scrambles: its mean and variance over 2,000 are 1/2 and 1/12."""
    sample = np.array([sobol_points(4, 3, seed=11, scramble=scramble)[3] for scramble in range(2000)])
    np.testing.assert_allclose(sample.mean(axis=0), 1 / 2, atol=4 * (1 / 12 / 2000) ** 0.5)
    np.testing.assert_allclose(sample.var(axis=0), 1 / 12, rtol=0.1)


def test_scrambled_points_integrate_better_than_independent_ones() -> None:
    """On a smooth product the error at 2**12 points is under a tenth of the Monte Carlo standard error."""
    dimensions, count = 6, 2**12
    errors = [
        np.prod(1 + (sobol_points(count, dimensions, seed=0, scramble=scramble) - 0.5) / 2, axis=1).mean() - 1
        for scramble in range(16)
    ]
    monte_carlo = ((1 + 1 / 48) ** dimensions - 1) ** 0.5 / count**0.5
    assert np.sqrt(np.mean(np.square(errors))) < monte_carlo / 10


def test_further_dimensions_are_uniform_and_independent() -> None:
    """Columns beyond 64 have the mean, variance and correlations of independent uniforms."""
    sample = sobol_points(2**14, 74, seed=4, scramble=0)[:, SOBOL_DIMENSIONS:]
    np.testing.assert_allclose(sample.mean(axis=0), 1 / 2, atol=0.012)
    np.testing.assert_allclose(sample.var(axis=0), 1 / 12, atol=0.003)
    assert np.abs(np.corrcoef(sample.T) - np.eye(10)).max() < 0.04


def test_nothing_asked_is_nothing_given() -> None:
    """No points or no dimensions give an empty array of the right shape."""
    assert sobol_points(0, 5, seed=0, scramble=0).shape == (0, 5)
    assert sobol_points(0, 5, seed=0, scramble=0, start=9).shape == (0, 5)
    assert sobol_points(5, 0, seed=0, scramble=0).shape == (5, 0)


def test_the_last_point_exists_and_the_next_does_not() -> None:
    """The sequence has 2**32 points."""
    assert sobol_points(1, 2, seed=0, scramble=0, start=2**32 - 1).shape == (1, 2)
    with pytest.raises(ValueError, match="beyond the"):
        sobol_points(1, 2, seed=0, scramble=0, start=2**32)


@pytest.mark.parametrize("wrong", [{"count": -1}, {"dimensions": -1}, {"start": -1}, {"seed": -1}])
def test_negative_arguments_are_refused(wrong: dict[str, int]) -> None:
    """A negative size, index or seed is an error."""
    with pytest.raises(ValueError, match="negative"):
        sobol_points(**{"count": 1, "dimensions": 1, "seed": 0, "scramble": 0} | wrong)
