"""Figures that ask less than a value: temper towards risk, any weights in order, dominance over futures."""

from __future__ import annotations

import math
from itertools import pairwise, permutations
from typing import TYPE_CHECKING

import numpy as np

from .figures import TIE, best

if TYPE_CHECKING:
    from .figures import Exact
    from .judgements import Floats
    from .scenario import Decision

GREATEST = 100.0  # no change beyond this tolerance is reported
LEAST = 0.05


def certain_equivalents(outcome: Exact, tolerance: float) -> Floats:
    """Return the sure value that each option is as good as, to somebody of this tolerance."""
    values, floor = outcome.by_future, outcome.by_future.min(axis=1, keepdims=True)
    with np.errstate(under="ignore"):
        masses = (outcome.by_option * np.exp(-(values - floor) / tolerance)).sum(axis=1)
    possible = masses > 0
    return np.where(possible, floor[:, 0] - tolerance * np.log(np.where(possible, masses, 1.0)), np.inf)


def risk_tolerance(outcome: Exact) -> list[tuple[float, int]]:
    """Return below which tolerances the lead changes, the greatest first, and to whom."""
    changes = []
    grid = np.geomspace(GREATEST, LEAST, 1000)

    def leaders(tolerance: float) -> list[int]:
        return best(certain_equivalents(outcome, tolerance))

    current = leaders(GREATEST)[0]
    for above, below in pairwise(grid):
        if current in leaders(below):  # an equal takes no lead
            continue
        high, low = float(above), float(below)
        for _ in range(80):
            middle = math.sqrt(high * low)
            high, low = (middle, low) if current in leaders(middle) else (high, middle)
        current = leaders(float(below))[0]
        changes.append((low, current))
    return changes


def necessary(decision: Decision, outcome: Exact) -> list[tuple[str, str]]:
    """Return the pairs in which one is as good under every weight in order, and better under some."""
    at_corners = decision.weights.corners() @ outcome.by_criterion.T
    pairs = permutations(range(len(decision.options)), 2)
    return [
        (decision.options[a], decision.options[b])
        for a, b in pairs
        if np.all(at_corners[:, a] >= at_corners[:, b] - TIE)
        and np.any(at_corners[:, a] > at_corners[:, b] + TIE)
    ]


def possible(decision: Decision, outcome: Exact) -> list[tuple[str, str]]:
    """Return the pairs in which one is at least as good under some weights in order."""
    at_corners = decision.weights.corners() @ outcome.by_criterion.T
    pairs = permutations(range(len(decision.options)), 2)
    return [
        (decision.options[a], decision.options[b])
        for a, b in pairs
        if np.any(at_corners[:, a] >= at_corners[:, b] - TIE)
    ]


def necessary_in_ranges(decision: Decision, outcome: Exact) -> list[tuple[str, str]]:
    """Return the pairs that hold with the one at its lowest scores and the other at its highest."""
    low, high = (_expected_ends(ends, outcome) for ends in decision.ends())
    corners = decision.weights.corners()
    pairs = []
    for a, b in permutations(range(len(decision.options)), 2):
        gaps = np.array([_weighted(corner, low[a] - high[b]) for corner in corners])
        if np.all(gaps >= -TIE) and np.any(gaps > TIE):
            pairs.append((decision.options[a], decision.options[b]))
    return pairs


def _expected_ends(ends: Floats, outcome: Exact) -> Floats:
    """Return the ends over the futures; a future without chance counts for nothing, infinite or not."""
    parts = np.where(outcome.by_option[:, None, :] > 0, ends, 0.0) * outcome.by_option[:, None, :]
    return np.asarray(parts.sum(axis=2))


def _weighted(corner: Floats, gaps: Floats) -> float:
    return float(np.sum(np.where(corner > 0, gaps, 0.0) * corner))


def stochastic_dominance(decision: Decision, outcome: Exact) -> dict[str, list[tuple[str, str]]]:
    """Return the pairs of first and of second order over the futures; the first are among the second."""
    pairs: dict[str, list[tuple[str, str]]] = {"first": [], "second": []}
    names = decision.options
    for a, b in permutations(range(len(names)), 2):
        levels = np.unique(np.concatenate([outcome.by_future[a], outcome.by_future[b]]))
        below = [
            (outcome.by_option[o][None, :] * (outcome.by_future[o][None, :] <= levels[:, None] + TIE)).sum(
                axis=1
            )
            for o in (a, b)
        ]
        gaps = below[1] - below[0]
        areas = np.concatenate([[0.0], np.cumsum(gaps[:-1] * np.diff(levels))])
        for kind, curve in (("first", gaps), ("second", areas)):
            if np.all(curve >= -TIE) and np.any(curve > TIE):
                pairs[kind].append((names[a], names[b]))
    return pairs
