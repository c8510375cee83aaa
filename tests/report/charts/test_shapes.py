"""Each kind of chart draws what its numbers say: lengths in proportion, places where they should be."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from dilemma.report.charts import model
from dilemma.report.charts.lines import highest
from dilemma.report.charts.map_of_winners import LEFT, LEG
from dilemma.report.charts.model import Named
from dilemma.report.charts.stacked import letter
from dilemma.report.charts.svg import NAMESPACE, draw, table

if TYPE_CHECKING:
    from collections.abc import Callable

    from dilemma.report.charts.model import Chart

    Make = Callable[..., Chart]
    Read = Callable[[Chart], ET.Element]

SVG = f"{{{NAMESPACE}}}"
A, B, C = Named("Alpha", 0), Named("Beta", 1), Named("Gamma", 2)
CLOSE = 0.02  # coordinates are rounded to two decimals


def tipped(root: ET.Element, tag: str) -> dict[str, ET.Element]:
    """The marks of a kind that say what they are, by what they say."""
    found = {}
    for each in root.iter(f"{SVG}{tag}"):
        said = each.find(f"{SVG}title")
        if said is not None:
            found[said.text or ""] = each
    return found


def of(element: ET.Element, name: str) -> float:
    """A coordinate."""
    return float(element.attrib[name])


def middle(element: ET.Element) -> tuple[float, float]:
    """Where a marker is."""
    if element.tag == f"{SVG}circle":
        return of(element, "cx"), of(element, "cy")
    pairs = [pair.split(",") for pair in element.attrib["points"].split()]
    across = [float(x) for x, _ in pairs]
    return (min(across) + max(across)) / 2, float(pairs[0][1])


def test_bars_are_as_long_as_their_values(read: Read) -> None:
    """Twice the value is twice the bar, all from one edge; nothing is no bar."""
    rows = (model.Row(A, 80.0), model.Row(B, 40.0), model.Row(C, 0.0))
    found = list(
        tipped(
            read(model.Bars(title="t", description="d", unit="points", what="w", rows=rows)), "rect"
        ).values()
    )
    assert {of(each, "x") for each in found} == {0.0}
    assert of(found[0], "width") == pytest.approx(2 * of(found[1], "width"), abs=CLOSE)
    assert of(found[2], "width") == 0


def test_bars_outside_their_ends_stretch_the_scale(read: Read) -> None:
    """A value below the low end has a bar to the left of nought, of the right length."""
    rows = (model.Row(A, -20.0), model.Row(B, 40.0))
    chart = model.Bars(title="t", description="d", what="w", rows=rows, ends=(0.0, 100.0))
    below, above = tipped(read(chart), "rect").values()
    assert of(below, "x") + of(below, "width") == pytest.approx(of(above, "x"), abs=CLOSE)
    assert of(above, "width") == pytest.approx(2 * of(below, "width"), abs=CLOSE)


def test_stacks_have_no_gaps_and_end_at_their_total(read: Read) -> None:
    """Each part begins where the last ends, and the parts of equal totals end together."""
    stacks = (model.Stack("one", (10.0, 20.0, 30.0), 60.0), model.Stack("two", (30.0, 0.0, 30.0), 60.0))
    chart = model.Stacked(title="t", description="d", what="w", parts=("x", "y", "z"), stacks=stacks)
    parts = tipped(read(chart), "rect")
    for stack in ("one", "two"):
        row = [each for said, each in parts.items() if said.startswith(stack)]
        for left, right in pairwise(row):
            assert of(left, "x") + of(left, "width") == pytest.approx(of(right, "x"), abs=CLOSE)
    ends = {
        round(of(parts[f"{stack}, C z: 30.0"], "x") + of(parts[f"{stack}, C z: 30.0"], "width"), 1)
        for stack in ("one", "two")
    }
    assert len(ends) == 1


def test_a_negative_part_is_refused() -> None:
    """A part below nought cannot be stacked and is not drawn wrongly."""
    chart = model.Stacked(
        title="t", description="d", what="w", parts=("x",), stacks=(model.Stack("one", (-1.0,), -1.0),)
    )
    with pytest.raises(ValueError, match="no negative parts"):
        draw(chart, prefix="a")


def test_letters_never_repeat() -> None:
    """After Z comes A2."""
    found = [letter(place) for place in range(60)]
    assert found[:2] == ["A", "B"]
    assert found[25:27] == ["Z", "A2"]
    assert len(set(found)) == len(found)


def test_gains_and_losses_are_on_their_sides(read: Read) -> None:
    """Gains reach right of the middle, losses left, as far as they are large."""
    gains = (model.Gain("cost", 4.0), model.Gain("norms", -2.0))
    chart = model.Difference(title="t", description="d", what="w", first=A, second=B, gains=gains, total=2.0)
    marks = tipped(read(chart), "rect")
    gain, loss, total = (marks[said] for said in ("cost: +4.0", "norms: −2.0", "in all: +2.0"))
    assert of(gain, "x") == of(total, "x") == pytest.approx(of(loss, "x") + of(loss, "width"), abs=CLOSE)
    assert of(gain, "width") == pytest.approx(2 * of(loss, "width"), abs=CLOSE)


LINES = model.Lines(
    title="t", description="d", across="weight of cost", now=0.2, at=(0.0, 1.0),
    lines=(model.Line(A, (60.0, 20.0)), model.Line(B, (30.0, 50.0))),
    stretches=(model.Stretch(0.0, 0.5, A), model.Stretch(0.5, 1.0, B)),
)  # fmt: skip


def test_a_crossing_is_where_the_lines_meet(read: Read) -> None:
    """60 falling to 20 meets 30 rising to 50 at one half: the ring lies on both drawn lines."""
    root = read(LINES)
    ring = next(each for each in root.iter(f"{SVG}circle") if each.get("r") == "6")
    drawn = [each.attrib["points"] for each in root.iter(f"{SVG}polyline")]
    for points in drawn:
        (left, top), (right, bottom) = (map(float, pair.split(",")) for pair in points.split())
        share = (of(ring, "cx") - left) / (right - left)
        assert share == pytest.approx(0.5, abs=0.001)
        assert of(ring, "cy") == pytest.approx(top + share * (bottom - top), abs=CLOSE)


def test_the_leaders_are_named_with_their_stretch(read: Read) -> None:
    """Who leads where is said in words, and the strip above is cut at the crossing."""
    root = read(LINES)
    seen = [each.text for each in root.iter(f"{SVG}text")]
    assert {"0.00 to 0.50: Alpha leads", "0.50 to 1.00: Beta leads", "now 0.20", "0.50"} <= set(seen)
    first, second = tipped(root, "rect").values()
    assert of(first, "width") == pytest.approx(of(second, "width"), abs=CLOSE)


def test_the_highest_line_is_read_off_between_points() -> None:
    """Between the points lines are straight; outside them nothing is known."""
    assert highest(LINES, 0.25) == 50.0
    assert highest(LINES, 1.0) == 50.0
    with pytest.raises(ValueError, match="outside"):
        highest(LINES, 1.5)


def test_spots_are_where_their_numbers_say(read: Read) -> None:
    """More is further right and further up, in proportion."""
    spots = (model.Spot(A, 20.0, 30.0), model.Spot(B, 40.0, 50.0), model.Spot(C, 60.0, 70.0))
    chart = model.Scatter(title="t", description="d", what="w", across="x", up="y", spots=spots)
    root = read(chart)
    marks = {**tipped(root, "circle"), **tipped(root, "polygon")}
    places = [middle(marks[f"{each.name.text}: {each.x}, {each.y}"]) for each in spots]
    assert places[0][0] < places[1][0] < places[2][0]
    assert places[1][0] - places[0][0] == pytest.approx(places[2][0] - places[1][0], abs=CLOSE)
    assert places[0][1] > places[1][1] > places[2][1]


def test_every_part_of_the_map_is_inside_the_triangle(make: Make, read: Read) -> None:
    """No corner leaves the triangle, and the parts cover it."""
    root = read(make("map", 5))
    covered = 0.0
    base = max(float(y) for each in root.iter(f"{SVG}polygon") for _, y in corners(each))
    for each in root.iter(f"{SVG}polygon"):
        across = [((x - LEFT) / LEG, (base - y) / LEG) for x, y in corners(each)]
        assert all(x >= -1e-4 and y >= -1e-4 and x + y <= 1 + 1e-4 for x, y in across)
        covered += (
            sum(x * v - u * y for (x, y), (u, v) in zip(across, across[1:] + across[:1], strict=True)) / 2
        )
    assert covered == pytest.approx(0.5, abs=1e-3)


def corners(polygon: ET.Element) -> list[tuple[float, float]]:
    """The corners of a drawn polygon."""
    return [(float(x), float(y)) for x, y in (pair.split(",") for pair in polygon.attrib["points"].split())]


def test_now_is_marked_on_the_map(make: Make, read: Read) -> None:
    """The ring of now is at 12 % across and 37 % up."""
    root = read(make("map", 2))
    rings = [each for each in root.iter(f"{SVG}circle") if each.get("r") == "7"]
    base = max(y for each in root.iter(f"{SVG}polygon") for _, y in corners(each))
    assert ((of(rings[0], "cx") - LEFT) / LEG, (base - of(rings[0], "cy")) / LEG) == pytest.approx(
        (0.12, 0.37), abs=1e-3
    )


def test_shares_fill_their_rung(read: Read) -> None:
    """The parts of a rung are in proportion and fill the width."""
    rung = model.Rung("ranges", (0.75, 0.25, 0.0))
    chart = model.Ladder(title="t", description="d", what="w", names=(A, B, C), rungs=(rung,))
    first, second, none = tipped(read(chart), "rect").values()
    assert of(first, "width") == pytest.approx(3 * of(second, "width"), abs=CLOSE)
    assert of(none, "width") == 0
    assert of(first, "width") + of(second, "width") == pytest.approx(398.0)


def test_a_swing_reaches_from_now_to_the_change(read: Read) -> None:
    """The marker stands where the lead changes, on a rail from the least to the most; the range is a band."""
    swing = model.Swing(name="rupture", now=0.1, at=0.3, winner=A, stated=(0.05, 0.55))
    root = read(model.Tornado(title="t", description="d", what="w", swings=(swing,)))
    band = tipped(root, "rect")["0.05 to 0.55"]
    ((said, mark),) = tipped(root, "circle").items()
    assert said == "rupture: from 0.10 to 0.30, then Alpha leads; stated range 0.05 to 0.55"
    assert middle(mark)[0] == pytest.approx(of(band, "x") + of(band, "width") / 2, abs=CLOSE)
    assert of(band, "width") == pytest.approx(0.5 * (400 - 16), abs=CLOSE)


def test_the_ends_of_the_rails_are_numbers_only_when_they_are_the_same(make: Make) -> None:
    """Weights and scores in one chart have no common ends."""
    weight = model.Swing(name="w", now=0.1, at=0.3, winner=A)
    score = model.Swing(name="s", now=30.0, at=40.0, winner=A, ends=(0.0, 100.0), style="points")
    mixed = draw(model.Tornado(title="t", description="d", what="w", swings=(weight, score)), prefix="a")
    assert ">least it can be<" in mixed
    assert ">least it can be<" not in draw(make("tornado"), prefix="a")


def test_dots_stand_on_one_scale(read: Read) -> None:
    """The same value is at the same place in every row."""
    rows = (model.DotRow("one", (20.0, 40.0)), model.DotRow("two", (40.0, 20.0)))
    root = read(model.Dots(title="t", description="d", what="w", names=(A, B), rows=rows))
    marks = {**tipped(root, "circle"), **tipped(root, "polygon")}
    places = {said: middle(each)[0] for said, each in marks.items()}
    assert places["Alpha, one: 20.0"] == pytest.approx(places["Beta, two: 20.0"], abs=CLOSE)
    assert places["Alpha, two: 40.0"] == pytest.approx(places["Beta, one: 40.0"], abs=CLOSE)


def test_the_table_of_lines_tells_the_crossing() -> None:
    """Rows in the order of the line: its ends, now, and the crossing with who leads before and after."""
    assert [(row[0], row[-1]) for row in table(LINES).rows] == [
        ("0.00", ""), ("0.20", "now"), ("0.50", "Alpha, then Beta"), ("1.00", ""),
    ]  # fmt: skip


def test_texts_are_letters_not_outlines(make: Make) -> None:
    """Numbers in the picture are text a reader can select and a machine can find."""
    assert len(re.findall(r"<text[^>]*>20\.0</text>", draw(make("bars"), prefix="a"))) == 1
