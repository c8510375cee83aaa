"""The map of winners: a triangle of probabilities, each part of it in the look of what is best there."""

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
BESIDE = 120.0  # the widest words beyond the slope
RING = 7.0  # radius of the mark of now
QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class Outside:
    """A name that does not fit into its part, and a point there."""

    name: Named
    lines: list[str]
    point: Point


def body(chart: Map, prefix: str) -> Drawing:
    """The parts with their names, the axes in percent, and the point of now."""
    up = wrapped(f"↑ probability of {chart.up}", LABEL, WIDTH, bold=True)
    top = tall(up) + 12
    x, y = Scale(0.0, 1.0, LEFT, LEFT + LEG), Scale(0.0, 1.0, top + LEG, top)
    marks = [*words(up, 0, 0, bold=True), *(_area(area, x, y, prefix) for area in chart.areas), *_axes(x, y)]
    names, outside = _names(chart, x, y)
    now, below_now = _now(chart, x, y)
    beside = _beside(outside, below_now, y)
    across = wrapped(f"probability of {chart.across} →", LABEL, LEFT + LEG, bold=True)
    marks += [
        *names,
        *(beside or []),
        *now,
        *words(across, LEFT + LEG, y.start + 22, anchor="end", bold=True),
    ]
    bottom = y.start + 26 + tall(across)
    if beside is None:
        listed, height = key([each.name for each in outside], prefix)
        marks.append(group(listed, transform=f"translate(0 {number(bottom + 4)})"))
        bottom += 4 + height
    return Drawing(tuple(marks), bottom, tuple(area.name.look for area in chart.areas))


def _area(area: Area, x: Scale, y: Scale, prefix: str) -> str:
    said = tip(f"{area.name.text} is best between {_corners(area)}")
    points = corners((x(across), y(up)) for across, up in area.polygon)
    return element("polygon", said, points=points, fill=fill(area.name.look, prefix), **OUTLINE)


def _corners(area: Area) -> str:
    return "; ".join(f"{percent(across)}, {percent(up)}" for across, up in area.polygon)


def _axes(x: Scale, y: Scale) -> list[str]:
    marks = []
    for part in QUARTERS:
        marks.append(rule((x(part), y.start), (x(part), y.start + 4), opacity=0.6))
        marks.append(word(percent(part), x(part), y.start + 17, size=SMALL, anchor="middle", muted=True))
        marks.append(rule((x.start - 4, y(part)), (x.start, y(part)), opacity=0.6))
        marks.append(word(percent(part), x.start - 7, y(part) + 4, size=SMALL, anchor="end", muted=True))
    return marks


def _names(chart: Map, x: Scale, y: Scale) -> tuple[list[str], list[Outside]]:
    """Names inside their parts where they fit, and those that do not."""
    marks: list[str] = []
    outside: list[Outside] = []
    now = (x(chart.now[0]), -y(chart.now[1]))
    for area in chart.areas:
        lines = wrapped(area.name.text, LABEL, BESIDE, most=3, bold=True)
        # The paper runs downwards; turned over, the polygon keeps its sense.
        paper = [(x(across), -y(up)) for across, up in area.polygon]
        (across, down), fits = roomiest(paper, *room(lines, LABEL, bold=True), clear_of=now, radius=RING)
        if fits:
            marks.append(plate(area.name.look, lines, (across, -down), bold=True))
        else:
            (across, down), _ = roomiest(paper, 0.0, 0.0, clear_of=now, radius=RING)
            outside.append(Outside(area.name, lines, (across, -down)))
    return marks, outside


def _beside(outside: list[Outside], top: float, y: Scale) -> list[str] | None:
    """Names in the free half beyond the slope, with lines to their parts; None without room for all."""
    if not outside:
        return []
    sizes = [tall(each.lines) + 4 for each in outside]
    widths = [max(width_of(line, LABEL, bold=True) for line in each.lines) for each in outside]
    slope = y.stop + WIDTH - max(widths) - 10 - LEFT  # below this the names would run into the triangle
    if top + sum(sizes) > slope:
        return None
    centres = apart([each.point[1] - 40 for each in outside], sizes, top, slope)
    marks: list[str] = []
    for each, size, width, centre in zip(outside, sizes, widths, centres, strict=True):
        marks.append(rule(each.point, (WIDTH - width - 3, centre)))
        marks.append(element("circle", cx=each.point[0], cy=each.point[1], r=2.5))
        marks += words(each.lines, WIDTH - width, centre - size / 2, bold=True)
    return marks


def _now(chart: Map, x: Scale, y: Scale) -> tuple[list[str], float]:
    """A ring on the map, what it stands for in the free half beyond the slope, and how far down that goes."""
    lines = [
        "now",
        *wrapped(f"{percent(chart.now[0])} {chart.across}", SMALL, BESIDE, most=3),
        *wrapped(f"{percent(chart.now[1])} {chart.up}", SMALL, BESIDE, most=3),
    ]
    left = WIDTH - max(width_of(line, SMALL) for line in lines)
    ring = [*_ring(x(chart.now[0]), y(chart.now[1])), *_ring(left - RING - 6, y.stop + SMALL * 0.7)]
    return [*ring, *words(lines, left, y.stop, size=SMALL)], y.stop + tall(lines, SMALL) + 10


def _ring(x: float, y: float) -> list[str]:
    return [
        element("circle", cx=x, cy=y, r=RING, fill="#ffffff", stroke="#000000", stroke_width=2),
        element("circle", cx=x, cy=y, r=2.5, fill="#000000"),
    ]


def table(chart: Map) -> Table:
    """The corners of each part, and now."""
    head = f"corners: {chart.across}, {chart.up}"
    now = ("now", f"{percent(chart.now[0])}, {percent(chart.now[1])}")
    rows = (*((area.name.text, _corners(area)) for area in chart.areas), now)
    return Table((Column(chart.what), Column(head)), rows, chart.title)
