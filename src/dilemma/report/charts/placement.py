"""Labels beside their points, none over another: the first free position of a few, the nearest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dilemma.report.charts.model import Point

_LABEL_DISTANCES = (9.0, 18.0, 30.0, 46.0, 64.0)  # how far from its point a label may be
_LABEL_MARGIN = 3.0  # between two labels
LEADER_LINE_DISTANCE = 20.0  # beyond this a label needs a line to its point


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A rectangle on the paper."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.top + self.height

    def wider(self, margin: float) -> Rectangle:
        """Return the rectangle with a margin on every side."""
        return Rectangle(
            self.left - margin, self.top - margin, self.width + 2 * margin, self.height + 2 * margin
        )

    def meets(self, other: Rectangle) -> bool:
        """Return whether two rectangles share more than an edge."""
        apart = self.right <= other.left or other.right <= self.left
        return not (apart or self.bottom <= other.top or other.bottom <= self.top)

    def holds(self, other: Rectangle) -> bool:
        """Return whether the other rectangle lies inside this one."""
        across = self.left <= other.left and other.right <= self.right
        return across and self.top <= other.top and other.bottom <= self.bottom

    def nearest(self, point: Point) -> Point:
        """Return the point of the rectangle that is nearest to a point."""
        x, y = point
        return min(max(x, self.left), self.right), min(max(y, self.top), self.bottom)


def place_labels(
    points: Sequence[Point], choices: Sequence[Sequence[Point]], frame: Rectangle, *, radius: float
) -> list[tuple[int, Rectangle] | None]:
    """Return a free position for one label of every point, in order; None where there is none.

    Args:
        points: the points to be labelled.
        choices: for each point the width and height of the labels it might have, the preferred first.
        frame: where labels may be.
        radius: how far labels keep from every point.

    Returns:
        For each point which of its labels it has, and where.
    """
    occupied = [Rectangle(x - radius, y - radius, 2 * radius, 2 * radius) for x, y in points]
    labels: list[tuple[int, Rectangle] | None] = []
    for point, sizes in zip(points, choices, strict=True):
        free = (
            (choice, box)
            for choice, size in enumerate(sizes)
            for box in _candidate_boxes(point, size)
            if frame.holds(box) and not any(box.meets(other) for other in occupied)
        )
        label = next(free, None)
        labels.append(label)
        if label is not None:
            occupied.append(label[1].wider(_LABEL_MARGIN))
    return labels


def _candidate_boxes(point: Point, size: Point) -> Iterator[Rectangle]:
    """Yield positions to the right, left, above, below and at the corners of a point, near ones first."""
    (x, y), (width, height) = point, size
    for step in _LABEL_DISTANCES:
        slant = step * 0.75  # about the same distance from the point as along an axis
        yield Rectangle(x + step, y - height / 2, width, height)
        yield Rectangle(x - step - width, y - height / 2, width, height)
        yield Rectangle(x - width / 2, y - step - height, width, height)
        yield Rectangle(x - width / 2, y + step, width, height)
        yield Rectangle(x + slant, y - slant - height, width, height)
        yield Rectangle(x + slant, y + slant, width, height)
        yield Rectangle(x - slant - width, y - slant - height, width, height)
        yield Rectangle(x - slant - width, y + slant, width, height)
