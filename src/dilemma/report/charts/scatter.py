"""Things on two scales at once: the two poles of a dilemma."""

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

LEFT, HEIGHT, RADIUS = 30.0, 300.0, 6.0
LEAST = 40.0  # points each axis covers at least, so that small differences look small


def body(chart: Scatter) -> Drawing:
    """A marker for each thing with its name and numbers; names that find no room are listed."""
    up = wrapped(f"↑ {chart.up}", LABEL, WIDTH, bold=True)
    top = tall(up) + 8
    x = Scale(*around((spot.x for spot in chart.spots), least=LEAST), LEFT, WIDTH - 10)
    y = Scale(*around((spot.y for spot in chart.spots), least=LEAST), top + HEIGHT, top)
    marks = [*words(up, 0, 0, bold=True), *_grid(x, y)]
    across = wrapped(f"{chart.across} →", LABEL, WIDTH, bold=True)
    marks += words(across, WIDTH, top + HEIGHT + 22, anchor="end", bold=True)
    bottom = top + HEIGHT + 26 + tall(across)
    labels, left_over = _labels(chart, [(x(spot.x), y(spot.y)) for spot in chart.spots], top)
    listed, height = _listed(left_over, bottom)
    return Drawing((*marks, *labels, *listed), height)


def _grid(x: Scale, y: Scale) -> list[str]:
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


def _numbers(spot: Spot) -> str:
    return f"{points(spot.x)}, {points(spot.y)}"


def _labels(chart: Scatter, places: list[Point], top: float) -> tuple[list[str], list[tuple[int, Spot]]]:
    """Markers with their names and numbers; where there is no room, a figure, and the spots to be listed."""
    texts = [
        [[*wrapped(spot.name.text, LABEL, 130, most=3), _numbers(spot)], [str(figure)]]
        for figure, spot in enumerate(chart.spots, start=1)
    ]
    frame = Box(LEFT + 2, top, WIDTH - LEFT - 2, HEIGHT - 2)
    labels = placed(places, [[_size(lines) for lines in each] for each in texts], frame, radius=RADIUS)
    marks: list[str] = []
    for spot, (x, y), choices, label in zip(chart.spots, places, texts, labels, strict=True):
        marks.append(marker(spot.name.look, x, y, tip(f"{spot.name.text}: {_numbers(spot)}"), radius=RADIUS))
        if label is not None:
            marks += _label(choices[label[0]], label[1], (x, y))
    listed = [
        (figure, spot)
        for figure, (spot, label) in enumerate(zip(chart.spots, labels, strict=True), start=1)
        if label is None or label[0]
    ]
    return marks, listed


def _size(lines: list[str]) -> Point:
    return max(width_of(line, LABEL, bold=True) for line in lines), tall(lines)


def _label(lines: list[str], box: Box, point: Point) -> list[str]:
    """The name in bold over its numbers, with a line to its point from afar."""
    near = box.nearest(point)
    far = max(abs(near[0] - point[0]), abs(near[1] - point[1])) > NEAR
    tie = [rule(point, near, opacity=0.5)] if far else []
    name, numbers = lines[:1] if len(lines) == 1 else lines[:-1], lines[1:][-1:]
    below = box.top + tall(name)
    if box.right < point[0]:
        drawn = words(name, box.right, box.top, anchor="end", bold=True)
        return [*tie, *drawn, *words(numbers, box.right, below, anchor="end")]
    return [*tie, *words(name, box.left, box.top, bold=True), *words(numbers, box.left, below)]


def _listed(spots: list[tuple[int, Spot]], top: float) -> tuple[list[str], float]:
    """What found no room, by its figure."""
    marks, y = [], top
    for figure, spot in spots:
        lines = wrapped(f"{figure}  {spot.name.text} ({_numbers(spot)})", SMALL, WIDTH)
        marks += words(lines, 0, y, size=SMALL)
        y += tall(lines, SMALL) + 2
    return marks, y


def table(chart: Scatter) -> Table:
    """Both numbers of each."""
    columns = (Column(chart.what), Column(chart.across, "right"), Column(chart.up, "right"))
    rows = tuple((spot.name.text, points(spot.x), points(spot.y)) for spot in chart.spots)
    return Table(columns, rows, chart.title)
