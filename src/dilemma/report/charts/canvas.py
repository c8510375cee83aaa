"""The canvas of a chart: SVG elements as text, the room a text takes, scales, ticks."""

from __future__ import annotations

import unicodedata
from html import escape
from math import ceil, floor, log10
from typing import TYPE_CHECKING, Literal

from dilemma.records import dataclass
from dilemma.report.text import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dilemma.report.charts.chart import Point


LINE_HEIGHT = 1.25  # line height, in sizes of the letter
_BOLD_WIDTH = 1.08  # of bold letters, in widths of plain ones
_NARROW_LETTERS, _WIDE_LETTERS = frozenset("iljtfrI.,:;'|!()[] "), frozenset("mwMW%@+=→←↑−±–—…")


def measure_text(text: str, size: float, *, bold: bool = False) -> float:
    """Return about how wide a text is in a common sans-serif font; rather too wide than too narrow."""
    return sum(_em(character) for character in text) * size * (_BOLD_WIDTH if bold else 1.0)


def _em(character: str) -> float:
    """Return the width of a character, in sizes of the letter."""
    if character in _NARROW_LETTERS:
        return 0.34
    if character in _WIDE_LETTERS:
        return 0.9
    if unicodedata.east_asian_width(character) in {"W", "F"}:
        return 1.05
    return 0.7 if character.isupper() else 0.57


def wrap_text(text: str, size: float, width: float, *, most: int = 6, bold: bool = False) -> list[str]:
    """Return a text in lines no wider than `width`; the last of `most` lines ends in an ellipsis if it must.

    Words that are too long for a line are broken.
    """
    lines = [""]
    for word in _break_words(sanitize(text), size, width, bold):
        longer_line = f"{lines[-1]} {word}".strip()
        if measure_text(longer_line, size, bold=bold) <= width:
            lines[-1] = longer_line
        else:
            lines.append(word)
    lines = [line for line in lines if line] or [""]
    if len(lines) > most:
        return [*lines[: most - 1], truncate_text(" ".join(lines[most - 1 :]), size, width, bold=bold)]
    return lines


def _break_words(text: str, size: float, width: float, bold: bool) -> list[str]:
    """Return the words of a text, those wider than a line cut into pieces."""
    pieces: list[str] = []
    for word in text.split():
        piece = ""
        for character in word:
            if piece and measure_text(piece + character, size, bold=bold) > width:
                pieces.append(piece)
                piece = ""
            piece += character
        pieces.append(piece)
    return pieces


def truncate_text(text: str, size: float, width: float, *, bold: bool = False) -> str:
    """Return a text, or as much of it as fits with an ellipsis."""
    if measure_text(text, size, bold=bold) <= width:
        return text
    kept = text
    while kept and measure_text(f"{kept}…", size, bold=bold) > width:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


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
    if size != SMALL:  # the size of the sheet
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
    start: Point, stop: Point, *, width: float = 1.0, dash: str = "", opacity: float = 1.0
) -> str:
    """Return a straight line."""
    attributes: dict[str, str | float] = {"stroke": "currentColor", "stroke_width": width}
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


_MOST_INTERVALS = 5  # parts of an axis
_ROUNDOFF = 1e-9  # 0.3 / 0.1 is not quite 3; without this a tick at an end would be missed


@dataclass(frozen=True, slots=True)
class LinearScale:
    """A straight scale from the numbers low to high onto the positions start to stop."""

    low: float
    high: float
    start: float
    stop: float

    def __call__(self, value: float) -> float:
        """Return the position of a number."""
        span = self.high - self.low
        # All numbers the same: the middle is as good a position as any, and nothing is divided by zero.
        share = (value - self.low) / span if span else 0.5
        return self.start + share * (self.stop - self.start)


def round_steps(span: float, most: int = _MOST_INTERVALS) -> list[float]:
    """Return the three smallest of 1, 2, 5, 10 … that divide a span into at most so many parts."""
    if span <= 0:
        return [1.0]
    power = 10.0 ** floor(log10(span / most))
    candidates = [power * factor for factor in (1, 2, 5, 10, 20, 50)]
    return [size for size in candidates if size * most >= span * (1 - _ROUNDOFF)][:3]


def axis_ticks(low: float, high: float) -> list[float]:
    """Return round numbers from low to high, in steps that reach both ends if any of a few steps do."""
    sizes = round_steps(high - low)
    size = next((size for size in sizes if _is_whole(low / size) and _is_whole(high / size)), sizes[0])
    first, last = ceil(low / size - _ROUNDOFF), floor(high / size + _ROUNDOFF)
    return [multiple * size for multiple in range(first, last + 1)]


def _is_whole(value: float) -> bool:
    """Return whether a number is whole but for roundoff."""
    return abs(value - round(value)) < _ROUNDOFF


def round_range(values: Iterable[float], *, least: float = 1.0) -> Point:
    """Return round ends that hold all values and are at least so far apart."""
    numbers = list(values)
    low, high = min(numbers), max(numbers)
    padding = max(least - (high - low), 0.0) / 2
    low, high = low - padding, high + padding
    # One part less, for rounding the ends outwards adds one.
    size = round_steps(high - low, _MOST_INTERVALS - 1)[0]
    return floor(low / size + _ROUNDOFF) * size, ceil(high / size - _ROUNDOFF) * size


def extend_range(ends: Point, values: Iterable[float]) -> Point:
    """Return ends moved outwards as far as the values need."""
    numbers = (*ends, *values)
    return min(numbers), max(numbers)


def spread_labels(targets: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """Return centres without overlap, in the order wanted, with the least sum of squared moves.

    With the room of the labels before it subtracted, each centre must be no lower than the last: an isotonic
    regression.

    Args:
        targets: where each label would be without the others.
        sizes: the room each label takes.
        low: where the first label may begin.
        high: where the last label must end; if there is no room for all, they begin at `low` and go beyond.
    """
    order = sorted(range(len(targets)), key=lambda index: targets[index])
    offsets, room_before = [], 0.0
    for index in order:
        offsets.append(room_before + sizes[index] / 2)
        room_before += sizes[index]
    free_centres = isotonic_fit(targets[index] - offset for index, offset in zip(order, offsets, strict=True))
    centres = list(targets)
    for index, offset, free_centre in zip(order, offsets, free_centres, strict=True):
        # Clipping all to one span keeps their order; `low` wins where there is no room for all.
        centres[index] = max(low, min(free_centre, high - room_before)) + offset
    return centres


def isotonic_fit(values: Iterable[float]) -> list[float]:
    """Return the nearest numbers that never fall, by pooling those that do (Ayer et al. 1955)."""
    pools: list[tuple[float, int]] = []
    for value in values:
        mean, count = value, 1
        while pools and pools[-1][0] > mean:
            last_mean, last_count = pools.pop()
            mean = (last_mean * last_count + mean * count) / (last_count + count)
            count += last_count
        pools.append((mean, count))
    return [mean for mean, count in pools for _ in range(count)]
