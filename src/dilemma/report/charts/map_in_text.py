"""The map of winners in letters, for a terminal."""

from __future__ import annotations

from string import ascii_uppercase
from typing import TYPE_CHECKING

from dilemma.report.charts.polygon import inside
from dilemma.report.hostile import harmless
from dilemma.report.numbers import percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.report.charts.model import Area, Map, Point

STEPS = 10  # of ten percent: eleven rows
NOBODY = "?"
HALF = 1e-6  # a step into the triangle, so that points on its edges have a winner


def drawn(chart: Map) -> str:
    """Eleven rows of letters, one every ten percent, with what each stands for below.

    The letter nearest to where things stand now is in brackets. Where two parts meet, the first one's letter
    is shown.
    """
    letters = lettered([area.name.text for area in chart.areas])
    now = (round(chart.now[0] * STEPS), round(chart.now[1] * STEPS))
    rows = [_row(chart.areas, letters, up, now) for up in range(STEPS, -1, -1)]
    legend = [
        f"  {letter}  {harmless(area.name.text)}" for letter, area in zip(letters, chart.areas, strict=True)
    ]
    across, up = harmless(chart.across), harmless(chart.up)
    stands = f" [ ] now: {percent(chart.now[0])} {across}, {percent(chart.now[1])} {up}"
    foot = f"       0%{'100%':>{3 * STEPS + 1}}  probability of {across}"
    return "\n".join([f"probability of {up}", *rows, foot, "", *legend, stands]) + "\n"


def _row(areas: Sequence[Area], letters: Sequence[str], up: int, now: tuple[int, int]) -> str:
    cells = []
    for across in range(STEPS - up + 1):
        letter = _winner(areas, letters, (across / STEPS, up / STEPS))
        cells.append(f"[{letter}]" if (across, up) == now else f" {letter} ")
    return f"{percent(up / STEPS):>5} " + "".join(cells).rstrip()


def _winner(areas: Sequence[Area], letters: Sequence[str], point: Point) -> str:
    x, y = (number + HALF * (1 / 3 - number) for number in point)
    for area, letter in zip(areas, letters, strict=True):
        if inside((x, y), area.polygon):
            return letter
    return NOBODY


def lettered(names: Sequence[str]) -> list[str]:
    """The first letters of the names where they are all different, else A, B, C and on."""
    first = [
        next((character for character in name.upper() if character in ascii_uppercase), "") for name in names
    ]
    if all(first) and len(set(first)) == len(first):
        return first
    return [ascii_uppercase[place % len(ascii_uppercase)] for place in range(len(names))]
