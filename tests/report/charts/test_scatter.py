"""Spots are where their numbers say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.builders import A, B, C

from dilemma.report.charts import chart as model
from dilemma.report.charts.chart import Label

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree import ElementTree as ET

    from dilemma.report.charts.chart import Chart
    from dilemma.report.charts.style import Rectangle

    Said = Callable[[Chart], dict[str, Rectangle]]
    Read = Callable[[Chart], ET.Element]

CLOSE = 0.02  # coordinates are rounded to two decimals


def test_spots_are_where_their_numbers_say(said: Said) -> None:
    """More is further right and further up, in proportion."""
    spots = (
        model.ScatterPoint(A, 20.0, 30.0),
        model.ScatterPoint(B, 40.0, 50.0),
        model.ScatterPoint(C, 60.0, 70.0),
    )
    chart = model.ScatterPlot(title="t", description="d", what="Option", across="x", up="y", spots=spots)
    found = [said(chart)[f"{each.name.text}: {each.x}, {each.y}"] for each in spots]
    centres = [box.left + box.width / 2 for box in found]
    assert centres[0] < centres[1]
    assert centres[1] - centres[0] == pytest.approx(centres[2] - centres[1], abs=CLOSE)
    assert found[0].top > found[1].top > found[2].top


def test_what_finds_no_room_is_listed(read: Read) -> None:
    """With sixty names in one place each is named once, beside the spot or in the list below."""
    spots = tuple(model.ScatterPoint(Label(f"Name{place}", place), 50.0, 50.0) for place in range(60))
    chart = model.ScatterPlot(title="t", description="d", what="Option", across="x", up="y", spots=spots)
    seen = [each.text or "" for each in read(chart).iterfind(".//{*}text")]
    for spot in spots:
        assert len([text for text in seen if spot.name.text in text.split()]) == 1
