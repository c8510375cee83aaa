"""Every kind of chart: well-formed, named, complete, harmless, and the same each time."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from dilemma.report.charts.placement import Box
from dilemma.report.charts.svg import NAMESPACE, draw, table
from dilemma.report.document import Run

if TYPE_CHECKING:
    from collections.abc import Callable

    from dilemma.report.charts.model import Chart

    Make = Callable[..., Chart]
    Spread = Callable[[Chart], list[tuple[str, Box]]]
    Read = Callable[[Chart], ET.Element]

SVG = f"{{{NAMESPACE}}}"
LONG = "An option whose title takes a good deal more than one line of a narrow chart"
HOSTILE = (
    "<script>alert(1)</script>",
    '" onload="alert(1)',
    "</title></svg><b>",
    "]]> &amp; & <!--",
    "\x00\x1b[31m\ud800\ufffe\x07",
    "\u202egnp.exe\u2066 right to left",
    "url(javascript:alert(1))",
    "x" * 500,
    "w" * 60 + " " + "W" * 60,
    "",
)
NUMBER = re.compile(r"[+−]?\d+(?:\.\d+)?%?")


def texts(root: ET.Element) -> list[str]:
    """Every text of a chart, seen or read out."""
    return [text for element in root.iter() if (text := (element.text or "").strip())]


def test_it_is_an_image_with_a_title_and_a_description(kind: str, make: Make, read: Read) -> None:
    """A screen reader finds one image, named and described by the chart's own texts."""
    root = read(make(kind))
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    title, description = root[0], root[1]
    assert (title.tag, title.text) == (f"{SVG}title", "A title")
    assert (description.tag, description.text) == (f"{SVG}desc", "What is seen.")
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"


def test_it_takes_the_width_it_is_given(kind: str, make: Make, read: Read) -> None:
    """A viewBox and no width or height of its own."""
    root = read(make(kind))
    assert root.get("width") is None
    assert root.get("height") is None
    assert len((root.get("viewBox") or "").split()) == 4


def test_title_unit_and_note_are_seen(kind: str, make: Make, read: Read) -> None:
    """Title, unit and note stand in the picture as real text."""
    seen = [element.text for element in read(make(kind)).iter(f"{SVG}text")]
    assert {"A title", "points", "A note."} <= set(seen)


def test_ids_of_two_charts_differ(kind: str, make: Make) -> None:
    """With two prefixes no id is shared, and every id within one chart is given once."""
    first, second = (re.findall(r' id="([^"]+)"', draw(make(kind), prefix=prefix)) for prefix in ("a", "b"))
    assert len(set(first)) == len(first) >= 2
    assert not set(first) & set(second)


def test_every_reference_is_to_the_chart_itself(kind: str, make: Make) -> None:
    """Hatchings that are used are defined, and nothing points outside."""
    text = draw(make(kind, 9), prefix="a")
    used = set(re.findall(r"url\(#([^)]+)\)", text))
    assert used <= set(re.findall(r' id="([^"]+)"', text))
    assert text.count("url(") == len(re.findall(r"url\(#a-look-\d\)", text))
    assert "href" not in text
    assert text.count("http") == text.count(NAMESPACE) == 1


def test_a_strict_policy_lets_it_through(kind: str, make: Make, read: Read) -> None:
    """No script, no style element, no style or event attribute."""
    for element in read(make(kind)).iter():
        assert element.tag not in {f"{SVG}script", f"{SVG}style", f"{SVG}foreignObject", f"{SVG}image"}
        assert not [name for name in element.attrib if name == "style" or name.startswith("on")]


def test_a_bad_prefix_is_refused(make: Make) -> None:
    """A prefix that cannot begin an id never reaches an attribute."""
    for prefix in ("", "1a", 'a" onload="x', "a b", "ä"):
        with pytest.raises(ValueError, match="an id cannot begin"):
            draw(make("bars"), prefix=prefix)


def test_every_number_of_the_table_is_in_the_picture(kind: str, make: Make, read: Read) -> None:
    """Nothing the table says is missing from the picture."""
    chart = make(kind)
    said = {number for text in texts(read(chart)) for number in NUMBER.findall(text)}
    cells = [cell for row in table(chart).rows for cell in row]
    asked = {number for cell in cells if isinstance(cell, str) for number in NUMBER.findall(cell)}
    assert asked
    assert asked <= said


def test_the_table_is_whole(kind: str, make: Make) -> None:
    """The table has the chart's title, a head for every cell and text in every row's first cell."""
    found = table(make(kind))
    assert found.title == "A title"
    assert found.rows
    for row in found.rows:
        assert len(row) == len(found.columns)
        assert all(isinstance(cell, (str, Run)) for cell in row)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_stays_text(kind: str, hostile: str, make: Make, read: Read) -> None:
    """Whatever a file calls an option, the picture stays well-formed and has the elements it had."""
    chart = make(kind, 2, hostile)
    chart = replace(chart, title=hostile, description=hostile, unit=hostile, note=hostile)
    root = read(chart)
    assert {element.tag for element in root.iter()} <= {
        element.tag for element in read(make(kind, 12)).iter()
    } | {f"{SVG}line"}
    assert not any(name.startswith("on") for element in root.iter() for name in element.attrib)
    assert "\u202e" not in ET.tostring(root, encoding="unicode")


@pytest.mark.parametrize("count", [1, 2, 4, 7, 50])
@pytest.mark.parametrize("level", [None, 0.0, 50.0, 100.0])
@pytest.mark.parametrize("text", ["A", LONG])
def test_nothing_leaves_the_paper(
    *, kind: str, count: int, level: float | None, text: str, make: Make, spread: Spread, read: Read
) -> None:
    """With one thing or fifty, all alike or not, short names or long, every mark is on the paper."""
    chart = make(kind, count, text, level=level)
    paper = Box(*map(float, (read(chart).get("viewBox") or "").split()))
    assert [mark for mark in spread(chart) if not paper.holds(mark[1])] == []


@pytest.mark.parametrize("count", [1, 2, 4, 7, 50])
@pytest.mark.parametrize("level", [None, 0.0, 50.0, 100.0])
@pytest.mark.parametrize("text", ["A", LONG])
def test_no_text_runs_into_another(
    *, kind: str, count: int, level: float | None, text: str, make: Make, spread: Spread
) -> None:
    """Labels, numbers and axes keep clear of one another."""
    words = [box for tag, box in spread(make(kind, count, text, level=level)) if tag == "text"]
    assert [(one, other) for one, other in combinations(words, 2) if one.meets(other)] == []


def test_coordinates_have_two_decimals(kind: str, make: Make) -> None:
    """No coordinate is longer than two decimals, none is `-0`, `nan` or `inf`."""
    text = draw(make(kind, 7), prefix="a")
    assert not re.search(r"\d\.\d{3}", text)
    assert not re.search(r'"-0"|nan|inf\b|\de[+-]', text)


def test_two_drawings_are_the_same(kind: str, make: Make) -> None:
    """The same chart gives the same bytes."""
    assert draw(make(kind), prefix="a") == draw(make(kind), prefix="a")


def test_a_file_of_its_own_brings_its_paper(kind: str, make: Make) -> None:
    """Alone, a chart is black on white; on a page it takes the page's colour."""
    alone, within = draw(make(kind), prefix="a", paper=True), draw(make(kind), prefix="a")
    assert ' color="#000000"' in alone
    assert "<rect" in alone.split("</desc>")[1][:6]
    assert ' color="' not in within
    assert 'fill="currentColor"' in within


def test_a_chart_is_frozen(kind: str, make: Make) -> None:
    """Charts are plain frozen values: equal when made alike, all tuples within."""
    chart = make(kind)
    assert chart == make(kind)
    assert hash(chart) == hash(make(kind))
    assert is_dataclass(chart)
    assert not any(isinstance(getattr(chart, field.name), list) for field in fields(chart))
