"""Charts where nothing can be drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.charts import map_in_text, svg
from dilemma.report.charts.model import WinnersMapChart

if TYPE_CHECKING:
    from dilemma.report.charts.model import Chart
    from dilemma.report.document import Table


def render_chart(chart: Chart) -> str | Table:
    """Return a map in letters, any other chart as its table."""
    return (
        map_in_text.render_map(chart).rstrip()
        if isinstance(chart, WinnersMapChart)
        else svg.chart_table(chart)
    )
