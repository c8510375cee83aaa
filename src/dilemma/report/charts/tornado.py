"""The numbers that could change the winner: for each, from its value to where the lead changes hands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.charts.canvas import (
    LABEL,
    SMALL,
    WIDTH,
    Drawing,
    LinearScale,
    element,
    extend_range,
    format_polygon,
    measure_text,
    rectangle,
    straight_line,
    text_block,
    text_height,
    text_line,
    title_element,
    wrap_text,
)
from dilemma.report.charts.style import series_marker
from dilemma.report.document import Column, Table
from dilemma.report.numbers import format_distinct, format_percent, format_plain, format_points
from dilemma.report.text import sanitize

if TYPE_CHECKING:
    from collections.abc import Callable

    from dilemma.report.charts.chart import Point, Swing, TornadoChart

_RAIL_HEIGHT, _ROW_GAP = 22.0, 8.0
_INSET = 8.0


def draw_tornado(chart: TornadoChart) -> Drawing:
    """Return one rail a row, from the least to the most the number can be."""
    marks = [_draw_now(6, 9), text_line("now", 14, 13, size=SMALL), _draw_band(62, 112, 9)]
    marks += [text_line("stated range", 118, 13, size=SMALL), _draw_arrow(216, 254, 9)]
    marks += [text_line("who leads beyond", 268, 13, size=SMALL)]
    y = 26.0
    for swing in chart.swings:
        row_marks, y = _draw_row(swing, y)
        marks += row_marks
    low_label, high_label = _end_labels(chart)
    marks.append(text_line(low_label, _INSET, y + SMALL, size=SMALL, muted=True))
    marks.append(text_line(high_label, WIDTH - _INSET, y + SMALL, size=SMALL, anchor="end", muted=True))
    return Drawing(tuple(marks), y + SMALL + 5)


def _end_labels(chart: TornadoChart) -> tuple[str, str]:
    """Return what the ends of the rails are, in numbers if all rails have the same ends."""
    distinct_ends = {_ends(swing) for swing in chart.swings}
    if len(distinct_ends) != 1:
        return "least it can be", "most it can be"
    low, high = distinct_ends.pop()
    return format_plain(low), format_plain(high)


def _ends(swing: Swing) -> Point:
    """Return the least and the most that the number of a swing can be."""
    return (0.0, 100.0) if swing.is_score else (0.0, 1.0)


def _formatter(swing: Swing) -> Callable[[float], str]:
    """Return how the number of a swing is written."""
    return format_points if swing.is_score else format_percent


def _draw_row(swing: Swing, top: float) -> tuple[list[str], float]:
    """Return the name and the numbers of a swing with its rail, and where the next row begins."""
    now, turning_point = format_distinct(swing.now, swing.at, _formatter(swing))
    move = f"{now} → {turning_point}  "
    text = f"{move}{sanitize(swing.winner.text)}"
    names = wrap_text(swing.name, LABEL, WIDTH)
    marks = text_block(names, 0, top)
    text_width = measure_text(text, LABEL, bold=True) + 12
    y = top + text_height(names)
    if len(names) == 1 and measure_text(names[0], LABEL) + text_width <= WIDTH:
        marks.append(text_line(text, WIDTH, top + LABEL, anchor="end", bold=True))
    else:
        lines = wrap_text(text, LABEL, WIDTH, bold=True)
        marks += text_block(lines, 0, y, bold=True)
        y += text_height(lines)
    return [*marks, *_draw_rail(swing, y + _RAIL_HEIGHT / 2)], y + _RAIL_HEIGHT + _ROW_GAP


def _draw_rail(swing: Swing, y: float) -> list[str]:
    """Return the rail of a swing: its stated range, and an arrow from now to where the lead changes."""
    ends = extend_range(_ends(swing), (swing.now, swing.at, *(swing.stated or ())))
    scale = LinearScale(*ends, _INSET, WIDTH - _INSET)
    now, turning_point = scale(swing.now), scale(swing.at)
    marks = [straight_line((scale.start, y), (scale.stop, y), opacity=0.35)]
    if swing.stated:
        marks.append(
            _draw_band(scale(swing.stated[0]), scale(swing.stated[1]), y, _range_text(swing.stated, swing))
        )
    tooltip = title_element(f"{swing.name}: {_swing_text(swing)}")
    return [
        *marks,
        _draw_arrow(now, turning_point, y),
        _draw_now(now, y),
        series_marker(swing.winner.look, turning_point, y, tooltip, radius=5.5),
    ]


def _range_text(ends: Point, swing: Swing) -> str:
    low, high = map(_formatter(swing), ends)
    return f"{low} to {high}"


def _swing_text(swing: Swing) -> str:
    stated_range = f"; stated range {_range_text(swing.stated, swing)}" if swing.stated else ""
    now, turning_point = format_distinct(swing.now, swing.at, _formatter(swing))
    return f"from {now} to {turning_point}, then {swing.winner.text} leads{stated_range}"


def _draw_now(x: float, y: float) -> str:
    """Return the mark of the present value."""
    return straight_line((x, y - 8), (x, y + 8), width=3)


def _draw_band(left: float, right: float, y: float, text: str = "") -> str:
    """Return a stated range: a band with ends, light enough for what is drawn over it."""
    inside = [title_element(text)] if text else []
    return rectangle(
        left, y - 6, right - left, 12, *inside,
        fill="currentColor", fill_opacity=0.18, stroke="currentColor", stroke_width=0.75,
    )  # fmt: skip


def _draw_arrow(start: float, stop: float, y: float) -> str:
    """Return a line towards where the lead changes; its head stays short of the marker."""
    direction = 1 if stop >= start else -1
    end = stop - 6 * direction
    tip_points = format_polygon([(end - 6 * direction, y - 4), (end, y), (end - 6 * direction, y + 4)])
    shaft = straight_line((start, y), (stop, y), width=2)
    # A head on so short a line would reach back over its start.
    if abs(stop - start) < 16:
        return shaft
    return shaft + element("polyline", points=tip_points, fill="none", stroke="currentColor", stroke_width=2)


def tornado_table(chart: TornadoChart) -> Table:
    """Return the present value, where the lead changes, to whom, and the stated range."""
    columns = (Column("now", "right"), Column("changes at", "right"), Column("then"), Column("stated range"))
    blank = "none stated" if any(swing.stated for swing in chart.swings) else ""
    rows = tuple(
        (
            swing.name,
            *format_distinct(swing.now, swing.at, _formatter(swing)),
            swing.winner.text,
            _range_text(swing.stated, swing) if swing.stated else blank,
        )
        for swing in chart.swings
    )
    return Table((Column(chart.what), *columns), rows, chart.title)
