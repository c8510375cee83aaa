"""Charts as pictures with a text alternative, and their tables; without typst, the tables alone."""

from __future__ import annotations

import importlib.util
from io import BytesIO
from typing import TYPE_CHECKING

from docx.shared import Cm

from dilemma.report.as_docx.tables import table
from dilemma.report.as_docx.text import put
from dilemma.report.charts import svg
from dilemma.report.charts.model import Bars
from dilemma.report.document import Bar, Column, Run, Table
from dilemma.report.hostile import harmless

if TYPE_CHECKING:
    from docx.document import Document as Word

    from dilemma.report.charts.model import Chart

WIDTH = 12  # centimetres
SHARP = 150  # dots an inch
PAGE = """\
#set document(date: none)
#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: {width}cm)
"""


def chart(word: Word, found: Chart, place: int) -> None:
    """The picture where it can be drawn, else the title; the numbers below it either way."""
    if importlib.util.find_spec("typst") is not None:
        _picture(word, found, place)
    else:
        put(word.add_paragraph(), [Run(found.title, "strong")])
    table(word, _barred(found) if isinstance(found, Bars) else svg.table(found))


def _picture(word: Word, found: Chart, place: int) -> None:
    """Word cannot be relied on to show SVG, so it is drawn in dots."""
    drawn = png(svg.draw(found, prefix=f"chart{place}", paper=True))
    made = word.add_picture(BytesIO(drawn), width=Cm(WIDTH))
    word.paragraphs[-1].paragraph_format.keep_with_next = True
    properties = made._inline.docPr
    properties.set("name", f"Chart {place}")
    properties.set("descr", f"{harmless(found.title)}. {harmless(found.description)}")


def png(drawing: str) -> bytes:
    """An SVG as PNG, with the fonts that come with typst, so that every machine draws the same dots."""
    import typst  # noqa: PLC0415  an extra that Word does not need

    return typst.compile(
        PAGE.format(width=WIDTH).encode(),
        format="png",
        ppi=SHARP,
        sys_inputs={"svg": drawing},
        ignore_system_fonts=True,
    )


def _barred(found: Bars) -> Table:
    """The bars as cells, where there is no picture."""
    plain = svg.table(found)
    low, high = found.ends
    cells = (Bar(row.value - low, high - low) for row in found.rows)
    rows = tuple((*row, cell) for row, cell in zip(plain.rows, cells, strict=True))
    return Table((*plain.columns, Column("")), rows, plain.title)
