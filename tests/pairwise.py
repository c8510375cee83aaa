"""A choice of cases in which every two values of any two parameters meet, in place of every combination."""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable


def pairwise(*parameters: Iterable[Any]) -> list[tuple[Any, ...]]:
    """Rows of one value for each parameter, so that every pair of values stands in one of them at least.

    Greedy: the next row is the first of all combinations that holds most pairs not yet held. Few rows more
    than the least possible, and the same rows each time.
    """
    values = [tuple(parameter) for parameter in parameters]
    rows = list(product(*(range(len(each)) for each in values)))
    missing = {pair for row in rows for pair in _pairs(row)}
    chosen = []
    while missing:
        best = max(rows, key=lambda row: sum(pair in missing for pair in _pairs(row)))
        missing.difference_update(_pairs(best))
        chosen.append(best)
    return [tuple(each[place] for each, place in zip(values, row, strict=True)) for row in sorted(chosen)]


def _pairs(row: tuple[int, ...]) -> list[tuple[tuple[int, int], ...]]:
    """Every two of a row's values, each with the place of its parameter."""
    return list(combinations(enumerate(row), 2))
