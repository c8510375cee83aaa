"""Labels beside their points, none over another: the first free place of a few, the nearest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dilemma.report.charts.model import Point

STEPS = (9.0, 18.0, 30.0, 46.0, 64.0)  # how far from its point a label may be
MARGIN = 3.0  # between two labels
NEAR = 20.0  # beyond this a label needs a line to its point


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the paper."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height

    def wider(self, margin: float) -> Box:
        """The rectangle with a margin on every side."""
        return Box(self.left - margin, self.top - margin, self.width + 2 * margin, self.height + 2 * margin)

    def meets(self, other: Box) -> bool:
        """Whether two rectangles share more than an edge."""
        apart = self.right <= other.left or other.right <= self.left
        return not (apart or self.bottom <= other.top or other.bottom <= self.top)

    def holds(self, other: Box) -> bool:
        """Whether the other lies inside this one."""
        across = self.left <= other.left and other.right <= self.right
        return across and self.top <= other.top and other.bottom <= self.bottom

    def nearest(self, point: Point) -> Point:
        """The place of the rectangle nearest to a point."""
        x, y = point
        return min(max(x, self.left), self.right), min(max(y, self.top), self.bottom)


def placed(
    points: Sequence[Point], choices: Sequence[Sequence[Point]], frame: Box, *, radius: float
) -> list[tuple[int, Box] | None]:
    """A free place inside the frame for one label of every point, in order; None where there is none.

    Args:
        points: what is labelled.
        choices: for each point the width and height of the labels it might have, the preferred first.
        frame: where labels may be.
        radius: how far labels keep from every point.

    Returns:
        For each point which of its labels it has, and where.
    """
    taken = [Box(x - radius, y - radius, 2 * radius, 2 * radius) for x, y in points]
    found: list[tuple[int, Box] | None] = []
    for point, sizes in zip(points, choices, strict=True):
        free = (
            (which, box)
            for which, size in enumerate(sizes)
            for box in _places(point, size)
            if frame.holds(box) and not any(box.meets(other) for other in taken)
        )
        label = next(free, None)
        found.append(label)
        if label is not None:
            taken.append(label[1].wider(MARGIN))
    return found


def _places(point: Point, size: Point) -> Iterator[Box]:
    """Right, left, above, below and the corners, near first."""
    (x, y), (width, height) = point, size
    for step in STEPS:
        slant = step * 0.75
        yield Box(x + step, y - height / 2, width, height)
        yield Box(x - step - width, y - height / 2, width, height)
        yield Box(x - width / 2, y - step - height, width, height)
        yield Box(x - width / 2, y + step, width, height)
        yield Box(x + slant, y - slant - height, width, height)
        yield Box(x + slant, y + slant, width, height)
        yield Box(x - slant - width, y - slant - height, width, height)
        yield Box(x - slant - width, y + slant, width, height)
