"""What tells things apart."""

from __future__ import annotations

import re
from importlib.resources import files
from itertools import combinations

from dilemma.report.charts.style import (
    CRITERION_STYLES,
    SERIES_STYLES,
    criterion_look,
    hatch_patterns,
    series_fill,
    series_style,
)

LEAST_CONTRAST = 4.5  # WCAG 2.2, success criterion 1.4.3
LEAST_OF_SHAPES = 3  # WCAG 2.2, success criterion 1.4.11


def light(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast of two colours (WCAG 2.2)."""
    dark, bright = sorted([light(one), light(other)])
    return (bright + 0.05) / (dark + 0.05)


def test_ink_can_be_read_on_its_colour() -> None:
    """Text on every colour has at least the contrast that accessibility asks for."""
    for each in (*SERIES_STYLES, *CRITERION_STYLES):
        assert contrast(each.colour, each.ink) >= LEAST_CONTRAST


def grey(colour: str) -> float:
    """How far a colour is from the grey of the same lightness: 0 to 255."""
    parts = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    return max(parts) - min(parts)


def test_criteria_look_like_no_option() -> None:
    """Every criterion is greyer than any option, and shares no colour and no hatching with one."""
    most_vivid = max(grey(style.colour) for style in CRITERION_STYLES)
    assert most_vivid < min(grey(style.colour) for style in SERIES_STYLES)
    styles = (*SERIES_STYLES, *CRITERION_STYLES)
    assert len({style.colour for style in styles}) == len({style.hatch for style in styles}) == len(styles)
    assert [series_style(criterion_look(index)) for index in range(7)] == list(CRITERION_STYLES)


def test_criteria_can_be_seen_on_every_page() -> None:
    """A part of a bar stands out from the page of the report, light or dark."""
    page = files("dilemma.report.formats").joinpath("assets/page.css").read_text(encoding="utf-8")
    papers = set(re.findall(r"--paper: (#[0-9a-f]{6})", page)) | {"#ffffff"}
    assert len(papers) == 2
    for style in CRITERION_STYLES:
        assert min(contrast(style.colour, paper) for paper in papers) >= LEAST_OF_SHAPES


def test_no_two_looks_share_anything_but_colour() -> None:
    """Without colour, hatching, dash and marker each tell any two apart."""
    for one, other in combinations(SERIES_STYLES, 2):
        assert one.hatch != other.hatch
        assert one.dash != other.dash
        assert one.marker != other.marker


def test_only_what_is_hatched_is_defined() -> None:
    """A plain fill is a colour, a hatched one refers to a definition given once."""
    assert series_fill(0, "a") == series_style(0).colour
    assert series_fill(1, "a") == series_fill(8, "a") == "url(#a-look-1)"
    assert hatch_patterns([1, 8, 1], "a").count("<pattern ") == 1
    assert hatch_patterns([0], "a") == ""
