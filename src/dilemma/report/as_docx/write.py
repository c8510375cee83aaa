"""Documents for Word: real headings, lists and tables, and the same bytes whenever they are made."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, assert_never

from docx import Document as new_document
from docx.shared import Mm, Pt

from dilemma import __version__
from dilemma.report.as_docx.charts import _add_chart
from dilemma.report.as_docx.tables import _add_facts, _add_table
from dilemma.report.as_docx.text import _add_runs
from dilemma.report.document import Bullets, Facts, Figure, Heading, Paragraph, Table
from dilemma.report.hostile import sanitize
from dilemma.report.zipped import normalize_zip

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

    from dilemma.report.document import Block, Document

_LONGEST_TITLE = 255  # characters a property of a Word file may have; the page itself shows all


def write(document: Document, *, day: str) -> bytes:
    """Return a document as the bytes of a .docx file, dated with a day rather than with the clock.

    Args:
        document: what to write.
        day: the date it bears, `YYYY-MM-DD`.
    """
    word = new_document()
    _set_styles(word)
    _set_properties(word, document.title, datetime.fromisoformat(day))
    for number, block in enumerate(document.blocks, start=1):
        _add_block(word, block, number)
    out = BytesIO()
    word.save(out)
    return normalize_zip(out.getvalue())


def _set_styles(word: WordDocument) -> None:
    """Set the paper, margins and type that a memo is read in."""
    for section in word.sections:
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Pt(62)
        section.top_margin = section.bottom_margin = Pt(46)
    normal = word.styles["Normal"]
    normal.font.size = Pt(10)
    normal.font.name = "Calibri"
    normal.paragraph_format.space_after = Pt(4)
    normal.paragraph_format.line_spacing = 1.0
    for level in (1, 2):
        word.styles[f"Heading {level}"].paragraph_format.space_before = Pt(9)
    word.styles["Title"].font.size = Pt(19)


def _set_properties(word: WordDocument, title: str, day: datetime) -> None:
    """Set title, author and dates; python-docx would leave those of its own template."""
    properties = word.core_properties
    properties.title = sanitize(title)[:_LONGEST_TITLE]
    properties.author = f"dilemma {__version__}"
    properties.comments = ""
    properties.language = "en"
    properties.created = properties.modified = day
    properties.last_modified_by = ""
    properties.revision = 1


def _add_block(word: WordDocument, block: Block, number: int) -> None:
    """Add one block; `number` tells the charts of the document apart."""
    match block:
        case Heading():
            heading = word.add_heading(sanitize(block.text), level=block.level - 1)
            heading.paragraph_format.page_break_before = block.new_page
        case Paragraph():
            _add_runs(word.add_paragraph(), block.runs)
        case Bullets():
            _add_bullets(word, block)
        case Facts():
            _add_facts(word, block)
        case Figure():
            _add_chart(word, block.chart, number)
        case Table():
            _add_table(word, block)
        case _:
            assert_never(block)


def _add_bullets(word: WordDocument, block: Bullets) -> None:
    """Add a list, in the numbered or the bulleted style of Word."""
    style = "List Number" if block.numbered else "List Bullet"
    for item in block.items:
        _add_runs(word.add_paragraph(style=style), item)
