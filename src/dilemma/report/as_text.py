"""A document for the terminal, through rich: any width, with or without colour."""

from __future__ import annotations

from io import StringIO
from textwrap import wrap
from typing import TYPE_CHECKING, assert_never

from rich.cells import cell_len
from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from dilemma.report.document import Bar, Bullets, Facts, Figure, Heading, Paragraph, Run, Table
from dilemma.report.hostile import harmless

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from dilemma.report.document import Block, Cell, Document, Inline

# Default colours only, so that a light and a dark terminal both read well.
STYLES = {"plain": "", "strong": "bold", "muted": "dim", "good": "green", "bad": "red"}
FULL, PARTS = "\N{FULL BLOCK}", " \u258f\u258e\u258d\u258c\u258b\u258a\u2589"
BAR_WIDTH = 14
GAP = 2  # columns of blanks between two columns of a table


def write(document: Document, *, width: int = 80, colour: bool = False) -> str:
    """The document as text of a given width; the same words with and without colour."""
    out = StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        highlight=False,
        emoji=False,
        markup=False,
        legacy_windows=False,
    )
    previous: Block | None = None
    for block in document.blocks:
        if previous is not None and _gap(previous, block):
            console.print()
        ready = _fitting(block, width) if isinstance(block, Table) and not colour else None
        if ready is None:
            console.print(_spelled(block, width))
        else:
            out.write(ready)
        previous = block
    return (
        "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"
        if not colour
        else out.getvalue()
    )


def _gap(before: Block, block: Block) -> bool:
    """Paragraphs stand together, and a muted one with the table it explains; the rest is set apart."""
    together = (Paragraph, Bullets)
    if isinstance(before, Table) and isinstance(block, Paragraph):
        return not all(isinstance(run, Run) and run.tone == "muted" for run in block.runs)
    if isinstance(before, Heading):
        return before.level == 1 and not isinstance(block, Paragraph)
    return not (isinstance(before, together) and isinstance(block, together))


def _spelled(block: Block, width: int) -> RenderableType:
    match block:
        case Heading():
            return Text(harmless(block.text), style="bold underline" if block.level == 1 else "bold")
        case Paragraph():
            return _paragraph(block)
        case Bullets():
            return _bullets(block)
        case Facts():
            return _facts(block)
        case Figure():
            return _figure(block, width)
        case Table():
            return _table(block, width)
    assert_never(block)


def _runs(runs: Sequence[Inline]) -> Text:
    text = Text()
    for run in runs:
        if isinstance(run, Run):
            text.append(harmless(run.text), style=STYLES[run.tone])
        else:
            text.append(harmless(run))
    return text


def _paragraph(block: Paragraph) -> RenderableType:
    text = _runs(block.runs)
    if not block.hang:
        return text
    grid = RichTable.grid(padding=0)
    grid.add_column(width=block.hang)
    grid.add_column(ratio=1)
    grid.add_row(text[: block.hang], text[block.hang :])
    return grid


def _bullets(block: Bullets) -> RenderableType:
    grid = RichTable.grid(padding=0)
    grid.add_column(width=len(f"{len(block.items)}") + 4 if block.numbered else 4)
    grid.add_column(ratio=1)
    for place, item in enumerate(block.items, start=1):
        grid.add_row(Text(f"  {place}. " if block.numbered else "  - "), _runs(item))
    return Padding(grid, 0)


def _facts(block: Facts) -> RenderableType:
    grid = RichTable.grid(padding=(0, 2, 0, 0))
    grid.add_column()
    grid.add_column(ratio=1)
    for label, text in block.items:
        grid.add_row(Text(harmless(label), style="dim"), Text(harmless(text)))
    return grid


def _figure(block: Figure, width: int) -> RenderableType:
    """A map in letters, any other chart as its table."""
    from dilemma.report.charts.in_text import in_text  # noqa: PLC0415  the first screen shows no chart

    chart, shown = block.chart, in_text(block.chart)
    parts: list[RenderableType] = [Text(harmless(chart.title), style="bold")]
    parts += [Text(harmless(chart.unit), style="dim")] if chart.unit else []
    parts.append(Text(shown) if isinstance(shown, str) else _table(shown, width))
    parts += [Text(harmless(chart.note), style="dim")] if chart.note else []
    return Group(*parts)


def _table(block: Table, width: int) -> RenderableType:
    table = RichTable(box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style="dim", show_edge=False)
    for place, (column, head) in enumerate(zip(block.columns, _heads(block, width), strict=True)):
        table.add_column(
            Text(head),
            justify=column.align,
            vertical="top",
            no_wrap=place == 0 and column.align == "right",
            overflow="fold",
        )
    for row in block.rows:
        table.add_row(*(_cell(cell) for cell in row))
    return table


def _heads(block: Table, width: int) -> list[str]:
    """The heads of a table; broken between their words where that saves it from breaking its cells."""
    heads = [harmless(column.title) for column in block.columns]
    cells = [
        max((cell_len(_letters(row[place])) for row in block.rows), default=0) for place in range(len(heads))
    ]
    broken = [_broken(head, cell) for head, cell in zip(heads, cells, strict=True)]
    return broken if _wide(heads, cells) > width >= _wide(broken, cells) else heads


def _wide(heads: Sequence[str], cells: Sequence[int]) -> int:
    """How wide a table is whose heads may stand on several lines."""
    lines = [max(map(cell_len, head.split("\n"))) for head in heads]
    return sum(map(max, lines, cells)) + GAP * (len(heads) - 1)


def _broken(head: str, room: int) -> str:
    """A head on lines as wide as the cells below it, or as its longest word."""
    longest = max(map(cell_len, head.split()), default=0)
    return "\n".join(wrap(head, max(room, longest, 1), break_long_words=False, break_on_hyphens=False))


def _cell(cell: Cell) -> Text:
    return Text(_letters(cell)) if isinstance(cell, Bar) else _runs((cell,))


def _letters(cell: Cell) -> str:
    if isinstance(cell, Bar):
        return bar(cell.value / cell.maximum if cell.maximum else 0.0)
    return harmless(cell.text if isinstance(cell, Run) else cell)


def _fitting(block: Table, width: int) -> str | None:
    """A table without colour as it stands, where no cell needs to be broken: a hundred times quicker.

    None where a line would be too long, or a cell has lines of its own or blanks at its ends.
    """
    rows = [[harmless(column.title) for column in block.columns]]
    rows += [[_letters(cell) for cell in row] for row in block.rows]
    if any(not text.isprintable() or text != text.strip() for row in rows for text in row):
        return None
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    # Rich gives a last column that is empty a place of its own.
    if not widths or sum(widths) + GAP * (len(widths) - 1) + (not widths[-1]) > width:
        return None
    sides = [column.align == "right" for column in block.columns]
    return "".join(f"{_aligned(row, widths, sides)}\n" for row in rows)


def _aligned(row: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    """One line of a table, its cells as wide as their columns."""
    cells = []
    for text, width, at_right in zip(row, widths, right, strict=True):
        blank = " " * (width - cell_len(text))
        cells.append(blank + text if at_right else text + blank)
    return (" " * GAP).join(cells)


def bar(share: float, width: int = BAR_WIDTH) -> str:
    """A bar of eighths of a character, `width` long when the share is 1."""
    eighths = round(max(0.0, min(1.0, share)) * width * 8)
    whole, part = divmod(eighths, 8)
    return (FULL * whole + PARTS[part].strip()).ljust(width)
