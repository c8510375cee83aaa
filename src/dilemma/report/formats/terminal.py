"""A document for the terminal, through rich: of any width, with or without colour."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING, Literal, assert_never

from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from dilemma.report.document import Bullets, Facts, Figure, Heading, Paragraph, Table, TextRun
from dilemma.report.formats.terminal_tables import table_lines
from dilemma.report.text import sanitize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from dilemma.report.document import Block, Document, Inline

# Default colours only, so that a light and a dark terminal both read well.
_STYLES = {"plain": "", "strong": "bold", "muted": "dim", "good": "green", "bad": "red"}
ColourSystem = Literal["standard", "256", "truecolor"]


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
    out = StringIO()
    console = Console(
        file=out,
        width=min(width, prose or width),
        height=100,  # with a height too, rich takes the width as it is, whatever it makes of the terminal
        force_terminal=colour is not None,
        color_system=colour,
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
        if isinstance(block, Table):
            _print_table(block, console, width, in_colour=colour is not None)
        else:
            console.print(_render_block(block, width))
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


def _print_table(block: Table, console: Console, width: int, *, in_colour: bool) -> None:
    """Write a table line by line; without colour by far the quickest way is to join its texts."""
    lines = table_lines(block, width, _STYLES if in_colour else {})
    if in_colour:
        for line in lines:
            console.print(_styled(line), no_wrap=True, overflow="ignore", crop=False)
    else:
        console.file.write("".join("".join(text for text, _ in line) + "\n" for line in lines))


def _styled(line: Sequence[tuple[str, str]]) -> Text:
    """Return a line of a table in its styles."""
    return Text.assemble(*line)


def _render_block(block: Heading | Paragraph | Bullets | Facts | Figure, width: int) -> RenderableType:
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
    grid.add_column(ratio=1, overflow="fold")  # by default rich cuts a word of wide letters
    grid.add_row(text[: block.hang], text[block.hang :])
    return grid


def _render_bullets(block: Bullets) -> RenderableType:
    """Return a list, its items in a column beside their numbers or dashes."""
    grid = RichTable.grid(padding=0)
    grid.add_column(width=len(f"{len(block.items)}") + 4 if block.numbered else 4)
    grid.add_column(ratio=1, overflow="fold")  # by default rich cuts a word of wide letters
    for number, item in enumerate(block.items, start=1):
        grid.add_row(Text(f"  {number}. " if block.numbered else "  - "), _render_runs(item))
    return Padding(grid, 0)


def _render_facts(block: Facts) -> RenderableType:
    """Return labels and their texts in two columns."""
    grid = RichTable.grid(padding=(0, 2, 0, 0))
    grid.add_column()
    grid.add_column(ratio=1, overflow="fold")  # by default rich cuts a word of wide letters
    for label, text in block.items:
        grid.add_row(Text(sanitize(label), style="dim"), Text(sanitize(text)))
    return grid


def _render_figure(block: Figure, width: int) -> RenderableType:
    """Return a chart with its title: a map drawn in letters, any other chart as its table."""
    from dilemma.report.charts.text import render_chart  # noqa: PLC0415  the first screen shows no chart

    chart, text_or_table = block.chart, render_chart(block.chart)
    parts: list[RenderableType] = [Text(sanitize(chart.title), style="bold")]
    parts += [Text(sanitize(chart.unit), style="dim")] if chart.unit else []
    if isinstance(text_or_table, str):
        parts.append(Text(text_or_table))
    else:
        parts += map(_styled, table_lines(text_or_table, width, _STYLES))
    parts += [Text(sanitize(chart.note), style="dim")] if chart.note else []
    return Group(*parts)
