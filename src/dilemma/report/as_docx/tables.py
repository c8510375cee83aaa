"""Tables with a header row that Word repeats, and bars drawn as coloured cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from dilemma.report.as_docx.text import put
from dilemma.report.document import Bar, Run
from dilemma.report.hostile import harmless

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.table import _Cell

    from dilemma.report.document import Cell, Column, Facts, Table

STYLE = "Table Grid"
FULL = 20  # letters in the longest bar
BLOCK = "\N{FULL BLOCK}"


def table(word: Word, block: Table) -> None:
    """A table under its title, with a header row."""
    if block.title:
        put(_close(word.add_paragraph()), [Run(block.title, "muted")])
    made = word.add_table(rows=1, cols=len(block.columns), style=STYLE)
    _repeat(made.rows[0])
    for cell, column in zip(made.rows[0].cells, block.columns, strict=True):
        _fill(cell, Run(column.title, "strong"), column)
    for row in block.rows:
        for cell, part, column in zip(made.add_row().cells, row, block.columns, strict=True):
            _fill(cell, part, column)
    word.add_paragraph().paragraph_format.space_after = Pt(2)


def facts(word: Word, block: Facts) -> None:
    """Labels and texts without rules, the labels to the left."""
    made = word.add_table(rows=0, cols=2)
    for label, text in block.items:
        cells = made.add_row().cells
        put(_close(cells[0].paragraphs[0]), [Run(label, "muted")])
        put(_close(cells[1].paragraphs[0]), [text])
        cells[0].width, cells[1].width = Pt(120), Pt(350)
    word.add_paragraph().paragraph_format.space_after = Pt(2)


def _fill(cell: _Cell, part: Cell, column: Column) -> None:
    paragraph = _close(cell.paragraphs[0])
    if column.align == "right":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if isinstance(part, Bar):
        put(paragraph, [_bar(part)])
        paragraph.runs[0].font.size = Pt(6)
        return
    put(paragraph, [part])
    for run in paragraph.runs:
        run.font.size = Pt(9)


def _bar(bar: Bar) -> Run:
    share = max(0.0, min(1.0, bar.value / bar.maximum))
    return Run(harmless(BLOCK * round(share * FULL)), "plain")


def _close(paragraph: Any) -> Any:
    paragraph.paragraph_format.space_after = Pt(1)
    return paragraph


def _repeat(row: Any) -> None:
    """Marks a row as the header, which Word repeats on every page and screen readers announce."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)
