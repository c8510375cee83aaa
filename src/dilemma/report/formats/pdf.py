"""Documents as PDF: tagged for screen readers, and the same bytes whenever and wherever they are made."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final, assert_never

import typst

from dilemma.errors import CannotWrite, MissingLetters
from dilemma.report.charts import svg
from dilemma.report.document import (
    Bar,
    Bullets,
    Facts,
    Figure,
    Heading,
    Paragraph,
    Table,
    TextRun,
    widths_in_letters,
)
from dilemma.report.text import sanitize, split_addresses

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.report.charts.chart import Chart
    from dilemma.report.document import Block, Cell, Document, Inline


_PAGE_LETTERS = 104  # letters across the page in the type of a table
_GAP_LETTERS = 2  # between two columns


def _document_data(document: Document, *, day: str) -> dict[str, Any]:
    """Return a document with its title and date as data that JSON can hold."""
    year, month, date = (int(part) for part in day.split("-"))
    return {
        "title": sanitize(document.title),
        "watermark": sanitize(document.watermark),
        "date": {"year": year, "month": month, "day": date},
        "blocks": [
            # What introduces a table stays on its page.
            {**_block_data(block, index), "sticky": isinstance(following, Table)}
            for index, (block, following) in enumerate(zip_longest(document.blocks, document.blocks[1:]))
        ],
    }


def _block_data(block: Block, index: int) -> dict[str, Any]:
    """Return one block; its index begins the ids of a chart."""
    match block:
        case Heading():
            text = sanitize(block.text)
            return {"kind": "heading", "text": text, "level": block.level, "new": block.new_page}
        case Paragraph():
            return {"kind": "paragraph", "runs": _run_data(block.runs)}
        case Bullets():
            return {
                "kind": "list",
                "numbered": block.numbered,
                "items": [_run_data(item) for item in block.items],
            }
        case Facts():
            facts = [[sanitize(label), _run_data((text,))] for label, text in block.items]
            return {"kind": "facts", "items": facts}
        case Figure():
            return _figure_data(block.chart, index)
        case Table():
            return _table_data(block)
    assert_never(block)


def _figure_data(chart: Chart, index: int) -> dict[str, Any]:
    """Return a chart with its text alternative and its table."""
    drawing = svg.draw(chart, prefix=f"chart{index}", paper=True)
    title, description = sanitize(chart.title), sanitize(chart.description)
    return {
        "kind": "figure",
        "svg": drawing,
        "alt": f"{title}. {description}",
        "table": _table_data(svg.chart_table(chart)),
    }


def _table_data(block: Table) -> dict[str, Any]:
    """Return a table, each column with its part of the width; 0 for as much as its text takes."""
    letters = widths_in_letters(block, _PAGE_LETTERS - _GAP_LETTERS * len(block.columns))
    # A table that fills the page is divided by its texts; a narrower one is as wide as it needs to be.
    is_full = sum(letters) + _GAP_LETTERS * len(block.columns) > _PAGE_LETTERS - 1
    columns = [
        {
            "title": _breakable(sanitize(column.title), count),
            "align": column.align,
            "width": count + _GAP_LETTERS if is_full else 0,
        }
        for column, count in zip(block.columns, letters, strict=True)
    ]
    rows = [[_cell_data(cell, count) for cell, count in zip(row, letters, strict=True)] for row in block.rows]
    return {"kind": "table", "title": sanitize(block.title), "columns": columns, "rows": rows}


def _cell_data(cell: Cell, letters: float) -> dict[str, Any]:
    """Return a cell: the length of a bar between 0 and 1, or runs of text that fit so many letters."""
    if isinstance(cell, Bar):
        return {"bar": max(0.0, min(1.0, cell.value / cell.maximum))}
    runs = _run_data((cell,))
    return {"runs": [{**run, "text": _breakable(run["text"], letters)} for run in runs]}


def _breakable(text: str, letters: float) -> str:
    """Return a text in which a word wider than its column may be broken anywhere but near its ends."""
    return re.sub(
        rf"\S{{{int(letters) + 1},}}", lambda word: re.sub(r"(?<=\S{3})(?=\S{3})", "\u200b", word[0]), text
    )


def _run_data(runs: Sequence[Inline]) -> list[dict[str, str]]:
    """Return runs of text, each with its tone and the web address it leads to, or ""."""
    inline_runs = (run if isinstance(run, TextRun) else TextRun(run) for run in runs)
    return [
        {"text": part.text, "tone": run.tone, "address": part.address or ""}
        for run in inline_runs
        for part in split_addresses(sanitize(run.text))
    ]


_NOT_DISPLAYED: Final = re.compile('the text `"(.+)"` could not be displayed')
_STANDARD: Final = "ua-1"  # PDF/UA-1, ISO 14289-1: tags, language, title, alternative texts


def write(document: Document, *, day: str) -> bytes:
    """Return a document as the bytes of a PDF/UA file, dated with a day rather than with the clock.

    Only the fonts that come with typst are used, so that every machine sets the same pages.

    Args:
        document: what to set.
        day: the date it bears, `YYYY-MM-DD`.

    Raises:
        MissingLetters: its fonts lack the letters of a text.
        CannotWrite: the typesetter refuses what it holds.
    """
    try:
        return typst.compile(
            files("dilemma.report.formats").joinpath("memo.typ").read_bytes(),
            format="pdf",
            sys_inputs={"document": json.dumps(_document_data(document, day=day), ensure_ascii=False)},
            ignore_system_fonts=True,
            pdf_standards=_STANDARD,
        )
    except typst.TypstError as error:
        reason = str(error).partition("\n")[0]
        if match := _NOT_DISPLAYED.search(reason):
            raise MissingLetters(match[1]) from None
        raise CannotWrite(f"this cannot be set as PDF; try html or docx ({reason})") from None
