"""The styles that tell things apart (colours safe for the colour-blind, hatchings, markers), labels and axes.

Options: the colours of Okabe, M. & Ito, K. (2008), Color Universal Design, without black: it is gone on a
dark page. Criteria: greys and earths, 3 to 1 on a white page and on a dark one; none looks like an option.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.records import dataclass
from dilemma.report.charts.canvas import (
    LABEL,
    LINE_HEIGHT,
    SMALL,
    WIDTH,
    axis_ticks,
    element,
    format_polygon,
    group,
    measure_text,
    rectangle,
    straight_line,
    text_height,
    text_line,
    title_element,
    truncate_text,
)
from dilemma.report.numbers import format_plain
from dilemma.report.text import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dilemma.report.charts.canvas import LinearScale
    from dilemma.report.charts.chart import Label, Point

_DARK, _LIGHT = "#000000", "#ffffff"
OUTLINE_ATTRIBUTES: dict[str, str | float] = {"stroke": "currentColor"}  # as wide as `draw` says of the sheet

_SQUARE = ((-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85))
_UP = ((0.0, -1.1), (1.0, 0.8), (-1.0, 0.8))
_DOWN = ((0.0, 1.1), (1.0, -0.8), (-1.0, -0.8))
_DIAMOND = ((0.0, -1.2), (1.2, 0.0), (0.0, 1.2), (-1.2, 0.0))
_PLUS = (
    (-0.4, -1.1), (0.4, -1.1), (0.4, -0.4), (1.1, -0.4), (1.1, 0.4), (0.4, 0.4),
    (0.4, 1.1), (-0.4, 1.1), (-0.4, 0.4), (-1.1, 0.4), (-1.1, -0.4), (-0.4, -0.4),
)  # fmt: skip
_STAR = (
    (0.0, -1.2), (0.35, -0.35), (1.2, 0.0), (0.35, 0.35),
    (0.0, 1.2), (-0.35, 0.35), (-1.2, 0.0), (-0.35, -0.35),
)  # fmt: skip
_LABEL_DISTANCES = (9.0, 18.0, 30.0, 46.0, 64.0)  # how far from its point a label may be
_LABEL_MARGIN = 3.0  # between two labels
LEADER_LINE_DISTANCE = 20.0  # beyond this a label needs a line to its point
_RIM = 4.0  # of the background beyond its words, both sides together
_SWATCH_SIZE, _LEGEND_ROW_HEIGHT, _LEGEND_GAP = 12.0, 19.0, 14.0
AXIS_HEIGHT = 22.0  # the height of an axis with its numbers


@dataclass(frozen=True, slots=True)
class _SeriesStyle:
    """The style of one thing in every chart.

    Attributes:
        colour: its fill or stroke.
        ink: black or white, whichever can be read on the colour.
        hatch: strokes over a tile of eight by eight units; empty for a plain fill.
        dash: the pattern of its line; a criterion has none.
        marker: corners about the origin, within one unit; none for a circle.
    """

    colour: str
    ink: str
    hatch: str
    dash: str = ""
    marker: tuple[Point, ...] = ()


SERIES_STYLES = (
    _SeriesStyle("#0072b2", _LIGHT, ""),
    _SeriesStyle("#e69f00", _DARK, "M-2 2L2 -2M0 8L8 0M6 10L10 6", "7 3", _SQUARE),
    _SeriesStyle("#009e73", _DARK, "M0 4H8", "2 2", _UP),
    _SeriesStyle("#cc79a7", _DARK, "M1.5 2H2.5M5.5 6H6.5", "9 3 2 3", _DIAMOND),
    _SeriesStyle("#56b4e9", _DARK, "M-2 6L2 10M0 0L8 8M6 -2L10 2", "12 4", _DOWN),
    _SeriesStyle("#d55e00", _DARK, "M4 0V8", "4 2 1 2 1 2", _PLUS),
    _SeriesStyle("#f0e442", _DARK, "M0 0L8 8M0 8L8 0", "1 3", _STAR),
)

CRITERION_STYLES = (
    _SeriesStyle("#8f8f8f", _DARK, "M0 6L4 2L8 6"),
    _SeriesStyle("#7d6650", _LIGHT, "M0 2H4M4 6H8"),
    _SeriesStyle("#a58c6a", _DARK, "M4 2V6M2 4H6"),
    _SeriesStyle("#66737d", _LIGHT, "M0 0H8M0 4H8M2 0V4M6 4V8"),
    _SeriesStyle("#9a8490", _DARK, "M2 0V4M6 4V8"),
    _SeriesStyle("#69705a", _LIGHT, "M0 4H8M4 0V8"),
    _SeriesStyle("#8d9690", _DARK, "M2 2H6V6H2Z"),
)


def criterion_look(index: int) -> int:
    """Return the look of a criterion by its index: below 0, where those of options are 0 and more."""
    return ~index


def series_style(look: int) -> _SeriesStyle:
    """Return the style of a look; styles repeat after seven, when labels must tell things apart."""
    if look < 0:
        return CRITERION_STYLES[~look % len(CRITERION_STYLES)]
    return SERIES_STYLES[look % len(SERIES_STYLES)]


def series_fill(look: int, prefix: str) -> str:
    """Return the fill of a style: its colour, under its hatching if it has one."""
    return f"url(#{_pattern_id(look, prefix)})" if series_style(look).hatch else series_style(look).colour


def hatch_patterns(looks: Iterable[int], prefix: str) -> str:
    """Return the definitions that `fill` refers to, for those of the styles that are hatched."""
    used = {_pattern_id(look, prefix): series_style(look) for look in looks if series_style(look).hatch}
    return element("defs", *(_pattern(name, used[name]) for name in sorted(used))) if used else ""


def _pattern_id(look: int, prefix: str) -> str:
    """Return the id of the hatching of a style."""
    if look < 0:
        return f"{prefix}-criterion-{~look % len(CRITERION_STYLES)}"
    return f"{prefix}-look-{look % len(SERIES_STYLES)}"


def _pattern(name: str, style: _SeriesStyle) -> str:
    """Return the hatching of a style over its colour, by its id."""
    return element(
        "pattern",
        element("rect", width=8, height=8, fill=style.colour),
        element("path", d=style.hatch, stroke=style.ink, stroke_width=1.1, stroke_opacity=0.55, fill="none"),
        id=name,
        patternUnits="userSpaceOnUse",
        width=8,
        height=8,
    )


def series_marker(index: int, x: float, y: float, *inside: str, radius: float = 5.0) -> str:
    """Return the marker of a style at a point."""
    style = series_style(index)
    if not style.marker:
        return element("circle", *inside, cx=x, cy=y, r=radius, fill=style.colour, **OUTLINE_ATTRIBUTES)
    points = format_polygon((x + radius * across, y + radius * down) for across, down in style.marker)
    return element("polygon", *inside, points=points, fill=style.colour, **OUTLINE_ATTRIBUTES)


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


def fill_shape(shape: Rectangle, fill: str, tooltip: str = "") -> str:
    """Return a shape in a fill, outlined, with what it shows when it is pointed at."""
    inside = [title_element(tooltip)] if tooltip else []
    return rectangle(
        shape.left, shape.top, shape.width, shape.height, *inside, fill=fill, **OUTLINE_ATTRIBUTES
    )


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
    marks = [rectangle(x - width / 2, y - height / 2, width, height, fill=style.colour)]
    for row, line in enumerate(lines):
        base = top + size * (0.98 + row * LINE_HEIGHT)
        marks.append(text_line(line, x, base, size=size, anchor="middle", bold=bold, fill=style.ink))
    # The shape under the label has a tooltip, which pointing at the label must show as well.
    return group(marks, pointer_events="none")


def label_size(lines: Sequence[str], size: float, *, bold: bool = False) -> Point:
    """Return the width and height of a label with its background."""
    return max(measure_text(line, size, bold=bold) for line in lines) + _RIM, text_height(lines, size) + 1


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
            swatch = Rectangle(x, middle - _SWATCH_SIZE / 2, _SWATCH_SIZE, _SWATCH_SIZE)
            marks.append(fill_shape(swatch, series_fill(name.look, prefix)))
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
