"""Every chart as one SVG text and as one table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, assert_never

from dilemma.report.charts import (
    bars,
    difference,
    dots,
    ladder,
    lines,
    map_of_winners,
    scatter,
    stacked,
    tornado,
)
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
from dilemma.report.charts.lettering import wrapped
from dilemma.report.charts.looks import patterns
from dilemma.report.charts.model import (
    Bars,
    Difference,
    Dots,
    Ladder,
    Lines,
    Map,
    Scatter,
    Stacked,
    Tornado,
)

if TYPE_CHECKING:
    from dilemma.report.charts.model import Chart
    from dilemma.report.document import Table

NAMESPACE = "http://www.w3.org/2000/svg"
_PREFIX = re.compile(r"[A-Za-z][\w-]*", re.ASCII)
EDGE = 6.0  # paper left free around the chart


def draw(chart: Chart, *, prefix: str, paper: bool = False) -> str:
    """The chart as one SVG element, as wide as what holds it.

    Text and axes take the colour of the surrounding text (`currentColor`). Without script, style or reference
    to the outside, so that the strictest content policy lets it through.

    Args:
        chart: what to draw.
        prefix: begins every id, so that several charts can share a page.
        paper: black on white of its own, for a file that stands alone on a page of unknown colour.

    Raises:
        ValueError: the prefix cannot begin an id.
    """
    if not _PREFIX.fullmatch(prefix):
        raise ValueError(f"an id cannot begin with `{prefix}`; take a letter, then letters, digits, - or _")
    drawing = _drawing(chart, prefix)
    head, top = _head(chart)
    foot, bottom = _foot(chart, top + drawing.height)
    marks = [*head, group(drawing.marks, transform=f"translate(0 {number(top)})"), *foot]
    return _sheet(chart, [patterns(drawing.hatched, prefix), *marks], bottom, prefix, paper)


def _sheet(chart: Chart, marks: list[str], height: float, prefix: str, paper: bool) -> str:
    wide, high = WIDTH + 2 * EDGE, height + 2 * EDGE
    sheet = element("rect", x=-EDGE, y=-EDGE, width=wide, height=high, fill="#ffffff") if paper else ""
    return element(
        "svg",
        element("title", plain(chart.title), id=f"{prefix}-title"),
        element("desc", plain(chart.description), id=f"{prefix}-desc"),
        sheet,
        *marks,
        xmlns=NAMESPACE,
        viewBox=f"{number(-EDGE)} {number(-EDGE)} {number(wide)} {number(high)}",
        role="img",
        aria_labelledby=f"{prefix}-title {prefix}-desc",
        fill="currentColor",
        font_family="sans-serif",
        font_size=13.0,
        **({"color": "#000000"} if paper else {}),
    )


def _head(chart: Chart) -> tuple[list[str], float]:
    title = wrapped(chart.title, TITLE, WIDTH, bold=True)
    unit = wrapped(chart.unit, SMALL, WIDTH) if chart.unit else []
    top = tall(title, TITLE) + 2
    marks = words(title, 0, 0, size=TITLE, bold=True) + words(unit, 0, top, size=SMALL, muted=True)
    return marks, top + tall(unit, SMALL) + 12


def _foot(chart: Chart, top: float) -> tuple[list[str], float]:
    lines = wrapped(chart.note, SMALL, WIDTH, most=12) if chart.note else []
    return words(lines, 0, top + 6, size=SMALL, muted=True), top + tall(lines, SMALL) + (8 if lines else 0)


def _drawing(chart: Chart, prefix: str) -> Drawing:  # noqa: PLR0911  one return a kind
    match chart:
        case Bars():
            return bars.body(chart)
        case Stacked():
            return stacked.body(chart, prefix)
        case Difference():
            return difference.body(chart, prefix)
        case Lines():
            return lines.body(chart, prefix)
        case Scatter():
            return scatter.body(chart)
        case Map():
            return map_of_winners.body(chart, prefix)
        case Ladder():
            return ladder.body(chart, prefix)
        case Tornado():
            return tornado.body(chart)
        case Dots():
            return dots.body(chart, prefix)
    assert_never(chart)


def table(chart: Chart) -> Table:  # noqa: PLR0911  one return a kind
    """The numbers of the chart, written as in the picture."""
    match chart:
        case Bars():
            return bars.table(chart)
        case Stacked():
            return stacked.table(chart)
        case Difference():
            return difference.table(chart)
        case Lines():
            return lines.table(chart)
        case Scatter():
            return scatter.table(chart)
        case Map():
            return map_of_winners.table(chart)
        case Ladder():
            return ladder.table(chart)
        case Tornado():
            return tornado.table(chart)
        case Dots():
            return dots.table(chart)
    assert_never(chart)
