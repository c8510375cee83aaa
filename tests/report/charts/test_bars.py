"""Bars are as long as what they show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.builders import A, B, C

from dilemma.report.charts import chart

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree import ElementTree as ET

    from dilemma.report.charts.chart import Chart
    from dilemma.report.charts.style import Rectangle

    Said = Callable[[Chart], dict[str, Rectangle]]
    Read = Callable[[Chart], ET.Element]

CLOSE = 0.02  # coordinates are rounded to two decimals


def bars(*values: float) -> chart.BarChart:
    """One bar a value."""
    rows = tuple(chart.BarRow(name, value) for name, value in zip((A, B, C), values, strict=False))
    return chart.BarChart(title="t", description="d", unit="points", what="Option", rows=rows)


def test_bars_are_as_long_as_their_values(said: Said) -> None:
    """Twice the value is twice the bar, all from one edge; nothing is no bar."""
    found = said(bars(80.0, 40.0, 0.0))
    assert {box.left for box in found.values()} == {0.0}
    assert found["Alpha: 80.0"].width == pytest.approx(2 * found["Beta: 40.0"].width, abs=CLOSE)
    assert found["Gamma: 0.0"].width == 0


def test_a_value_outside_the_ends_stretches_the_scale(said: Said) -> None:
    """A negative value has a bar to the left of nought, of the right length."""
    found = said(bars(-20.0, 40.0))
    below, above = found["Alpha: −20.0"], found["Beta: 40.0"]
    assert below.right == pytest.approx(above.left, abs=CLOSE)
    assert above.width == pytest.approx(2 * below.width, abs=CLOSE)


def test_numbers_are_text(read: Read) -> None:
    """The number at a bar's end can be selected and found."""
    assert [each.text for each in read(bars(12.34)).iter() if each.text == "12.3"] == ["12.3"]
