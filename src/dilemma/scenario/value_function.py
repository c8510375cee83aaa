"""Value functions: from the unit a criterion is scored in to value points between 0 and 100."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dilemma.scenario.files.parts import Criterion

ValuePoints = tuple[tuple[float, float], ...]

LINEAR_POINTS: ValuePoints = ((0.0, 0.0), (100.0, 100.0))


def value_points_of(criterion: Criterion) -> ValuePoints:
    """Return the points of a criterion's value function as (level, value), from worst to best."""
    if criterion.value:
        return criterion.value
    if criterion.scale:
        return ((criterion.scale.worst, 0.0), (criterion.scale.best, 100.0))
    return LINEAR_POINTS


def interpolate_value(level: float, value_points: ValuePoints) -> float:
    """Return the value of a level by linear interpolation, and beyond the last points by extrapolation.

    Levels outside the scale only come from distributions and from normal tails; a stated score outside the
    scale is refused on loading.
    """
    rising = value_points[-1][0] > value_points[0][0]
    for (start, low), (stop, high) in pairwise(value_points):
        # The last piece takes every level beyond it, and the first every level before it.
        is_last = stop == value_points[-1][0]
        if is_last or (level <= stop if rising else level >= stop):
            return low + (high - low) * (level - start) / (stop - start)
    raise ValueError("a value function needs two corners")


def score_limits(criterion: Criterion) -> tuple[float, float]:
    """Return the lowest and the highest number that a score on this criterion may be."""
    levels = [level for level, _ in value_points_of(criterion)]
    return min(levels), max(levels)
