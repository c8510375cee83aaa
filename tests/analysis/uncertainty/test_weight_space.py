"""Laws along a ray against numerical integration, and the flat distribution on a simplex."""

from __future__ import annotations

from math import factorial
from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy import integrate, stats  # type: ignore[import-untyped]

from dilemma.analysis.uncertainty.sobol import sobol_points
from dilemma.analysis.uncertainty.weight_space import (
    Ray,
    SwingLaw,
    VertexLaw,
    flat_simplex_draws,
    whole_power,
)

if TYPE_CHECKING:
    from dilemma.analysis.uncertainty.weight_space import RayLaw

PLACES = np.array([0.0, 0.03, 0.4, 0.55, 0.97, 1.0])
DENSITIES = {
    "to a vertex": (VertexLaw(5), stats.beta(1, 5)),
    "to a vertex of two": (VertexLaw(1), stats.uniform()),
    "along uniform points": (SwingLaw(np.full(6, 0.7), np.full(6, 0.4)), stats.uniform()),
    "along triangular points": (SwingLaw(np.full(6, 0.7), np.full(6, 0.4), 0.4), stats.triang(0.4)),
    "along points that peak at the start": (
        SwingLaw(np.full(6, 2.0), np.full(6, 0.1), 0.0),
        stats.triang(0),
    ),
    "along points that peak at the end": (
        SwingLaw(np.full(6, 0.2), np.full(6, 1.0), 1.0),
        stats.triang(1),
    ),
}


@pytest.mark.parametrize(("law", "density"), DENSITIES.values(), ids=DENSITIES)
def test_a_law_is_its_density(law: RayLaw, density: stats.rv_continuous) -> None:
    """Shares, their inverse, and both moments of the weights agree with numerical integrals."""
    np.testing.assert_allclose(law.share(PLACES), density.cdf(PLACES), atol=1e-14)
    np.testing.assert_allclose(law.quantile(PLACES), density.ppf(PLACES), atol=1e-12)

    def moment(place: float, factor: str) -> float:
        def integrand(s: float) -> float:
            weight = s if factor == "stop" else 1 - s
            return float(density.pdf(s) * weight / law.divisor(np.full(6, s))[0])

        return float(integrate.quad(integrand, 0, place, points=[min(0.4, place)], epsabs=1e-13)[0])

    start, stop = law.moments(PLACES)
    np.testing.assert_allclose(start, [moment(place, "start") for place in PLACES], atol=1e-9)
    np.testing.assert_allclose(stop, [moment(place, "stop") for place in PLACES], atol=1e-9)


@pytest.mark.parametrize(("law", "density"), DENSITIES.values(), ids=DENSITIES)
def test_some_of_the_samples(law: RayLaw, density: stats.rv_continuous) -> None:
    """The law of chosen samples is the chosen part of the law."""
    chosen = np.array([1, 4])
    whole, part = law.moments(PLACES), law.select(chosen).moments(PLACES[chosen])
    np.testing.assert_array_equal([each[chosen] for each in whole], part)
    assert density.cdf(1) == law.select(chosen).share(np.ones(2))[0]


@pytest.mark.parametrize("parts", [1, 2, 3, 5, 8])
def test_sticks_are_uniform_on_the_simplex(parts: int) -> None:
    """Parts are positive, sum to 1, and have the moments of the flat Dirichlet distribution."""
    u = sobol_points(2**14, max(1, parts - 1), seed=5, scramble=0).T
    drawn = flat_simplex_draws(u, parts)
    np.testing.assert_allclose(drawn.sum(axis=0), 1, atol=1e-12)
    assert drawn.min() >= 0
    np.testing.assert_allclose(drawn.mean(axis=1), 1 / parts, atol=1e-3)
    np.testing.assert_allclose((drawn**2).mean(axis=1), 2 / (parts * (parts + 1)), atol=1e-3)
    expected = factorial(parts - 1) / factorial(2 * parts - 1)
    assert drawn.prod(axis=0).mean() == pytest.approx(expected, rel=0.02)


@pytest.mark.parametrize("exponent", range(1, 18))
def test_power(exponent: int) -> None:
    """Repeated squaring gives the power."""
    base = np.linspace(0, 1.5, 31)
    np.testing.assert_allclose(whole_power(base, exponent), base**exponent, rtol=1e-13)


def test_the_weights_on_a_ray_sum_to_one() -> None:
    """Wherever a ray of swing points is cut, its weights sum to 1 and lie between those of its ends."""
    start = np.array([[1.0, 2.0], [3.0, 1.0]])
    stop = np.array([[4.0, 2.5], [3.0, 1.0]])
    ray = Ray(start, stop, SwingLaw(start.sum(axis=0), stop.sum(axis=0) - start.sum(axis=0)))
    for u in (0.0, 0.3, 1.0):
        weights = ray.weights_at(np.full(2, u))
        np.testing.assert_allclose(weights.sum(axis=0), 1)
        assert (weights[0] >= start[0] / start.sum(axis=0) - 1e-12).all()
        assert (weights[0] <= stop[0] / stop.sum(axis=0) + 1e-12).all()
