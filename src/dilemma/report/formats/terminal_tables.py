"""Tables on a terminal: no word or number is broken, bars are drawn to scale, columns follow the width.

A table that is too wide gives way in this order: bars get shorter, titles take another line, the
widest column is wrapped, and at last its columns are shared out over several tables, one below the other.
"""

from __future__ import annotations

import re
from itertools import zip_longest
from textwrap import wrap
from typing import TYPE_CHECKING, TypeAlias

from rich.cells import cell_len, chop_cells

from dilemma.records import dataclass
from dilemma.report.document import Bar, TextRun
from dilemma.report.text import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dilemma.report.document import Cell, Column, Table

_WIDE = 120  # columns from which a terminal is wide: more columns, and bars with their ranges
Segment: TypeAlias = "tuple[str, str]"  # a text and its style
_FULL_BLOCK, _EIGHTHS = "\N{FULL BLOCK}", " \u258f\u258e\u258d\u258c\u258b\u258a\u2589"
_SHADE, _LINE, _END = (
    "\N{DARK SHADE}",
    "\N{BOX DRAWINGS LIGHT HORIZONTAL}",
    "\N{BOX DRAWINGS LIGHT VERTICAL AND LEFT}",
)
_BAR_WIDTH, _SHORT_BAR, _SCALED_BAR = 14, 7, 51
_LEAST_SCALED = _SCALED_BAR // 2  # columns from which a bar is drawn to scale
_GAP = 2  # blanks between two columns
_TITLE_STYLE = "dim"
_LEAST_WIDTH = 2  # of a column that cannot have what it needs: one wide character
# What is never broken: a list of numbers in brackets, and a word.
_WORD = re.compile(r"\[[^\[\]]{1,24}\]\S*|\S+")


@dataclass(frozen=True, slots=True)
class _Layout:
    """Titles and widths of the columns of one table."""

    titles: tuple[str, ...]
    widths: tuple[int, ...]


def table_lines(block: Table, width: int, styles: Mapping[str, str]) -> Iterator[list[Segment]]:
    """Yield the lines of a table, each as texts with their styles; together no wider than the terminal.

    Args:
        block: the table.
        width: columns of the terminal.
        styles: the style of each tone; empty for a screen without colour.
    """
    shown = [index for index, column in enumerate(block.columns) if width >= _WIDE or not column.wide]
    for number, indices in enumerate(_share_out(block, shown, width)):
        if number:
            yield []
        yield from _part_lines(block, indices, width, styles)
    if width >= _WIDE and block.bars_key:
        yield [(block.bars_key, styles.get("muted", ""))]


def _part_lines(
    block: Table, indices: Sequence[int], width: int, styles: Mapping[str, str]
) -> Iterator[list[Segment]]:
    """Yield the lines of some columns of a table."""
    columns = [block.columns[index] for index in indices]
    rows = [[row[index] for index in indices] for row in block.rows]
    layout = _lay_out(columns, rows, width)
    heads = [[(line, _TITLE_STYLE) for line in title.split("\n")] for title in layout.titles]
    # A title of one line stands on what it heads.
    deepest = max(map(len, heads), default=0)
    cells = [[("", "")] * (deepest - len(head)) + head for head in heads]
    yield from _row_lines(cells, columns, layout.widths)
    for row in rows:
        wrapped = [_cell_lines(cell, span, styles) for cell, span in zip(row, layout.widths, strict=True)]
        yield from _row_lines(wrapped, columns, layout.widths)


def _row_lines(
    cells: Sequence[Sequence[Segment]], columns: Sequence[Column], widths: Sequence[int]
) -> Iterator[list[Segment]]:
    """Yield the lines of one row, its cells as wide as their columns and no blanks at the end."""
    for line in zip_longest(*cells, fillvalue=("", "")):
        segments: list[Segment] = []
        pending = ""
        for (text, style), column, width in zip(line, columns, widths, strict=True):
            blank = " " * (width - cell_len(text))
            before, after = (blank, "") if column.align == "right" else ("", blank)
            if text:
                segments += [(pending + before, ""), (text, style)]
                pending = after + " " * _GAP
            else:
                pending += blank + " " * _GAP
        yield segments


def _share_out(block: Table, indices: Sequence[int], width: int) -> Iterator[list[int]]:
    """Yield the columns of each table that a table becomes; the first columns, which name a row, recur."""
    needs = {index: _least_width(block, index) for index in indices}
    if sum(needs.values()) + _GAP * (len(needs) - 1) <= width or len(needs) < 3:
        yield list(indices)
        return
    # A rank before the name belongs to it.
    first = 2 if block.columns[indices[0]].align == "right" and len(needs) > 3 else 1
    labels, rest = list(indices[:first]), list(indices[first:])
    taken = sum(needs[index] + _GAP for index in labels)
    part: list[int] = []
    for index in rest:
        if part and taken + sum(needs[other] + _GAP for other in part) + needs[index] > width:
            yield [*labels, *part]
            part = []
        part.append(index)
    yield [*labels, *part]


def _least_width(block: Table, index: int) -> int:
    """Return the width of the longest word of a column, or of its shortest bars."""
    cells = [row[index] for row in block.rows]
    words = _WORD.findall(sanitize(block.columns[index].title))
    for cell in cells:
        words += [] if isinstance(cell, Bar) else _WORD.findall(_plain(cell))
    bar = _SHORT_BAR if any(isinstance(cell, Bar) for cell in cells) else 1
    return max(bar, *map(cell_len, words), 1)


def _lay_out(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], width: int) -> _Layout:
    """Return the titles and widths with which a table fits."""
    titles = tuple(sanitize(column.title) for column in columns)
    bars = [any(isinstance(row[index], Bar) for row in rows) for index in range(len(columns))]
    texts = [
        [_plain(row[index]) for row in rows if not isinstance(row[index], Bar)]
        for index in range(len(columns))
    ]
    spans = [max(map(cell_len, column), default=0) for column in texts]
    room = width - _GAP * (len(columns) - 1)
    scaled = width >= _WIDE and any(bars)
    usual = [max(span, _BAR_WIDTH) if bar else span for span, bar in zip(spans, bars, strict=True)]
    short = [max(span, _SHORT_BAR) if bar else span for span, bar in zip(spans, bars, strict=True)]
    for lines in range(1, 1 + max((len(title.split()) for title in titles), default=0)):
        for cells in (usual, short):
            layout = _fit_titles(titles, cells, lines, room)
            if layout is not None:
                spare = room - sum(layout.widths)
                return _scale_bars(layout, bars, spare) if scaled else layout
    return _squeeze([_break_title(title, 2) for title in titles], texts, bars, room)


def _fit_titles(titles: Sequence[str], cells: Sequence[int], lines: int, room: int) -> _Layout | None:
    """Return the layout with titles in some lines, in one where there is room; None where it is too wide."""
    heads = [_break_title(title, lines) for title in titles]
    widths = [max(span, _title_width(head)) for head, span in zip(heads, cells, strict=True)]
    if sum(widths) > room:
        return None
    for index, title in enumerate(titles):
        if cell_len(title) <= widths[index] + room - sum(widths):
            heads[index], widths[index] = title, max(widths[index], cell_len(title))
    return _Layout(tuple(heads), tuple(widths))


def _scale_bars(layout: _Layout, bars: Sequence[bool], spare: int) -> _Layout:
    """Return the layout with bars as long as there is room for, under a scale from 0 to 100."""
    spare //= sum(bars)
    spans = [
        min(_SCALED_BAR, width + spare) if bar else width
        for width, bar in zip(layout.widths, bars, strict=True)
    ]
    heads = [
        _scale(span) if bar and not title and span >= _LEAST_SCALED else title
        for title, span, bar in zip(layout.titles, spans, bars, strict=True)
    ]
    return _Layout(tuple(heads), tuple(spans))


def _scale(width: int) -> str:
    """Return the marks of a scale: 0 at its left end, 50 in its middle and 100 at its right end."""
    middle = (width - 1) // 2
    return f"0{'50':>{middle}}{'100':>{width - middle - 1}}"


def _squeeze(
    titles: Sequence[str], texts: Sequence[Sequence[str]], bars: Sequence[bool], room: int
) -> _Layout:
    """Return widths in which a table fits without breaking a word; the widest column gives first."""
    widths = [
        max([_title_width(title), *map(cell_len, column), _SHORT_BAR if bar else 1])
        for title, column, bar in zip(titles, texts, bars, strict=True)
    ]
    least = [
        max(
            [cell_len(word) for text in (title, *column) for word in _WORD.findall(text)]
            + [_SHORT_BAR if bar else 1]
        )
        for title, column, bar in zip(titles, texts, bars, strict=True)
    ]
    if sum(least) > room:  # not even words fit, so they are broken
        least = [_LEAST_WIDTH] * len(least)
    while sum(widths) > room:
        givers = [index for index, width in enumerate(widths) if width > least[index]]
        if not givers:
            break
        widths[max(givers, key=lambda index: widths[index])] -= 1
    wrapped = [
        "\n".join(_wrap(" ".join(title.split("\n")), width))
        for title, width in zip(titles, widths, strict=True)
    ]
    return _Layout(tuple(wrapped), tuple(widths))


def _title_width(title: str) -> int:
    """Return the width of a title that may have several lines."""
    return max(map(cell_len, title.split("\n")))


def _break_title(title: str, lines: int) -> str:
    """Return a title in as many lines as there may be, or fewer, and no wider than that takes."""
    longest = max(map(cell_len, title.split()), default=1)
    parts = [title]
    for width in range(longest, cell_len(title)):
        parts = wrap(title, width, break_long_words=False, break_on_hyphens=False)
        if len(parts) <= lines:
            break
        parts = [title]
    return "\n".join(parts)


def _cell_lines(cell: Cell, width: int, styles: Mapping[str, str]) -> list[Segment]:
    """Return the lines of a cell with their styles."""
    if isinstance(cell, Bar):
        return [(_draw_bar(cell, width), _bar_style(cell) if styles else "")]
    style = styles.get(cell.tone, "") if isinstance(cell, TextRun) else ""
    return [(line, style) for line in _wrap(_plain(cell), width)]


def _bar_style(bar: Bar) -> str:
    """Return the colour of a bar, that of its series in charts."""
    from dilemma.report.charts.style import series_style  # noqa: PLC0415  a screen without colour needs none

    return "" if bar.series is None else series_style(bar.series).colour


def _plain(cell: str | TextRun | Bar) -> str:
    """Return the text of a cell; that of a bar is empty."""
    if isinstance(cell, Bar):
        return ""
    return sanitize(cell.text if isinstance(cell, TextRun) else cell)


def _wrap(text: str, width: int) -> list[str]:
    """Return a text in lines of a width, later ones set in as far as the first; only longer words break."""
    if cell_len(text) <= width:
        return [text]
    indent = text[: len(text) - len(text.lstrip())][: max(0, width - _LEAST_WIDTH)]
    lines: list[str] = []
    for word in _WORD.findall(text):
        for piece in (
            [word] if cell_len(indent + word) <= width else chop_cells(word, width - cell_len(indent))
        ):
            if lines and cell_len(f"{lines[-1]} {piece}") <= width and piece in (word, word[: len(piece)]):
                lines[-1] += f" {piece}"
            else:
                lines.append(indent + piece)
    return lines or [""]


def _draw_bar(bar: Bar, width: int) -> str:
    """Return a bar: to its value, and where it is drawn to scale with the range from low to high."""
    share = bar.value / bar.maximum if bar.maximum else 0.0
    if bar.low is None or bar.high is None or width < _LEAST_SCALED:
        return format_bar(share, min(width, _BAR_WIDTH) if width < _LEAST_SCALED else width)
    low, value, high = (round(number / bar.maximum * width) for number in (bar.low, bar.value, bar.high))
    solid, shaded, line = min(low, value), max(0, value - low), max(0, high - value)
    return _FULL_BLOCK * solid + _SHADE * shaded + _LINE * (line - 1) + _END * (line > 0)


def format_bar(share: float, width: int = _BAR_WIDTH) -> str:
    """Return a bar in eighths of a character, `width` characters long when the share is 1."""
    eighths = round(max(0.0, min(1.0, share)) * width * 8)
    full, rest = divmod(eighths, 8)
    return _FULL_BLOCK * full + _EIGHTHS[rest].strip()
