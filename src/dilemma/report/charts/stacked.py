"""What totals are made of: bars in lettered parts, hatched so that they survive black and white."""

from __future__ import annotations

from string import ascii_uppercase
from typing import TYPE_CHECKING

from dilemma.report.charts.canvas import (
    LABEL,
    WIDTH,
    Drawing,
    box,
    rule,
    tall,
    tip,
    word,
    words,
)
from dilemma.report.charts.key import AXIS, axis_below, key
from dilemma.report.charts.lettering import wrapped
from dilemma.report.charts.looks import OUTLINE, fill
from dilemma.report.charts.model import Named
from dilemma.report.charts.placement import Box
from dilemma.report.charts.plate import labelled
from dilemma.report.charts.scale import Scale, holding
from dilemma.report.document import Column, Table
from dilemma.report.numbers import points

if TYPE_CHECKING:
    from dilemma.report.charts.model import Stack, Stacked

THICK, GAP, ROOM = 24.0, 11.0, 46.0


def letter(place: int) -> str:
    """A, B … Z, A2, B2 …: the letter of a part."""
    turn, left = divmod(place, len(ascii_uppercase))
    return ascii_uppercase[left] + (str(turn + 1) if turn else "")


def body(chart: Stacked, prefix: str) -> Drawing:
    """A key of the parts, then a bar of parts for each total, from 0.

    Raises:
        ValueError: a part is negative; such parts cannot be stacked.
    """
    if any(value < 0 for stack in chart.stacks for value in stack.values):
        raise ValueError("a stack has no negative parts")
    parts = [Named(f"{letter(place)} {part}", place) for place, part in enumerate(chart.parts)]
    marks, y = key(parts, prefix)
    scale = Scale(*holding((0.0, 1.0), (stack.total for stack in chart.stacks)), 0.0, WIDTH - ROOM)
    top = y
    for stack in chart.stacks:
        drawn, y = _stack(stack, parts, y, scale, prefix)
        marks += drawn
    marks.append(rule((0.0, top), (0.0, y), opacity=0.6))
    return Drawing((*marks, *axis_below(scale, y)), y + AXIS, tuple(range(len(parts))))


def _stack(
    stack: Stack, parts: list[Named], top: float, scale: Scale, prefix: str
) -> tuple[list[str], float]:
    names = wrapped(stack.name, LABEL, WIDTH - 4)
    marks = words(names, 4, top)
    y = top + tall(names) + 3
    reached = 0.0
    for place, (part, value) in enumerate(zip(parts, stack.values, strict=True)):
        left, right = scale(reached), scale(reached + value)
        said = tip(f"{stack.name}, {part.text}: {points(value)}")
        marks.append(box(left, y, right - left, THICK, said, fill=fill(place, prefix), **OUTLINE))
        marks += labelled(
            place, [f"{letter(place)} {points(value)}", letter(place)], Box(left, y, right - left, THICK)
        )
        reached += value
    marks.append(word(points(stack.total), scale(stack.total) + 5, y + THICK / 2 + 4.5, bold=True))
    return marks, y + THICK + GAP


def table(chart: Stacked) -> Table:
    """Every part of every total."""
    heads = tuple(Column(part, "right") for part in chart.parts)
    rows = tuple(
        (stack.name, *(points(value) for value in stack.values), points(stack.total))
        for stack in chart.stacks
    )
    return Table((Column(chart.what), *heads, Column("total", "right")), rows, chart.title)
