"""Dot plots: values under several headings, one scale a row and a marker for each name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.charts.canvas import (
    LABEL,
    SMALL,
    WIDTH,
    Drawing,
    straight_line,
    text_block,
    text_height,
    text_line,
    title_element,
)
from dilemma.report.charts.key import AXIS_HEIGHT, draw_axis, draw_legend
from dilemma.report.charts.lettering import measure_text, wrap_text
from dilemma.report.charts.looks import series_marker
from dilemma.report.charts.scale import LinearScale, round_range, spread_labels
from dilemma.report.document import Column, Table
from dilemma.report.numbers import format_points

if TYPE_CHECKING:
    from dilemma.report.charts.model import DotPlot, DotRow

_DOT_MARGIN, _DOT_NUMBERS_HEIGHT, _DOT_ROW_GAP = 14.0, 36.0, 16.0


def draw_dot_plot(chart: DotPlot, prefix: str) -> Drawing:
    """Return a legend of the markers, then a line of markers for each row, each with its number."""
    marks, y = draw_legend(chart.names, prefix, markers=True)
    ends = round_range((value for row in chart.rows for value in row.values), least=10.0)
    scale = LinearScale(*ends, _DOT_MARGIN, WIDTH - _DOT_MARGIN)
    for row in chart.rows:
        row_marks, y = _draw_dot_row(chart, row, y, scale)
        marks += row_marks
    return Drawing((*marks, *draw_axis(scale, y)), y + AXIS_HEIGHT)


def _draw_dot_row(chart: DotPlot, row: DotRow, top: float, scale: LinearScale) -> tuple[list[str], float]:
    """Return the marks of one row, and where the next one begins."""
    names = wrap_text(row.name, LABEL, WIDTH, bold=True)
    remarks = wrap_text(row.remark, SMALL, WIDTH) if row.remark else []
    marks = text_block(names, 0, top, bold=True) + text_block(
        remarks, 0, top + text_height(names), size=SMALL, muted=True
    )
    y = top + text_height(names) + text_height(remarks, SMALL) + _DOT_NUMBERS_HEIGHT
    marks.append(straight_line((scale.start, y), (scale.stop, y), opacity=0.35))
    marks += _draw_dot_numbers(row, y, scale)
    for name, value in zip(chart.names, row.values, strict=True):
        marks.append(
            series_marker(
                name.look, scale(value), y, title_element(f"{name.text}, {row.name}: {format_points(value)}")
            )
        )
    return marks, y + _DOT_ROW_GAP


def _draw_dot_numbers(row: DotRow, y: float, scale: LinearScale) -> list[str]:
    """Return every number above its marker, moved apart, with a line to it.

    There are no numbers where all of them together are wider than the chart; the table has them.
    """
    texts = [format_points(value) for value in row.values]
    widths = [measure_text(text, SMALL) + 5 for text in texts]
    if sum(widths) > WIDTH:
        return []
    marks = []
    centres = spread_labels([scale(value) for value in row.values], widths, 0.0, WIDTH)
    for value, text, centre in zip(row.values, texts, centres, strict=True):
        marks.append(straight_line((scale(value), y), (centre, y - 16), opacity=0.4))
        marks.append(text_line(text, centre, y - 19, size=SMALL, anchor="middle"))
    return marks


def dot_plot_table(chart: DotPlot) -> Table:
    """Return every value."""
    columns = tuple(Column(name.text, "right") for name in chart.names)
    rows = tuple((row.name, *(format_points(value) for value in row.values)) for row in chart.rows)
    return Table((Column(chart.what), *columns), rows, chart.title)
