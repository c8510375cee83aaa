"""Every chart as SVG and as a table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, assert_never

from dilemma.report.charts import bars
from dilemma.report.charts.canvas import (
    SMALL,
    TITLE,
    WIDTH,
    Drawing,
    element,
    escape_text,
    format_coordinate,
    group,
    measure_text,
    text_block,
    text_height,
    wrap_text,
)
from dilemma.report.charts.chart import (
    BarChart,
    DivergingBars,
    DotPlot,
    LineChart,
    ScatterPlot,
    ShareBars,
    StackedBars,
    TornadoChart,
    WinnersMapChart,
)
from dilemma.report.charts.lines import draw_line_chart, line_chart_table
from dilemma.report.charts.scatter import draw_scatter_plot, scatter_plot_table
from dilemma.report.charts.style import hatch_patterns
from dilemma.report.charts.tornado import draw_tornado, tornado_table
from dilemma.report.charts.winners_map import draw_winners_map, winners_map_table

if TYPE_CHECKING:
    from dilemma.report.charts.chart import Chart
    from dilemma.report.document import Table

_NAMESPACE = "http://www.w3.org/2000/svg"
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
    marks = [*head, group(drawing.marks, transform=f"translate(0 {format_coordinate(top)})"), *foot]
    return _draw_sheet(chart, [hatch_patterns(drawing.hatched, prefix), *marks], bottom, prefix, paper)


def _draw_sheet(chart: Chart, marks: list[str], height: float, prefix: str, paper: bool) -> str:
    """Return the element around all marks, with the title and description that screen readers read."""
    wide, high = WIDTH + 2 * _PAPER_EDGE, height + 2 * _PAPER_EDGE
    sheet = element("rect", x=-_PAPER_EDGE, y=-_PAPER_EDGE, width=wide, height=high, fill="#ffffff")
    return element(
        "svg",
        element("title", escape_text(chart.title), id=f"{prefix}-title"),
        element("desc", escape_text(chart.description), id=f"{prefix}-desc"),
        sheet if paper else "",
        *marks,
        xmlns=_NAMESPACE,
        viewBox=" ".join(format_coordinate(end) for end in (-_PAPER_EDGE, -_PAPER_EDGE, wide, high)),
        role="img",
        aria_labelledby=f"{prefix}-title {prefix}-desc",
        fill="currentColor",
        font_family="sans-serif",
        font_size=SMALL,
        stroke_width=0.75,
        **({"color": "#000000"} if paper else {}),
    )


def _draw_head(chart: Chart) -> tuple[list[str], float]:
    """Return the title and unit of a chart, and where the chart begins."""
    title = _balance_title(chart.title)
    unit = wrap_text(chart.unit, SMALL, WIDTH) if chart.unit else []
    top = text_height(title, TITLE) + 2
    marks = text_block(title, 0, 0, size=TITLE, bold=True) + text_block(unit, 0, top, size=SMALL, muted=True)
    return marks, top + text_height(unit, SMALL) + 12


def _balance_title(text: str) -> list[str]:
    """Return a title in as few lines as it takes, about alike in length, so that no word is left alone."""
    lines, width = wrap_text(text, TITLE, WIDTH, bold=True), WIDTH
    widest = max(measure_text(word, TITLE, bold=True) for word in " ".join(lines).split() or [""])
    while len(lines) > 1 and (width := width - 20) >= widest:
        narrower = wrap_text(text, TITLE, width, bold=True)
        if len(narrower) > len(lines) or " ".join(narrower) != " ".join(lines):
            break
        lines = narrower
    return lines


def _draw_note(chart: Chart, top: float) -> tuple[list[str], float]:
    """Return the note under a chart, and where it ends."""
    lines = wrap_text(chart.note, SMALL, WIDTH, most=12) if chart.note else []
    bottom = top + text_height(lines, SMALL) + (8 if lines else 0)
    return text_block(lines, 0, top + 6, size=SMALL, muted=True), bottom


def _draw_kind(chart: Chart, prefix: str) -> Drawing:  # noqa: PLR0911  one return a kind
    match chart:
        case BarChart():
            return bars.draw_bar_chart(chart)
        case StackedBars():
            return bars.draw_stacked_bars(chart, prefix)
        case DivergingBars():
            return bars.draw_diverging_bars(chart, prefix)
        case LineChart():
            return draw_line_chart(chart, prefix)
        case ScatterPlot():
            return draw_scatter_plot(chart)
        case WinnersMapChart():
            return draw_winners_map(chart, prefix)
        case ShareBars():
            return bars.draw_share_bars(chart, prefix)
        case TornadoChart():
            return draw_tornado(chart)
        case DotPlot():
            return bars.draw_dot_plot(chart, prefix)
    assert_never(chart)


def chart_table(chart: Chart) -> Table:  # noqa: PLR0911  one return a kind
    """Return the numbers of a chart, written as in its picture."""
    match chart:
        case BarChart():
            return bars.bar_chart_table(chart)
        case StackedBars():
            return bars.stacked_bars_table(chart)
        case DivergingBars():
            return bars.diverging_bars_table(chart)
        case LineChart():
            return line_chart_table(chart)
        case ScatterPlot():
            return scatter_plot_table(chart)
        case WinnersMapChart():
            return winners_map_table(chart)
        case ShareBars():
            return bars.share_bars_table(chart)
        case TornadoChart():
            return tornado_table(chart)
        case DotPlot():
            return bars.dot_plot_table(chart)
    assert_never(chart)
