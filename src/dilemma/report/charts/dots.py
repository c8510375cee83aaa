"""Dot plots: values under several headings, one scale a row and a marker for each name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.charts.canvas import LABEL, SMALL, WIDTH, Drawing, rule, tall, tip, word, words
from dilemma.report.charts.key import AXIS, axis_below, key
from dilemma.report.charts.lettering import width_of, wrapped
from dilemma.report.charts.looks import marker
from dilemma.report.charts.scale import Scale, apart, around
from dilemma.report.document import Column, Table
from dilemma.report.numbers import points

if TYPE_CHECKING:
    from dilemma.report.charts.model import DotRow, Dots

_DOT_MARGIN, _DOT_NUMBERS_HEIGHT, _DOT_ROW_GAP = 14.0, 36.0, 16.0


def draw_dot_plot(chart: Dots, prefix: str) -> Drawing:
    """Return a legend of the markers, then a line of markers for each row, each with its number."""
    marks, y = key(chart.names, prefix, markers=True)
    ends = around((value for row in chart.rows for value in row.values), least=10.0)
    scale = Scale(*ends, _DOT_MARGIN, WIDTH - _DOT_MARGIN)
    for row in chart.rows:
        row_marks, y = _draw_dot_row(chart, row, y, scale)
        marks += row_marks
    return Drawing((*marks, *axis_below(scale, y)), y + AXIS)


def _draw_dot_row(chart: Dots, row: DotRow, top: float, scale: Scale) -> tuple[list[str], float]:
    """Return the marks of one row, and where the next one begins."""
    names = wrapped(row.name, LABEL, WIDTH, bold=True)
    remarks = wrapped(row.remark, SMALL, WIDTH) if row.remark else []
    marks = words(names, 0, top, bold=True) + words(remarks, 0, top + tall(names), size=SMALL, muted=True)
    y = top + tall(names) + tall(remarks, SMALL) + _DOT_NUMBERS_HEIGHT
    marks.append(rule((scale.start, y), (scale.stop, y), opacity=0.35))
    marks += _draw_dot_numbers(row, y, scale)
    for name, value in zip(chart.names, row.values, strict=True):
        marks.append(marker(name.look, scale(value), y, tip(f"{name.text}, {row.name}: {points(value)}")))
    return marks, y + _DOT_ROW_GAP


def _draw_dot_numbers(row: DotRow, y: float, scale: Scale) -> list[str]:
    """Return every number above its marker, moved apart, with a line to it.

    There are no numbers where all of them together are wider than the chart; the table has them.
    """
    texts = [points(value) for value in row.values]
    widths = [width_of(text, SMALL) + 5 for text in texts]
    if sum(widths) > WIDTH:
        return []
    marks = []
    centres = apart([scale(value) for value in row.values], widths, 0.0, WIDTH)
    for value, text, centre in zip(row.values, texts, centres, strict=True):
        marks.append(rule((scale(value), y), (centre, y - 16), opacity=0.4))
        marks.append(word(text, centre, y - 19, size=SMALL, anchor="middle"))
    return marks


def dot_plot_table(chart: Dots) -> Table:
    """Return every value."""
    columns = tuple(Column(name.text, "right") for name in chart.names)
    rows = tuple((row.name, *(points(value) for value in row.values)) for row in chart.rows)
    return Table((Column(chart.what), *columns), rows, chart.title)
