"""Weights: from swing points or a ranking to numbers that sum to 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.central.chances import sum_in_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.central.table import Floats
    from dilemma.scenario.model import Scenario


def normalize_weights(points: Floats) -> Floats:
    """Divide swing points by their sum."""
    return np.asarray(points / points.sum())


def rank_order_centroid(ties: Sequence[int]) -> list[float]:
    """Return the mean of all weights that keep a ranking: rank k of n has `(1/n) Σ_{i≥k} 1/i`.

    Args:
        ties: how many criteria share each position, from the most to the least important.

    Returns:
        The weight of a criterion at each position; those that tie share the mean of the ranks they take.

    Reference: Edwards & Barron 1994, SMARTS and SMARTER.
    """
    count = sum(ties)
    ranks = [_centroid(rank, count) for rank in range(1, count + 1)]
    weights, start = [], 0
    for size in ties:
        weights.append(float(np.mean(ranks[start : start + size])))
        start += size
    return weights


def _centroid(rank: int, count: int) -> float:
    """Return the rank-order centroid of one rank."""
    return sum_in_order([1.0 / position for position in range(rank, count + 1)]) / count


def central_weights(scenario: Scenario) -> Floats:
    """Return the central weights, [criterion], summing to 1.

    Swing points normalised, rank-order centroids of a ranking, or equal weights where neither is stated.
    """
    criteria = [criterion.id for criterion in scenario.leaves]
    statement = scenario.weights
    if statement is None:
        return np.full(len(criteria), 1.0 / len(criteria))
    if statement.points:
        return normalize_weights(np.array([statement.points[criterion].central for criterion in criteria]))
    centroids = rank_order_centroid([len(tie) for tie in statement.ranking])
    weight_of = {
        criterion: weight
        for tie, weight in zip(statement.ranking, centroids, strict=True)
        for criterion in tie
    }
    return np.array([weight_of[criterion] for criterion in criteria])
