"""Labels on filled shapes: words on a plate of the plain colour, clear of the hatching."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.charts.canvas import LABEL, SMALL, box, group, tall, word
from dilemma.report.charts.lettering import LEADING, width_of
from dilemma.report.charts.looks import look

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.report.charts.model import Point
    from dilemma.report.charts.placement import Box

RIM = 4.0  # of the plate beyond its words, both sides together


def labelled(place: int, texts: Sequence[str], shape: Box) -> list[str]:
    """The first of the texts that fits into a shape of a look; nothing if none does."""
    fitting = (text for text in texts if width_of(text, SMALL) + RIM + 2 <= shape.width)
    text = next(fitting, "")
    if not text:
        return []
    centre = (shape.left + shape.width / 2, shape.top + shape.height / 2)
    return [plate(place, [text], centre, size=SMALL)]


def plate(place: int, lines: Sequence[str], centre: Point, *, size: float = LABEL, bold: bool = False) -> str:
    """Lines of text in the ink of a look, on its colour."""
    shown, (x, y) = look(place), centre
    width, height = room(lines, size, bold=bold)
    top = y - tall(lines, size) / 2
    said = [
        word(
            line,
            x,
            top + size * (0.98 + row * LEADING),
            size=size,
            anchor="middle",
            bold=bold,
            fill=shown.ink,
        )
        for row, line in enumerate(lines)
    ]
    shape = box(x - width / 2, y - height / 2, width, height, fill=shown.colour)
    return group([shape, *said], pointer_events="none")


def room(lines: Sequence[str], size: float, *, bold: bool = False) -> Point:
    """The width and height of a plate."""
    return max(width_of(line, size, bold=bold) for line in lines) + RIM, tall(lines, size) + 1
