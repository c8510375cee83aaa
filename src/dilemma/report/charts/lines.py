"""Values against a number that moves: who leads where, the crossings, and where the number stands now."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from dilemma.report.charts.canvas import (
    LABEL,
    SMALL,
    WIDTH,
    Drawing,
    box,
    corners,
    element,
    rule,
    tall,
    tip,
    word,
    words,
)
from dilemma.report.charts.lettering import width_of, wrapped
from dilemma.report.charts.looks import OUTLINE, fill, look, marker
from dilemma.report.charts.placement import Box
from dilemma.report.charts.plate import labelled
from dilemma.report.charts.scale import Scale, apart, around, ticks
from dilemma.report.charts.spelling import spelled
from dilemma.report.document import Column, Table
from dilemma.report.hostile import harmless
from dilemma.report.numbers import plain, points

if TYPE_CHECKING:
    from dilemma.report.charts.model import Line, Lines

LEFT, RIGHT = 34.0, 266.0  # of the plot; to its right the names
NAMES = RIGHT + 14
LEAST = 210.0  # height of the plot
BAND = 20.0  # height of the strip of leaders


@dataclass(frozen=True, slots=True)
class Plot:
    """The two scales of a plot and where it is on the paper."""

    x: Scale
    y: Scale
    top: float
    bottom: float


def body(chart: Lines, prefix: str) -> Drawing:
    """The mark of now, who leads where, the lines with their names at the end, and the crossings below."""
    names = [wrapped(line.name.text, SMALL, WIDTH - NAMES, most=3) for line in chart.lines]
    sizes = [tall([*lines, ""], SMALL) + 4 for lines in names]
    plot = _plot(chart, max(LEAST, sum(sizes)))
    marks = [*_now(chart, plot), *_strip(chart, plot, prefix), *_grid(plot)]
    for line in chart.lines:
        marks += _line(chart, line, plot)
    marks += _ends(chart, plot, names, sizes)
    below, height = _below(chart, plot)
    looks = tuple(stretch.leader.look for stretch in chart.stretches)
    return Drawing((*marks, *below), height, looks)


def _plot(chart: Lines, height: float) -> Plot:
    top = SMALL * 1.5 + BAND + 10
    low, high = around((value for line in chart.lines for value in line.values), least=10.0)
    x = Scale(chart.at[0], chart.at[-1], LEFT, RIGHT)
    return Plot(x, Scale(low, high, top + height, top), top, top + height)


def _strip(chart: Lines, plot: Plot, prefix: str) -> list[str]:
    """Who leads where, as a strip over the plot."""
    marks = []
    top = plot.top - BAND - 6
    for stretch in chart.stretches:
        left, right = plot.x(stretch.start), plot.x(stretch.stop)
        said = tip(_said(chart, stretch.start, stretch.stop, stretch.leader.text))
        marks.append(
            box(left, top, right - left, BAND, said, fill=fill(stretch.leader.look, prefix), **OUTLINE)
        )
        text = harmless(stretch.leader.text)
        marks += labelled(stretch.leader.look, [f"{text} leads", text], Box(left, top, right - left, BAND))
    return marks


def _said(chart: Lines, start: float, stop: float, leader: str) -> str:
    return f"{spelled(start, chart.style)} to {spelled(stop, chart.style)}: {leader} leads"


def _grid(plot: Plot) -> list[str]:
    marks = [rule((LEFT, plot.bottom), (RIGHT, plot.bottom), opacity=0.6)]
    for tick in ticks(plot.y.low, plot.y.high):
        y = plot.y(tick)
        marks.append(rule((LEFT, y), (RIGHT, y), opacity=0.15))
        marks.append(word(plain(tick), LEFT - 6, y + 4, size=SMALL, anchor="end", muted=True))
    return marks


def _line(chart: Lines, line: Line, plot: Plot) -> list[str]:
    shown = look(line.name.look)
    places = [(plot.x(at), plot.y(value)) for at, value in zip(chart.at, line.values, strict=True)]
    drawn = element(
        "polyline",
        points=corners(places),
        fill="none",
        stroke=shown.colour,
        stroke_width=2.5,
        **({"stroke_dasharray": shown.dash} if shown.dash else {}),
    )
    dots = []
    for at, value, (x, y) in zip(chart.at, line.values, places, strict=True):
        said = tip(f"{line.name.text} at {spelled(at, chart.style)}: {points(value)}")
        dots.append(marker(line.name.look, x, y, said, radius=4.0))
    return [drawn, *dots]


def _ends(chart: Lines, plot: Plot, names: list[list[str]], sizes: list[float]) -> list[str]:
    """The name and last value of every line, moved apart, each tied to its line."""
    wanted = [plot.y(line.values[-1]) for line in chart.lines]
    marks = []
    centres = apart(wanted, sizes, plot.top, plot.bottom)
    for line, lines, size, end, centre in zip(chart.lines, names, sizes, wanted, centres, strict=True):
        marks.append(rule((RIGHT + 5, end), (NAMES - 3, centre), opacity=0.5))
        marks += words(lines, NAMES, centre - size / 2, size=SMALL)
        last = centre - size / 2 + tall(lines, SMALL) + SMALL
        marks.append(word(points(line.values[-1]), NAMES, last, size=SMALL, bold=True))
    return marks


def _now(chart: Lines, plot: Plot) -> list[str]:
    x = plot.x(chart.now)
    text = f"now {spelled(chart.now, chart.style)}"
    half = width_of(text, SMALL, bold=True) / 2
    centre = min(max(x, half), WIDTH - half)
    return [
        rule((x, SMALL * 1.25), (x, plot.bottom), width=1.5),
        word(text, centre, SMALL, size=SMALL, anchor="middle", bold=True),
    ]


def _below(chart: Lines, plot: Plot) -> tuple[list[str], float]:
    """The ends of the axis, every crossing with its place, the axis' name, and who leads where in words."""
    marks = []
    y = plot.bottom + 17
    for at in (chart.at[0], chart.at[-1]):
        marks.append(word(spelled(at, chart.style), plot.x(at), y, size=SMALL, anchor="middle", muted=True))
    crossings = [left.stop for left, _ in pairwise(chart.stretches)]
    y += 17 if crossings else 0
    marks += _crossings(chart, crossings, plot, y)
    across = wrapped(f"{chart.across} →", LABEL, WIDTH)
    marks += words(across, 0, y + 5, bold=True)
    y += 7 + tall(across)
    for stretch in chart.stretches:
        said = _said(chart, stretch.start, stretch.stop, harmless(stretch.leader.text))
        listed = wrapped(said, SMALL, WIDTH)
        marks += words(listed, 0, y, size=SMALL)
        y += tall(listed, SMALL) + 2
    return marks, y + 4


def _crossings(chart: Lines, crossings: list[float], plot: Plot, y: float) -> list[str]:
    texts = [spelled(at, chart.style) for at in crossings]
    sizes = [width_of(text, SMALL, bold=True) + 6 for text in texts]
    crowded = sum(sizes) > WIDTH  # they are in the words below as well
    centres = apart([plot.x(at) for at in crossings], sizes, 0.0, WIDTH)
    marks = []
    for at, text, centre in zip(crossings, texts, centres, strict=True):
        x, height = plot.x(at), plot.y(highest(chart, at))
        marks.append(rule((x, height), (x, plot.bottom), dash="2 3"))
        marks.append(
            element("circle", cx=x, cy=height, r=6, fill="none", stroke="currentColor", stroke_width=2)
        )
        if not crowded:
            marks.append(rule((x, plot.bottom), (centre, y - SMALL), opacity=0.6))
            marks.append(word(text, centre, y, size=SMALL, anchor="middle", bold=True))
    return marks


def highest(chart: Lines, at: float) -> float:
    """The height of the highest line at a point, by the straight pieces between the points of the chart."""
    for place, (left, right) in enumerate(pairwise(chart.at)):
        if left <= at <= right:
            share = (at - left) / (right - left) if right > left else 0.0
            return max(
                line.values[place] + share * (line.values[place + 1] - line.values[place])
                for line in chart.lines
            )
    raise ValueError(f"{at} is outside {chart.at[0]} to {chart.at[-1]}")


def table(chart: Lines) -> Table:
    """The values at every point of the line, and each crossing with who leads beyond it."""
    heads = tuple(Column(line.name.text, "right") for line in chart.lines)
    blank = ("",) * len(heads)
    points_of = [
        (at, 0, (spelled(at, chart.style), *(points(line.values[place]) for line in chart.lines), ""))
        for place, at in enumerate(chart.at)
    ]
    crossings = [
        (
            left.stop,
            1,
            (spelled(left.stop, chart.style), *blank, f"{left.leader.text}, then {right.leader.text}"),
        )
        for left, right in pairwise(chart.stretches)
    ]
    now = (chart.now, 2, (spelled(chart.now, chart.style), *blank, "now"))
    rows = sorted([*points_of, *crossings, now], key=lambda row: row[:2])
    columns = (Column(chart.across, "right"), *heads, Column("what is there"))
    return Table(columns, tuple(row for _, _, row in rows), chart.title)
