"""Break-evens of scores in the unit of their criterion, in which they can be typed back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.scenario.value_function import points

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dilemma.analysis.results import BreakEven
    from dilemma.scenario.model import Scenario


def with_levels(found: Iterable[BreakEven], scenario: Scenario) -> tuple[BreakEven, ...]:
    """The same, those of scores on a straight scale of its own with the levels that their points stand for.

    A bent value function has no such level: the mean of values is not the value of the mean.
    """
    scales = {
        leaf.id: points(leaf.criterion)
        for leaf in scenario.leaves
        if leaf.criterion.scale and len(points(leaf.criterion)) == 2
    }
    return tuple(_with_levels(each, scales) for each in found)


def _with_levels(found: BreakEven, scales: dict[str, tuple[tuple[float, float], ...]]) -> BreakEven:
    corners = scales.get(found.of.rpartition(".")[2]) if found.kind == "score" else None
    if corners is None:
        return found
    (worst, low), (best, high) = corners
    now, at = (worst + (best - worst) * (value - low) / (high - low) for value in (found.now, found.at))
    return replace(found, levels=(now, at))
