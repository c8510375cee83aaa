"""A document for Word: real headings, lists and tables, and the same bytes whenever it is made."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, assert_never

from docx import Document as new_document
from docx.shared import Mm, Pt

from dilemma import __version__
from dilemma.report.as_docx.charts import chart
from dilemma.report.as_docx.tables import facts, table
from dilemma.report.as_docx.text import put
from dilemma.report.document import Bullets, Facts, Figure, Heading, Paragraph, Table
from dilemma.report.hostile import harmless
from dilemma.report.zipped import zipped

if TYPE_CHECKING:
    from docx.document import Document as Word

    from dilemma.report.document import Block, Document

LONGEST_TITLE = 255  # characters a property of a Word file may have; the page itself shows all


def write(document: Document, *, day: str) -> bytes:
    """The document as .docx, dated with a day rather than with the clock.

    Args:
        document: what to write.
        day: the date it bears, `YYYY-MM-DD`.
    """
    word = new_document()
    _dress(word)
    _name(word, document.title, datetime.fromisoformat(day))
    for place, block in enumerate(document.blocks, start=1):
        _add(word, block, place)
    out = BytesIO()
    word.save(out)
    return zipped(out.getvalue())


def _dress(word: Word) -> None:
    """A page and type a memo is read in."""
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


def _name(word: Word, title: str, day: datetime) -> None:
    properties = word.core_properties
    properties.title = harmless(title)[:LONGEST_TITLE]
    properties.author = f"dilemma {__version__}"
    properties.comments = ""
    properties.language = "en"
    properties.created = properties.modified = day
    properties.last_modified_by = ""
    properties.revision = 1


def _add(word: Word, block: Block, place: int) -> None:
    match block:
        case Heading():
            made = word.add_heading(harmless(block.text), level=block.level - 1)
            made.paragraph_format.page_break_before = block.new_page
        case Paragraph():
            put(word.add_paragraph(), block.runs)
        case Bullets():
            _listed(word, block)
        case Facts():
            facts(word, block)
        case Figure():
            chart(word, block.chart, place)
        case Table():
            table(word, block)
        case _:
            assert_never(block)


def _listed(word: Word, block: Bullets) -> None:
    style = "List Number" if block.numbered else "List Bullet"
    for item in block.items:
        put(word.add_paragraph(style=style), item)
