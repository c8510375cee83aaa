"""Every chart as SVG and as a table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, assert_never

from dilemma.report.charts.bars import bar_chart_table, draw_bar_chart
from dilemma.report.charts.canvas import (
    SMALL,
    TITLE,
    WIDTH,
    Drawing,
    element,
    group,
    number,
    plain,
    tall,
    words,
)
from dilemma.report.charts.difference import diverging_bars_table, draw_diverging_bars
from dilemma.report.charts.dots import dot_plot_table, draw_dot_plot
from dilemma.report.charts.ladder import draw_share_bars, share_bars_table
from dilemma.report.charts.lettering import wrapped
from dilemma.report.charts.lines import draw_line_chart, line_chart_table
from dilemma.report.charts.looks import patterns
from dilemma.report.charts.map_of_winners import draw_winners_map, winners_map_table
from dilemma.report.charts.model import Bars, Difference, Dots, Ladder, Lines, Map, Scatter, Stacked, Tornado
from dilemma.report.charts.scatter import draw_scatter_plot, scatter_plot_table
from dilemma.report.charts.stacked import draw_stacked_bars, stacked_bars_table
from dilemma.report.charts.tornado import draw_tornado, tornado_table

if TYPE_CHECKING:
    from dilemma.report.charts.model import Chart
    from dilemma.report.document import Table

NAMESPACE = "http://www.w3.org/2000/svg"
_PREFIX = re.compile(r"[A-Za-z][\w-]*", re.ASCII)
_PAPER_EDGE = 6.0  # paper left free around the chart


def draw(chart: Chart, *, prefix: str, paper: bool = False) -> str:
    """Return a chart as one SVG element, as wide as what holds it.

    Text and axes take the colour of the surrounding text (`currentColor`). Without script, style or reference
    to the outside, so that the strictest content policy lets it through.

    Args:
        chart: what to draw.
        prefix: begins every id, so that several charts can share a page.
        paper: black on white of its own, for a file that stands alone on a page of unknown colour.

    Raises:
        ValueError: the prefix cannot begin an id.
    """
    # A blank in an id would break `aria-labelledby`, a bracket or quote the references in `url(#…)`.
    if not _PREFIX.fullmatch(prefix):
        raise ValueError(f"an id cannot begin with `{prefix}`; take a letter, then letters, digits, - or _")
    drawing = _draw_kind(chart, prefix)
    head, top = _draw_head(chart)
    foot, bottom = _draw_note(chart, top + drawing.height)
    marks = [*head, group(drawing.marks, transform=f"translate(0 {number(top)})"), *foot]
    return _draw_sheet(chart, [patterns(drawing.hatched, prefix), *marks], bottom, prefix, paper)


def _draw_sheet(chart: Chart, marks: list[str], height: float, prefix: str, paper: bool) -> str:
    """Return the element around all marks, with the title and description that screen readers read."""
    wide, high = WIDTH + 2 * _PAPER_EDGE, height + 2 * _PAPER_EDGE
    sheet = (
        element("rect", x=-_PAPER_EDGE, y=-_PAPER_EDGE, width=wide, height=high, fill="#ffffff")
        if paper
        else ""
    )
    return element(
        "svg",
        element("title", plain(chart.title), id=f"{prefix}-title"),
        element("desc", plain(chart.description), id=f"{prefix}-desc"),
        sheet,
        *marks,
        xmlns=NAMESPACE,
        viewBox=f"{number(-_PAPER_EDGE)} {number(-_PAPER_EDGE)} {number(wide)} {number(high)}",
        role="img",
        aria_labelledby=f"{prefix}-title {prefix}-desc",
        fill="currentColor",
        font_family="sans-serif",
        font_size=13.0,
        **({"color": "#000000"} if paper else {}),
    )


def _draw_head(chart: Chart) -> tuple[list[str], float]:
    """Return the title and unit of a chart, and where the chart begins."""
    title = wrapped(chart.title, TITLE, WIDTH, bold=True)
    unit = wrapped(chart.unit, SMALL, WIDTH) if chart.unit else []
    top = tall(title, TITLE) + 2
    marks = words(title, 0, 0, size=TITLE, bold=True) + words(unit, 0, top, size=SMALL, muted=True)
    return marks, top + tall(unit, SMALL) + 12


def _draw_note(chart: Chart, top: float) -> tuple[list[str], float]:
    """Return the note under a chart, and where it ends."""
    lines = wrapped(chart.note, SMALL, WIDTH, most=12) if chart.note else []
    return words(lines, 0, top + 6, size=SMALL, muted=True), top + tall(lines, SMALL) + (8 if lines else 0)


def _draw_kind(chart: Chart, prefix: str) -> Drawing:  # noqa: PLR0911  one return a kind
    """Return the marks of a chart by its kind."""
    match chart:
        case Bars():
            return draw_bar_chart(chart)
        case Stacked():
            return draw_stacked_bars(chart, prefix)
        case Difference():
            return draw_diverging_bars(chart, prefix)
        case Lines():
            return draw_line_chart(chart, prefix)
        case Scatter():
            return draw_scatter_plot(chart)
        case Map():
            return draw_winners_map(chart, prefix)
        case Ladder():
            return draw_share_bars(chart, prefix)
        case Tornado():
            return draw_tornado(chart)
        case Dots():
            return draw_dot_plot(chart, prefix)
    assert_never(chart)


def table(chart: Chart) -> Table:  # noqa: PLR0911  one return a kind
    """Return the numbers of a chart, written as in its picture."""
    match chart:
        case Bars():
            return bar_chart_table(chart)
        case Stacked():
            return stacked_bars_table(chart)
        case Difference():
            return diverging_bars_table(chart)
        case Lines():
            return line_chart_table(chart)
        case Scatter():
            return scatter_plot_table(chart)
        case Map():
            return winners_map_table(chart)
        case Ladder():
            return share_bars_table(chart)
        case Tornado():
            return tornado_table(chart)
        case Dots():
            return dot_plot_table(chart)
    assert_never(chart)
