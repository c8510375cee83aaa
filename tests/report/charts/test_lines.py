"""Lines cross where they meet."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.builders import A, B

from dilemma.report.charts import chart
from dilemma.report.charts.lines import highest_value
from dilemma.report.charts.svg import chart_table, draw

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree import ElementTree as ET

    from dilemma.report.charts.chart import Chart
    from dilemma.report.charts.style import Rectangle

    Said = Callable[[Chart], dict[str, Rectangle]]
    Read = Callable[[Chart], ET.Element]

CLOSE = 0.02  # coordinates are rounded to two decimals


LINES = chart.LineChart(
    title="t",
    description="d",
    across="weight of cost",
    now=0.2,
    at=(0.0, 1.0),
    lines=(chart.LineSeries(A, (60.0, 20.0)), chart.LineSeries(B, (30.0, 50.0))),
    stretches=(chart.LeaderInterval(0.0, 0.5, A), chart.LeaderInterval(0.5, 1.0, B)),
)


def test_a_crossing_is_where_the_lines_meet(read: Read) -> None:
    """60 falling to 20 meets 30 rising to 50 at one half, at 40: the ring is on both lines."""
    root = read(LINES)
    ring = next(each for each in root.iterfind(".//{*}circle") if each.get("r") == "6")
    heights = []
    for each in root.iterfind(".//{*}polyline"):
        (left, top), (right, bottom) = (map(float, pair.split(",")) for pair in each.attrib["points"].split())
        share = (float(ring.attrib["cx"]) - left) / (right - left)
        assert share == pytest.approx(0.5, abs=0.001)
        heights.append(top + share * (bottom - top))
    assert heights == pytest.approx([float(ring.attrib["cy"])] * 2, abs=CLOSE)


def test_the_leaders_are_named_with_their_stretch(read: Read, said: Said) -> None:
    """Who leads where is said in words, and the strip above is cut at the crossing."""
    seen = {each.text for each in read(LINES).iterfind(".//{*}text")}
    words = ["0% to 50%: Alpha leads", "50% to 100%: Beta leads"]
    assert {*words, "now 20%", "50%"} <= seen
    first, second = (said(LINES)[text] for text in words)
    assert first.right == pytest.approx(second.left, abs=CLOSE)
    assert first.width == pytest.approx(second.width, abs=CLOSE)


def test_the_highest_line_is_read_off_between_points() -> None:
    """Between the points lines are straight."""
    assert highest_value(LINES, 0.25) == 50.0
    assert highest_value(LINES, 1.0) == 50.0


def test_the_table_tells_the_crossing() -> None:
    """Rows in the order of the line: its ends, now, and the crossing with who leads before and after."""
    expected = [("0%", ""), ("20%", "now"), ("50%", "Alpha, then Beta"), ("100%", "")]
    assert [(row[0], row[-1]) for row in chart_table(LINES).rows] == expected


def test_a_curve_has_few_rows_and_no_point_on_a_straight_line() -> None:
    """Of 101 points eleven have rows, beside now and the crossing; the line is the same."""
    at = tuple(index / 100 for index in range(101))
    flat, bent = (50.0,) * 101, tuple(40 + max(0.0, 40 * (x - 0.25)) for x in at)
    lines = tuple(
        replace(line, values=values) for line, values in zip(LINES.lines, (flat, bent), strict=True)
    )
    rows = chart_table(replace(LINES, at=at, lines=lines)).rows
    assert [row[0] for row in rows] == [f"{10 * index}%" for index in range(11)]
    drawn = draw(replace(LINES, at=at, lines=lines), prefix="c")
    assert [points.count(",") for points in re.findall('<polyline points="([^"]*)"', drawn)] == [2, 3]
