"""Labels on two scales at once: the two poles of a dilemma."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.charts.canvas import LABEL, SMALL, WIDTH, Drawing, rule, tall, tip, word, words
from dilemma.report.charts.lettering import width_of, wrapped
from dilemma.report.charts.looks import marker
from dilemma.report.charts.placement import NEAR, Box, placed
from dilemma.report.charts.scale import Scale, around, ticks
from dilemma.report.document import Column, Table
from dilemma.report.numbers import plain, points

if TYPE_CHECKING:
    from dilemma.report.charts.model import Point, Scatter, Spot

_PLOT_LEFT, _PLOT_HEIGHT, _MARKER_RADIUS = 30.0, 300.0, 6.0
_LEAST_SPAN = 40.0  # points each axis covers at least, so that small differences look small


def draw_scatter_plot(chart: Scatter) -> Drawing:
    """Return a marker for each spot with its name and numbers; names that find no room are listed."""
    up = wrapped(f"↑ {chart.up}", LABEL, WIDTH, bold=True)
    top = tall(up) + 8
    x = Scale(*around((spot.x for spot in chart.spots), least=_LEAST_SPAN), _PLOT_LEFT, WIDTH - 10)
    y = Scale(*around((spot.y for spot in chart.spots), least=_LEAST_SPAN), top + _PLOT_HEIGHT, top)
    marks = [*words(up, 0, 0, bold=True), *_draw_grid(x, y)]
    across = wrapped(f"{chart.across} →", LABEL, WIDTH, bold=True)
    marks += words(across, WIDTH, top + _PLOT_HEIGHT + 22, anchor="end", bold=True)
    bottom = top + _PLOT_HEIGHT + 26 + tall(across)
    labels, unlabelled = _draw_labels(chart, [(x(spot.x), y(spot.y)) for spot in chart.spots], top)
    list_marks, height = _draw_list(unlabelled, bottom)
    return Drawing((*marks, *labels, *list_marks), height)


def _draw_grid(x: Scale, y: Scale) -> list[str]:
    """Return the rules of both scales with their numbers."""
    marks = []
    for tick in ticks(x.low, x.high):
        marks.append(rule((x(tick), y.start), (x(tick), y.stop), opacity=0.15))
        marks.append(word(plain(tick), x(tick), y.start + 17, size=SMALL, anchor="middle", muted=True))
    for tick in ticks(y.low, y.high):
        marks.append(rule((x.start, y(tick)), (x.stop, y(tick)), opacity=0.15))
        marks.append(word(plain(tick), x.start - 6, y(tick) + 4, size=SMALL, anchor="end", muted=True))
    marks.append(rule((x.start, y.start), (x.stop, y.start), opacity=0.6))
    marks.append(rule((x.start, y.start), (x.start, y.stop), opacity=0.6))
    return marks


def _spot_numbers(spot: Spot) -> str:
    """Return both numbers of a spot."""
    return f"{points(spot.x)}, {points(spot.y)}"


def _draw_labels(
    chart: Scatter, positions: list[Point], top: float
) -> tuple[list[str], list[tuple[int, Spot]]]:
    """Return markers with their names and numbers, and the spots to be listed.

    A spot without room for its name has a figure beside its marker, under which it is listed.
    """
    label_choices = [
        [[*wrapped(spot.name.text, LABEL, 130, most=3), _spot_numbers(spot)], [str(figure)]]
        for figure, spot in enumerate(chart.spots, start=1)
    ]
    frame = Box(_PLOT_LEFT + 2, top, WIDTH - _PLOT_LEFT - 2, _PLOT_HEIGHT - 2)
    labels = placed(
        positions,
        [[_label_size(lines) for lines in lines_of_choices] for lines_of_choices in label_choices],
        frame,
        radius=_MARKER_RADIUS,
    )
    marks: list[str] = []
    for spot, (x, y), choices, label in zip(chart.spots, positions, label_choices, labels, strict=True):
        marks.append(
            marker(
                spot.name.look, x, y, tip(f"{spot.name.text}: {_spot_numbers(spot)}"), radius=_MARKER_RADIUS
            )
        )
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
    return max(width_of(line, LABEL, bold=True) for line in lines), tall(lines)


def _draw_label(lines: list[str], box: Box, point: Point) -> list[str]:
    """Return the name in bold above its numbers, with a line to a point that is far away."""
    anchor_point = box.nearest(point)
    is_far = max(abs(anchor_point[0] - point[0]), abs(anchor_point[1] - point[1])) > NEAR
    leader_line = [rule(point, anchor_point, opacity=0.5)] if is_far else []
    name, numbers = lines[:1] if len(lines) == 1 else lines[:-1], lines[1:][-1:]
    below = box.top + tall(name)
    if box.right < point[0]:
        name_lines = words(name, box.right, box.top, anchor="end", bold=True)
        return [*leader_line, *name_lines, *words(numbers, box.right, below, anchor="end")]
    return [*leader_line, *words(name, box.left, box.top, bold=True), *words(numbers, box.left, below)]


def _draw_list(spots: list[tuple[int, Spot]], top: float) -> tuple[list[str], float]:
    """Return the spots that found no room, by their figures, and where the list ends."""
    marks, y = [], top
    for figure, spot in spots:
        lines = wrapped(f"{figure}  {spot.name.text} ({_spot_numbers(spot)})", SMALL, WIDTH)
        marks += words(lines, 0, y, size=SMALL)
        y += tall(lines, SMALL) + 2
    return marks, y


def scatter_plot_table(chart: Scatter) -> Table:
    """Return both numbers of each spot."""
    columns = (Column(chart.what), Column(chart.across, "right"), Column(chart.up, "right"))
    rows = tuple((spot.name.text, points(spot.x), points(spot.y)) for spot in chart.spots)
    return Table(columns, rows, chart.title)
