"""Charts of bars and dots: plain, stacked, diverging, dot plots, and shares at each robustness level.

Parts of a stack are lettered and hatched, so that they survive black and white.
"""

from __future__ import annotations

from string import ascii_uppercase
from typing import TYPE_CHECKING

from dilemma.report.charts.canvas import (
    LABEL,
    SMALL,
    WIDTH,
    Drawing,
    LinearScale,
    extend_range,
    measure_text,
    round_range,
    spread_labels,
    straight_line,
    text_block,
    text_height,
    text_line,
    title_element,
    wrap_text,
)
from dilemma.report.charts.chart import Gain, Label
from dilemma.report.charts.style import (
    AXIS_HEIGHT,
    Rectangle,
    criterion_look,
    draw_axis,
    draw_legend,
    fill_shape,
    label_shape,
    series_fill,
    series_marker,
    series_style,
)
from dilemma.report.document import Column, Table
from dilemma.report.numbers import format_percent, format_points, format_signed
from dilemma.report.text import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dilemma.report.charts.chart import (
        BarChart,
        BarRow,
        DivergingBars,
        DotPlot,
        DotRow,
        ShareBar,
        ShareBars,
        Stack,
        StackedBars,
    )


_BAR_HEIGHT, _BAR_GAP, _BAR_NUMBER_WIDTH = 16.0, 11.0, 46.0  # the last for the number beside a bar


def draw_bar_chart(chart: BarChart) -> Drawing:
    """Return one bar a row, in the order given."""
    ends = extend_range((0.0, 100.0), (row.value for row in chart.rows))
    scale = LinearScale(*ends, 0.0, WIDTH - _BAR_NUMBER_WIDTH)
    marks: list[str] = []
    y = 0.0
    for row in chart.rows:
        bar_marks, y = _draw_bar(row, y, scale)
        marks += bar_marks
    zero = scale(max(0.0, ends[0]))
    marks.append(straight_line((zero, 0.0), (zero, y), opacity=0.6))
    return Drawing((*marks, *draw_axis(scale, y)), y + AXIS_HEIGHT)


def _draw_bar(row: BarRow, top: float, scale: LinearScale) -> tuple[list[str], float]:
    """Return the marks of one bar, and where the next one begins."""
    names = wrap_text(row.name.text, LABEL, WIDTH - 4)
    remarks = wrap_text(row.remark, SMALL, WIDTH - 4) if row.remark else []
    marks = text_block(names, 4, top)
    y = top + text_height(names)
    marks += text_block(remarks, 4, y, size=SMALL, muted=True)
    y += text_height(remarks, SMALL) + 3
    number = format_points(row.value)
    zero, end = scale(max(0.0, scale.low)), scale(row.value)
    shape = Rectangle(min(zero, end), y, abs(end - zero), _BAR_HEIGHT)
    bar = fill_shape(shape, series_style(row.name.look).colour, f"{row.name.text}: {number}")
    value = text_line(number, max(zero, end) + 5, y + _BAR_HEIGHT - 3, bold=True)
    return [*marks, bar, value], y + _BAR_HEIGHT + _BAR_GAP


def bar_chart_table(chart: BarChart) -> Table:
    """Return the names and numbers, with the remarks if there are any."""
    columns = (Column(chart.what), Column(chart.unit, "right"), Column("", label="remark"))
    rows = tuple((row.name.text, format_points(row.value), row.remark) for row in chart.rows)
    return Table(columns, rows, chart.title)


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
    parts = [
        Label(f"{part_letter(index)} {part}", criterion_look(index)) for index, part in enumerate(chart.parts)
    ]
    marks, y = draw_legend(parts, prefix)
    ends = extend_range((0.0, 1.0), (stack.total for stack in chart.stacks))
    scale = LinearScale(*ends, 0.0, WIDTH - _TOTAL_WIDTH)
    top = y
    for stack in chart.stacks:
        stack_marks, y = _draw_stack(stack, parts, y, scale, prefix)
        marks += stack_marks
    marks.append(straight_line((0.0, top), (0.0, y), opacity=0.6))
    return Drawing((*marks, *draw_axis(scale, y)), y + AXIS_HEIGHT, tuple(part.look for part in parts))


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
        shape = Rectangle(left, y, right - left, _STACK_HEIGHT)
        tooltip = f"{stack.name}, {part.text}: {format_points(value)}"
        marks.append(fill_shape(shape, series_fill(part.look, prefix), tooltip))
        texts = [f"{part_letter(index)} {format_points(value)}", part_letter(index)]
        marks += label_shape(part.look, texts, shape)
        end += value
    right = scale(stack.total) + 5
    marks.append(text_line(format_points(stack.total), right, y + _STACK_HEIGHT / 2 + 4.5, bold=True))
    return marks, y + _STACK_HEIGHT + _STACK_GAP


def stacked_bars_table(chart: StackedBars) -> Table:
    """Return every part of every total."""
    heads = tuple(Column(part, "right") for part in chart.parts)
    rows = tuple(
        (stack.name, *(format_points(value) for value in stack.values), format_points(stack.total))
        for stack in chart.stacks
    )
    return Table((Column(chart.what), *heads, Column("total", "right")), rows, chart.title)


_DIVERGING_HEIGHT, _DIVERGING_GAP, _DIVERGING_NUMBER_WIDTH = 16.0, 9.0, 46.0
_MIDDLE, _SIDE_WIDTH = WIDTH / 2, WIDTH / 2 - 10
_TOTAL_NAME = "in all"


def draw_diverging_bars(chart: DivergingBars, prefix: str) -> Drawing:
    """Return a bar to the right for each gain, to the left for each loss, and last the total."""
    longest = max(abs(value) for value in (*(gain.value for gain in chart.gains), chart.total))
    end = longest or 1.0  # no difference at all still needs a scale; 1 is as good as any
    scale = LinearScale(-end, end, _DIVERGING_NUMBER_WIDTH, WIDTH - _DIVERGING_NUMBER_WIDTH)
    marks, y = _draw_sides(chart)
    top = y
    for gain in chart.gains:
        side = _leader(chart, gain.value)
        bar_marks, y = _draw_diverging_bar(gain, y, scale, side, prefix=prefix)
        marks += bar_marks
    marks.append(straight_line((0.0, y), (WIDTH, y), opacity=0.6))
    total, side = Gain(_TOTAL_NAME, chart.total), _leader(chart, chart.total)
    bar_marks, y = _draw_diverging_bar(total, y + _DIVERGING_GAP, scale, side, prefix=prefix, bold=True)
    marks += [*bar_marks, straight_line((_MIDDLE, top), (_MIDDLE, y - _DIVERGING_GAP / 2))]
    return Drawing(tuple(marks), y, (chart.first.look, chart.second.look))


def _leader(chart: DivergingBars, value: float) -> Label:
    """Return the label that a difference speaks for."""
    return chart.second if value < 0 else chart.first


def _draw_sides(chart: DivergingBars) -> tuple[list[str], float]:
    """Return the names of both sides, and where the bars begin."""
    left = wrap_text(f"← for {chart.second.text}", LABEL, _SIDE_WIDTH, bold=True)
    right = wrap_text(f"for {chart.first.text} →", LABEL, _SIDE_WIDTH, bold=True)
    marks = text_block(left, _MIDDLE - 8, 0.0, anchor="end", bold=True) + text_block(
        right, _MIDDLE + 8, 0.0, bold=True
    )
    return marks, max(text_height(left), text_height(right)) + _DIVERGING_GAP


def _draw_diverging_bar(
    gain: Gain, top: float, scale: LinearScale, side: Label, *, prefix: str, bold: bool = False
) -> tuple[list[str], float]:
    """Return the marks of one bar with its name on the other side, and where the next one begins."""
    value, text = gain.value, format_signed(gain.value)
    names = wrap_text(gain.name, LABEL, _SIDE_WIDTH, bold=bold)
    height = max(text_height(names), _DIVERGING_HEIGHT)
    zero, end = scale(0.0), scale(value)
    y = top + (height - _DIVERGING_HEIGHT) / 2
    shape = Rectangle(min(zero, end), y, abs(end - zero), _DIVERGING_HEIGHT)
    bar = fill_shape(shape, series_fill(side.look, prefix), f"{gain.name}: {text}")
    line = y + _DIVERGING_HEIGHT - 3.5
    if value < 0:
        label = text_block(names, zero + 8, top, bold=bold)
        number = text_line(text, end - 5, line, anchor="end", bold=True)
    else:
        label = text_block(names, zero - 8, top, anchor="end", bold=bold)
        number = text_line(text, end + 5, line, bold=True)
    return [*label, bar, number], top + height + _DIVERGING_GAP


def diverging_bars_table(chart: DivergingBars) -> Table:
    """Return what the first has over the second, and in all."""
    head = f"{chart.first.text} over {chart.second.text}"
    rows = (
        *((gain.name, format_signed(gain.value)) for gain in chart.gains),
        (_TOTAL_NAME, format_signed(chart.total)),
    )
    return Table((Column(chart.what), Column(head, "right")), rows, chart.title)


_DOT_MARGIN, _DOT_NUMBERS_HEIGHT, _DOT_ROW_GAP = 14.0, 36.0, 16.0


def draw_dot_plot(chart: DotPlot, prefix: str) -> Drawing:
    """Return a legend of the markers, then a line of markers for each row, each with its number."""
    marks, y = draw_legend(chart.names, prefix, markers=True)
    ends = round_range((value for row in chart.rows for value in row.values), least=10.0)
    scale = LinearScale(*ends, _DOT_MARGIN, WIDTH - _DOT_MARGIN)
    for row in chart.rows:
        row_marks, y = _draw_dot_row(chart, row, y, scale)
        marks += row_marks
    return Drawing((*marks, *draw_axis(scale, y)), y + AXIS_HEIGHT)


def _draw_dot_row(chart: DotPlot, row: DotRow, top: float, scale: LinearScale) -> tuple[list[str], float]:
    """Return the marks of one row, and where the next one begins."""
    marks, y = _draw_row_head(row.name, row.remark, top)
    y += _DOT_NUMBERS_HEIGHT
    marks.append(straight_line((scale.start, y), (scale.stop, y), opacity=0.35))
    marks += _draw_dot_numbers(row, y, scale)
    for name, value in zip(chart.names, row.values, strict=True):
        tooltip = title_element(f"{name.text}, {row.name}: {format_points(value)}")
        marks.append(series_marker(name.look, scale(value), y, tooltip))
    return marks, y + _DOT_ROW_GAP


def _draw_row_head(name: str, remark: str, top: float) -> tuple[list[str], float]:
    """Return the name of a row in bold with its remark below, and where they end."""
    names = wrap_text(name, LABEL, WIDTH, bold=True)
    remarks = wrap_text(remark, SMALL, WIDTH) if remark else []
    below = top + text_height(names)
    marks = text_block(names, 0, top, bold=True) + text_block(remarks, 0, below, size=SMALL, muted=True)
    return marks, below + text_height(remarks, SMALL)


def _draw_dot_numbers(row: DotRow, y: float, scale: LinearScale) -> list[str]:
    """Return every number above its marker, moved apart, with a line to it.

    There are no numbers where all of them together are wider than the chart; the table has them.
    """
    texts = [format_points(value) for value in row.values]
    widths = [measure_text(text, SMALL) + 5 for text in texts]
    if sum(widths) > WIDTH:
        return []
    marks = []
    centres = spread_labels([scale(value) for value in row.values], widths, 0.0, WIDTH)
    for value, text, centre in zip(row.values, texts, centres, strict=True):
        marks.append(straight_line((scale(value), y), (centre, y - 16), opacity=0.4))
        marks.append(text_line(text, centre, y - 19, size=SMALL, anchor="middle"))
    return marks


def dot_plot_table(chart: DotPlot) -> Table:
    """Return every value."""
    return _table_by_name(chart, ((row.name, *map(format_points, row.values)) for row in chart.rows))


def _table_by_name(chart: DotPlot | ShareBars, rows: Iterable[tuple[str, ...]]) -> Table:
    """Return a table with a column for each name of a chart."""
    columns = tuple(Column(name.text, "right") for name in chart.names)
    return Table((Column(chart.what), *columns), tuple(rows), chart.title)


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
    marks, y = _draw_row_head(bar.name, bar.remark, top)
    y += 4
    end = 0.0
    for name, share in zip(chart.names, bar.shares, strict=True):
        left, right = scale(end), scale(end + share)
        end += share
        shape = Rectangle(left, y, right - left, _SHARE_HEIGHT)
        tooltip = f"{bar.name}: {name.text} {format_percent(share)}"
        marks.append(fill_shape(shape, series_fill(name.look, prefix), tooltip))
        texts = [f"{sanitize(name.text)} {format_percent(share)}", format_percent(share)]
        marks += label_shape(name.look, texts, shape)
    return marks, y + _SHARE_HEIGHT + _SHARE_GAP


def share_bars_table(chart: ShareBars) -> Table:
    """Return the share of each name in each row."""
    return _table_by_name(chart, ((bar.name, *map(format_percent, bar.shares)) for bar in chart.rungs))
