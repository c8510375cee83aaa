"""Values under several headings: one scale a row, a marker for each name."""

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

LEFT, ABOVE, GAP = 14.0, 36.0, 16.0


def body(chart: Dots, prefix: str) -> Drawing:
    """A key of the markers, then a line of markers for each row, each marker with its number."""
    marks, y = key(chart.names, prefix, markers=True)
    ends = around((value for row in chart.rows for value in row.values), least=10.0)
    scale = Scale(*ends, LEFT, WIDTH - LEFT)
    for row in chart.rows:
        drawn, y = _row(chart, row, y, scale)
        marks += drawn
    return Drawing((*marks, *axis_below(scale, y)), y + AXIS)


def _row(chart: Dots, row: DotRow, top: float, scale: Scale) -> tuple[list[str], float]:
    heads = wrapped(row.name, LABEL, WIDTH, bold=True)
    remarks = wrapped(row.remark, SMALL, WIDTH) if row.remark else []
    marks = words(heads, 0, top, bold=True) + words(remarks, 0, top + tall(heads), size=SMALL, muted=True)
    y = top + tall(heads) + tall(remarks, SMALL) + ABOVE
    marks.append(rule((scale.start, y), (scale.stop, y), opacity=0.35))
    marks += _numbers(row, y, scale)
    for name, value in zip(chart.names, row.values, strict=True):
        marks.append(marker(name.look, scale(value), y, tip(f"{name.text}, {row.name}: {points(value)}")))
    return marks, y + GAP


def _numbers(row: DotRow, y: float, scale: Scale) -> list[str]:
    """Every number over its marker, moved apart, with a line to it; none where there are too many."""
    texts = [points(value) for value in row.values]
    sizes = [width_of(text, SMALL) + 5 for text in texts]
    if sum(sizes) > WIDTH:
        return []
    marks = []
    centres = apart([scale(value) for value in row.values], sizes, 0.0, WIDTH)
    for value, text, centre in zip(row.values, texts, centres, strict=True):
        marks.append(rule((scale(value), y), (centre, y - 16), opacity=0.4))
        marks.append(word(text, centre, y - 19, size=SMALL, anchor="middle"))
    return marks


def table(chart: Dots) -> Table:
    """Every value."""
    heads = tuple(Column(name.text, "right") for name in chart.names)
    rows = tuple((row.name, *(points(value) for value in row.values)) for row in chart.rows)
    return Table((Column(chart.what), *heads), rows, chart.title)
