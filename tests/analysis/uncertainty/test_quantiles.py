"""Inverse distribution functions against scipy's, far into the tails."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats  # type: ignore[import-untyped]

from dilemma.analysis.uncertainty.quantiles import (
    _QUANTILES,
    beta_quantile,
    normal_quantile,
    triangular_quantile,
)
from dilemma.scenario.distributions import _DISTRIBUTIONS

TAILS = 2.0 ** -np.arange(2, 34)
U = np.sort(np.concatenate([np.linspace(0, 1, 10_001)[1:-1], TAILS, 1 - TAILS]))


@pytest.mark.parametrize("mode", [0.0, 0.1, 0.5, 0.73, 1.0])
def test_triangular(mode: float) -> None:
    """The triangular quantile is exact, its mode at an end included."""
    np.testing.assert_allclose(
        triangular_quantile(U, np.array(mode)), stats.triang.ppf(U, mode), rtol=0, atol=1e-15
    )


def test_triangular_of_many_modes_at_once() -> None:
    """Rows of draws with a mode each are what each row gives by itself; the draws given are not touched."""
    rows, modes = np.stack([U, U[::-1], U]), np.array([0.0, 0.4, 1.0])
    kept = rows.copy()
    found = triangular_quantile(rows, modes[:, None])
    for row, mode, own in zip(rows, modes, found, strict=True):
        np.testing.assert_array_equal(own, triangular_quantile(row, mode))
    np.testing.assert_array_equal(rows, kept)


def test_normal() -> None:
    """The normal quantile is good to a millionth of a standard deviation, out to six of them."""
    np.testing.assert_allclose(normal_quantile(U), stats.norm.ppf(U), rtol=0, atol=1e-6)


@pytest.mark.parametrize(
    ("a", "b"), [(20, 116), (1, 135), (5, 124), (1, 1), (0.5, 0.5), (2, 5), (0.2, 3), (80, 0.7), (1e6, 1e6)]
)
def test_beta(a: float, b: float) -> None:
    """The beta quantile is good to 1e-5 of its range for flat, skewed, U-shaped and needle densities."""
    np.testing.assert_allclose(beta_quantile(U, a, b), stats.beta.ppf(U, a, b), rtol=0, atol=1e-5)


@pytest.mark.parametrize(("a", "b"), [(1e-3, 1.0), (1e-3, 1e-3), (1e4, 0.1), (1.0, 1e-3)])
def test_beta_that_is_nearly_certain(a: float, b: float) -> None:
    """Shapes near 0 give numbers in 0–1 that rise, without a warning."""
    found = beta_quantile(U, a, b)
    assert found.min() >= 0
    assert found.max() <= 1
    assert (np.diff(found) >= 0).all()


def test_every_distribution_can_be_drawn() -> None:
    """A way to state an uncertain number that is added has its quantile."""
    assert set(_QUANTILES) == {kind.family for kind in _DISTRIBUTIONS}
