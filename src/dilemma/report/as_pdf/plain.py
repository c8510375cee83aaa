"""A document as plain data for a typesetter: texts stay texts, so that none of them can be markup."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, assert_never

from dilemma.report.charts import svg
from dilemma.report.document import Bar, Bullets, Facts, Figure, Heading, Paragraph, Run, Table
from dilemma.report.hostile import harmless

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.report.charts.model import Chart
    from dilemma.report.document import Block, Cell, Document, Inline

LONG = 24  # letters; a column with longer texts takes the room that is left


def plain(document: Document, *, day: str) -> dict[str, Any]:
    """The document with its title and date."""
    year, month, date = (int(part) for part in day.split("-"))
    return {
        "title": harmless(document.title),
        "date": {"year": year, "month": month, "day": date},
        "blocks": [_block(block, place) for place, block in enumerate(document.blocks)],
    }


def _block(block: Block, place: int) -> dict[str, Any]:
    match block:
        case Heading():
            text = harmless(block.text)
            return {"kind": "heading", "text": text, "level": block.level, "new": block.new_page}
        case Paragraph():
            return {"kind": "paragraph", "runs": _runs(block.runs)}
        case Bullets():
            return {
                "kind": "list",
                "numbered": block.numbered,
                "items": [_runs(each) for each in block.items],
            }
        case Facts():
            facts = [[harmless(label), harmless(text)] for label, text in block.items]
            return {"kind": "facts", "items": facts}
        case Figure():
            return _figure(block.chart, place)
        case Table():
            return _table(block)
    assert_never(block)


def _figure(chart: Chart, place: int) -> dict[str, Any]:
    drawn = svg.draw(chart, prefix=f"chart{place}", paper=True)
    title, said = harmless(chart.title), harmless(chart.description)
    return {"kind": "figure", "svg": drawn, "alt": f"{title}. {said}", "table": _table(svg.table(chart))}


def _table(block: Table) -> dict[str, Any]:
    columns = [
        {"title": harmless(column.title), "align": column.align, "long": _long(block, place)}
        for place, column in enumerate(block.columns)
    ]
    rows = [[_cell(cell) for cell in row] for row in block.rows]
    return {"kind": "table", "title": harmless(block.title), "columns": columns, "rows": rows}


def _long(block: Table, place: int) -> bool:
    texts = (_runs((cell,))[0]["text"] for row in block.rows if not isinstance(cell := row[place], Bar))
    return any(len(text) > LONG for text in texts)


def _cell(cell: Cell) -> dict[str, Any]:
    if isinstance(cell, Bar):
        return {"bar": max(0.0, min(1.0, cell.value / cell.maximum))}
    return {"runs": _runs((cell,))}


def _runs(runs: Sequence[Inline]) -> list[dict[str, str]]:
    made = (run if isinstance(run, Run) else Run(run) for run in runs)
    return [{"text": harmless(run.text), "tone": run.tone} for run in made]
