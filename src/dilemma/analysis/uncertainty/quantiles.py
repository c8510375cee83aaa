"""Quantile functions of the families of judgement, which turn uniform numbers in 0–1 into draws.

Each function is for the standard member of its family; a judgement is a low end plus a width times its draw:
the uniform and the triangular on 0–1, the normal with mean 0 and standard deviation 1, the beta on 0–1. A
standard draw is computed once and serves all cells of a score row, which move together.

The normal and the beta have no closed form. Both densities are log-concave, the beta after `z = log(x / (1 −
x))`, so a table of the distribution function from the mode outwards is short, and in the coordinate `log(u /
(1 − u))` its inverse is smooth with straight tails: linear interpolation is good to 1e-5 at worst.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from dilemma.analysis.core.scores import Floats
    from dilemma.scenario.distributions import Quantity

_QuantileTable: TypeAlias = "tuple[Floats, Floats]"

_NODES = 4096
"""Intervals on each side of the mode of a tabulated density."""

_LOG_DROP = 45.0
"""Fall of a tabulated density, in natural logarithms, at which its table ends; no point lies beyond."""

_MOST_LOG_ODDS = 700.0  # exp of more would overflow
_GAUSS_LEGENDRE = (
    math.sqrt(0.6),
    5 / 9,
    8 / 9,
)  # of three points: outer node, its weight, weight of the middle


def standard_quantile(quantity: Quantity, u: Floats) -> Floats:
    """Return the draws of a standard member of a family at `u`.

    Args:
        quantity: as `Quantity.standardize` returns it.
        u: evenly spread numbers, strictly inside 0–1.
    """
    return _QUANTILES[quantity.family](u, quantity.parameters)


def draw_quantity(quantity: Quantity, u: Floats) -> Floats:
    """Return a quantity at `u`, in its own unit."""
    standard, start, width = quantity.standardize()
    return np.asarray(start + width * standard_quantile(standard, u))


def triangular_quantile(u: Floats, mode: Floats | float) -> Floats:
    """Return triangular draws on 0–1 with the most likely value `mode`.

    `√(mode·u)` below the mode, `1 − √((1 − mode)(1 − u))` above.

    Args:
        u: evenly spread numbers, strictly inside 0–1.
        mode: in 0–1, ends included; broadcasts with `u`.
    """
    # Both are |high - √((high - u)(high - mode))|, with `high` 1 above the mode and 0 below it: one root.
    high = (u >= mode).astype(np.float64)
    root = high - u
    root *= high - mode
    np.sqrt(root, out=root)
    np.subtract(high, root, out=root)
    return np.abs(root, out=root)


def normal_quantile(u: Floats) -> Floats:
    """Return normal draws with mean 0 and standard deviation 1."""
    return np.asarray(np.interp(_log_odds(u), *_normal_table()))


def beta_quantile(u: Floats, a: float, b: float) -> Floats:
    """Return beta draws on 0–1, with density in proportion to `x^(a−1) (1−x)^(b−1)`."""
    levels = np.interp(_log_odds(u), *_beta_table(a, b))
    return np.asarray(1.0 / (1.0 + np.exp(-levels)))


_QUANTILES: dict[str, Callable[[Floats, tuple[float, ...]], Floats]] = {
    "exact": lambda u, _: np.zeros_like(u),
    "uniform": lambda u, _: np.asarray(u),
    "triangular": lambda u, ends: triangular_quantile(u, np.array(ends[1])),
    "normal": lambda u, _: normal_quantile(u),
    "beta": lambda u, shape: beta_quantile(u, shape[0], shape[1]),
}
"""The quantile function of the standard member of every family, of u and its parameters."""


def _log_odds(u: Floats) -> Floats:
    return np.asarray(np.log(u) - np.log1p(-u))


@lru_cache(maxsize=1)
def _normal_table() -> _QuantileTable:
    return _quantile_table(lambda z: -0.5 * z * z, mode=0.0)


@lru_cache(maxsize=256)
def _beta_table(a: float, b: float) -> _QuantileTable:
    """Return log-odds of the distribution function, and the log-odds of the level they belong to."""

    def density(z: Floats) -> Floats:
        return np.asarray(a * z - (a + b) * np.logaddexp(0.0, z))

    odds, levels = _quantile_table(density, mode=math.log(a / b))
    return odds, np.clip(levels, -_MOST_LOG_ODDS, _MOST_LOG_ODDS)


def _quantile_table(log_density: Callable[[Floats], Floats], *, mode: float) -> _QuantileTable:
    """Return nodes of the quantile function of a log-concave density: log-odds of u, and the level.

    The mass below and the mass above each node are summed from their own tail, so that both keep their
    relative precision; beyond the ends the density falls no slower than exponentially and is left out.
    """
    left, right = (_find_tail_end(log_density, mode, side) for side in (-1.0, 1.0))
    steps = np.linspace(0.0, 1.0, _NODES + 1)
    levels = np.concatenate([left + (mode - left) * steps, mode + (right - mode) * steps[1:]])
    mass = _interval_masses(log_density, levels, float(log_density(np.array(mode))))
    below, above = np.cumsum(mass), np.cumsum(mass[::-1])[::-1]
    return np.log(below[:-1]) - np.log(above[1:]), levels[1:-1]


def _find_tail_end(log_density: Callable[[Floats], Floats], mode: float, side: float) -> float:
    """Return the level, on one side of the mode, where the density has fallen by `_LOG_DROP`.

    The distance is doubled until it is enough, then bisected.
    """
    floor = float(log_density(np.array(mode))) - _LOG_DROP

    def is_inside(length: float) -> bool:
        return float(log_density(np.array(mode + side * length))) > floor

    far = 1.0
    while is_inside(far):
        far *= 2.0
    near = 0.0
    for _ in range(60):
        middle = (near + far) / 2.0
        near, far = (middle, far) if is_inside(middle) else (near, middle)
    return mode + side * far


def _interval_masses(log_density: Callable[[Floats], Floats], levels: Floats, peak: float) -> Floats:
    """Return the mass between neighbouring levels, up to one common factor."""
    middle, half = (levels[1:] + levels[:-1]) / 2.0, np.diff(levels) / 2.0
    node, outer, centre = _GAUSS_LEGENDRE
    total = centre * np.exp(log_density(middle) - peak)
    for sign in (-1.0, 1.0):
        total += outer * np.exp(log_density(middle + sign * node * half) - peak)
    return np.asarray(total * half)
