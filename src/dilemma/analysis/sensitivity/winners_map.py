"""The map of winners over the probabilities of the two futures that come nearest to changing the choice.

Two probabilities x and y run over the triangle x, y >= 0, x + y <= 1; the rest, 1 - x - y, goes to the other
futures in a fixed proportion. The value of every option is then linear over the triangle, and the region
where it is highest is a convex polygon: the triangle clipped by one half-plane a rival.

References:
    Starr, M. K. (1963). Product Design and Decision Theory. Prentice-Hall.
    Sutherland, I. E. & Hodgman, G. W. (1974). Reentrant polygon clipping. Comm. ACM 17, 32-42.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.core.simplex import tie_groups
from dilemma.analysis.results.assessment import Region, WinnersMap
from dilemma.scenario.quantity import rounded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.core.decision import Decision
    from dilemma.analysis.core.scores import Floats
    from dilemma.analysis.results.assessment import BreakEven


_ROUNDOFF = 1e-12
_TRIANGLE = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
_EMPTY_POLYGON = np.empty((0, 2))


def winner_polygons(values: Floats, across: int, up: int, probabilities: Floats) -> tuple[Floats, ...]:
    """Return the exact polygon of the map where each option is highest.

    Args:
        values: array [option, future] of the value of every option in every future.
        across: index of the future whose probability is x.
        up: index of the future whose probability is y.
        probabilities: array [future]; only the proportion of the futures other than `across` and `up` counts,
            and they share equally if all of theirs are 0.

    Returns:
        For every option an array [corner, 2] of x and y, counter-clockwise from the lowest corner (leftmost
        of equals), with no corner doubled or on a straight edge; empty if the option is highest nowhere or
        only on a line. The polygons cover the triangle and overlap only in edges, except that options tied
        over the whole map, to 1e-9, have the same polygon.

    Raises:
        ValueError: if the two futures are the same, there is no third, or the other probabilities are
            negative.
    """
    leaders, group = tie_groups(_corner_values(values, across, up, probabilities))
    polygons = [
        _clip_to_winner(row - np.delete(leaders, number, axis=0)) for number, row in enumerate(leaders)
    ]
    return tuple(polygons[number] for number in group)


def polygon_area(polygon: Floats) -> float:
    """Return the area of a polygon [corner, 2], positive when counter-clockwise and 0 when empty."""
    if len(polygon) == 0:
        return 0.0
    x, y = (polygon - polygon[0]).T
    return float(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2


def _corner_values(values: Floats, across: int, up: int, probabilities: Floats) -> Floats:
    """Return values [option, corner] at (0, 0), where only the other futures count, (1, 0) and (0, 1)."""
    futures = values.shape[1]
    if futures < 3 or across == up:
        raise ValueError(
            f"a map takes two futures and at least one other, not {across} and {up} of {futures}"
        )
    rest = np.delete(probabilities, [across, up])
    if not rest.min() >= 0:
        raise ValueError("the probabilities of the other futures must not be negative")
    weights = rest / rest.sum() if rest.sum() > 0 else np.full(len(rest), 1 / len(rest))
    origin = np.delete(values, [across, up], axis=1) @ weights
    return np.column_stack([origin, values[:, across], values[:, up]])


def _clip_to_winner(advantages: Floats) -> Floats:
    """Clip the triangle by every rival, given the advantage over it at the three corners [rival, corner]."""
    polygon = _TRIANGLE
    for advantage in advantages:
        polygon = _clip_by_half_plane(polygon, advantage)
    return _simplify_polygon(polygon)


def _clip_by_half_plane(polygon: Floats, advantage: Floats) -> Floats:
    """Keep the part of a convex polygon where the advantage [corner of the triangle] is not negative."""
    origin, east, north = advantage
    heights = origin + polygon @ np.array([east - origin, north - origin])
    heights[np.abs(heights) <= _ROUNDOFF * np.abs(advantage).max()] = 0
    # Sutherland & Hodgman: keep the corners inside, and add the point where an edge crosses the line.
    corners: list[Floats] = []
    next_corners, next_heights = np.roll(polygon, -1, axis=0), np.roll(heights, -1)
    for corner, next_corner, height, next_height in zip(
        polygon, next_corners, heights, next_heights, strict=True
    ):
        if height >= 0:
            corners.append(corner)
        if height * next_height < 0:
            corners.append((corner * next_height - next_corner * height) / (next_height - height))
    return np.array(corners) if corners else _EMPTY_POLYGON


def _simplify_polygon(polygon: Floats) -> Floats:
    """Drop corners that turn nothing, and slivers; start from the lowest corner."""
    if abs(polygon_area(polygon)) <= _ROUNDOFF:
        return _EMPTY_POLYGON
    is_distinct = np.abs(polygon - np.roll(polygon, 1, axis=0)).max(axis=1) > _ROUNDOFF
    polygon = polygon[is_distinct]
    into, out = polygon - np.roll(polygon, 1, axis=0), np.roll(polygon, -1, axis=0) - polygon
    turn = into[:, 0] * out[:, 1] - into[:, 1] * out[:, 0]
    length = np.hypot(*into.T) * np.hypot(*out.T)
    polygon = polygon[turn > _ROUNDOFF * length]
    return np.roll(polygon, -np.lexsort((polygon[:, 0], polygon[:, 1]))[0], axis=0)


# Two futures make a line, not a map.
_FEWEST_FUTURES = 3


def winners_map(decision: Decision, break_evens: Sequence[BreakEven]) -> WinnersMap | None:
    """Return exact polygons of who is best over two probabilities, the other futures in proportion.

    None with fewer than three futures.
    """
    if len(decision.futures) < _FEWEST_FUTURES:
        return None
    across, up = _choose_axes(decision, break_evens)
    polygons = winner_polygons(decision.in_future, across, up, decision.probabilities)
    return WinnersMap(
        across=decision.futures[across],
        up=decision.futures[up],
        now=(float(decision.probabilities[across]), float(decision.probabilities[up])),
        regions=tuple(
            Region(option=option, polygon=tuple((float(x), float(y)) for x, y in polygon))
            for option, polygon in zip(decision.options, polygons, strict=True)
            if len(polygon)
        ),
    )


def _choose_axes(decision: Decision, break_evens: Sequence[BreakEven]) -> tuple[int, int]:
    """Return the futures whose probability is nearest to a break-even, then the likeliest others."""
    distances = {
        name: min(
            abs(break_even.at - break_even.now)
            for break_even in break_evens
            if break_even.kind == "probability" and break_even.of == name
        )
        for name in decision.futures
        if any(break_even.kind == "probability" and break_even.of == name for break_even in break_evens)
    }
    indices = range(len(decision.futures))
    nearest = sorted(
        indices,
        key=lambda index: (
            rounded(distances.get(decision.futures[index], 2.0)),
            -rounded(float(decision.probabilities[index])),
        ),
    )
    return nearest[0], nearest[1]
