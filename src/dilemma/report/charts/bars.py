"""Bars on one scale, the name above each and the number at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.charts.canvas import LABEL, SMALL, WIDTH, Drawing, box, rule, tall, tip, word, words
from dilemma.report.charts.key import AXIS, axis_below
from dilemma.report.charts.lettering import wrapped
from dilemma.report.charts.looks import OUTLINE, look
from dilemma.report.charts.scale import Scale, holding
from dilemma.report.charts.spelling import spelled
from dilemma.report.document import Column, Table

if TYPE_CHECKING:
    from dilemma.report.charts.model import Bars, Row, Style

_BAR_HEIGHT, _BAR_GAP, _BAR_NUMBER_WIDTH = 16.0, 11.0, 46.0  # the last for the number beside a bar


def draw_bar_chart(chart: Bars) -> Drawing:
    """Return one bar a row, in the order given."""
    ends = holding(chart.ends, (row.value for row in chart.rows))
    scale = Scale(*ends, 0.0, WIDTH - _BAR_NUMBER_WIDTH)
    marks, y = [], 0.0
    for row in chart.rows:
        bar_marks, bottom = _draw_bar(row, y, scale, chart.style)
        marks += bar_marks
        y = bottom
    zero = scale(max(0.0, ends[0]))
    marks.append(rule((zero, 0.0), (zero, y), opacity=0.6))
    return Drawing((*marks, *axis_below(scale, y)), y + AXIS)


def _draw_bar(row: Row, top: float, scale: Scale, style: Style) -> tuple[list[str], float]:
    """Return the marks of one bar, and where the next one begins."""
    names = wrapped(row.name.text, LABEL, WIDTH - 4)
    remarks = wrapped(row.remark, SMALL, WIDTH - 4) if row.remark else []
    marks = words(names, 4, top)
    y = top + tall(names)
    marks += words(remarks, 4, y, size=SMALL, muted=True)
    y += tall(remarks, SMALL) + 3
    number = spelled(row.value, style)
    zero, end = scale(max(0.0, scale.low)), scale(row.value)
    tooltip = tip(f"{row.name.text}: {number}")
    bar = box(
        min(zero, end), y, abs(end - zero), _BAR_HEIGHT, tooltip, fill=look(row.name.look).colour, **OUTLINE
    )
    value = word(number, max(zero, end) + 5, y + _BAR_HEIGHT - 3, bold=True)
    return [*marks, bar, value], y + _BAR_HEIGHT + _BAR_GAP


def bar_chart_table(chart: Bars) -> Table:
    """Return the names and numbers, with the remarks if there are any."""
    remarked = any(row.remark for row in chart.rows)
    columns = (Column(chart.what), Column(chart.unit, "right"), *([Column("")] if remarked else []))
    rows = tuple(
        (row.name.text, spelled(row.value, chart.style), *([row.remark] if remarked else []))
        for row in chart.rows
    )
    return Table(columns, rows, chart.title)
