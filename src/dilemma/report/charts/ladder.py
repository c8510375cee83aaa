"""Bars of shares, such as first-rank shares with less and less taken for granted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.charts.canvas import LABEL, SMALL, WIDTH, Drawing, box, tall, tip, words
from dilemma.report.charts.key import key
from dilemma.report.charts.lettering import wrapped
from dilemma.report.charts.looks import OUTLINE, fill
from dilemma.report.charts.placement import Box
from dilemma.report.charts.plate import labelled
from dilemma.report.charts.scale import Scale
from dilemma.report.document import Column, Table
from dilemma.report.hostile import harmless
from dilemma.report.numbers import percent

if TYPE_CHECKING:
    from dilemma.report.charts.model import Ladder, Rung

_SHARE_HEIGHT, _SHARE_GAP = 24.0, 13.0


def draw_share_bars(chart: Ladder, prefix: str) -> Drawing:
    """Return one bar of full width a row, divided by the share of each name."""
    marks, y = key(chart.names, prefix)
    scale = Scale(0.0, 1.0, 1.0, WIDTH - 1.0)
    for bar in chart.rungs:
        bar_marks, y = _draw_share_bar(chart, bar, y, scale, prefix)
        marks += bar_marks
    return Drawing(tuple(marks), y, tuple(name.look for name in chart.names))


def _draw_share_bar(
    chart: Ladder, bar: Rung, top: float, scale: Scale, prefix: str
) -> tuple[list[str], float]:
    """Return the marks of one bar, and where the next one begins."""
    names = wrapped(bar.name, LABEL, WIDTH, bold=True)
    remarks = wrapped(bar.remark, SMALL, WIDTH) if bar.remark else []
    marks = words(names, 0, top, bold=True) + words(remarks, 0, top + tall(names), size=SMALL, muted=True)
    y = top + tall(names) + tall(remarks, SMALL) + 4
    end = 0.0
    for name, share in zip(chart.names, bar.shares, strict=True):
        left, right = scale(end), scale(end + share)
        end += share
        tooltip = tip(f"{bar.name}: {name.text} {percent(share)}")
        marks.append(
            box(left, y, right - left, _SHARE_HEIGHT, tooltip, fill=fill(name.look, prefix), **OUTLINE)
        )
        texts = [f"{harmless(name.text)} {percent(share)}", percent(share)]
        marks += labelled(name.look, texts, Box(left, y, right - left, _SHARE_HEIGHT))
    return marks, y + _SHARE_HEIGHT + _SHARE_GAP


def share_bars_table(chart: Ladder) -> Table:
    """Return the share of each name in each row."""
    columns = tuple(Column(name.text, "right") for name in chart.names)
    rows = tuple((bar.name, *(percent(share) for share in bar.shares)) for bar in chart.rungs)
    return Table((Column(chart.what), *columns), rows, chart.title)
