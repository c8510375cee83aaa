"""Legends and axes: what the styles stand for, and where the round numbers are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.charts.canvas import SMALL, WIDTH, rectangle, straight_line, text_line
from dilemma.report.charts.lettering import measure_text, truncate_text
from dilemma.report.charts.looks import OUTLINE_ATTRIBUTES, series_fill, series_marker
from dilemma.report.charts.scale import axis_ticks
from dilemma.report.hostile import sanitize
from dilemma.report.numbers import format_plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.report.charts.model import Label
    from dilemma.report.charts.scale import LinearScale

_SWATCH_SIZE, _LEGEND_ROW_HEIGHT, _LEGEND_GAP = 12.0, 19.0, 14.0
AXIS_HEIGHT = 22.0  # the height of an axis with its numbers


def draw_legend(names: Sequence[Label], prefix: str, *, markers: bool = False) -> tuple[list[str], float]:
    """Return swatches or markers with their names, in rows as wide as the chart, and their height."""
    marks: list[str] = []
    x, y = 0.0, 0.0
    for name in names:
        text = truncate_text(sanitize(name.text), SMALL, WIDTH - _SWATCH_SIZE - 5)
        width = _SWATCH_SIZE + 5 + measure_text(text, SMALL)
        # The first name of a row always stays in it, as it was cut to the width of the chart.
        if x and x + width > WIDTH:
            x, y = 0.0, y + _LEGEND_ROW_HEIGHT
        middle = y + _SWATCH_SIZE / 2 + 1
        if markers:
            marks.append(series_marker(name.look, x + _SWATCH_SIZE / 2, middle))
        else:
            marks.append(
                rectangle(
                    x,
                    middle - _SWATCH_SIZE / 2,
                    _SWATCH_SIZE,
                    _SWATCH_SIZE,
                    fill=series_fill(name.look, prefix),
                    **OUTLINE_ATTRIBUTES,
                )
            )
        marks.append(text_line(text, x + _SWATCH_SIZE + 5, middle + SMALL * 0.36, size=SMALL))
        x += width + _LEGEND_GAP
    return marks, y + _LEGEND_ROW_HEIGHT + 5


def draw_axis(scale: LinearScale, y: float) -> list[str]:
    """Return a line with round numbers under it."""
    marks = [straight_line((scale.start, y), (scale.stop, y), opacity=0.6)]
    for tick in axis_ticks(scale.low, scale.high):
        x = scale(tick)
        marks.append(straight_line((x, y), (x, y + 4), opacity=0.6))
        marks.append(
            text_line(format_plain(tick), max(x, 4.0), y + 17, size=SMALL, anchor="middle", muted=True)
        )
    return marks
