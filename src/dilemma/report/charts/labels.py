"""Labels beside points and on filled shapes, none over another, with the legends and axes of a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.records import dataclass
from dilemma.report.charts.canvas import (
    LABEL,
    LINE_HEIGHT,
    SMALL,
    WIDTH,
    axis_ticks,
    group,
    measure_text,
    rectangle,
    straight_line,
    text_height,
    text_line,
    truncate_text,
)
from dilemma.report.charts.style import OUTLINE_ATTRIBUTES, series_fill, series_marker, series_style
from dilemma.report.numbers import format_plain
from dilemma.report.text import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dilemma.report.charts.canvas import LinearScale
    from dilemma.report.charts.chart import Label, Point


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


_RIM = 4.0  # of the background beyond its words, both sides together


def label_shape(index: int, texts: Sequence[str], shape: Rectangle) -> list[str]:
    """Return the first of the texts that fits into a shape, in the colours of a style; [] if none fits."""
    fitting_texts = (text for text in texts if measure_text(text, SMALL) + _RIM + 2 <= shape.width)
    text = next(fitting_texts, "")
    if not text:
        return []
    centre = (shape.left + shape.width / 2, shape.top + shape.height / 2)
    return [label_on_background(index, [text], centre, size=SMALL)]


def label_on_background(
    index: int, lines: Sequence[str], centre: Point, *, size: float = LABEL, bold: bool = False
) -> str:
    """Return lines of text in the ink of a style, on its colour."""
    style, (x, y) = series_style(index), centre
    width, height = label_size(lines, size, bold=bold)
    # SVG sets text by its base line, which lies about one letter size under the top of the line.
    top = y - text_height(lines, size) / 2
    text_lines = [
        text_line(
            line,
            x,
            top + size * (0.98 + row * LINE_HEIGHT),
            size=size,
            anchor="middle",
            bold=bold,
            fill=style.ink,
        )
        for row, line in enumerate(lines)
    ]
    background = rectangle(x - width / 2, y - height / 2, width, height, fill=style.colour)
    # The shape under the label has a tooltip, which pointing at the label must show as well.
    return group([background, *text_lines], pointer_events="none")


def label_size(lines: Sequence[str], size: float, *, bold: bool = False) -> Point:
    """Return the width and height of a label with its background."""
    return max(measure_text(line, size, bold=bold) for line in lines) + _RIM, text_height(lines, size) + 1


_SWATCH_SIZE, _LEGEND_ROW_HEIGHT, _LEGEND_GAP = 12.0, 19.0, 14.0
AXIS_HEIGHT = 22.0  # the height of an axis with its numbers


def draw_legend(names: Sequence[Label], prefix: str, *, markers: bool = False) -> tuple[list[str], float]:
    """Return swatches or markers with their names, in rows as wide as the chart, and their height."""
    marks: list[str] = []
    x, y = 0.0, 0.0
    for name in names:
        text = truncate_text(sanitize(name.text), SMALL, WIDTH - _SWATCH_SIZE - 5)
        width = _SWATCH_SIZE + 5 + measure_text(text, SMALL)
        # The first name of a row always stays in it, as it was cut to the width of the chart.
        if x and x + width > WIDTH:
            x, y = 0.0, y + _LEGEND_ROW_HEIGHT
        middle = y + _SWATCH_SIZE / 2 + 1
        if markers:
            marks.append(series_marker(name.look, x + _SWATCH_SIZE / 2, middle))
        else:
            marks.append(
                rectangle(
                    x,
                    middle - _SWATCH_SIZE / 2,
                    _SWATCH_SIZE,
                    _SWATCH_SIZE,
                    fill=series_fill(name.look, prefix),
                    **OUTLINE_ATTRIBUTES,
                )
            )
        marks.append(text_line(text, x + _SWATCH_SIZE + 5, middle + SMALL * 0.36, size=SMALL))
        x += width + _LEGEND_GAP
    return marks, y + _LEGEND_ROW_HEIGHT + 5


def draw_axis(scale: LinearScale, y: float) -> list[str]:
    """Return a line with round numbers under it."""
    marks = [straight_line((scale.start, y), (scale.stop, y), opacity=0.6)]
    for tick in axis_ticks(scale.low, scale.high):
        x = scale(tick)
        marks.append(straight_line((x, y), (x, y + 4), opacity=0.6))
        marks.append(
            text_line(format_plain(tick), max(x, 4.0), y + 17, size=SMALL, anchor="middle", muted=True)
        )
    return marks
