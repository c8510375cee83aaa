"""From swing points or a ranking to weights that sum to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.central.chances import sum_in_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.central.table import Floats
    from dilemma.scenario.model import Scenario


def normalised(points: Floats) -> Floats:
    """Swing points divided by their sum."""
    return np.asarray(points / points.sum())


def rank_order_centroid(ties: Sequence[int]) -> list[float]:
    """The mean of all weights that keep a ranking: rank k of n has `(1/n) Σ_{i≥k} 1/i`.

    Args:
        ties: how many criteria share each place, from the most to the least important.

    Returns:
        The weight of a criterion at each place; those that tie share the mean of the ranks they take.

    Reference: Edwards & Barron 1994, SMARTS and SMARTER.
    """
    count = sum(ties)
    ranks = [_centroid(rank, count) for rank in range(1, count + 1)]
    shared, start = [], 0
    for size in ties:
        shared.append(float(np.mean(ranks[start : start + size])))
        start += size
    return shared


def _centroid(rank: int, count: int) -> float:
    return sum_in_order([1.0 / place for place in range(rank, count + 1)]) / count


def central(scenario: Scenario) -> Floats:
    """The weights as given: swing points normalised, rank-order centroids, or equal when there are none."""
    leaves = [leaf.id for leaf in scenario.leaves]
    given = scenario.weights
    if given is None:
        return np.full(len(leaves), 1.0 / len(leaves))
    if given.points:
        return normalised(np.array([given.points[leaf].central for leaf in leaves]))
    by_place = rank_order_centroid([len(tie) for tie in given.ranking])
    by_leaf = {leaf: weight for tie, weight in zip(given.ranking, by_place, strict=True) for leaf in tie}
    return np.array([by_leaf[leaf] for leaf in leaves])
