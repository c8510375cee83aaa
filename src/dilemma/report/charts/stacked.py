"""Stacked bars: totals in lettered parts, hatched so that they survive black and white."""

from __future__ import annotations

from string import ascii_uppercase
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
from dilemma.report.charts.key import AXIS_HEIGHT, draw_axis, draw_legend
from dilemma.report.charts.lettering import wrap_text
from dilemma.report.charts.looks import OUTLINE_ATTRIBUTES, series_fill
from dilemma.report.charts.model import Label
from dilemma.report.charts.placement import Rectangle
from dilemma.report.charts.plate import label_shape
from dilemma.report.charts.scale import LinearScale, extend_range
from dilemma.report.document import Column, Table
from dilemma.report.numbers import format_points

if TYPE_CHECKING:
    from dilemma.report.charts.model import Stack, StackedBars

_STACK_HEIGHT, _STACK_GAP, _TOTAL_WIDTH = 24.0, 11.0, 46.0


def part_letter(index: int) -> str:
    """Return the letter of a part: A to Z, then A2, B2 and so on."""
    round_number, position = divmod(index, len(ascii_uppercase))
    return ascii_uppercase[position] + (str(round_number + 1) if round_number else "")


def draw_stacked_bars(chart: StackedBars, prefix: str) -> Drawing:
    """Return a legend of the parts, then a bar of parts for each total, from 0.

    Raises:
        ValueError: a part is negative; such parts cannot be stacked.
    """
    if any(value < 0 for stack in chart.stacks for value in stack.values):
        raise ValueError("a stack has no negative parts")
    parts = [Label(f"{part_letter(index)} {part}", index) for index, part in enumerate(chart.parts)]
    marks, y = draw_legend(parts, prefix)
    scale = LinearScale(
        *extend_range((0.0, 1.0), (stack.total for stack in chart.stacks)), 0.0, WIDTH - _TOTAL_WIDTH
    )
    top = y
    for stack in chart.stacks:
        stack_marks, y = _draw_stack(stack, parts, y, scale, prefix)
        marks += stack_marks
    marks.append(straight_line((0.0, top), (0.0, y), opacity=0.6))
    return Drawing((*marks, *draw_axis(scale, y)), y + AXIS_HEIGHT, tuple(range(len(parts))))


def _draw_stack(
    stack: Stack, parts: list[Label], top: float, scale: LinearScale, prefix: str
) -> tuple[list[str], float]:
    """Return the marks of one bar, and where the next one begins."""
    names = wrap_text(stack.name, LABEL, WIDTH - 4)
    marks = text_block(names, 4, top)
    y = top + text_height(names) + 3
    end = 0.0
    for index, (part, value) in enumerate(zip(parts, stack.values, strict=True)):
        left, right = scale(end), scale(end + value)
        tooltip = title_element(f"{stack.name}, {part.text}: {format_points(value)}")
        marks.append(
            rectangle(
                left,
                y,
                right - left,
                _STACK_HEIGHT,
                tooltip,
                fill=series_fill(index, prefix),
                **OUTLINE_ATTRIBUTES,
            )
        )
        marks += label_shape(
            index,
            [f"{part_letter(index)} {format_points(value)}", part_letter(index)],
            Rectangle(left, y, right - left, _STACK_HEIGHT),
        )
        end += value
    marks.append(
        text_line(format_points(stack.total), scale(stack.total) + 5, y + _STACK_HEIGHT / 2 + 4.5, bold=True)
    )
    return marks, y + _STACK_HEIGHT + _STACK_GAP


def stacked_bars_table(chart: StackedBars) -> Table:
    """Return every part of every total."""
    heads = tuple(Column(part, "right") for part in chart.parts)
    rows = tuple(
        (stack.name, *(format_points(value) for value in stack.values), format_points(stack.total))
        for stack in chart.stacks
    )
    return Table((Column(chart.what), *heads, Column("total", "right")), rows, chart.title)
