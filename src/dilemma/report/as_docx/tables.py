"""Tables with a header row that Word repeats, and bars drawn as coloured cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from dilemma.report.as_docx.text import put
from dilemma.report.document import Bar, Run
from dilemma.report.hostile import harmless

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.table import _Cell

    from dilemma.report.document import Cell, Column, Facts, Table

STYLE = "Light Shading"
FULL = 14  # letters in the longest bar
SPREAD = 80  # letters across the page; a table of fewer is narrower
ROOM = 470  # points across the page
LEAST, MOST = 6, 60  # letters a column is taken to hold, so that none is starved and none takes all
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
    _set_widths(made, _widths(block))
    _without_emphasis(made)
    word.add_paragraph().paragraph_format.space_after = Pt(2)


def facts(word: Word, block: Facts) -> None:
    """Labels and texts without rules, the labels to the left."""
    made = word.add_table(rows=0, cols=2)
    for label, text in block.items:
        cells = made.add_row().cells
        put(_close(cells[0].paragraphs[0]), [Run(label, "muted")])
        put(_close(cells[1].paragraphs[0]), [text])
    _set_widths(made, [ROOM * 0.25, ROOM * 0.75])
    word.add_paragraph().paragraph_format.space_after = Pt(2)


def _fill(cell: _Cell, part: Cell, column: Column) -> None:
    paragraph = _close(cell.paragraphs[0])
    if column.align == "right":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if isinstance(part, Bar):
        put(paragraph, [_bar(part)])
        paragraph.runs[0].font.size = Pt(7)
        paragraph.runs[0].font.color.rgb = RGBColor(0x00, 0x72, 0xB2)
        return
    put(paragraph, [part])
    for run in paragraph.runs:
        run.font.size = Pt(9)


def _widths(block: Table) -> list[float]:
    """Room for each column by its longest text."""
    letters = [
        min(MOST, max(LEAST, len(column.title), *(_letters(row[place]) for row in block.rows), 0))
        for place, column in enumerate(block.columns)
    ]
    whole = max(sum(letters), SPREAD)
    return [ROOM * each / whole for each in letters]


def _letters(cell: Cell) -> int:
    return FULL if isinstance(cell, Bar) else len(cell if isinstance(cell, str) else cell.text)


def _set_widths(made: Any, widths: list[float]) -> None:
    """Sets every cell, for Word heeds cells and others heed columns."""
    made.autofit = False
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Pt(width)
        for cell in column.cells:
            cell.width = Pt(width)


def _without_emphasis(made: Any) -> None:
    """Leaves emphasis to the runs: the style would set the first column in bold and shade every other row."""
    look = made._tbl.tblPr.find(qn("w:tblLook"))
    look.set(qn("w:firstColumn"), "0")
    look.set(qn("w:noHBand"), "1")
    look.set(qn("w:val"), "0620")


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
