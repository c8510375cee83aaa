"""The map is the triangle, whole and in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dilemma.report.charts.winners_map import TRIANGLE_LEFT, TRIANGLE_LEG

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree import ElementTree as ET

    from dilemma.report.charts.chart import Chart, Point

    Make = Callable[..., Chart]
    Read = Callable[[Chart], ET.Element]


def corners(polygon: ET.Element) -> list[Point]:
    """The corners of a drawn polygon."""
    pairs = (pair.split(",") for pair in polygon.attrib["points"].split())
    return [(float(x), float(y)) for x, y in pairs]


def on_map(point: Point, base: float) -> Point:
    """A place on the paper as two probabilities."""
    return (point[0] - TRIANGLE_LEFT) / TRIANGLE_LEG, (base - point[1]) / TRIANGLE_LEG


def base_of(root: ET.Element) -> float:
    """The height of the horizontal axis on the paper."""
    return max(y for each in root.iterfind(".//{*}polygon") for _, y in corners(each))


def test_every_part_is_inside_the_triangle_and_together_they_cover_it(make: Make, read: Read) -> None:
    """No corner leaves x, y >= 0, x + y <= 1, and the areas of the parts add up to one half."""
    root = read(make("map", 5))
    covered = 0.0
    for each in root.iterfind(".//{*}polygon"):
        found = [on_map(corner, base_of(root)) for corner in corners(each)]
        assert all(x >= -1e-4 and y >= -1e-4 and x + y <= 1 + 1e-4 for x, y in found)
        turned = zip(found, [*found[1:], found[0]], strict=True)
        covered += sum(x * v - u * y for (x, y), (u, v) in turned) / 2
    assert covered == pytest.approx(0.5, abs=1e-3)


def test_now_is_marked(make: Make, read: Read) -> None:
    """The ring of now is at 12 % across and 37 % up."""
    root = read(make("map", 2))
    ring = next(each for each in root.iterfind(".//{*}circle") if each.get("r") == "7")
    place = (float(ring.attrib["cx"]), float(ring.attrib["cy"]))
    assert on_map(place, base_of(root)) == pytest.approx((0.12, 0.37), abs=1e-3)


@pytest.mark.parametrize("count", [1, 3, 6, 20])
def test_every_part_is_named(make: Make, read: Read, count: int) -> None:
    """Inside, beside with a line, or in the key below: every name is there once."""
    seen = [each.text for each in read(make("map", count)).iterfind(".//{*}text")]
    assert [seen.count(f"Option {place + 1}") for place in range(count)] == [1] * count
