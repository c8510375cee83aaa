"""The marks charts are made of: SVG elements as text, coordinates to two decimals, every text escaped."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Literal

from dilemma.report.charts.lettering import LEADING
from dilemma.report.hostile import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dilemma.report.charts.model import Point

WIDTH = 400.0  # units of every chart: narrow, so that its letters can be read on a telephone
TITLE, LABEL, SMALL = 15.0, 13.0, 12.0  # sizes of letters
MUTED = 0.75  # opacity of what may be skipped: still 7 to 1 on white

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a chart shows under its title: marks from y = 0 down to `height`, and the looks it hatches."""

    marks: tuple[str, ...]
    height: float
    hatched: tuple[int, ...] = ()


def number(value: float) -> str:
    """A coordinate: at most two decimals, no trailing zeros, never `-0`."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def element(tag: str, *inside: str, **attributes: str | float) -> str:
    """An element around what is already SVG; underscores in attribute names become hyphens."""
    spelled = "".join(f' {name.replace("_", "-")}="{_value(value)}"' for name, value in attributes.items())
    return f"<{tag}{spelled}>{''.join(inside)}</{tag}>" if inside else f"<{tag}{spelled}/>"


def _value(value: str | float) -> str:
    return plain(value).replace('"', "&quot;") if isinstance(value, str) else number(value)


def plain(text: str) -> str:
    """A text from anywhere as the content of an element."""
    return escape(harmless(text), quote=False)


def tip(text: str) -> str:
    """What a mark shows when pointed at."""
    return element("title", plain(text))


def group(marks: Iterable[str], **attributes: str | float) -> str:
    """Marks together."""
    return element("g", *marks, **attributes)


def word(
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
    """A line of text with its base at y; the colour of the page's text unless told otherwise."""
    said: dict[str, str | float] = {}
    if size != LABEL:
        said["font_size"] = size
    if anchor != "start":
        said["text_anchor"] = anchor
    if bold:
        said["font_weight"] = "bold"
    if muted:
        said["fill_opacity"] = MUTED
    if fill:
        said["fill"] = fill
    return element("text", plain(text), x=x, y=y, **said)


def words(
    lines: Sequence[str],
    x: float,
    top: float,
    *,
    size: float = LABEL,
    anchor: Anchor = "start",
    bold: bool = False,
    muted: bool = False,
) -> list[str]:
    """Lines of text, the first one's upper edge at `top`."""
    return [
        word(line, x, top + size + place * size * LEADING, size=size, anchor=anchor, bold=bold, muted=muted)
        for place, line in enumerate(lines)
    ]


def tall(lines: Sequence[str], size: float = LABEL) -> float:
    """The height of lines of text."""
    return len(lines) * size * LEADING


def rule(
    start: Point,
    stop: Point,
    *,
    stroke: str = "currentColor",
    width: float = 1.0,
    dash: str = "",
    opacity: float = 1.0,
) -> str:
    """A straight line."""
    said: dict[str, str | float] = {"stroke": stroke, "stroke_width": width}
    if dash:
        said["stroke_dasharray"] = dash
    if opacity != 1.0:
        said["stroke_opacity"] = opacity
    return element("line", x1=start[0], y1=start[1], x2=stop[0], y2=stop[1], **said)


def box(x: float, y: float, width: float, height: float, *inside: str, **attributes: str | float) -> str:
    """A rectangle."""
    return element("rect", *inside, x=x, y=y, width=max(width, 0.0), height=height, **attributes)


def corners(points: Iterable[Point]) -> str:
    """Points as the attribute of a polygon or a broken line."""
    return " ".join(f"{number(x)},{number(y)}" for x, y in points)
