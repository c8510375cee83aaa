"""Swings reach from where a number is to where it changes the winner."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.builders import A

from dilemma.report.charts import chart as model

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree import ElementTree as ET

    from dilemma.report.charts.chart import Chart
    from dilemma.report.charts.style import Rectangle

    Said = Callable[[Chart], dict[str, Rectangle]]
    Read = Callable[[Chart], ET.Element]

CLOSE = 0.02  # coordinates are rounded to two decimals


def tornado(*swings: model.Swing) -> model.TornadoChart:
    """A chart of some swings."""
    return model.TornadoChart(title="t", description="d", what="Number", swings=swings)


def test_a_swing_reaches_from_now_to_the_change(said: Said) -> None:
    """The marker stands where the lead changes, on a rail from least to most; the stated range is a band."""
    found = said(tornado(model.Swing(name="rupture", now=0.1, at=0.3, winner=A, stated=(0.05, 0.55))))
    band = found["5% to 55%"]
    mark = found["rupture: from 10% to 30%, then Alpha leads; stated range 5% to 55%"]
    assert mark.left + mark.width / 2 == pytest.approx(band.left + band.width / 2, abs=CLOSE)
    assert band.width == pytest.approx(0.5 * (400 - 16), abs=CLOSE)


def test_the_ends_are_numbers_only_when_all_rails_share_them(read: Read) -> None:
    """Weights and scores in one chart have no common ends."""
    weight = model.Swing(name="w", now=0.1, at=0.3, winner=A)
    score = model.Swing(name="s", now=30.0, at=40.0, winner=A, is_score=True)
    mixed, alone = (
        {each.text for each in read(chart).iterfind(".//{*}text")}
        for chart in (tornado(weight, score), tornado(score))
    )
    assert {"least it can be", "most it can be"} <= mixed
    assert {"0", "100"} <= alone
