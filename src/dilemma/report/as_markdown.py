"""A document in Markdown that pandoc and the forges read the same way."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, assert_never

from dilemma.report.charts import svg
from dilemma.report.document import Bar, Bullets, Facts, Figure, Heading, Paragraph, Run, Table
from dilemma.report.hostile import harmless

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.report.document import Block, Cell, Document, Inline

MARKS = {"plain": "", "strong": "**", "muted": "", "good": "", "bad": ""}
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#!~$&])")
_STARTS = re.compile(r"^(\d+)([.)])|^([-+=>:])")


def write(document: Document) -> str:
    """The document as Markdown; texts from files can be no markup in it."""
    return "\n\n".join(_spelled(block) for block in document.blocks) + "\n"


def _spelled(block: Block) -> str:
    match block:
        case Heading():
            return f"{'#' * block.level} {escaped(block.text)}"
        case Paragraph():
            return _opening(_runs(block.runs).strip())
        case Bullets():
            return "\n".join(_item(block, place, item) for place, item in enumerate(block.items, start=1))
        case Facts():
            return "\\\n".join(f"**{escaped(label)}:** {escaped(text)}" for label, text in block.items)
        case Figure():
            return _figure(block)
        case Table():
            return _table(block)
    assert_never(block)


def _item(block: Bullets, place: int, item: Sequence[Inline]) -> str:
    return f"{place}. " * block.numbered + "- " * (not block.numbered) + _opening(_runs(item).strip())


def _figure(block: Figure) -> str:
    """A chart in words and as its table: no forge shows a picture that is part of the text."""
    chart = block.chart
    unit = f" ({escaped(chart.unit)})" if chart.unit else ""
    note = f"\n\n{_opening(escaped(chart.note))}" if chart.note else ""
    return f"**{escaped(chart.title)}**{unit}\n\n{_table(svg.table(chart))}{note}"


def escaped(text: str) -> str:
    """A text with everything Markdown would act on made plain."""
    return _SPECIAL.sub(r"\\\1", harmless(text))


def _opening(line: str) -> str:
    """A line that would start a list, a quote or a rule, made to start a text."""
    return _STARTS.sub(
        lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", line, count=1
    )


def _runs(runs: Sequence[Inline]) -> str:
    return "".join(_run(run) for run in runs)


def _run(run: Inline) -> str:
    if not isinstance(run, Run):
        return re.sub(" {2,}", " ", escaped(run))
    text = re.sub(" {2,}", " ", escaped(run.text))
    mark = MARKS[run.tone]
    core = text.strip()
    if not mark or not core:
        return text
    return text.replace(core, f"{mark}{core}{mark}", 1)


def _table(block: Table) -> str:
    kept = [place for place in range(len(block.columns)) if not _drawn(block, place)]
    heads = [escaped(block.columns[place].title) for place in kept]
    rules = ["---:" if block.columns[place].align == "right" else "---" for place in kept]
    lines = [heads, rules, *([_cell(row[place]) for place in kept] for row in block.rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _drawn(block: Table, place: int) -> bool:
    """A column of bars only repeats the numbers beside it."""
    return any(isinstance(row[place], Bar) for row in block.rows)


def _cell(cell: Cell) -> str:
    return "" if isinstance(cell, Bar) else _runs((cell,))
