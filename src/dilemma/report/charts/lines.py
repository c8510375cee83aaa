"""Values against a share that moves: the leaders, the crossings, and where the share stands now."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from dilemma.records import dataclass
from dilemma.report.charts.canvas import (
    LABEL,
    SMALL,
    WIDTH,
    Drawing,
    LinearScale,
    axis_ticks,
    element,
    format_polygon,
    measure_text,
    round_range,
    spread_labels,
    straight_line,
    text_block,
    text_height,
    text_line,
    title_element,
    wrap_text,
)
from dilemma.report.charts.style import (
    Rectangle,
    fill_shape,
    label_shape,
    series_fill,
    series_marker,
    series_style,
)
from dilemma.report.document import Column, Table
from dilemma.report.numbers import format_percent, format_plain, format_points
from dilemma.report.text import sanitize
from dilemma.scenario.quantity import TIE

if TYPE_CHECKING:
    from dilemma.report.charts.chart import LeaderInterval, LineChart, LineSeries, Point

_PLOT_LEFT, _PLOT_RIGHT = 34.0, 266.0  # of the plot; to its right the names
_NAMES_LEFT = _PLOT_RIGHT + 14
_LEAST_HEIGHT = 210.0  # height of the plot
_MOST_GAPS = 10  # between the markers of a line, however many points it has
_VISIBLE = 0.005  # a smaller step is lost in the coordinates
_STRIP_HEIGHT = 20.0  # height of the strip of leaders


@dataclass(frozen=True, slots=True)
class _Plot:
    """The two scales of a plot and its position on the paper."""

    x: LinearScale
    y: LinearScale
    top: float
    bottom: float


def draw_line_chart(chart: LineChart, prefix: str) -> Drawing:
    """Return the mark of now, the strip of leaders, the lines with their names, and the crossings below."""
    names = [wrap_text(line.name.text, SMALL, WIDTH - _NAMES_LEFT, most=3) for line in chart.lines]
    heights = [text_height([*lines, ""], SMALL) + 4 for lines in names]
    plot = _plot_of(chart, max(_LEAST_HEIGHT, sum(heights)))
    marks = [*_draw_now(chart, plot), *_draw_strip(chart, plot, prefix), *_draw_grid(plot)]
    for line in chart.lines:
        marks += _draw_line(chart, line, plot)
    marks += _draw_line_names(chart, plot, names, heights)
    below, height = _draw_below(chart, plot)
    styles = tuple(stretch.leader.look for stretch in chart.stretches)
    return Drawing((*marks, *below), height, styles)


def _plot_of(chart: LineChart, height: float) -> _Plot:
    """Return the plot of a chart, of a given height."""
    top = SMALL * 1.5 + _STRIP_HEIGHT + 10
    low, high = round_range((value for line in chart.lines for value in line.values), least=10.0)
    x = LinearScale(chart.at[0], chart.at[-1], _PLOT_LEFT, _PLOT_RIGHT)
    return _Plot(x, LinearScale(low, high, top + height, top), top, top + height)


def _draw_strip(chart: LineChart, plot: _Plot, prefix: str) -> list[str]:
    """Return the leaders as a strip above the plot."""
    marks = []
    top = plot.top - _STRIP_HEIGHT - 6
    for stretch in chart.stretches:
        left, right = plot.x(stretch.start), plot.x(stretch.stop)
        area = Rectangle(left, top, right - left, _STRIP_HEIGHT)
        tooltip = _interval_text(stretch, stretch.leader.text)
        marks.append(fill_shape(area, series_fill(stretch.leader.look, prefix), tooltip))
        text = sanitize(stretch.leader.text)
        marks += label_shape(stretch.leader.look, [f"{text} leads", text], area)
    return marks


def _interval_text(stretch: LeaderInterval, leader: str) -> str:
    """Return who leads from where to where."""
    return f"{format_percent(stretch.start)} to {format_percent(stretch.stop)}: {leader} leads"


def _draw_grid(plot: _Plot) -> list[str]:
    """Return the horizontal rules of the plot with their numbers."""
    marks = [straight_line((_PLOT_LEFT, plot.bottom), (_PLOT_RIGHT, plot.bottom), opacity=0.6)]
    for tick in axis_ticks(plot.y.low, plot.y.high):
        y = plot.y(tick)
        marks.append(straight_line((_PLOT_LEFT, y), (_PLOT_RIGHT, y), opacity=0.15))
        marks.append(
            text_line(format_plain(tick), _PLOT_LEFT - 6, y + 4, size=SMALL, anchor="end", muted=True)
        )
    return marks


def _draw_line(chart: LineChart, line: LineSeries, plot: _Plot) -> list[str]:
    """Return a line with a marker at each of its points."""
    style = series_style(line.name.look)
    points = [(plot.x(x), plot.y(y)) for x, y in zip(chart.at, line.values, strict=True)]
    polyline = element(
        "polyline",
        points=format_polygon(_without_straight_points(points)),
        fill="none",
        stroke=style.colour,
        stroke_width=2.5,
        **({"stroke_dasharray": style.dash} if style.dash else {}),
    )
    markers = []
    for index in _marked(chart):
        where, value = format_percent(chart.at[index]), format_points(line.values[index])
        tooltip = title_element(f"{line.name.text} at {where}: {value}")
        markers.append(series_marker(line.name.look, *points[index], tooltip, radius=4.0))
    return [polyline, *markers]


def _marked(chart: LineChart) -> list[int]:
    """Return the points with a marker and a row: all of a few, some of a curve, and both ends."""
    last = len(chart.at) - 1
    step = -(-last // _MOST_GAPS) or 1
    return sorted({*range(0, last, step), last})


def _without_straight_points(points: list[Point]) -> list[Point]:
    """Return the points without those that lie on the straight line through both neighbours, as drawn."""
    kept = points[:1]
    for point, following in pairwise(points[1:]):
        (x, y), (x_next, y_next) = kept[-1], following
        if x_next <= x or abs(y + (point[0] - x) / (x_next - x) * (y_next - y) - point[1]) > _VISIBLE:
            kept.append(point)
    return [*kept, *points[1:][-1:]]


def _draw_line_names(
    chart: LineChart, plot: _Plot, names: list[list[str]], heights: list[float]
) -> list[str]:
    """Return the name and last value of every line, moved apart, each tied to its line."""
    line_ends = [plot.y(line.values[-1]) for line in chart.lines]
    marks = []
    centres = spread_labels(line_ends, heights, plot.top, plot.bottom)
    for line, lines, height, end, centre in zip(chart.lines, names, heights, line_ends, centres, strict=True):
        marks.append(straight_line((_PLOT_RIGHT + 5, end), (_NAMES_LEFT - 3, centre), opacity=0.5))
        marks += text_block(lines, _NAMES_LEFT, centre - height / 2, size=SMALL)
        last = centre - height / 2 + text_height(lines, SMALL) + SMALL
        marks.append(text_line(format_points(line.values[-1]), _NAMES_LEFT, last, size=SMALL, bold=True))
    return marks


def _draw_now(chart: LineChart, plot: _Plot) -> list[str]:
    """Return a rule through the plot at the present value, with the value above it."""
    x = plot.x(chart.now)
    text = f"now {format_percent(chart.now)}"
    half = measure_text(text, SMALL, bold=True) / 2
    # Near either end the text would leave the paper, so it stays beside its rule.
    centre = min(max(x, half), WIDTH - half)
    return [
        straight_line((x, SMALL * 1.25), (x, plot.bottom), width=1.5),
        text_line(text, centre, SMALL, size=SMALL, anchor="middle", bold=True),
    ]


def _draw_below(chart: LineChart, plot: _Plot) -> tuple[list[str], float]:
    """Return what is below the plot: axis ends, crossings, name of the axis, and the leaders in words."""
    y = plot.bottom + 17
    ends = [(format_percent(end), plot.x(end)) for end in (chart.at[0], chart.at[-1])]
    marks = [text_line(text, x, y, size=SMALL, anchor="middle", muted=True) for text, x in ends]
    crossings = [left.stop for left, _ in pairwise(chart.stretches)]
    y += 17 if crossings else 0
    marks += _draw_crossings(chart, crossings, plot, y)
    across = wrap_text(f"{chart.across} →", LABEL, WIDTH)
    marks += text_block(across, 0, y + 5, bold=True)
    y += 7 + text_height(across)
    for stretch in chart.stretches:
        text = _interval_text(stretch, sanitize(stretch.leader.text))
        text_lines = wrap_text(text, SMALL, WIDTH)
        marks += text_block(text_lines, 0, y, size=SMALL)
        y += text_height(text_lines, SMALL) + 2
    return marks, y + 4


def _draw_crossings(chart: LineChart, crossings: list[float], plot: _Plot, y: float) -> list[str]:
    """Return a ring at each crossing and its value below; no values where there is no room for all."""
    texts = [format_percent(crossing) for crossing in crossings]
    widths = [measure_text(text, SMALL, bold=True) + 6 for text in texts]
    crowded = sum(widths) > WIDTH  # nothing is lost: the words below name them as well
    centres = spread_labels([plot.x(crossing) for crossing in crossings], widths, 0.0, WIDTH)
    marks = []
    for crossing, text, centre in zip(crossings, texts, centres, strict=True):
        x, height = plot.x(crossing), plot.y(highest_value(chart, crossing))
        marks.append(straight_line((x, height), (x, plot.bottom), dash="2 3"))
        marks.append(
            element("circle", cx=x, cy=height, r=6, fill="none", stroke="currentColor", stroke_width=2)
        )
        if not crowded:
            marks.append(straight_line((x, plot.bottom), (centre, y - SMALL), opacity=0.6))
            marks.append(text_line(text, centre, y, size=SMALL, anchor="middle", bold=True))
    return marks


def highest_value(chart: LineChart, position: float) -> float:
    """Return the height of the highest line at a position, by the straight pieces between the points."""
    after = next(index for index, end in enumerate(chart.at[1:], 1) if position <= end)
    low, high = chart.at[after - 1], chart.at[after]
    share = (position - low) / (high - low) if high > low else 0.0
    return max((1 - share) * line.values[after - 1] + share * line.values[after] for line in chart.lines)


def line_chart_table(chart: LineChart) -> Table:
    """Return the values where the lines have markers, at the present value, and at each change of leader."""
    remarks = {chart.now: ["now"]}
    for left, right in pairwise(chart.stretches):
        remarks.setdefault(left.stop, []).append(f"{left.leader.text}, then {right.leader.text}")
    rows, marked = [], _marked(chart)
    for index, position in enumerate(chart.at):
        here = [key for key in remarks if abs(key - position) <= TIE]
        if not here and index not in marked:
            continue
        texts = [text for key in here for text in remarks.pop(key)]
        values = [format_points(line.values[index]) for line in chart.lines]
        rows.append((position, (format_percent(position), *values, "; ".join(texts))))
    blank = ("",) * len(chart.lines)
    for position, texts in remarks.items():  # a chart made by hand may lack a point there
        rows.append((position, (format_percent(position), *blank, "; ".join(texts))))
    columns = tuple(Column(line.name.text, "right") for line in chart.lines)
    all_columns = (Column(chart.across, "right"), *columns, Column("remark"))
    ranked = [row for _, row in sorted(rows, key=lambda row: row[0])]
    # Rows with a remark, the two ends and a few between; no two read alike on the axis.
    step, last = -(-(len(ranked) - 1) // _MOST_GAPS) or 1, len(ranked) - 1
    taken = {row[0] for row in ranked if row[-1]}
    thinned = [
        row
        for index, row in enumerate(ranked)
        if row[-1] or (index in {last, index // step * step} and row[0] not in taken)
    ]
    return Table(all_columns, tuple(thinned), chart.title)
