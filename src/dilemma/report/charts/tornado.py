"""What would change the winner: for each number, from where it is to where the lead changes hands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.charts.canvas import (
    LABEL,
    SMALL,
    WIDTH,
    Drawing,
    box,
    corners,
    element,
    rule,
    tall,
    tip,
    word,
    words,
)
from dilemma.report.charts.lettering import width_of, wrapped
from dilemma.report.charts.looks import marker
from dilemma.report.charts.scale import Scale, holding
from dilemma.report.charts.spelling import spelled, told_apart
from dilemma.report.document import Column, Table
from dilemma.report.hostile import harmless
from dilemma.report.numbers import plain

if TYPE_CHECKING:
    from dilemma.report.charts.model import Point, Swing, Tornado

RAIL, GAP = 22.0, 11.0
INSET = 8.0


def body(chart: Tornado) -> Drawing:
    """One rail a row, from the least to the most the number can be."""
    marks, y = _key()
    for swing in chart.swings:
        drawn, y = _row(swing, y)
        marks += drawn
    least, most = _ends(chart)
    marks.append(word(least, INSET, y + SMALL, size=SMALL, muted=True))
    marks.append(word(most, WIDTH - INSET, y + SMALL, size=SMALL, anchor="end", muted=True))
    return Drawing(tuple(marks), y + SMALL + 5)


def _ends(chart: Tornado) -> tuple[str, str]:
    """What the ends of the rails are, in numbers if all are the same."""
    found = {swing.ends for swing in chart.swings}
    if len(found) != 1:
        return "least it can be", "most it can be"
    low, high = found.pop()
    return plain(low), plain(high)


def _key() -> tuple[list[str], float]:
    """What the marks mean, drawn as they are drawn below."""
    marks = [_now(6, 9), word("now", 14, 13, size=SMALL), _band(62, 112, 9)]
    marks += [word("stated range", 118, 13, size=SMALL), _arrow(216, 254, 9)]
    marks += [word("who leads beyond", 268, 13, size=SMALL)]
    return marks, 26.0


def _row(swing: Swing, top: float) -> tuple[list[str], float]:
    now, at = told_apart(swing.now, swing.at, swing.style)
    result = f"{now} → {at}  "
    said = f"{result}{harmless(swing.winner.text)}"
    names = wrapped(swing.name, LABEL, WIDTH)
    marks = words(names, 0, top)
    beside = width_of(said, LABEL, bold=True) + 12
    y = top + tall(names)
    if len(names) == 1 and width_of(names[0], LABEL) + beside <= WIDTH:
        marks.append(word(said, WIDTH, top + LABEL, anchor="end", bold=True))
    else:
        lines = wrapped(said, LABEL, WIDTH, bold=True)
        marks += words(lines, 0, y, bold=True)
        y += tall(lines)
    return [*marks, *_rail(swing, y + RAIL / 2)], y + RAIL + GAP


def _rail(swing: Swing, y: float) -> list[str]:
    ends = holding(swing.ends, (swing.now, swing.at, *(swing.stated or ())))
    scale = Scale(*ends, INSET, WIDTH - INSET)
    now, at = scale(swing.now), scale(swing.at)
    marks = [rule((scale.start, y), (scale.stop, y), opacity=0.35)]
    if swing.stated:
        marks.append(_band(scale(swing.stated[0]), scale(swing.stated[1]), y, _range(swing.stated, swing)))
    said = tip(f"{swing.name}: {_sentence(swing)}")
    return [*marks, _arrow(now, at, y), _now(now, y), marker(swing.winner.look, at, y, said, radius=5.5)]


def _range(stated: Point, swing: Swing) -> str:
    return f"{spelled(stated[0], swing.style)} to {spelled(stated[1], swing.style)}"


def _sentence(swing: Swing) -> str:
    stated = f"; stated range {_range(swing.stated, swing)}" if swing.stated else ""
    now, at = told_apart(swing.now, swing.at, swing.style)
    return f"from {now} to {at}, then {swing.winner.text} leads{stated}"


def _now(x: float, y: float) -> str:
    return rule((x, y - 8), (x, y + 8), width=3)


def _band(left: float, right: float, y: float, said: str = "") -> str:
    """A stated range: a band with ends, light enough for what is drawn over it."""
    inside = [tip(said)] if said else []
    return box(
        left, y - 6, right - left, 12, *inside,
        fill="currentColor", fill_opacity=0.18, stroke="currentColor", stroke_width=0.75,
    )  # fmt: skip


def _arrow(start: float, stop: float, y: float) -> str:
    """A line towards where the lead changes; its head stays short of the marker."""
    ahead = 1 if stop >= start else -1
    end = stop - 6 * ahead
    head = corners([(end - 6 * ahead, y - 4), (end, y), (end - 6 * ahead, y + 4)])
    shaft = rule((start, y), (stop, y), width=2)
    if abs(stop - start) < 16:
        return shaft
    return shaft + element("polyline", points=head, fill="none", stroke="currentColor", stroke_width=2)


def table(chart: Tornado) -> Table:
    """Now, where the lead changes, to whom, and the range stated."""
    heads = (Column("now", "right"), Column("changes at", "right"), Column("to"), Column("stated range"))
    rows = tuple(
        (
            swing.name,
            *told_apart(swing.now, swing.at, swing.style),
            swing.winner.text,
            _range(swing.stated, swing) if swing.stated else "",
        )
        for swing in chart.swings
    )
    return Table((Column(chart.what), *heads), rows, chart.title)
