"""Diverging bars: where one option leads the other and where it trails, to both sides of zero."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.charts.canvas import (
    LABEL,
    WIDTH,
    Drawing,
    rectangle,
    straight_line,
    text_block,
    text_height,
    text_line,
    title_element,
)
from dilemma.report.charts.lettering import wrap_text
from dilemma.report.charts.looks import OUTLINE_ATTRIBUTES, series_fill
from dilemma.report.charts.scale import LinearScale
from dilemma.report.document import Column, Table
from dilemma.report.numbers import format_signed

if TYPE_CHECKING:
    from dilemma.report.charts.model import DivergingBars, Label

_DIVERGING_HEIGHT, _DIVERGING_GAP, _DIVERGING_NUMBER_WIDTH = 16.0, 9.0, 46.0
_MIDDLE, _SIDE_WIDTH = WIDTH / 2, WIDTH / 2 - 10
_TOTAL_NAME = "in all"


def draw_diverging_bars(chart: DivergingBars, prefix: str) -> Drawing:
    """Return a bar to the right for each gain, to the left for each loss, and last the total."""
    longest = max((abs(value) for value in (*(gain.value for gain in chart.gains), chart.total)), default=0.0)
    # No difference at all still needs a scale; 1 is as good as any.
    scale = LinearScale(
        -(longest or 1.0), longest or 1.0, _DIVERGING_NUMBER_WIDTH, WIDTH - _DIVERGING_NUMBER_WIDTH
    )
    marks, y = _draw_sides(chart)
    top = y
    for gain in chart.gains:
        bar_marks, y = _draw_diverging_bar(
            gain.name, gain.value, y, scale, _leader(chart, gain.value), prefix=prefix
        )
        marks += bar_marks
    marks.append(straight_line((0.0, y), (WIDTH, y), opacity=0.6))
    bar_marks, y = _draw_diverging_bar(
        _TOTAL_NAME,
        chart.total,
        y + _DIVERGING_GAP,
        scale,
        _leader(chart, chart.total),
        prefix=prefix,
        bold=True,
    )
    marks += [*bar_marks, straight_line((_MIDDLE, top), (_MIDDLE, y - _DIVERGING_GAP / 2))]
    return Drawing(tuple(marks), y, (chart.first.look, chart.second.look))


def _leader(chart: DivergingBars, value: float) -> Label:
    """Return the label that a difference speaks for."""
    return chart.second if value < 0 else chart.first


def _draw_sides(chart: DivergingBars) -> tuple[list[str], float]:
    """Return the names of both sides, and where the bars begin."""
    left = wrap_text(f"← for {chart.second.text}", LABEL, _SIDE_WIDTH, bold=True)
    right = wrap_text(f"for {chart.first.text} →", LABEL, _SIDE_WIDTH, bold=True)
    marks = text_block(left, _MIDDLE - 8, 0.0, anchor="end", bold=True) + text_block(
        right, _MIDDLE + 8, 0.0, bold=True
    )
    return marks, max(text_height(left), text_height(right)) + _DIVERGING_GAP


def _draw_diverging_bar(
    name: str, value: float, top: float, scale: LinearScale, side: Label, *, prefix: str, bold: bool = False
) -> tuple[list[str], float]:
    """Return the marks of one bar with its name on the other side, and where the next one begins."""
    names = wrap_text(name, LABEL, _SIDE_WIDTH, bold=bold)
    height = max(text_height(names), _DIVERGING_HEIGHT)
    zero, end = scale(0.0), scale(value)
    tooltip = title_element(f"{name}: {format_signed(value)}")
    y = top + (height - _DIVERGING_HEIGHT) / 2
    bar = rectangle(
        min(zero, end),
        y,
        abs(end - zero),
        _DIVERGING_HEIGHT,
        tooltip,
        fill=series_fill(side.look, prefix),
        **OUTLINE_ATTRIBUTES,
    )
    line = y + _DIVERGING_HEIGHT - 3.5
    if value < 0:
        label = text_block(names, zero + 8, top, bold=bold)
        number = text_line(format_signed(value), end - 5, line, anchor="end", bold=True)
    else:
        label = text_block(names, zero - 8, top, anchor="end", bold=bold)
        number = text_line(format_signed(value), end + 5, line, bold=True)
    return [*label, bar, number], top + height + _DIVERGING_GAP


def diverging_bars_table(chart: DivergingBars) -> Table:
    """Return what the first has over the second, and in all."""
    head = f"{chart.first.text} over {chart.second.text}"
    rows = (
        *((gain.name, format_signed(gain.value)) for gain in chart.gains),
        (_TOTAL_NAME, format_signed(chart.total)),
    )
    return Table((Column(chart.what), Column(head, "right")), rows, chart.title)
