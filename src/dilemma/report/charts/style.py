"""The styles that tell things apart: a colour safe for the colour-blind, with a hatching, dash and marker.

Options: the colours of Okabe, M. & Ito, K. (2008), Color Universal Design, without black: it is gone on a
dark page. Criteria: greys and earths, 3 to 1 on a white page and on a dark one; none looks like an option.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.records import dataclass
from dilemma.report.charts.canvas import element, format_polygon

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dilemma.report.charts.chart import Point

_DARK, _LIGHT = "#000000", "#ffffff"
OUTLINE_ATTRIBUTES: dict[str, str | float] = {"stroke": "currentColor"}  # as wide as `draw` says of the sheet


@dataclass(frozen=True, slots=True)
class _SeriesStyle:
    """The style of one thing in every chart.

    Attributes:
        colour: its fill or stroke.
        ink: black or white, whichever can be read on the colour.
        hatch: strokes over a tile of eight by eight units; empty for a plain fill.
        dash: the pattern of its line; a criterion has none.
        marker: corners about the origin, within one unit; none for a circle.
    """

    colour: str
    ink: str
    hatch: str
    dash: str = ""
    marker: tuple[Point, ...] = ()


_SQUARE = ((-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85))
_UP = ((0.0, -1.1), (1.0, 0.8), (-1.0, 0.8))
_DOWN = ((0.0, 1.1), (1.0, -0.8), (-1.0, -0.8))
_DIAMOND = ((0.0, -1.2), (1.2, 0.0), (0.0, 1.2), (-1.2, 0.0))
_PLUS = (
    (-0.4, -1.1), (0.4, -1.1), (0.4, -0.4), (1.1, -0.4), (1.1, 0.4), (0.4, 0.4),
    (0.4, 1.1), (-0.4, 1.1), (-0.4, 0.4), (-1.1, 0.4), (-1.1, -0.4), (-0.4, -0.4),
)  # fmt: skip
_STAR = (
    (0.0, -1.2),
    (0.35, -0.35),
    (1.2, 0.0),
    (0.35, 0.35),
    (0.0, 1.2),
    (-0.35, 0.35),
    (-1.2, 0.0),
    (-0.35, -0.35),
)

SERIES_STYLES = (
    _SeriesStyle("#0072b2", _LIGHT, ""),
    _SeriesStyle("#e69f00", _DARK, "M-2 2L2 -2M0 8L8 0M6 10L10 6", "7 3", _SQUARE),
    _SeriesStyle("#009e73", _DARK, "M0 4H8", "2 2", _UP),
    _SeriesStyle("#cc79a7", _DARK, "M1.5 2H2.5M5.5 6H6.5", "9 3 2 3", _DIAMOND),
    _SeriesStyle("#56b4e9", _DARK, "M-2 6L2 10M0 0L8 8M6 -2L10 2", "12 4", _DOWN),
    _SeriesStyle("#d55e00", _DARK, "M4 0V8", "4 2 1 2 1 2", _PLUS),
    _SeriesStyle("#f0e442", _DARK, "M0 0L8 8M0 8L8 0", "1 3", _STAR),
)

CRITERION_STYLES = (
    _SeriesStyle("#8f8f8f", _DARK, "M0 6L4 2L8 6"),
    _SeriesStyle("#7d6650", _LIGHT, "M0 2H4M4 6H8"),
    _SeriesStyle("#a58c6a", _DARK, "M4 2V6M2 4H6"),
    _SeriesStyle("#66737d", _LIGHT, "M0 0H8M0 4H8M2 0V4M6 4V8"),
    _SeriesStyle("#9a8490", _DARK, "M2 0V4M6 4V8"),
    _SeriesStyle("#69705a", _LIGHT, "M0 4H8M4 0V8"),
    _SeriesStyle("#8d9690", _DARK, "M2 2H6V6H2Z"),
)


def criterion_look(index: int) -> int:
    """Return the look of a criterion by its index: below 0, where those of options are 0 and more."""
    return ~index


def series_style(look: int) -> _SeriesStyle:
    """Return the style of a look; styles repeat after seven, when labels must tell things apart."""
    if look < 0:
        return CRITERION_STYLES[~look % len(CRITERION_STYLES)]
    return SERIES_STYLES[look % len(SERIES_STYLES)]


def series_fill(look: int, prefix: str) -> str:
    """Return the fill of a style: its colour, under its hatching if it has one."""
    return f"url(#{_pattern_id(look, prefix)})" if series_style(look).hatch else series_style(look).colour


def hatch_patterns(looks: Iterable[int], prefix: str) -> str:
    """Return the definitions that `fill` refers to, for those of the styles that are hatched."""
    used = {_pattern_id(look, prefix): series_style(look) for look in looks if series_style(look).hatch}
    return element("defs", *(_pattern(name, used[name]) for name in sorted(used))) if used else ""


def _pattern_id(look: int, prefix: str) -> str:
    """Return the id of the hatching of a style."""
    if look < 0:
        return f"{prefix}-criterion-{~look % len(CRITERION_STYLES)}"
    return f"{prefix}-look-{look % len(SERIES_STYLES)}"


def _pattern(name: str, style: _SeriesStyle) -> str:
    """Return the hatching of a style over its colour, by its id."""
    return element(
        "pattern",
        element("rect", width=8, height=8, fill=style.colour),
        element("path", d=style.hatch, stroke=style.ink, stroke_width=1.1, stroke_opacity=0.55, fill="none"),
        id=name,
        patternUnits="userSpaceOnUse",
        width=8,
        height=8,
    )


def series_marker(index: int, x: float, y: float, *inside: str, radius: float = 5.0) -> str:
    """Return the marker of a style at a point."""
    style = series_style(index)
    if not style.marker:
        return element("circle", *inside, cx=x, cy=y, r=radius, fill=style.colour, **OUTLINE_ATTRIBUTES)
    points = format_polygon((x + radius * across, y + radius * down) for across, down in style.marker)
    return element("polygon", *inside, points=points, fill=style.colour, **OUTLINE_ATTRIBUTES)
