"""The map of winners: a triangle of probabilities, each part of it in the style of what is best there."""

from __future__ import annotations

from itertools import product
from math import hypot, inf
from typing import TYPE_CHECKING

from dilemma.records import dataclass
from dilemma.report.charts.canvas import (
    LABEL,
    SMALL,
    WIDTH,
    Drawing,
    LinearScale,
    element,
    format_coordinate,
    format_polygon,
    group,
    measure_text,
    spread_labels,
    straight_line,
    text_block,
    text_height,
    text_line,
    title_element,
    wrap_text,
)
from dilemma.report.charts.style import (
    OUTLINE_ATTRIBUTES,
    draw_legend,
    label_on_background,
    label_size,
    series_fill,
)
from dilemma.report.document import Column, Table
from dilemma.report.numbers import format_percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.report.charts.chart import Label, MapArea, Point, WinnersMapChart


_EDGE_TOLERANCE = 1e-9  # this far outside still counts as on the edge
_GRID_DIVISIONS = 14  # of each side of the frame, in the grid of centres to try


def depth_inside(point: Point, polygon: Sequence[Point]) -> float:
    """Return how far inside a convex polygon a point is: the distance to the nearest edge, negative outside.

    The distance is the cross product of the edge and the vector to the point, over the length of the edge.
    """
    nearest = inf
    for (x, y), (to_x, to_y) in zip(polygon, (*polygon[1:], *polygon[:1]), strict=True):
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


TRIANGLE_LEFT, TRIANGLE_LEG = 40.0, 310.0  # of the triangle: its left edge, the length of its two equal sides
_BESIDE_WIDTH = 120.0  # the widest words beyond the slope
_RING_RADIUS = 7.0  # radius of the mark of now
_QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class _OutsideLabel:
    """A name that does not fit into its part, and a point inside the part."""

    name: Label
    lines: list[str]
    point: Point


def draw_winners_map(chart: WinnersMapChart, prefix: str) -> Drawing:
    """Return the parts with their names, the axes in percent, and the point of now."""
    up = wrap_text(f"↑ probability of {chart.up}", LABEL, WIDTH, bold=True)
    top = text_height(up) + 12
    x = LinearScale(0.0, 1.0, TRIANGLE_LEFT, TRIANGLE_LEFT + TRIANGLE_LEG)
    y = LinearScale(0.0, 1.0, top + TRIANGLE_LEG, top)
    marks = [
        *text_block(up, 0, 0, bold=True),
        *(_draw_area(area, x, y, prefix) for area in chart.areas),
        *_draw_axes(x, y),
    ]
    name_marks, outside = _draw_names(chart, x, y)
    now_marks, now_bottom = _draw_now(chart, x, y)
    beside_marks = _draw_beside(outside, now_bottom, y)
    across = wrap_text(f"probability of {chart.across} →", LABEL, TRIANGLE_LEFT + TRIANGLE_LEG, bold=True)
    marks += [
        *name_marks,
        *(beside_marks or []),
        *now_marks,
        *text_block(across, TRIANGLE_LEFT + TRIANGLE_LEG, y.start + 22, anchor="end", bold=True),
    ]
    bottom = y.start + 26 + text_height(across)
    if beside_marks is None:
        legend_marks, height = draw_legend([label.name for label in outside], prefix)
        marks.append(group(legend_marks, transform=f"translate(0 {format_coordinate(bottom + 4)})"))
        bottom += 4 + height
    return Drawing(tuple(marks), bottom, tuple(area.name.look for area in chart.areas))


def _draw_area(area: MapArea, x: LinearScale, y: LinearScale, prefix: str) -> str:
    tooltip = title_element(f"{area.name.text} is best between {_corner_texts(area)}")
    corners = format_polygon((x(across), y(up)) for across, up in area.polygon)
    fill = series_fill(area.name.look, prefix)
    return element("polygon", tooltip, points=corners, fill=fill, **OUTLINE_ATTRIBUTES)


def _corner_texts(area: MapArea) -> str:
    """Return the corners of a part in percent."""
    return "; ".join(f"{format_percent(across)}, {format_percent(up)}" for across, up in area.polygon)


def _draw_axes(x: LinearScale, y: LinearScale) -> list[str]:
    """Return ticks and percentages along both axes."""
    marks = []
    for quarter in _QUARTERS:
        text, right, up = format_percent(quarter), x(quarter), y(quarter)
        marks += [
            straight_line((right, y.start), (right, y.start + 4), opacity=0.6),
            text_line(text, right, y.start + 17, size=SMALL, anchor="middle", muted=True),
            straight_line((x.start - 4, up), (x.start, up), opacity=0.6),
            text_line(text, x.start - 7, up + 4, size=SMALL, anchor="end", muted=True),
        ]
    return marks


def _draw_names(
    chart: WinnersMapChart, x: LinearScale, y: LinearScale
) -> tuple[list[str], list[_OutsideLabel]]:
    """Return names inside their parts where they fit, and the labels of those that do not."""
    marks: list[str] = []
    outside: list[_OutsideLabel] = []
    now = (x(chart.now[0]), -y(chart.now[1]))
    for area in chart.areas:
        lines = wrap_text(area.name.text, LABEL, _BESIDE_WIDTH, most=3, bold=True)
        # On paper y runs downwards, which would turn the corners clockwise; the minus sign turns them back.
        corners_on_paper = [(x(across), -y(up)) for across, up in area.polygon]
        (across, down), fits = find_label_centre(
            corners_on_paper, *label_size(lines, LABEL, bold=True), clear_of=now, radius=_RING_RADIUS
        )
        if fits:
            marks.append(label_on_background(area.name.look, lines, (across, -down), bold=True))
        else:
            (across, down), _ = find_label_centre(
                corners_on_paper, 0.0, 0.0, clear_of=now, radius=_RING_RADIUS
            )
            outside.append(_OutsideLabel(area.name, lines, (across, -down)))
    return marks, outside


def _draw_beside(outside: list[_OutsideLabel], top: float, y: LinearScale) -> list[str] | None:
    """Return names in the free half beyond the slope, tied to their parts; None without room for all."""
    if not outside:
        return []
    heights = [text_height(label.lines) + 4 for label in outside]
    widths = [max(measure_text(line, LABEL, bold=True) for line in label.lines) for label in outside]
    # Lower down the names would run into the triangle.
    lowest = y.stop + WIDTH - max(widths) - 10 - TRIANGLE_LEFT
    if top + sum(heights) > lowest:
        return None
    centres = spread_labels([label.point[1] - 40 for label in outside], heights, top, lowest)
    marks: list[str] = []
    for label, height, width, centre in zip(outside, heights, widths, centres, strict=True):
        marks.append(straight_line(label.point, (WIDTH - width - 3, centre)))
        marks.append(element("circle", cx=label.point[0], cy=label.point[1], r=2.5))
        marks += text_block(label.lines, WIDTH - width, centre - height / 2, bold=True)
    return marks


def _draw_now(chart: WinnersMapChart, x: LinearScale, y: LinearScale) -> tuple[list[str], float]:
    """Return a ring on the map, its legend in the free half beyond the slope, and where that ends."""
    lines = [
        "now",
        *wrap_text(f"{format_percent(chart.now[0])} {chart.across}", SMALL, _BESIDE_WIDTH, most=3),
        *wrap_text(f"{format_percent(chart.now[1])} {chart.up}", SMALL, _BESIDE_WIDTH, most=3),
    ]
    left = WIDTH - max(measure_text(line, SMALL) for line in lines)
    ring = [
        *_draw_ring(x(chart.now[0]), y(chart.now[1])),
        *_draw_ring(left - _RING_RADIUS - 6, y.stop + SMALL * 0.7),
    ]
    return [*ring, *text_block(lines, left, y.stop, size=SMALL)], y.stop + text_height(lines, SMALL) + 10


def _draw_ring(x: float, y: float) -> list[str]:
    """Return a ring that can be seen on any colour."""
    return [
        element("circle", cx=x, cy=y, r=_RING_RADIUS, fill="#ffffff", stroke="#000000", stroke_width=2),
        element("circle", cx=x, cy=y, r=2.5, fill="#000000"),
    ]


def winners_map_table(chart: WinnersMapChart) -> Table:
    """Return the corners of each part, and now."""
    head = f"corners: {chart.across}, {chart.up}"
    now_row = ("now", f"{format_percent(chart.now[0])}, {format_percent(chart.now[1])}")
    rows = (*((area.name.text, _corner_texts(area)) for area in chart.areas), now_row)
    return Table((Column(chart.what), Column(head)), rows, chart.title)
