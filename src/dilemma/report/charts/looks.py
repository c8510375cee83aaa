"""What tells things apart: a colour safe for the colour-blind, and hatching, dash and marker with it.

Colours: Okabe, M. & Ito, K. (2008), Color Universal Design. Black is left out: it is gone on a dark page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dilemma.report.charts.canvas import corners, element

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dilemma.report.charts.model import Point

DARK, LIGHT = "#000000", "#ffffff"
OUTLINE: dict[str, str | float] = {"stroke": "currentColor", "stroke_width": 0.75}


@dataclass(frozen=True, slots=True)
class Look:
    """How one thing is shown everywhere.

    Attributes:
        colour: its fill or stroke.
        ink: black or white, whichever can be read on the colour.
        hatch: strokes over a tile of eight by eight units; none for a plain fill.
        dash: the pattern of its line.
        marker: corners about the origin, within one unit; none for a circle.
    """

    colour: str
    ink: str
    hatch: str
    dash: str
    marker: tuple[Point, ...]


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

LOOKS = (
    Look("#0072b2", LIGHT, "", "", ()),
    Look("#e69f00", DARK, "M-2 2L2 -2M0 8L8 0M6 10L10 6", "7 3", _SQUARE),
    Look("#009e73", DARK, "M0 4H8", "2 2", _UP),
    Look("#cc79a7", DARK, "M1.5 2H2.5M5.5 6H6.5", "9 3 2 3", _DIAMOND),
    Look("#56b4e9", DARK, "M-2 6L2 10M0 0L8 8M6 -2L10 2", "12 4", _DOWN),
    Look("#d55e00", DARK, "M4 0V8", "4 2 1 2 1 2", _PLUS),
    Look("#f0e442", DARK, "M0 0L8 8M0 8L8 0", "1 3", _STAR),
)


def look(place: int) -> Look:
    """The look of a place; they repeat after seven, when labels must tell things apart."""
    return LOOKS[place % len(LOOKS)]


def fill(place: int, prefix: str) -> str:
    """The fill of a place: its colour, under its hatching if it has one."""
    return f"url(#{_pattern_id(place, prefix)})" if look(place).hatch else look(place).colour


def patterns(places: Iterable[int], prefix: str) -> str:
    """The definitions behind `fill`, for those of the places that are hatched."""
    used = sorted({place % len(LOOKS) for place in places if look(place).hatch})
    return element("defs", *(_pattern(place, prefix) for place in used)) if used else ""


def _pattern_id(place: int, prefix: str) -> str:
    return f"{prefix}-look-{place % len(LOOKS)}"


def _pattern(place: int, prefix: str) -> str:
    shown = look(place)
    return element(
        "pattern",
        element("rect", width=8, height=8, fill=shown.colour),
        element("path", d=shown.hatch, stroke=DARK, stroke_width=1.1, stroke_opacity=0.55, fill="none"),
        id=_pattern_id(place, prefix),
        patternUnits="userSpaceOnUse",
        width=8,
        height=8,
    )


def marker(place: int, x: float, y: float, *inside: str, radius: float = 5.0) -> str:
    """The marker of a place at a point."""
    shown = look(place)
    if not shown.marker:
        return element("circle", *inside, cx=x, cy=y, r=radius, fill=shown.colour, **OUTLINE)
    points = corners((x + radius * across, y + radius * down) for across, down in shown.marker)
    return element("polygon", *inside, points=points, fill=shown.colour, **OUTLINE)
