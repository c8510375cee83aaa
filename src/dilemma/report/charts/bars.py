"""Bars of one scale, the name above each and the number at its end."""

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

THICK, GAP, ROOM = 16.0, 11.0, 46.0  # of a bar; under it; for the number beyond the longest


def body(chart: Bars) -> Drawing:
    """One bar a row, in the order given."""
    ends = holding(chart.ends, (row.value for row in chart.rows))
    scale = Scale(*ends, 0.0, WIDTH - ROOM)
    marks, y = [], 0.0
    for row in chart.rows:
        drawn, bottom = _row(row, y, scale, chart.style)
        marks += drawn
        y = bottom
    zero = scale(max(0.0, ends[0]))
    marks.append(rule((zero, 0.0), (zero, y), opacity=0.6))
    return Drawing((*marks, *axis_below(scale, y)), y + AXIS)


def _row(row: Row, top: float, scale: Scale, style: Style) -> tuple[list[str], float]:
    names = wrapped(row.name.text, LABEL, WIDTH - 4)
    remarks = wrapped(row.remark, SMALL, WIDTH - 4) if row.remark else []
    marks = words(names, 4, top)
    y = top + tall(names)
    marks += words(remarks, 4, y, size=SMALL, muted=True)
    y += tall(remarks, SMALL) + 3
    number = spelled(row.value, style)
    zero, end = scale(max(0.0, scale.low)), scale(row.value)
    said = tip(f"{row.name.text}: {number}")
    shape = box(min(zero, end), y, abs(end - zero), THICK, said, fill=look(row.name.look).colour, **OUTLINE)
    beside = word(number, max(zero, end) + 5, y + THICK - 3, bold=True)
    return [*marks, shape, beside], y + THICK + GAP


def table(chart: Bars) -> Table:
    """Names and numbers, with the remarks if there are any."""
    remarked = any(row.remark for row in chart.rows)
    columns = (Column(chart.what), Column(chart.unit, "right"), *([Column("")] if remarked else []))
    rows = tuple(
        (row.name.text, spelled(row.value, chart.style), *([row.remark] if remarked else []))
        for row in chart.rows
    )
    return Table(columns, rows, chart.title)
