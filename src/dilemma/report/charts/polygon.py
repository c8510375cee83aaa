"""Convex polygons, counter-clockwise: whether a point lies inside, and where a label fits best."""

from __future__ import annotations

from itertools import product
from math import hypot, inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dilemma.report.charts.model import Point

_EDGE_TOLERANCE = 1e-9  # this far outside still counts as on the edge
_GRID_DIVISIONS = 14  # of each side of the frame, in the grid of centres to try


def _edges(polygon: Sequence[Point]) -> Iterator[tuple[Point, Point]]:
    """Return each corner with the next one."""
    return zip(polygon, (*polygon[1:], *polygon[:1]), strict=True)


def depth_inside(point: Point, polygon: Sequence[Point]) -> float:
    """Return how far inside a convex polygon a point is: the distance to the nearest edge, negative outside.

    The distance is the cross product of the edge and the vector to the point, over the length of the edge.
    """
    nearest = inf
    for (x, y), (to_x, to_y) in _edges(polygon):
        length = hypot(to_x - x, to_y - y)
        if length:
            cross = (to_x - x) * (point[1] - y) - (to_y - y) * (point[0] - x)
            nearest = min(nearest, cross / length)
    return nearest


def is_inside(point: Point, polygon: Sequence[Point]) -> bool:
    """Return whether a point lies in a convex polygon, its edge included."""
    return depth_inside(point, polygon) >= -_EDGE_TOLERANCE


def find_label_centre(
    polygon: Sequence[Point], width: float, height: float, *, clear_of: Point, radius: float
) -> tuple[Point, bool]:
    """Return the centre for a label of such a size, and whether all of the label fits there.

    The centre is the one of a grid whose label is deepest inside the polygon and farthest from a ring.
    """

    def clearance(centre: Point) -> float:
        x, y = centre
        across = abs(x - clear_of[0]) - width / 2 - radius
        up = abs(y - clear_of[1]) - height / 2 - radius
        corner_depth = min(
            depth_inside((x + right * width / 2, y + above * height / 2), polygon)
            for right, above in _BOX_CORNERS
        )
        return min(corner_depth, max(across, up))

    best = max(_candidate_centres(polygon), key=clearance)
    return best, clearance(best) >= 0


_BOX_CORNERS = tuple(product((-1, 1), (-1, 1)))


def _candidate_centres(polygon: Sequence[Point]) -> list[Point]:
    """Return the mean of the corners, then a grid over the frame of the polygon."""
    across, up = [x for x, _ in polygon], [y for _, y in polygon]
    middle = (sum(across) / len(polygon), sum(up) / len(polygon))
    left, low = min(across), min(up)
    wide, high = max(across) - left, max(up) - low
    grid = product(range(1, _GRID_DIVISIONS), range(1, _GRID_DIVISIONS))
    return [middle, *((left + wide * i / _GRID_DIVISIONS, low + high * j / _GRID_DIVISIONS) for i, j in grid)]
