"""The ladder: shares of first rank as less and less is taken for granted."""

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

THICK, GAP = 24.0, 13.0


def body(chart: Ladder, prefix: str) -> Drawing:
    """A whole bar for each rung, parted by who is first how often."""
    marks, y = key(chart.names, prefix)
    scale = Scale(0.0, 1.0, 1.0, WIDTH - 1.0)
    for rung in chart.rungs:
        drawn, y = _rung(chart, rung, y, scale, prefix)
        marks += drawn
    return Drawing(tuple(marks), y, tuple(name.look for name in chart.names))


def _rung(chart: Ladder, rung: Rung, top: float, scale: Scale, prefix: str) -> tuple[list[str], float]:
    heads = wrapped(rung.name, LABEL, WIDTH, bold=True)
    remarks = wrapped(rung.remark, SMALL, WIDTH) if rung.remark else []
    marks = words(heads, 0, top, bold=True) + words(remarks, 0, top + tall(heads), size=SMALL, muted=True)
    y = top + tall(heads) + tall(remarks, SMALL) + 4
    reached = 0.0
    for name, share in zip(chart.names, rung.shares, strict=True):
        left, right = scale(reached), scale(reached + share)
        reached += share
        said = tip(f"{rung.name}: {name.text} {percent(share)}")
        marks.append(box(left, y, right - left, THICK, said, fill=fill(name.look, prefix), **OUTLINE))
        texts = [f"{harmless(name.text)} {percent(share)}", percent(share)]
        marks += labelled(name.look, texts, Box(left, y, right - left, THICK))
    return marks, y + THICK + GAP


def table(chart: Ladder) -> Table:
    """The share of each name on each rung."""
    heads = tuple(Column(name.text, "right") for name in chart.names)
    rows = tuple((rung.name, *(percent(share) for share in rung.shares)) for rung in chart.rungs)
    return Table((Column(chart.what), *heads), rows, chart.title)
