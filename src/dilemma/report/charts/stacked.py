"""Stacked bars: totals in lettered parts, hatched so that they survive black and white."""

from __future__ import annotations

from string import ascii_uppercase
from typing import TYPE_CHECKING

from dilemma.report.charts.canvas import LABEL, WIDTH, Drawing, box, rule, tall, tip, word, words
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

_STACK_HEIGHT, _STACK_GAP, _TOTAL_WIDTH = 24.0, 11.0, 46.0


def letter(index: int) -> str:
    """Return the letter of a part: A to Z, then A2, B2 and so on."""
    round_number, position = divmod(index, len(ascii_uppercase))
    return ascii_uppercase[position] + (str(round_number + 1) if round_number else "")


def draw_stacked_bars(chart: Stacked, prefix: str) -> Drawing:
    """Return a legend of the parts, then a bar of parts for each total, from 0.

    Raises:
        ValueError: a part is negative; such parts cannot be stacked.
    """
    if any(value < 0 for stack in chart.stacks for value in stack.values):
        raise ValueError("a stack has no negative parts")
    parts = [Named(f"{letter(index)} {part}", index) for index, part in enumerate(chart.parts)]
    marks, y = key(parts, prefix)
    scale = Scale(*holding((0.0, 1.0), (stack.total for stack in chart.stacks)), 0.0, WIDTH - _TOTAL_WIDTH)
    top = y
    for stack in chart.stacks:
        stack_marks, y = _draw_stack(stack, parts, y, scale, prefix)
        marks += stack_marks
    marks.append(rule((0.0, top), (0.0, y), opacity=0.6))
    return Drawing((*marks, *axis_below(scale, y)), y + AXIS, tuple(range(len(parts))))


def _draw_stack(
    stack: Stack, parts: list[Named], top: float, scale: Scale, prefix: str
) -> tuple[list[str], float]:
    """Return the marks of one bar, and where the next one begins."""
    names = wrapped(stack.name, LABEL, WIDTH - 4)
    marks = words(names, 4, top)
    y = top + tall(names) + 3
    end = 0.0
    for index, (part, value) in enumerate(zip(parts, stack.values, strict=True)):
        left, right = scale(end), scale(end + value)
        tooltip = tip(f"{stack.name}, {part.text}: {points(value)}")
        marks.append(box(left, y, right - left, _STACK_HEIGHT, tooltip, fill=fill(index, prefix), **OUTLINE))
        marks += labelled(
            index,
            [f"{letter(index)} {points(value)}", letter(index)],
            Box(left, y, right - left, _STACK_HEIGHT),
        )
        end += value
    marks.append(word(points(stack.total), scale(stack.total) + 5, y + _STACK_HEIGHT / 2 + 4.5, bold=True))
    return marks, y + _STACK_HEIGHT + _STACK_GAP


def stacked_bars_table(chart: Stacked) -> Table:
    """Return every part of every total."""
    heads = tuple(Column(part, "right") for part in chart.parts)
    rows = tuple(
        (stack.name, *(points(value) for value in stack.values), points(stack.total))
        for stack in chart.stacks
    )
    return Table((Column(chart.what), *heads, Column("total", "right")), rows, chart.title)
