"""Labels on filled shapes: words on a background of the plain colour, clear of the hatching."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.charts.canvas import LABEL, SMALL, group, rectangle, text_height, text_line
from dilemma.report.charts.lettering import LINE_HEIGHT, measure_text
from dilemma.report.charts.looks import series_style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.report.charts.model import Point
    from dilemma.report.charts.placement import Rectangle

_RIM = 4.0  # of the background beyond its words, both sides together


def label_shape(index: int, texts: Sequence[str], shape: Rectangle) -> list[str]:
    """Return the first of the texts that fits into a shape, in the colours of a style; [] if none fits."""
    fitting_texts = (text for text in texts if measure_text(text, SMALL) + _RIM + 2 <= shape.width)
    text = next(fitting_texts, "")
    if not text:
        return []
    centre = (shape.left + shape.width / 2, shape.top + shape.height / 2)
    return [label_on_background(index, [text], centre, size=SMALL)]


def label_on_background(
    index: int, lines: Sequence[str], centre: Point, *, size: float = LABEL, bold: bool = False
) -> str:
    """Return lines of text in the ink of a style, on its colour."""
    style, (x, y) = series_style(index), centre
    width, height = label_size(lines, size, bold=bold)
    # SVG sets text by its base line, which lies about one letter size under the top of the line.
    top = y - text_height(lines, size) / 2
    text_lines = [
        text_line(
            line,
            x,
            top + size * (0.98 + row * LINE_HEIGHT),
            size=size,
            anchor="middle",
            bold=bold,
            fill=style.ink,
        )
        for row, line in enumerate(lines)
    ]
    background = rectangle(x - width / 2, y - height / 2, width, height, fill=style.colour)
    # The shape under the label has a tooltip, which pointing at the label must show as well.
    return group([background, *text_lines], pointer_events="none")


def label_size(lines: Sequence[str], size: float, *, bold: bool = False) -> Point:
    """Return the width and height of a label with its background."""
    return max(measure_text(line, size, bold=bold) for line in lines) + _RIM, text_height(lines, size) + 1
