"""Shares fill their rung."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.builders import A, B, C

from dilemma.report.charts import chart as model

if TYPE_CHECKING:
    from collections.abc import Callable

    from dilemma.report.charts.chart import Chart
    from dilemma.report.charts.style import Rectangle

    Said = Callable[[Chart], dict[str, Rectangle]]

CLOSE = 0.02  # coordinates are rounded to two decimals


def test_shares_fill_their_rung(said: Said) -> None:
    """The parts of a rung are in proportion and fill the width."""
    rung = model.ShareBar("ranges", (0.75, 0.25, 0.0))
    chart = model.ShareBars(title="t", description="d", what="Rung", names=(A, B, C), rungs=(rung,))
    first, second, none = said(chart).values()
    assert first.width == pytest.approx(3 * second.width, abs=CLOSE)
    assert none.width == 0
    assert first.width + second.width == pytest.approx(398.0)
