"""Convex polygons, counter-clockwise: what lies inside, and where a label fits best."""

from __future__ import annotations

from itertools import product
from math import hypot, inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dilemma.report.charts.model import Point

EDGE = 1e-9  # how far outside still counts as on the edge
FINE = 14  # places tried along each side of the polygon's frame


def edges(polygon: Sequence[Point]) -> Iterator[tuple[Point, Point]]:
    """Each corner with the next one."""
    return zip(polygon, (*polygon[1:], *polygon[:1]), strict=True)


def depth(point: Point, polygon: Sequence[Point]) -> float:
    """How far inside a convex polygon a point is: the distance to the nearest edge, negative outside."""
    nearest = inf
    for (x, y), (to_x, to_y) in edges(polygon):
        length = hypot(to_x - x, to_y - y)
        if length:
            cross = (to_x - x) * (point[1] - y) - (to_y - y) * (point[0] - x)
            nearest = min(nearest, cross / length)
    return nearest


def inside(point: Point, polygon: Sequence[Point]) -> bool:
    """Whether a point lies in a convex polygon, its edge included."""
    return depth(point, polygon) >= -EDGE


def roomiest(
    polygon: Sequence[Point], width: float, height: float, *, clear_of: Point, radius: float
) -> tuple[Point, bool]:
    """A centre for a label of such a size, deepest inside and clear of a ring; and whether it all fits."""

    def room(centre: Point) -> float:
        x, y = centre
        across = abs(x - clear_of[0]) - width / 2 - radius
        up = abs(y - clear_of[1]) - height / 2 - radius
        deep = min(
            depth((x + right * width / 2, y + above * height / 2), polygon) for right, above in _CORNERS
        )
        return min(deep, max(across, up))

    best = max(_tried(polygon), key=room)
    return best, room(best) >= 0


_CORNERS = tuple(product((-1, 1), (-1, 1)))


def _tried(polygon: Sequence[Point]) -> list[Point]:
    """The mean of the corners, then a grid over the polygon's frame."""
    across, up = [x for x, _ in polygon], [y for _, y in polygon]
    middle = (sum(across) / len(polygon), sum(up) / len(polygon))
    left, low = min(across), min(up)
    wide, high = max(across) - left, max(up) - low
    grid = product(range(1, FINE), range(1, FINE))
    return [middle, *((left + wide * i / FINE, low + high * j / FINE) for i, j in grid)]
