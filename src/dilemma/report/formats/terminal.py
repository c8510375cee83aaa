"""A document for the terminal, through rich: of any width, with or without colour."""

from __future__ import annotations

from io import StringIO
from textwrap import wrap
from typing import TYPE_CHECKING, assert_never

from rich.cells import cell_len
from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from dilemma.report.document import Bar, Bullets, Facts, Figure, Heading, Paragraph, Table, TextRun
from dilemma.report.text import sanitize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from dilemma.report.document import Block, Cell, Document, Inline

# Default colours only, so that a light and a dark terminal both read well.
_STYLES = {"plain": "", "strong": "bold", "muted": "dim", "good": "green", "bad": "red"}
_FULL_BLOCK, _EIGHTHS = "\N{FULL BLOCK}", " \u258f\u258e\u258d\u258c\u258b\u258a\u2589"
_BAR_WIDTH = 14
_COLUMN_GAP = 2  # columns of blanks between two columns of a table


def write(document: Document, *, width: int = 80, colour: bool = False) -> str:
    """Return a document as text of a given width, in the same words with and without colour."""
    out = StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        # The texts are data: rich must find no numbers to colour, no :emoji: and no [markup] in them.
        highlight=False,
        emoji=False,
        markup=False,
        legacy_windows=False,
    )
    previous: Block | None = None
    for block in document.marked_blocks:
        if previous is not None and _needs_blank_line(previous, block):
            console.print()
        plain_table = _plain_table(block, width) if isinstance(block, Table) and not colour else None
        if plain_table is None:
            console.print(_render_block(block, width))
        else:
            out.write(plain_table)
        previous = block
    # Rich pads lines with blanks; without colour they go, so that a file can be compared and quoted.
    return (
        "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"
        if not colour
        else out.getvalue()
    )


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


def _render_block(block: Block, width: int) -> RenderableType:
    """Return one block as something that rich can print."""
    match block:
        case Heading():
            return Text(sanitize(block.text), style="bold underline" if block.level == 1 else "bold")
        case Paragraph():
            return _render_paragraph(block)
        case Bullets():
            return _render_bullets(block)
        case Facts():
            return _render_facts(block)
        case Figure():
            return _render_figure(block, width)
        case Table():
            return _render_table(block, width)
    assert_never(block)


def _render_runs(runs: Sequence[Inline]) -> Text:
    """Return runs of text in the styles of their tones."""
    text = Text()
    for run in runs:
        if isinstance(run, TextRun):
            text.append(sanitize(run.text), style=_STYLES[run.tone])
        else:
            text.append(sanitize(run))
    return text


def _render_paragraph(block: Paragraph) -> RenderableType:
    """Return a paragraph; with `hang`, its later lines are set under the text, not under the label."""
    text = _render_runs(block.runs)
    if not block.hang:
        return text
    grid = RichTable.grid(padding=0)
    grid.add_column(width=block.hang)
    grid.add_column(ratio=1)
    grid.add_row(text[: block.hang], text[block.hang :])
    return grid


def _render_bullets(block: Bullets) -> RenderableType:
    """Return a list, its items in a column beside their numbers or dashes."""
    grid = RichTable.grid(padding=0)
    grid.add_column(width=len(f"{len(block.items)}") + 4 if block.numbered else 4)
    grid.add_column(ratio=1)
    for number, item in enumerate(block.items, start=1):
        grid.add_row(Text(f"  {number}. " if block.numbered else "  - "), _render_runs(item))
    return Padding(grid, 0)


def _render_facts(block: Facts) -> RenderableType:
    """Return labels and their texts in two columns."""
    grid = RichTable.grid(padding=(0, 2, 0, 0))
    grid.add_column()
    grid.add_column(ratio=1)
    for label, text in block.items:
        grid.add_row(Text(sanitize(label), style="dim"), Text(sanitize(text)))
    return grid


def _render_figure(block: Figure, width: int) -> RenderableType:
    """Return a chart with its title: a map drawn in letters, any other chart as its table."""
    from dilemma.report.charts.text import render_chart  # noqa: PLC0415  the first screen shows no chart

    chart, text_or_table = block.chart, render_chart(block.chart)
    parts: list[RenderableType] = [Text(sanitize(chart.title), style="bold")]
    parts += [Text(sanitize(chart.unit), style="dim")] if chart.unit else []
    parts.append(
        Text(text_or_table) if isinstance(text_or_table, str) else _render_table(text_or_table, width)
    )
    parts += [Text(sanitize(chart.note), style="dim")] if chart.note else []
    return Group(*parts)


def _render_table(block: Table, width: int) -> RenderableType:
    """Return a table without rules."""
    table = RichTable(
        box=None, pad_edge=False, padding=(0, _COLUMN_GAP, 0, 0), header_style="dim", show_edge=False
    )
    titles = _column_titles(block, width)
    columns = zip(block.columns, titles, _column_widths(block, titles, width), strict=True)
    for index, (column, title, column_width) in enumerate(columns):
        table.add_column(
            Text(title),
            justify=column.align,
            vertical="top",
            width=column_width,
            # A number in the first column is never broken; elsewhere breaking beats cutting off.
            no_wrap=index == 0 and column.align == "right",
            overflow="fold",
        )
    for row in block.rows:
        table.add_row(*(_render_cell(cell) for cell in row))
    return table


def _column_widths(block: Table, titles: Sequence[str], width: int) -> Sequence[int | None]:
    """Return widths in which the table fits without breaking a word; None where it fits or cannot fit.

    The widest column gives first, down to its longest word.
    """
    columns = [
        [title.replace("\n", " "), *(_cell_text(row[index]) for row in block.rows)]
        for index, title in enumerate(titles)
    ]
    least = [
        max((cell_len(word) for text in column for word in text.split()), default=1) for column in columns
    ]
    heads = [max(map(cell_len, title.split("\n"))) for title in titles]
    widths = [max(head, *map(cell_len, column[1:]), 1) for head, column in zip(heads, columns, strict=True)]
    room = width - _COLUMN_GAP * len(titles)  # rich leaves the gap after the last column too
    if sum(widths) <= room or sum(least) > room:
        return [None] * len(titles)
    while sum(widths) > room:
        widest = max(
            (index for index in range(len(widths)) if widths[index] > least[index]),
            key=lambda index: widths[index],
        )
        widths[widest] -= 1
    return widths


def _column_titles(block: Table, width: int) -> list[str]:
    """Return the titles of a table, broken between their words where that saves its cells from breaking."""
    titles = [sanitize(column.title) for column in block.columns]
    widths = [
        max((cell_len(_cell_text(row[index])) for row in block.rows), default=0)
        for index in range(len(titles))
    ]
    broken = [_break_title(title, cell_width) for title, cell_width in zip(titles, widths, strict=True)]
    return broken if _table_width(titles, widths) > width >= _table_width(broken, widths) else titles


def _table_width(titles: Sequence[str], widths: Sequence[int]) -> int:
    """Return the width of a table whose titles may have several lines."""
    title_widths = [max(map(cell_len, title.split("\n"))) for title in titles]
    return sum(map(max, title_widths, widths)) + _COLUMN_GAP * (len(titles) - 1)


def _break_title(title: str, width: int) -> str:
    """Return a title in lines as wide as the cells below it, or as its longest word."""
    longest = max(map(cell_len, title.split()), default=0)
    return "\n".join(wrap(title, max(width, longest, 1), break_long_words=False, break_on_hyphens=False))


def _render_cell(cell: Cell) -> Text:
    """Return a cell in its style, a bar as block characters."""
    return Text(_cell_text(cell)) if isinstance(cell, Bar) else _render_runs((cell,))


def _cell_text(cell: Cell) -> str:
    """Return a cell without its style."""
    if isinstance(cell, Bar):
        return format_bar(cell.value / cell.maximum if cell.maximum else 0.0)
    return sanitize(cell.text if isinstance(cell, TextRun) else cell)


def _plain_table(block: Table, width: int) -> str | None:
    """Return a table without colour where no cell has to be broken, a hundred times faster than rich does.

    None where a line would be too long, or a cell has lines of its own or blanks at its ends.
    """
    rows = [[sanitize(column.title) for column in block.columns]]
    rows += [[_cell_text(cell) for cell in row] for row in block.rows]
    if any(not text.isprintable() or text != text.strip() for row in rows for text in row):
        return None
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    # Rich gives an empty last column the width of one character, so the same tables must fit here.
    if not widths or sum(widths) + _COLUMN_GAP * (len(widths) - 1) + (not widths[-1]) > width:
        return None
    sides = [column.align == "right" for column in block.columns]
    return "".join(f"{_align_row(row, widths, sides)}\n" for row in rows)


def _align_row(row: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    """Return one line of a table, its cells as wide as their columns."""
    cells = []
    for text, width, at_right in zip(row, widths, right, strict=True):
        blank = " " * (width - cell_len(text))
        cells.append(blank + text if at_right else text + blank)
    return (" " * _COLUMN_GAP).join(cells)


def format_bar(share: float, width: int = _BAR_WIDTH) -> str:
    """Return a bar in eighths of a character, `width` characters long when the share is 1."""
    eighths = round(max(0.0, min(1.0, share)) * width * 8)
    full, rest = divmod(eighths, 8)
    return (_FULL_BLOCK * full + _EIGHTHS[rest].strip()).ljust(width)
