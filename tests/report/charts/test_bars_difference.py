"""Gains and losses are on their sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.builders import A, B

from dilemma.report.charts import chart as model

if TYPE_CHECKING:
    from collections.abc import Callable

    from dilemma.report.charts.chart import Chart
    from dilemma.report.charts.style import Rectangle

    Said = Callable[[Chart], dict[str, Rectangle]]

CLOSE = 0.02  # coordinates are rounded to two decimals


def test_gains_and_losses_are_on_their_sides(said: Said) -> None:
    """Gains reach right of the middle, losses left, as far as they are large."""
    gains = (model.Gain("cost", 4.0), model.Gain("norms", -2.0))
    chart = model.DivergingBars(
        title="t", description="d", what="Criterion", first=A, second=B, gains=gains, total=2.0
    )
    found = said(chart)
    gain, loss, total = (found[text] for text in ("cost: +4.0", "norms: −2.0", "in all: +2.0"))
    assert gain.left == total.left == pytest.approx(loss.right, abs=CLOSE)
    assert gain.width == pytest.approx(2 * loss.width, abs=CLOSE)
