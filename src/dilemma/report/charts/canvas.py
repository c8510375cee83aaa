"""The marks that charts are made of: SVG elements as text, numbers to two decimals, every text escaped."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Literal

from dilemma.report.charts.lettering import LINE_HEIGHT
from dilemma.report.hostile import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dilemma.report.charts.model import Point

WIDTH = 400.0  # units of every chart: narrow, so that its letters can be read on a telephone
TITLE, LABEL, SMALL = 15.0, 13.0, 12.0  # sizes of letters
_MUTED_OPACITY = 0.75  # opacity of what may be skipped: still 7 to 1 on white

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Drawing:
    """The marks of a chart under its title, from y = 0 down to `height`, and the styles that it hatches."""

    marks: tuple[str, ...]
    height: float
    hatched: tuple[int, ...] = ()


def format_coordinate(value: float) -> str:
    """Return a coordinate: at most two decimals, no trailing zeros, never `-0`."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    # A negative number that rounds to zero; `-0` would make two equal drawings differ.
    return "0" if text == "-0" else text


def element(tag: str, *inside: str, **attributes: str | float) -> str:
    """Return an element around what is already SVG; underscores in attribute names become hyphens."""
    attribute_texts = "".join(
        f' {name.replace("_", "-")}="{_attribute_text(value)}"' for name, value in attributes.items()
    )
    return f"<{tag}{attribute_texts}>{''.join(inside)}</{tag}>" if inside else f"<{tag}{attribute_texts}/>"


def _attribute_text(value: str | float) -> str:
    """Return the value of an attribute, escaped."""
    return escape_text(value).replace('"', "&quot;") if isinstance(value, str) else format_coordinate(value)


def escape_text(text: str) -> str:
    """Return a text from anywhere as the content of an element."""
    return escape(sanitize(text), quote=False)


def title_element(text: str) -> str:
    """Return what a mark shows when it is pointed at."""
    return element("title", escape_text(text))


def group(marks: Iterable[str], **attributes: str | float) -> str:
    """Return marks as one group."""
    return element("g", *marks, **attributes)


def text_line(
    text: str,
    x: float,
    y: float,
    *,
    size: float = LABEL,
    anchor: Anchor = "start",
    bold: bool = False,
    muted: bool = False,
    fill: str = "",
) -> str:
    """Return a line of text with its base at y; without `fill` it has the colour of the surrounding text."""
    attributes: dict[str, str | float] = {}
    if size != LABEL:
        attributes["font_size"] = size
    if anchor != "start":
        attributes["text_anchor"] = anchor
    if bold:
        attributes["font_weight"] = "bold"
    if muted:
        attributes["fill_opacity"] = _MUTED_OPACITY
    if fill:
        attributes["fill"] = fill
    return element("text", escape_text(text), x=x, y=y, **attributes)


def text_block(
    lines: Sequence[str],
    x: float,
    top: float,
    *,
    size: float = LABEL,
    anchor: Anchor = "start",
    bold: bool = False,
    muted: bool = False,
) -> list[str]:
    """Return lines of text, with the upper edge of the first at `top`."""
    return [
        text_line(
            line, x, top + size + index * size * LINE_HEIGHT, size=size, anchor=anchor, bold=bold, muted=muted
        )
        for index, line in enumerate(lines)
    ]


def text_height(lines: Sequence[str], size: float = LABEL) -> float:
    """Return the height of lines of text."""
    return len(lines) * size * LINE_HEIGHT


def straight_line(
    start: Point,
    stop: Point,
    *,
    stroke: str = "currentColor",
    width: float = 1.0,
    dash: str = "",
    opacity: float = 1.0,
) -> str:
    """Return a straight line."""
    attributes: dict[str, str | float] = {"stroke": stroke, "stroke_width": width}
    if dash:
        attributes["stroke_dasharray"] = dash
    if opacity != 1.0:
        attributes["stroke_opacity"] = opacity
    return element("line", x1=start[0], y1=start[1], x2=stop[0], y2=stop[1], **attributes)


def rectangle(
    x: float, y: float, width: float, height: float, *inside: str, **attributes: str | float
) -> str:
    """Return a rectangle; a negative width becomes 0."""
    return element("rect", *inside, x=x, y=y, width=max(width, 0.0), height=height, **attributes)


def format_polygon(points: Iterable[Point]) -> str:
    """Return points as the attribute of a polygon or a polyline."""
    return " ".join(f"{format_coordinate(x)},{format_coordinate(y)}" for x, y in points)
