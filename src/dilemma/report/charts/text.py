"""Charts as text, for where nothing can be drawn, such as a terminal."""

from __future__ import annotations

from string import ascii_uppercase
from typing import TYPE_CHECKING

from dilemma.report.charts import svg
from dilemma.report.charts.chart import WinnersMapChart
from dilemma.report.charts.winners_map import is_inside
from dilemma.report.numbers import format_percent
from dilemma.report.text import sanitize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.report.charts.chart import Chart, MapArea, Point
    from dilemma.report.document import Table


_STEPS = 10  # of ten percent: eleven rows
_NO_WINNER = "?"
_NUDGE = 1e-6  # towards the middle of the triangle, so that points on its edges have a winner


def render_map(chart: WinnersMapChart) -> str:
    """Return eleven rows of letters, one for every ten percent, and below them what each letter stands for.

    The letter nearest to the probabilities of now is in brackets. Where two parts meet, the letter of the
    first is shown.
    """
    letters = assign_letters([area.name.text for area in chart.areas])
    now = (round(chart.now[0] * _STEPS), round(chart.now[1] * _STEPS))
    rows = [_row(chart.areas, letters, up, now) for up in range(_STEPS, -1, -1)]
    legend = [
        f"  {letter}  {sanitize(area.name.text)}" for letter, area in zip(letters, chart.areas, strict=True)
    ]
    across, up = sanitize(chart.across), sanitize(chart.up)
    now_line = f" [ ] now: {format_percent(chart.now[0])} {across}, {format_percent(chart.now[1])} {up}"
    axis_line = f"       0%{'100%':>{3 * _STEPS + 1}}  probability of {across}"
    return "\n".join([f"probability of {up}", *rows, axis_line, "", *legend, now_line]) + "\n"


def _row(areas: Sequence[MapArea], letters: Sequence[str], up: int, now: tuple[int, int]) -> str:
    """Return one row of letters, with its percentage before it."""
    cells = []
    for across in range(_STEPS - up + 1):
        letter = _winner(areas, letters, (across / _STEPS, up / _STEPS))
        cells.append(f"[{letter}]" if (across, up) == now else f" {letter} ")
    return f"{format_percent(up / _STEPS):>5} " + "".join(cells).rstrip()


def _winner(areas: Sequence[MapArea], letters: Sequence[str], point: Point) -> str:
    """Return the letter of the part that a point lies in."""
    x, y = (number + _NUDGE * (1 / 3 - number) for number in point)
    for area, letter in zip(areas, letters, strict=True):
        if is_inside((x, y), area.polygon):
            return letter
    return _NO_WINNER


def assign_letters(names: Sequence[str]) -> list[str]:
    """Return the first letters of the names if they all differ, else A, B, C and so on."""
    first_letters = [
        next((character for character in name.upper() if character in ascii_uppercase), "") for name in names
    ]
    if all(first_letters) and len(set(first_letters)) == len(first_letters):
        return first_letters
    return [ascii_uppercase[index % len(ascii_uppercase)] for index in range(len(names))]


def render_chart(chart: Chart) -> str | Table:
    """Return a map in letters, any other chart as its table."""
    return render_map(chart).rstrip() if isinstance(chart, WinnersMapChart) else svg.chart_table(chart)
