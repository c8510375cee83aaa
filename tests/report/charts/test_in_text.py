"""A chart where nothing can be drawn."""

from __future__ import annotations

from dilemma.report.charts import svg
from dilemma.report.charts.in_text import in_text
from dilemma.report.charts.map_in_text import drawn
from dilemma.report.charts.model import Area, Bars, Map, Named, Row


def test_a_map_is_drawn_in_letters() -> None:
    """Only a map keeps its shape in letters; no line is left empty below it."""
    area = Area(Named("Enmesh"), ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0)))
    chart = Map(title="t", description="d", what="w", across="a", up="u", now=(0.1, 0.2), areas=(area,))
    shown = in_text(chart)
    assert isinstance(shown, str)
    assert drawn(chart).startswith(shown)
    assert shown == shown.rstrip()


def test_another_chart_is_its_table() -> None:
    """Whoever cannot see the picture reads its numbers."""
    chart = Bars(title="t", description="d", what="w", rows=(Row(Named("Enmesh"), 61.4),))
    assert in_text(chart) == svg.table(chart)
