"""The choice of cases leaves no pair out, and is smaller than all combinations."""

from __future__ import annotations

from itertools import combinations, product

from tests.pairwise import pairwise


def test_every_two_values_meet() -> None:
    """Nine, five, four and two values: every pair stands in one of 45 rows, the fewest there can be."""
    parameters = [
        [f"{name}{place}" for place in range(count)] for name, count in zip("abcd", (9, 5, 4, 2), strict=True)
    ]
    rows = pairwise(*parameters)
    held = {pair for row in rows for pair in combinations(row, 2)}
    assert held == {pair for two in combinations(parameters, 2) for pair in product(*two)}
    assert len(rows) == 45
