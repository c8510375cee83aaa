"""A document in Markdown that pandoc and the git forges read the same way."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, assert_never

from dilemma.report.charts import svg
from dilemma.report.document import Bar, Bullets, Facts, Figure, Heading, Paragraph, Table, plain_text
from dilemma.report.text import sanitize, split_addresses

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.report.document import Block, Cell, Document, Inline
    from dilemma.report.text import TextPart

# More than CommonMark needs: pandoc also reads ~ $ & # as subscript, mathematics, entities and headings.
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#!~$&])")
# These begin a block at the start of a line only: list items, quotes, rules of headings, definitions.
_BLOCK_STARTS = re.compile(r"^(\d+)([.)])|^([-+=>:])")


def write(document: Document) -> str:
    """Return a document as Markdown in which no text from a file can act as markup."""
    return "\n\n".join(_render_block(block) for block in document.marked_blocks) + "\n"


def _render_block(block: Block) -> str:
    match block:
        case Heading():
            return f"{'#' * block.level} {escape_markdown(block.text)}"
        case Paragraph():
            return _escape_start(_render_runs(block.runs).strip())
        case Bullets():
            return "\n".join(
                _render_item(block, number, item) for number, item in enumerate(block.items, start=1)
            )
        case Facts():
            return "\\\n".join(
                f"**{escape_markdown(label)}:** {escape_markdown(text)}" for label, text in block.items
            )
        case Figure():
            return _render_figure(block)
        case Table():
            return _render_table(block)
    assert_never(block)


def _render_item(block: Bullets, number: int, item: Sequence[Inline]) -> str:
    """Return one item of a list, with its number if the list has numbers."""
    mark = f"{number}." if block.numbered else "-"
    return f"{mark} {_escape_start(_render_runs(item).strip())}"


def _render_figure(block: Figure) -> str:
    """Return a chart as words and as its table: no forge shows a picture inside the text."""
    chart = block.chart
    unit = f" ({escape_markdown(chart.unit)})" if chart.unit else ""
    note = f"\n\n{_escape_start(escape_markdown(chart.note))}" if chart.note else ""
    return f"**{escape_markdown(chart.title)}**{unit}\n\n{_render_table(svg.chart_table(chart))}{note}"


def escape_markdown(text: str) -> str:
    """Return a text with everything that Markdown would act on escaped, and web addresses as links."""
    return "".join(map(_render_part, split_addresses(sanitize(text))))


def _render_part(part: TextPart) -> str:
    """Return a stretch of text; in a link in angle brackets nothing is escaped, so that it stays whole."""
    escaped = _SPECIAL.sub(r"\\\1", part.text)
    if part.address is None:
        return escaped
    return f"<{part.address}>" if part.address == part.text else f"[{escaped}](<{part.address}>)"


def _escape_start(line: str) -> str:
    """Return a line that would begin a list, a quote or a rule so that it begins a paragraph."""
    return _BLOCK_STARTS.sub(
        lambda match: f"{match[1]}\\{match[2]}" if match[1] else f"\\{match[3]}", line, count=1
    )


def _render_runs(runs: Sequence[Inline]) -> str:
    """Return runs of text side by side."""
    return "".join(_render_run(run) for run in runs)


def _render_run(run: Inline) -> str:
    """Return one run, in bold if it is strong; blanks at its ends stay outside the marks."""
    text = re.sub(" {2,}", " ", escape_markdown(plain_text((run,))))
    core = text.strip()
    if not core or isinstance(run, str) or run.tone != "strong":
        return text
    # A mark next to a blank is read as itself (`** so **`), so that only the text between blanks is marked.
    return text.replace(core, f"**{core}**", 1)


def _render_table(block: Table) -> str:
    """Return a table, without the columns that hold only bars."""
    indices = [index for index in range(len(block.columns)) if not _has_bars(block, index)]
    titles = [escape_markdown(block.columns[index].head) for index in indices]
    rules = ["---:" if block.columns[index].align == "right" else "---" for index in indices]
    lines = [titles, rules, *([_render_cell(row[index]) for index in indices] for row in block.rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _has_bars(block: Table, index: int) -> bool:
    """Return whether a column is one of bars, which only repeat the numbers beside them."""
    return any(isinstance(row[index], Bar) for row in block.rows)


def _render_cell(cell: Cell) -> str:
    return "" if isinstance(cell, Bar) else _render_runs((cell,))
