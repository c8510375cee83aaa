"""A chart where nothing can be drawn."""

from __future__ import annotations

from dilemma.report.charts import svg
from dilemma.report.charts.chart import BarChart, BarRow, Label, MapArea, WinnersMapChart
from dilemma.report.charts.text import render_chart, render_map


def test_a_map_is_drawn_in_letters() -> None:
    """Only a map keeps its shape in letters; no line is left empty below it."""
    area = MapArea(Label("Enmesh"), ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0)))
    chart = WinnersMapChart(
        title="t", description="d", what="w", across="a", up="u", now=(0.1, 0.2), areas=(area,)
    )
    shown = render_chart(chart)
    assert isinstance(shown, str)
    assert render_map(chart).startswith(shown)
    assert shown == shown.rstrip()


def test_another_chart_is_its_table() -> None:
    """Whoever cannot see the picture reads its numbers."""
    chart = BarChart(title="t", description="d", what="w", rows=(BarRow(Label("Enmesh"), 61.4),))
    assert render_chart(chart) == svg.chart_table(chart)
