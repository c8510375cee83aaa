"""Dots stand on one scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.builders import A, B

from dilemma.report.charts import chart

if TYPE_CHECKING:
    from collections.abc import Callable

    from dilemma.report.charts.chart import Chart
    from dilemma.report.charts.style import Rectangle

    Said = Callable[[Chart], dict[str, Rectangle]]

CLOSE = 0.02  # coordinates are rounded to two decimals


def test_dots_stand_on_one_scale(said: Said) -> None:
    """The same value is at the same place in every row."""
    rows = (chart.DotRow("one", (20.0, 40.0)), chart.DotRow("two", (40.0, 20.0)))
    found = said(chart.DotPlot(title="t", description="d", what="Future", names=(A, B), rows=rows))
    places = {text: box.left + box.width / 2 for text, box in found.items()}
    assert places["Alpha, one: 20.0"] == pytest.approx(places["Beta, two: 20.0"], abs=CLOSE)
    assert places["Alpha, two: 40.0"] == pytest.approx(places["Beta, one: 40.0"], abs=CLOSE)
