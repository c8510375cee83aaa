"""The map of winners: a triangle of probabilities, each part of it in the style of what is best there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dilemma.report.charts.canvas import (
    LABEL,
    SMALL,
    WIDTH,
    Drawing,
    corners,
    element,
    group,
    number,
    rule,
    tall,
    tip,
    word,
    words,
)
from dilemma.report.charts.key import key
from dilemma.report.charts.lettering import width_of, wrapped
from dilemma.report.charts.looks import OUTLINE, fill
from dilemma.report.charts.plate import plate, room
from dilemma.report.charts.polygon import roomiest
from dilemma.report.charts.scale import Scale, apart
from dilemma.report.document import Column, Table
from dilemma.report.numbers import percent

if TYPE_CHECKING:
    from dilemma.report.charts.model import Area, Map, Named, Point

LEFT, LEG = 40.0, 310.0  # of the triangle: its left edge, the length of its two equal sides
_BESIDE_WIDTH = 120.0  # the widest words beyond the slope
_RING_RADIUS = 7.0  # radius of the mark of now
_QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class _OutsideLabel:
    """A name that does not fit into its part, and a point inside the part."""

    name: Named
    lines: list[str]
    point: Point


def draw_winners_map(chart: Map, prefix: str) -> Drawing:
    """Return the parts with their names, the axes in percent, and the point of now."""
    up = wrapped(f"↑ probability of {chart.up}", LABEL, WIDTH, bold=True)
    top = tall(up) + 12
    x, y = Scale(0.0, 1.0, LEFT, LEFT + LEG), Scale(0.0, 1.0, top + LEG, top)
    marks = [
        *words(up, 0, 0, bold=True),
        *(_draw_area(area, x, y, prefix) for area in chart.areas),
        *_draw_axes(x, y),
    ]
    name_marks, outside = _draw_names(chart, x, y)
    now_marks, now_bottom = _draw_now(chart, x, y)
    beside_marks = _draw_beside(outside, now_bottom, y)
    across = wrapped(f"probability of {chart.across} →", LABEL, LEFT + LEG, bold=True)
    marks += [
        *name_marks,
        *(beside_marks or []),
        *now_marks,
        *words(across, LEFT + LEG, y.start + 22, anchor="end", bold=True),
    ]
    bottom = y.start + 26 + tall(across)
    if beside_marks is None:
        legend_marks, height = key([label.name for label in outside], prefix)
        marks.append(group(legend_marks, transform=f"translate(0 {number(bottom + 4)})"))
        bottom += 4 + height
    return Drawing(tuple(marks), bottom, tuple(area.name.look for area in chart.areas))


def _draw_area(area: Area, x: Scale, y: Scale, prefix: str) -> str:
    """Return one part of the map."""
    tooltip = tip(f"{area.name.text} is best between {_corner_texts(area)}")
    corner_attribute = corners((x(across), y(up)) for across, up in area.polygon)
    return element("polygon", tooltip, points=corner_attribute, fill=fill(area.name.look, prefix), **OUTLINE)


def _corner_texts(area: Area) -> str:
    """Return the corners of a part in percent."""
    return "; ".join(f"{percent(across)}, {percent(up)}" for across, up in area.polygon)


def _draw_axes(x: Scale, y: Scale) -> list[str]:
    """Return ticks and percentages along both axes."""
    marks = []
    for quarter in _QUARTERS:
        marks.append(rule((x(quarter), y.start), (x(quarter), y.start + 4), opacity=0.6))
        marks.append(
            word(percent(quarter), x(quarter), y.start + 17, size=SMALL, anchor="middle", muted=True)
        )
        marks.append(rule((x.start - 4, y(quarter)), (x.start, y(quarter)), opacity=0.6))
        marks.append(
            word(percent(quarter), x.start - 7, y(quarter) + 4, size=SMALL, anchor="end", muted=True)
        )
    return marks


def _draw_names(chart: Map, x: Scale, y: Scale) -> tuple[list[str], list[_OutsideLabel]]:
    """Return names inside their parts where they fit, and the labels of those that do not."""
    marks: list[str] = []
    outside: list[_OutsideLabel] = []
    now = (x(chart.now[0]), -y(chart.now[1]))
    for area in chart.areas:
        lines = wrapped(area.name.text, LABEL, _BESIDE_WIDTH, most=3, bold=True)
        # On paper y runs downwards, which would turn the corners clockwise; the minus sign turns them back.
        corners_on_paper = [(x(across), -y(up)) for across, up in area.polygon]
        (across, down), fits = roomiest(
            corners_on_paper, *room(lines, LABEL, bold=True), clear_of=now, radius=_RING_RADIUS
        )
        if fits:
            marks.append(plate(area.name.look, lines, (across, -down), bold=True))
        else:
            (across, down), _ = roomiest(corners_on_paper, 0.0, 0.0, clear_of=now, radius=_RING_RADIUS)
            outside.append(_OutsideLabel(area.name, lines, (across, -down)))
    return marks, outside


def _draw_beside(outside: list[_OutsideLabel], top: float, y: Scale) -> list[str] | None:
    """Return names in the free half beyond the slope, tied to their parts; None without room for all."""
    if not outside:
        return []
    heights = [tall(label.lines) + 4 for label in outside]
    widths = [max(width_of(line, LABEL, bold=True) for line in label.lines) for label in outside]
    lowest = y.stop + WIDTH - max(widths) - 10 - LEFT  # lower down the names would run into the triangle
    if top + sum(heights) > lowest:
        return None
    centres = apart([label.point[1] - 40 for label in outside], heights, top, lowest)
    marks: list[str] = []
    for label, height, width, centre in zip(outside, heights, widths, centres, strict=True):
        marks.append(rule(label.point, (WIDTH - width - 3, centre)))
        marks.append(element("circle", cx=label.point[0], cy=label.point[1], r=2.5))
        marks += words(label.lines, WIDTH - width, centre - height / 2, bold=True)
    return marks


def _draw_now(chart: Map, x: Scale, y: Scale) -> tuple[list[str], float]:
    """Return a ring on the map, its legend in the free half beyond the slope, and where that ends."""
    lines = [
        "now",
        *wrapped(f"{percent(chart.now[0])} {chart.across}", SMALL, _BESIDE_WIDTH, most=3),
        *wrapped(f"{percent(chart.now[1])} {chart.up}", SMALL, _BESIDE_WIDTH, most=3),
    ]
    left = WIDTH - max(width_of(line, SMALL) for line in lines)
    ring = [
        *_draw_ring(x(chart.now[0]), y(chart.now[1])),
        *_draw_ring(left - _RING_RADIUS - 6, y.stop + SMALL * 0.7),
    ]
    return [*ring, *words(lines, left, y.stop, size=SMALL)], y.stop + tall(lines, SMALL) + 10


def _draw_ring(x: float, y: float) -> list[str]:
    """Return a ring that can be seen on any colour."""
    return [
        element("circle", cx=x, cy=y, r=_RING_RADIUS, fill="#ffffff", stroke="#000000", stroke_width=2),
        element("circle", cx=x, cy=y, r=2.5, fill="#000000"),
    ]


def winners_map_table(chart: Map) -> Table:
    """Return the corners of each part, and now."""
    head = f"corners: {chart.across}, {chart.up}"
    now_row = ("now", f"{percent(chart.now[0])}, {percent(chart.now[1])}")
    rows = (*((area.name.text, _corner_texts(area)) for area in chart.areas), now_row)
    return Table((Column(chart.what), Column(head)), rows, chart.title)
