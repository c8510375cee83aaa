"""Labels on two scales at once: the two poles of a dilemma."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.charts.canvas import (
    LABEL,
    SMALL,
    WIDTH,
    Drawing,
    LinearScale,
    axis_ticks,
    measure_text,
    round_range,
    straight_line,
    text_block,
    text_height,
    text_line,
    title_element,
    wrap_text,
)
from dilemma.report.charts.style import LEADER_LINE_DISTANCE, Rectangle, place_labels, series_marker
from dilemma.report.document import Column, Table
from dilemma.report.numbers import format_plain, format_points

if TYPE_CHECKING:
    from dilemma.report.charts.chart import Point, ScatterPlot, ScatterPoint

_PLOT_LEFT, _PLOT_HEIGHT, _MARKER_RADIUS = 30.0, 300.0, 6.0
_LEAST_SPAN = 40.0  # points each axis covers at least, so that small differences look small


def draw_scatter_plot(chart: ScatterPlot) -> Drawing:
    """Return a marker for each spot with its name and numbers; names that find no room are listed."""
    up = wrap_text(f"↑ {chart.up}", LABEL, WIDTH, bold=True)
    top = text_height(up) + 8
    across_ends = round_range((spot.x for spot in chart.spots), least=_LEAST_SPAN)
    up_ends = round_range((spot.y for spot in chart.spots), least=_LEAST_SPAN)
    x = LinearScale(*across_ends, _PLOT_LEFT, WIDTH - 10)
    y = LinearScale(*up_ends, top + _PLOT_HEIGHT, top)
    marks = [*text_block(up, 0, 0, bold=True), *_draw_grid(x, y)]
    across = wrap_text(f"{chart.across} →", LABEL, WIDTH, bold=True)
    marks += text_block(across, WIDTH, top + _PLOT_HEIGHT + 22, anchor="end", bold=True)
    bottom = top + _PLOT_HEIGHT + 26 + text_height(across)
    labels, unlabelled = _draw_labels(chart, [(x(spot.x), y(spot.y)) for spot in chart.spots], top)
    list_marks, height = _draw_list(unlabelled, bottom)
    return Drawing((*marks, *labels, *list_marks), height)


def _draw_grid(x: LinearScale, y: LinearScale) -> list[str]:
    """Return the rules of both scales with their numbers."""
    marks = []
    for tick in axis_ticks(x.low, x.high):
        text, right = format_plain(tick), x(tick)
        marks.append(straight_line((right, y.start), (right, y.stop), opacity=0.15))
        marks.append(text_line(text, right, y.start + 17, size=SMALL, anchor="middle", muted=True))
    for tick in axis_ticks(y.low, y.high):
        text, up = format_plain(tick), y(tick)
        marks.append(straight_line((x.start, up), (x.stop, up), opacity=0.15))
        marks.append(text_line(text, x.start - 6, up + 4, size=SMALL, anchor="end", muted=True))
    marks.append(straight_line((x.start, y.start), (x.stop, y.start), opacity=0.6))
    marks.append(straight_line((x.start, y.start), (x.start, y.stop), opacity=0.6))
    return marks


def _spot_numbers(spot: ScatterPoint) -> str:
    return f"{format_points(spot.x)}, {format_points(spot.y)}"


def _draw_labels(
    chart: ScatterPlot, positions: list[Point], top: float
) -> tuple[list[str], list[tuple[int, ScatterPoint]]]:
    """Return markers with their names and numbers, and the spots to be listed.

    A spot without room for its name has a figure beside its marker, under which it is listed.
    """
    label_choices = [
        [[*wrap_text(spot.name.text, LABEL, 130, most=3), _spot_numbers(spot)], [str(figure)]]
        for figure, spot in enumerate(chart.spots, start=1)
    ]
    frame = Rectangle(_PLOT_LEFT + 2, top, WIDTH - _PLOT_LEFT - 2, _PLOT_HEIGHT - 2)
    labels = place_labels(
        positions,
        [[_label_size(lines) for lines in lines_of_choices] for lines_of_choices in label_choices],
        frame,
        radius=_MARKER_RADIUS,
    )
    marks: list[str] = []
    for spot, (x, y), choices, label in zip(chart.spots, positions, label_choices, labels, strict=True):
        tooltip = title_element(f"{spot.name.text}: {_spot_numbers(spot)}")
        marks.append(series_marker(spot.name.look, x, y, tooltip, radius=_MARKER_RADIUS))
        if label is not None:
            marks += _draw_label(choices[label[0]], label[1], (x, y))
    unlabelled = [
        (figure, spot)
        for figure, (spot, label) in enumerate(zip(chart.spots, labels, strict=True), start=1)
        if label is None or label[0]
    ]
    return marks, unlabelled


def _label_size(lines: list[str]) -> Point:
    """Return the width and height of a label."""
    return max(measure_text(line, LABEL, bold=True) for line in lines), text_height(lines)


def _draw_label(lines: list[str], box: Rectangle, point: Point) -> list[str]:
    """Return the name in bold above its numbers, with a line to a point that is far away."""
    anchor_point = box.nearest(point)
    is_far = max(abs(anchor_point[0] - point[0]), abs(anchor_point[1] - point[1])) > LEADER_LINE_DISTANCE
    leader_line = [straight_line(point, anchor_point, opacity=0.5)] if is_far else []
    name, numbers = lines[:1] if len(lines) == 1 else lines[:-1], lines[1:][-1:]
    below = box.top + text_height(name)
    if box.right < point[0]:
        name_lines = text_block(name, box.right, box.top, anchor="end", bold=True)
        return [*leader_line, *name_lines, *text_block(numbers, box.right, below, anchor="end")]
    return [
        *leader_line,
        *text_block(name, box.left, box.top, bold=True),
        *text_block(numbers, box.left, below),
    ]


def _draw_list(spots: list[tuple[int, ScatterPoint]], top: float) -> tuple[list[str], float]:
    """Return the spots that found no room, by their figures, and where the list ends."""
    marks, y = [], top
    for figure, spot in spots:
        lines = wrap_text(f"{figure}  {spot.name.text} ({_spot_numbers(spot)})", SMALL, WIDTH)
        marks += text_block(lines, 0, y, size=SMALL)
        y += text_height(lines, SMALL) + 2
    return marks, y


def scatter_plot_table(chart: ScatterPlot) -> Table:
    """Return both numbers of each spot."""
    columns = (Column(chart.what), Column(chart.across, "right"), Column(chart.up, "right"))
    rows = tuple((spot.name.text, format_points(spot.x), format_points(spot.y)) for spot in chart.spots)
    return Table(columns, rows, chart.title)
