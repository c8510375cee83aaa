"""Elements and coordinates."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dilemma.report.charts.canvas import element, format_coordinate, rectangle, text_line


@pytest.mark.parametrize(
    ("value", "text"),
    [(1.0, "1"), (1.005, "1"), (-0.001, "0"), (2.5, "2.5"), (100.0, "100"), (-3.14159, "-3.14")],
)
def test_coordinates(value: float, text: str) -> None:
    """Two decimals at most, nothing for show, never a minus nought."""
    assert format_coordinate(value) == text


@given(st.text())
def test_any_text_is_text_and_any_attribute_an_attribute(text: str) -> None:
    """Whatever a text holds, reading it back gives one element without children."""
    root = ET.fromstring(text_line(text, 0, 0, fill=text))
    assert root.tag == "text"
    assert len(root) == 0
    assert set(root.attrib) <= {"x", "y", "font-size", "fill"}


def test_nothing_is_narrower_than_nothing() -> None:
    """Rounding cannot make a width negative."""
    assert 'width="0"' in rectangle(0, 0, -1e-12, 5)


def test_attributes_are_spelled_as_svg_does() -> None:
    """Underscores become hyphens, capitals stay."""
    assert element("g", "x", stroke_width=1.5, viewBox="0") == '<g stroke-width="1.5" viewBox="0">x</g>'
