"""Where one leads the other and where it trails: bars to both sides of nought."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.charts.canvas import LABEL, WIDTH, Drawing, box, rule, tall, tip, word, words
from dilemma.report.charts.lettering import wrapped
from dilemma.report.charts.looks import OUTLINE, fill
from dilemma.report.charts.scale import Scale
from dilemma.report.document import Column, Table
from dilemma.report.numbers import signed

if TYPE_CHECKING:
    from dilemma.report.charts.model import Difference, Named

THICK, GAP, ROOM = 16.0, 9.0, 46.0
MIDDLE, SIDE = WIDTH / 2, WIDTH / 2 - 10
TOTAL = "in all"


def body(chart: Difference, prefix: str) -> Drawing:
    """A bar for each gain to the right and for each loss to the left, its name on the other; then all."""
    longest = max((abs(value) for value in (*(gain.value for gain in chart.gains), chart.total)), default=0.0)
    scale = Scale(-(longest or 1.0), longest or 1.0, ROOM, WIDTH - ROOM)
    marks, y = _heads(chart)
    top = y
    for gain in chart.gains:
        drawn, y = _bar(gain.name, gain.value, y, scale, _side(chart, gain.value), prefix=prefix)
        marks += drawn
    marks.append(rule((0.0, y), (WIDTH, y), opacity=0.6))
    drawn, y = _bar(TOTAL, chart.total, y + GAP, scale, _side(chart, chart.total), prefix=prefix, bold=True)
    marks += [*drawn, rule((MIDDLE, top), (MIDDLE, y - GAP / 2))]
    return Drawing(tuple(marks), y, (chart.first.look, chart.second.look))


def _side(chart: Difference, value: float) -> Named:
    return chart.second if value < 0 else chart.first


def _heads(chart: Difference) -> tuple[list[str], float]:
    """Which side speaks for whom."""
    left = wrapped(f"← for {chart.second.text}", LABEL, SIDE, bold=True)
    right = wrapped(f"for {chart.first.text} →", LABEL, SIDE, bold=True)
    marks = words(left, MIDDLE - 8, 0.0, anchor="end", bold=True) + words(right, MIDDLE + 8, 0.0, bold=True)
    return marks, max(tall(left), tall(right)) + GAP


def _bar(
    name: str, value: float, top: float, scale: Scale, side: Named, *, prefix: str, bold: bool = False
) -> tuple[list[str], float]:
    names = wrapped(name, LABEL, SIDE, bold=bold)
    high = max(tall(names), THICK)
    zero, end = scale(0.0), scale(value)
    said = tip(f"{name}: {signed(value)}")
    y = top + (high - THICK) / 2
    shape = box(min(zero, end), y, abs(end - zero), THICK, said, fill=fill(side.look, prefix), **OUTLINE)
    line = y + THICK - 3.5
    if value < 0:
        label = words(names, zero + 8, top, bold=bold)
        number = word(signed(value), end - 5, line, anchor="end", bold=True)
    else:
        label = words(names, zero - 8, top, anchor="end", bold=bold)
        number = word(signed(value), end + 5, line, bold=True)
    return [*label, shape, number], top + high + GAP


def table(chart: Difference) -> Table:
    """What the first has over the second, and in all."""
    head = f"{chart.first.text} over {chart.second.text}"
    rows = (*((gain.name, signed(gain.value)) for gain in chart.gains), (TOTAL, signed(chart.total)))
    return Table((Column(chart.what), Column(head, "right")), rows, chart.title)
