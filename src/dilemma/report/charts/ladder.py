"""Bars of shares, such as first-rank shares with less and less taken for granted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.charts.canvas import (
    LABEL,
    SMALL,
    WIDTH,
    Drawing,
    rectangle,
    text_block,
    text_height,
    title_element,
)
from dilemma.report.charts.key import draw_legend
from dilemma.report.charts.lettering import wrap_text
from dilemma.report.charts.looks import OUTLINE_ATTRIBUTES, series_fill
from dilemma.report.charts.placement import Rectangle
from dilemma.report.charts.plate import label_shape
from dilemma.report.charts.scale import LinearScale
from dilemma.report.document import Column, Table
from dilemma.report.hostile import sanitize
from dilemma.report.numbers import format_percent

if TYPE_CHECKING:
    from dilemma.report.charts.model import ShareBar, ShareBars

_SHARE_HEIGHT, _SHARE_GAP = 24.0, 13.0


def draw_share_bars(chart: ShareBars, prefix: str) -> Drawing:
    """Return one bar of full width a row, divided by the share of each name."""
    marks, y = draw_legend(chart.names, prefix)
    scale = LinearScale(0.0, 1.0, 1.0, WIDTH - 1.0)
    for bar in chart.rungs:
        bar_marks, y = _draw_share_bar(chart, bar, y, scale, prefix)
        marks += bar_marks
    return Drawing(tuple(marks), y, tuple(name.look for name in chart.names))


def _draw_share_bar(
    chart: ShareBars, bar: ShareBar, top: float, scale: LinearScale, prefix: str
) -> tuple[list[str], float]:
    """Return the marks of one bar, and where the next one begins."""
    names = wrap_text(bar.name, LABEL, WIDTH, bold=True)
    remarks = wrap_text(bar.remark, SMALL, WIDTH) if bar.remark else []
    marks = text_block(names, 0, top, bold=True) + text_block(
        remarks, 0, top + text_height(names), size=SMALL, muted=True
    )
    y = top + text_height(names) + text_height(remarks, SMALL) + 4
    end = 0.0
    for name, share in zip(chart.names, bar.shares, strict=True):
        left, right = scale(end), scale(end + share)
        end += share
        tooltip = title_element(f"{bar.name}: {name.text} {format_percent(share)}")
        marks.append(
            rectangle(
                left,
                y,
                right - left,
                _SHARE_HEIGHT,
                tooltip,
                fill=series_fill(name.look, prefix),
                **OUTLINE_ATTRIBUTES,
            )
        )
        texts = [f"{sanitize(name.text)} {format_percent(share)}", format_percent(share)]
        marks += label_shape(name.look, texts, Rectangle(left, y, right - left, _SHARE_HEIGHT))
    return marks, y + _SHARE_HEIGHT + _SHARE_GAP


def share_bars_table(chart: ShareBars) -> Table:
    """Return the share of each name in each row."""
    columns = tuple(Column(name.text, "right") for name in chart.names)
    rows = tuple((bar.name, *(format_percent(share) for share in bar.shares)) for bar in chart.rungs)
    return Table((Column(chart.what), *columns), rows, chart.title)
