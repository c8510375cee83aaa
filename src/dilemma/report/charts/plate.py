"""Labels on filled shapes: words on a background of the plain colour, clear of the hatching."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.charts.canvas import LABEL, SMALL, box, group, tall, word
from dilemma.report.charts.lettering import LEADING, width_of
from dilemma.report.charts.looks import look

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.report.charts.model import Point
    from dilemma.report.charts.placement import Box

_RIM = 4.0  # of the background beyond its words, both sides together


def labelled(index: int, texts: Sequence[str], shape: Box) -> list[str]:
    """Return the first of the texts that fits into a shape, in the colours of a style; [] if none fits."""
    fitting_texts = (text for text in texts if width_of(text, SMALL) + _RIM + 2 <= shape.width)
    text = next(fitting_texts, "")
    if not text:
        return []
    centre = (shape.left + shape.width / 2, shape.top + shape.height / 2)
    return [plate(index, [text], centre, size=SMALL)]


def plate(index: int, lines: Sequence[str], centre: Point, *, size: float = LABEL, bold: bool = False) -> str:
    """Return lines of text in the ink of a style, on its colour."""
    style, (x, y) = look(index), centre
    width, height = room(lines, size, bold=bold)
    # SVG sets text by its base line, which lies about one letter size under the top of the line.
    top = y - tall(lines, size) / 2
    text_lines = [
        word(
            line,
            x,
            top + size * (0.98 + row * LEADING),
            size=size,
            anchor="middle",
            bold=bold,
            fill=style.ink,
        )
        for row, line in enumerate(lines)
    ]
    background = box(x - width / 2, y - height / 2, width, height, fill=style.colour)
    # The shape under the label has a tooltip, which pointing at the label must show as well.
    return group([background, *text_lines], pointer_events="none")


def room(lines: Sequence[str], size: float, *, bold: bool = False) -> Point:
    """Return the width and height of a label with its background."""
    return max(width_of(line, size, bold=bold) for line in lines) + _RIM, tall(lines, size) + 1
