"""Bars on one scale, the name above each and the number at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.charts.canvas import (
    LABEL,
    SMALL,
    WIDTH,
    Drawing,
    rectangle,
    straight_line,
    text_block,
    text_height,
    text_line,
    title_element,
)
from dilemma.report.charts.key import AXIS_HEIGHT, draw_axis
from dilemma.report.charts.lettering import wrap_text
from dilemma.report.charts.looks import OUTLINE_ATTRIBUTES, series_style
from dilemma.report.charts.scale import LinearScale, extend_range
from dilemma.report.charts.spelling import format_number
from dilemma.report.document import Column, Table

if TYPE_CHECKING:
    from dilemma.report.charts.model import BarChart, BarRow, NumberStyle

_BAR_HEIGHT, _BAR_GAP, _BAR_NUMBER_WIDTH = 16.0, 11.0, 46.0  # the last for the number beside a bar


def draw_bar_chart(chart: BarChart) -> Drawing:
    """Return one bar a row, in the order given."""
    ends = extend_range(chart.ends, (row.value for row in chart.rows))
    scale = LinearScale(*ends, 0.0, WIDTH - _BAR_NUMBER_WIDTH)
    marks, y = [], 0.0
    for row in chart.rows:
        bar_marks, bottom = _draw_bar(row, y, scale, chart.style)
        marks += bar_marks
        y = bottom
    zero = scale(max(0.0, ends[0]))
    marks.append(straight_line((zero, 0.0), (zero, y), opacity=0.6))
    return Drawing((*marks, *draw_axis(scale, y)), y + AXIS_HEIGHT)


def _draw_bar(row: BarRow, top: float, scale: LinearScale, style: NumberStyle) -> tuple[list[str], float]:
    """Return the marks of one bar, and where the next one begins."""
    names = wrap_text(row.name.text, LABEL, WIDTH - 4)
    remarks = wrap_text(row.remark, SMALL, WIDTH - 4) if row.remark else []
    marks = text_block(names, 4, top)
    y = top + text_height(names)
    marks += text_block(remarks, 4, y, size=SMALL, muted=True)
    y += text_height(remarks, SMALL) + 3
    number = format_number(row.value, style)
    zero, end = scale(max(0.0, scale.low)), scale(row.value)
    tooltip = title_element(f"{row.name.text}: {number}")
    bar = rectangle(
        min(zero, end),
        y,
        abs(end - zero),
        _BAR_HEIGHT,
        tooltip,
        fill=series_style(row.name.look).colour,
        **OUTLINE_ATTRIBUTES,
    )
    value = text_line(number, max(zero, end) + 5, y + _BAR_HEIGHT - 3, bold=True)
    return [*marks, bar, value], y + _BAR_HEIGHT + _BAR_GAP


def bar_chart_table(chart: BarChart) -> Table:
    """Return the names and numbers, with the remarks if there are any."""
    remarked = any(row.remark for row in chart.rows)
    columns = (Column(chart.what), Column(chart.unit, "right"), *([Column("")] if remarked else []))
    rows = tuple(
        (row.name.text, format_number(row.value, chart.style), *([row.remark] if remarked else []))
        for row in chart.rows
    )
    return Table(columns, rows, chart.title)
