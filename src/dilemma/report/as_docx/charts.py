"""Charts in a Word file: pictures with a text alternative, and their tables; without typst, tables alone."""

from __future__ import annotations

import importlib.util
from io import BytesIO
from typing import TYPE_CHECKING

from docx.shared import Cm

from dilemma.report.as_docx.tables import _add_table
from dilemma.report.as_docx.text import _add_runs
from dilemma.report.charts import svg
from dilemma.report.charts.model import BarChart
from dilemma.report.document import Bar, Column, Run, Table
from dilemma.report.hostile import sanitize

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

    from dilemma.report.charts.model import Chart

_PICTURE_WIDTH = 12  # centimetres
_DOTS_PER_INCH = 150
_TYPST_PAGE = """\
#set document(date: none)
#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: {width}cm)
"""


def _add_chart(word: WordDocument, figure: Chart, number: int) -> None:
    """Add a chart: its picture where that can be drawn, else its title, and its numbers in either case."""
    if importlib.util.find_spec("typst") is not None:
        _add_picture(word, figure, number)
    else:
        _add_runs(word.add_paragraph(), [Run(figure.title, "strong")])
    _add_table(word, _bar_table(figure) if isinstance(figure, BarChart) else svg.chart_table(figure))


def _add_picture(word: WordDocument, figure: Chart, number: int) -> None:
    """Add the picture with its text alternative.

    Word cannot be relied on to show SVG, so the drawing is turned into dots.
    """
    image = _render_png(svg.draw(figure, prefix=f"chart{number}", paper=True))
    picture = word.add_picture(BytesIO(image), width=Cm(_PICTURE_WIDTH))
    # The table of the numbers follows; a page break between the two would separate them.
    word.paragraphs[-1].paragraph_format.keep_with_next = True
    # python-docx has no method for alternative texts, so they are set on the XML element itself.
    properties = picture._inline.docPr
    properties.set("name", f"Chart {number}")
    properties.set("descr", f"{sanitize(figure.title)}. {sanitize(figure.description)}")


def _render_png(drawing: str) -> bytes:
    """Return an SVG drawing as PNG.

    Only the fonts that come with typst are used, so that every machine draws the same dots.
    """
    import typst  # noqa: PLC0415  an extra that Word does not need

    return typst.compile(
        _TYPST_PAGE.format(width=_PICTURE_WIDTH).encode(),
        format="png",
        ppi=_DOTS_PER_INCH,
        sys_inputs={"svg": drawing},
        ignore_system_fonts=True,
    )


def _bar_table(chart: BarChart) -> Table:
    """Return the table of a bar chart with its bars drawn as cells, for a file without pictures."""
    plain = svg.chart_table(chart)
    low, high = chart.ends
    cells = (Bar(row.value - low, high - low) for row in chart.rows)
    rows = tuple((*row, cell) for row, cell in zip(plain.rows, cells, strict=True))
    return Table((*plain.columns, Column("")), rows, plain.title)
