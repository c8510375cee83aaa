"""Every kind of chart: well-formed, named, complete, harmless, and the same each time."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from tests.pairwise import pairwise
from tests.report.charts.conftest import KINDS

from dilemma.report.charts.style import Rectangle
from dilemma.report.charts.svg import _NAMESPACE, chart_table, draw
from dilemma.report.document import TextRun

if TYPE_CHECKING:
    from collections.abc import Callable

    from dilemma.report.charts.chart import Chart

    Make = Callable[..., Chart]
    Spread = Callable[[Chart], list[tuple[str, Rectangle]]]
    Read = Callable[[Chart], ET.Element]

SVG = f"{{{_NAMESPACE}}}"
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
# Every two of a kind, a count, a level and a text together: 45 charts in place of 360.
SHAPES = pairwise(KINDS, (1, 2, 4, 7, 50), (None, 0.0, 50.0, 100.0), ("A", LONG))


def texts(root: ET.Element) -> list[str]:
    """Every text of a chart, seen or read out."""
    return [text for element in root.iter() if (text := (element.text or "").strip())]


def test_it_is_an_image_with_a_title_and_a_description(make: Make, read: Read) -> None:
    """A screen reader finds one image, named and described by the chart's own texts."""
    for kind in KINDS:
        root = read(make(kind))
        assert root.tag == f"{SVG}svg", kind
        assert root.get("role") == "img", kind
        title, description = root[0], root[1]
        assert (title.tag, title.text) == (f"{SVG}title", "A title"), kind
        assert (description.tag, description.text) == (f"{SVG}desc", "What is seen."), kind
        assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}", kind


def test_it_takes_the_width_it_is_given(make: Make, read: Read) -> None:
    """A viewBox and no width or height of its own."""
    for kind in KINDS:
        root = read(make(kind))
        assert root.get("width") is None, kind
        assert root.get("height") is None, kind
        assert len((root.get("viewBox") or "").split()) == 4, kind


def test_title_unit_and_note_are_seen(make: Make, read: Read) -> None:
    """Title, unit and note stand in the picture as real text."""
    for kind in KINDS:
        seen = [element.text for element in read(make(kind)).iter(f"{SVG}text")]
        assert {"A title", "points", "A note."} <= set(seen), kind


def test_no_word_of_a_title_is_left_alone(make: Make, read: Read) -> None:
    """A title is broken into lines about alike, in as few as it takes."""
    title = "Enmesh over Thread the needle: gained and given up"
    lines = [
        element.text or ""
        for element in read(replace(make("bars"), title=title)).iter(f"{SVG}text")
        if element.get("font-size") == "15"
    ]
    assert " ".join(lines) == title
    assert len(lines) == 2
    assert min(map(len, lines)) > max(map(len, lines)) / 2


def test_ids_of_two_charts_differ(make: Make) -> None:
    """With two prefixes no id is shared, and every id within one chart is given once."""
    for kind in KINDS:
        first, second = (
            re.findall(r' id="([^"]+)"', draw(make(kind), prefix=prefix)) for prefix in ("a", "b")
        )
        assert len(set(first)) == len(first) >= 2, kind
        assert not set(first) & set(second), kind


def test_every_reference_is_to_the_chart_itself(make: Make) -> None:
    """Hatchings that are used are defined, and nothing points outside."""
    for kind in KINDS:
        text = draw(make(kind, 9), prefix="a")
        used = set(re.findall(r"url\(#([^)]+)\)", text))
        assert used <= set(re.findall(r' id="([^"]+)"', text)), kind
        assert text.count("url(") == len(re.findall(r"url\(#a-(?:look|criterion)-\d\)", text)), kind
        assert "href" not in text, kind
        assert text.count("http") == text.count(_NAMESPACE) == 1, kind


def test_a_strict_policy_lets_it_through(make: Make, read: Read) -> None:
    """No script, no style element, no style or event attribute."""
    refused = {f"{SVG}script", f"{SVG}style", f"{SVG}foreignObject", f"{SVG}image"}
    for kind in KINDS:
        for element in read(make(kind)).iter():
            assert element.tag not in refused, kind
            assert not [name for name in element.attrib if name == "style" or name.startswith("on")], kind


def test_a_bad_prefix_is_refused(make: Make) -> None:
    """A prefix that cannot begin an id never reaches an attribute."""
    for prefix in ("", "1a", 'a" onload="x', "a b", "ä"):
        with pytest.raises(ValueError, match="an id cannot begin"):
            draw(make("bars"), prefix=prefix)


def test_every_number_of_the_table_is_in_the_picture(make: Make, read: Read) -> None:
    """Nothing the table says is missing from the picture."""
    for kind in KINDS:
        chart = make(kind)
        drawn = {number for text in texts(read(chart)) for number in NUMBER.findall(text)}
        cells = [cell for row in chart_table(chart).rows for cell in row]
        wanted = {number for cell in cells if isinstance(cell, str) for number in NUMBER.findall(cell)}
        assert wanted, kind
        assert wanted <= drawn, kind


def test_the_table_is_whole(make: Make) -> None:
    """The table has the chart's title, a head for every cell and text in every row's first cell."""
    for kind in KINDS:
        found = chart_table(make(kind))
        assert found.title == "A title", kind
        assert found.rows, kind
        for row in found.rows:
            assert len(row) == len(found.columns), kind
            assert all(isinstance(cell, (str, TextRun)) for cell in row), kind


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_stays_text(hostile: str, make: Make, read: Read) -> None:
    """Whatever a file calls an option, the picture stays well-formed and has the elements it had."""
    for kind in KINDS:
        chart = make(kind, 2, hostile)
        chart = replace(chart, title=hostile, description=hostile, unit=hostile, note=hostile)
        root = read(chart)
        assert {element.tag for element in root.iter()} <= {
            element.tag for element in read(make(kind, 12)).iter()
        } | {f"{SVG}line"}, kind
        assert not any(name.startswith("on") for element in root.iter() for name in element.attrib), kind
        assert "\u202e" not in ET.tostring(root, encoding="unicode"), kind


@pytest.mark.parametrize(("kind", "count", "level", "text"), SHAPES)
def test_marks_stay_on_the_paper_and_texts_apart(
    *, kind: str, count: int, level: float | None, text: str, make: Make, spread: Spread, read: Read
) -> None:
    """With one thing or fifty, all alike or not, short names or long: no mark leaves, no two texts meet."""
    chart = make(kind, count, text, level=level)
    paper = Rectangle(*map(float, (read(chart).get("viewBox") or "").split()))
    marks = spread(chart)
    assert [mark for mark in marks if not paper.holds(mark[1])] == []
    words = [box for tag, box in marks if tag == "text"]
    assert [(one, other) for one, other in combinations(words, 2) if one.meets(other)] == []


def test_coordinates_have_two_decimals(make: Make) -> None:
    """No coordinate is longer than two decimals, none is `-0`, `nan` or `inf`."""
    for kind in KINDS:
        text = draw(make(kind, 7), prefix="a")
        assert not re.search(r"\d\.\d{3}", text), kind
        assert not re.search(r'"-0"|nan|inf\b|\de[+-]', text), kind


def test_two_drawings_are_the_same(make: Make) -> None:
    """The same chart gives the same bytes."""
    for kind in KINDS:
        assert draw(make(kind), prefix="a") == draw(make(kind), prefix="a"), kind


def test_a_file_of_its_own_brings_its_paper(make: Make) -> None:
    """Alone, a chart is black on white; on a page it takes the page's colour."""
    for kind in KINDS:
        alone, within = draw(make(kind), prefix="a", paper=True), draw(make(kind), prefix="a")
        assert ' color="#000000"' in alone, kind
        assert "<rect" in alone.split("</desc>")[1][:6], kind
        assert ' color="' not in within, kind
        assert 'fill="currentColor"' in within, kind


def test_a_chart_is_frozen(make: Make) -> None:
    """Charts are plain frozen values: equal when made alike, all tuples within."""
    for kind in KINDS:
        chart = make(kind)
        assert chart == make(kind), kind
        assert hash(chart) == hash(make(kind)), kind
        assert is_dataclass(chart), kind
        assert not any(isinstance(getattr(chart, field.name), list) for field in fields(chart)), kind
