"""What tells things apart."""

from __future__ import annotations

from itertools import combinations

from dilemma.report.charts.style import SERIES_STYLES, hatch_patterns, series_fill, series_style

LEAST_CONTRAST = 4.5  # WCAG 2.2, success criterion 1.4.3


def light(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_ink_can_be_read_on_its_colour() -> None:
    """Text on every colour has at least the contrast that accessibility asks for."""
    for each in SERIES_STYLES:
        dark, bright = sorted([light(each.colour), light(each.ink)])
        assert (bright + 0.05) / (dark + 0.05) >= LEAST_CONTRAST


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
