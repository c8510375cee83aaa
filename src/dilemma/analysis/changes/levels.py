"""Break-evens of scores in the unit of their criterion, in which they can be typed back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.scenario.model import value_points_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dilemma.analysis.results import BreakEven
    from dilemma.scenario.model import Scenario


def _add_score_levels(break_evens: Iterable[BreakEven], scenario: Scenario) -> tuple[BreakEven, ...]:
    """Return the break-evens, those of scores on a straight scale with the levels of their value points.

    A bent value function has no such level: the mean of values is not the value of the mean.
    """
    scales = {
        leaf.id: value_points_of(leaf.criterion)
        for leaf in scenario.leaves
        if leaf.criterion.scale and len(value_points_of(leaf.criterion)) == 2
    }
    return tuple(_add_levels(break_even, scales) for break_even in break_evens)


def _add_levels(break_even: BreakEven, scales: dict[str, tuple[tuple[float, float], ...]]) -> BreakEven:
    corners = scales.get(break_even.of.rpartition(".")[2]) if break_even.kind == "score" else None
    if corners is None:
        return break_even
    (worst, low), (best, high) = corners
    now, crossing = (
        worst + (best - worst) * (value - low) / (high - low) for value in (break_even.now, break_even.at)
    )
    return replace(break_even, levels=(now, crossing))
