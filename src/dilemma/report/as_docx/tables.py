"""Tables of a Word file: a header row that Word repeats, and bars drawn as coloured text in their cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from dilemma.report.as_docx.text import _add_runs
from dilemma.report.document import Bar, Run
from dilemma.report.hostile import sanitize

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import _Cell

    from dilemma.report.document import Cell, Column, Facts, Table

_TABLE_STYLE = "Light Shading"
_LONGEST_BAR = 14  # letters in the longest bar
_PAGE_LETTERS = 80  # letters across the page; a table of fewer is narrower
_PAGE_WIDTH = 470  # points across the page
_FEWEST_LETTERS, _MOST_LETTERS = (
    6,
    60,
)  # letters a column is taken to hold, so that none is starved and none takes all
_BAR_LETTER = "\N{FULL BLOCK}"


def _add_table(word: WordDocument, block: Table) -> None:
    """Add a table under its title, with a header row."""
    if block.title:
        _add_runs(_tighten(word.add_paragraph()), [Run(block.title, "muted")])
    grid = word.add_table(rows=1, cols=len(block.columns), style=_TABLE_STYLE)
    _mark_as_header(grid.rows[0])
    for cell, column in zip(grid.rows[0].cells, block.columns, strict=True):
        _fill_cell(cell, Run(column.title, "strong"), column)
    for row in block.rows:
        for cell, content, column in zip(grid.add_row().cells, row, block.columns, strict=True):
            _fill_cell(cell, content, column)
    _set_column_widths(grid, _column_widths(block))
    _clear_emphasis(grid)
    word.add_paragraph().paragraph_format.space_after = Pt(2)


def _add_facts(word: WordDocument, block: Facts) -> None:
    """Add labels and their texts as a table without rules, the labels to the left."""
    grid = word.add_table(rows=0, cols=2)
    for label, text in block.items:
        cells = grid.add_row().cells
        _add_runs(_tighten(cells[0].paragraphs[0]), [Run(label, "muted")])
        _add_runs(_tighten(cells[1].paragraphs[0]), [text])
    _set_column_widths(grid, [_PAGE_WIDTH * 0.25, _PAGE_WIDTH * 0.75])
    word.add_paragraph().paragraph_format.space_after = Pt(2)


def _fill_cell(cell: _Cell, content: Cell, column: Column) -> None:
    """Put the content of a table cell into a cell of the Word table."""
    paragraph = _tighten(cell.paragraphs[0])
    if column.align == "right":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if isinstance(content, Bar):
        _add_runs(paragraph, [_bar_run(content)])
        paragraph.runs[0].font.size = Pt(7)
        paragraph.runs[0].font.color.rgb = RGBColor(0x00, 0x72, 0xB2)
        return
    _add_runs(paragraph, [content])
    for run in paragraph.runs:
        run.font.size = Pt(9)


def _column_widths(block: Table) -> list[float]:
    """Return the width of each column in points, in proportion to its longest text."""
    letters = [
        min(
            _MOST_LETTERS,
            max(_FEWEST_LETTERS, len(column.title), *(_letter_count(row[index]) for row in block.rows), 0),
        )
        for index, column in enumerate(block.columns)
    ]
    total = max(sum(letters), _PAGE_LETTERS)
    return [_PAGE_WIDTH * count / total for count in letters]


def _letter_count(cell: Cell) -> int:
    """Return how many letters wide a cell is."""
    return _LONGEST_BAR if isinstance(cell, Bar) else len(cell if isinstance(cell, str) else cell.text)


def _set_column_widths(grid: Any, widths: list[float]) -> None:
    """Set the widths of a table on its columns and on every cell.

    Word heeds the cells, other programs heed the columns.
    """
    grid.autofit = False
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Pt(width)
        for cell in column.cells:
            cell.width = Pt(width)


def _clear_emphasis(grid: Any) -> None:
    """Leave emphasis to the runs.

    The style would set the first column in bold and shade every other row.
    """
    # The attributes say it in words, `val` as a bit mask for older programs: header row, no bands.
    look = grid._tbl.tblPr.find(qn("w:tblLook"))
    look.set(qn("w:firstColumn"), "0")
    look.set(qn("w:noHBand"), "1")
    look.set(qn("w:val"), "0620")


def _bar_run(bar: Bar) -> Run:
    """Return a bar as a row of block letters."""
    share = max(0.0, min(1.0, bar.value / bar.maximum))
    return Run(sanitize(_BAR_LETTER * round(share * _LONGEST_BAR)), "plain")


def _tighten(paragraph: Any) -> Any:
    """Take the space from below a paragraph, and return the paragraph."""
    paragraph.paragraph_format.space_after = Pt(1)
    return paragraph


def _mark_as_header(row: Any) -> None:
    """Mark a row as the header, which Word repeats on every page and screen readers announce."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)
