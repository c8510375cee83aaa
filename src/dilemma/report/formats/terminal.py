"""A document for the terminal: of any width, and where there is colour, coloured through rich."""

from __future__ import annotations

import re
from itertools import zip_longest
from textwrap import wrap
from typing import TYPE_CHECKING, Literal, TypeAlias, assert_never

from rich.cells import cell_len, chop_cells

from dilemma.records import dataclass
from dilemma.report.document import Bar, Bullets, Facts, Figure, Heading, Paragraph, Table, TextRun
from dilemma.report.text import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dilemma.report.document import Block, Cell, Column, Document, Inline

ColourSystem = Literal["standard", "256", "truecolor"]
Segment: TypeAlias = "tuple[str, str]"  # a text and its style

# Default colours only, so that a light and a dark terminal both read well.
_STYLES = {"plain": "", "strong": "bold", "muted": "dim", "good": "green", "bad": "red"}
_TITLE_STYLE = "dim"
_PLAIN_WORD = re.compile(r"\S+")
_BETWEEN_FACTS = 2  # blanks between a label and its text

_WIDE = 120  # columns from which a terminal is wide: more columns, and bars with their ranges
_GAP = 2  # blanks between two columns
_LEAST_WIDTH = 2  # of a column that cannot have what it needs: one wide character
# What is never broken in a table: a list of numbers in brackets, and a word.
_WORD = re.compile(r"\[[^\[\]]{1,24}\]\S*|\S+")

_FULL_BLOCK, _EIGHTHS = "\N{FULL BLOCK}", " \u258f\u258e\u258d\u258c\u258b\u258a\u2589"
_SHADE, _LINE, _END = (
    "\N{DARK SHADE}",
    "\N{BOX DRAWINGS LIGHT HORIZONTAL}",
    "\N{BOX DRAWINGS LIGHT VERTICAL AND LEFT}",
)
_BAR_WIDTH, _SHORT_BAR, _SCALED_BAR = 14, 7, 51
_LEAST_SCALED = _SCALED_BAR // 2  # columns from which a bar is drawn to scale


def write(
    document: Document, *, width: int = 80, prose: int | None = None, colour: ColourSystem | None = None
) -> str:
    """Return a document as text, in the same words with and without colour.

    Args:
        document: what to write.
        width: the columns there are.
        prose: the most columns of running text; None for all there are.
        colour: how many colours there are; None for none.
    """
    lines: list[list[Segment]] = []
    previous: Block | None = None
    for block in document.marked_blocks:
        if previous is not None and _needs_blank_line(previous, block):
            lines.append([])
        lines += _block_lines(block, width, min(width, prose or width), _STYLES if colour else {})
        previous = block
    if colour:
        return _write_in_colour(lines, colour)
    # Blanks at the end of a line go, so that a file can be compared and quoted.
    return "".join("".join(text for text, _ in line).rstrip() + "\n" for line in lines)


def _needs_blank_line(previous: Block, block: Block) -> bool:
    """Return whether a blank line sets two blocks apart.

    Paragraphs and lists stand together, and so does a table with the muted paragraph that explains it.
    """
    together = (Paragraph, Bullets)
    if isinstance(previous, Table) and isinstance(block, Paragraph):
        return not all(isinstance(run, TextRun) and run.tone == "muted" for run in block.runs)
    if isinstance(previous, Heading):
        return previous.level == 1 and not isinstance(block, Paragraph)
    return not (isinstance(previous, together) and isinstance(block, together))


def _write_in_colour(lines: Iterable[Sequence[Segment]], colour: ColourSystem) -> str:
    """Return lines with the codes that a terminal turns into styles."""
    from io import StringIO  # noqa: PLC0415  rich is slow to import, and what is piped or saved has no colour

    from rich.console import Console  # noqa: PLC0415  as above
    from rich.text import Text  # noqa: PLC0415  as above

    out = StringIO()
    # The texts are data: rich must find no numbers to colour, no :emoji: and no [markup] in them.
    console = Console(
        file=out,
        force_terminal=True,
        color_system=colour,
        highlight=False,
        emoji=False,
        markup=False,
        legacy_windows=False,
    )
    for line in lines:
        console.print(Text.assemble(*line), no_wrap=True, overflow="ignore", crop=False)
    return out.getvalue()


def _block_lines(block: Block, width: int, prose: int, styles: dict[str, str]) -> Iterable[list[Segment]]:
    """Return the lines of one block, each as texts with their styles."""
    match block:
        case Heading():
            style = "bold underline" if block.level == 1 else "bold"
            return _running_lines([(sanitize(block.text), style)], prose)
        case Paragraph():
            runs = _segments(block.runs)
            return _beside([*_cut(runs, 0, block.hang)], block.hang, [*_cut(runs, block.hang)], prose)
        case Bullets():
            return _bullet_lines(block, prose)
        case Facts():
            return _fact_lines(block, prose)
        case Figure():
            return _figure_lines(block, width, prose, styles)
        case Table():
            return table_lines(block, width, styles)
    assert_never(block)


def _segments(runs: Iterable[Inline]) -> list[Segment]:
    """Return runs of text in the styles of their tones."""
    return [
        (sanitize(run.text), _STYLES[run.tone]) if isinstance(run, TextRun) else (sanitize(run), "")
        for run in runs
    ]


def _running_lines(segments: Sequence[Segment], width: int) -> Iterator[list[Segment]]:
    """Yield texts in lines of a width; a line breaks between words, and inside one that is longer."""
    text = "".join(part for part, _ in segments)
    measure = len if text.isascii() else cell_len
    start = stop = 0
    for word in _PLAIN_WORD.finditer(text):
        first, last = word.span()
        if measure(text[start:last]) > width:
            if stop:
                yield [*_cut(segments, start, stop)]
            start = first
            for piece in chop_cells(text[first:last], width)[:-1]:
                yield [*_cut(segments, start, start + len(piece))]
                start += len(piece)
        stop = last
    yield [*_cut(segments, start, stop)]


def _cut(segments: Iterable[Segment], start: int, stop: int | None = None) -> Iterator[Segment]:
    """Yield what stands between two places of texts that follow one another."""
    for text, style in segments:
        part = text[max(0, start) : None if stop is None else max(0, stop)]
        if part:
            yield part, style
        start -= len(text)
        stop = None if stop is None else stop - len(text)


def _beside(
    label: list[Segment], indent: int, text: Sequence[Segment], width: int
) -> Iterator[list[Segment]]:
    """Yield a text in lines that are set in, with a label before the first."""
    missing = " " * (indent - sum(cell_len(part) for part, _ in label))
    for number, line in enumerate(_running_lines(text, max(_LEAST_WIDTH, width - indent))):
        yield [(" " * indent, ""), *line] if number else [*label, (missing, ""), *line]


def _bullet_lines(block: Bullets, width: int) -> Iterator[list[Segment]]:
    """Yield a list, its items in a column beside their numbers or dashes."""
    indent = len(f"{len(block.items)}") + 4 if block.numbered else 4
    for number, item in enumerate(block.items, start=1):
        mark = f"  {number}. " if block.numbered else "  - "
        yield from _beside([(mark, "")], indent, _segments(item), width)


def _fact_lines(block: Facts, width: int) -> Iterator[list[Segment]]:
    """Yield labels and their texts in two columns."""
    labels = [sanitize(label) for label, _ in block.items]
    indent = max(map(cell_len, labels), default=0) + _BETWEEN_FACTS
    for label, (_, text) in zip(labels, block.items, strict=True):
        yield from _beside([(label, "dim")], indent, [(sanitize(text), "")], width)


def _figure_lines(block: Figure, width: int, prose: int, styles: dict[str, str]) -> Iterator[list[Segment]]:
    """Yield a chart with its title: a map drawn in letters, any other chart as its table."""
    from dilemma.report.charts.text import render_chart  # noqa: PLC0415  the first screen shows no chart

    chart, text_or_table = block.chart, render_chart(block.chart)
    yield from _running_lines([(sanitize(chart.title), "bold")], prose)
    if chart.unit:
        yield from _running_lines([(sanitize(chart.unit), "dim")], prose)
    if isinstance(text_or_table, str):
        for line in text_or_table.split("\n"):
            yield from _running_lines([(line, "")], prose)
    else:
        yield from table_lines(text_or_table, width, styles)
    if chart.note:
        yield from _running_lines([(sanitize(chart.note), "dim")], prose)


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
