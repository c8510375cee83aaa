"""Legends and axes: what the styles stand for, and where the round numbers are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.charts.canvas import SMALL, WIDTH, box, rule, word
from dilemma.report.charts.lettering import fitted, width_of
from dilemma.report.charts.looks import OUTLINE, fill, marker
from dilemma.report.charts.scale import ticks
from dilemma.report.hostile import harmless
from dilemma.report.numbers import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.report.charts.model import Named
    from dilemma.report.charts.scale import Scale

_SWATCH_SIZE, _LEGEND_ROW_HEIGHT, _LEGEND_GAP = 12.0, 19.0, 14.0
AXIS = 22.0  # the height of an axis with its numbers


def key(names: Sequence[Named], prefix: str, *, markers: bool = False) -> tuple[list[str], float]:
    """Return swatches or markers with their names, in rows as wide as the chart, and their height."""
    marks: list[str] = []
    x, y = 0.0, 0.0
    for name in names:
        text = fitted(harmless(name.text), SMALL, WIDTH - _SWATCH_SIZE - 5)
        width = _SWATCH_SIZE + 5 + width_of(text, SMALL)
        # The first name of a row always stays in it, as it was cut to the width of the chart.
        if x and x + width > WIDTH:
            x, y = 0.0, y + _LEGEND_ROW_HEIGHT
        middle = y + _SWATCH_SIZE / 2 + 1
        if markers:
            marks.append(marker(name.look, x + _SWATCH_SIZE / 2, middle))
        else:
            marks.append(
                box(
                    x,
                    middle - _SWATCH_SIZE / 2,
                    _SWATCH_SIZE,
                    _SWATCH_SIZE,
                    fill=fill(name.look, prefix),
                    **OUTLINE,
                )
            )
        marks.append(word(text, x + _SWATCH_SIZE + 5, middle + SMALL * 0.36, size=SMALL))
        x += width + _LEGEND_GAP
    return marks, y + _LEGEND_ROW_HEIGHT + 5


def axis_below(scale: Scale, y: float) -> list[str]:
    """Return a line with round numbers under it."""
    marks = [rule((scale.start, y), (scale.stop, y), opacity=0.6)]
    for tick in ticks(scale.low, scale.high):
        x = scale(tick)
        marks.append(rule((x, y), (x, y + 4), opacity=0.6))
        marks.append(word(plain(tick), max(x, 4.0), y + 17, size=SMALL, anchor="middle", muted=True))
    return marks
