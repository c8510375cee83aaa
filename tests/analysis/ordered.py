"""Weights in order are a simplex of their own, so that exact shares answer for them: an oracle."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from dilemma.analysis.core.scores import Floats


def ordered_vertices(count: int) -> Floats:
    """The vertices of the weights in order, w1 >= w2 >= ... >= 0 with sum 1; array [vertex, weight].

    They are 1, (1/2, 1/2), (1/3, 1/3, 1/3), and so on, so that order restrictions need nothing new: with
    `scores @ ordered_vertices(n).T` as values at the vertices, `best_shares` answers for any weights in that
    order, and `centroid @ ordered_vertices(n)` are central weights. The mean of the vertices is the
    rank-order-centroid weights (Edwards & Barron 1994, Organizational Behavior and Human Decision Processes
    60, 306-325).
    """
    sizes = np.arange(1, count + 1)
    return np.tril(np.ones((count, count))) / sizes[:, None]
