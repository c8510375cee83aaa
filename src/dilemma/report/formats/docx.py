"""Documents for Word: real headings, lists, tables and pictures, and the same bytes whenever made."""

from __future__ import annotations

import importlib.util
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, assert_never

from docx import Document as new_document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Mm, Pt, RGBColor
from docx.text.run import Run

from dilemma import __version__
from dilemma.report.charts import svg
from dilemma.report.charts.canvas import measure_text
from dilemma.report.document import (
    Bar,
    Bullets,
    Column,
    Facts,
    Figure,
    Heading,
    Paragraph,
    Table,
    TextRun,
    widths_in_letters,
)
from dilemma.report.text import sanitize, split_addresses
from dilemma.whole_file import normalize_zip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document as WordDocument
    from docx.shape import InlineShape
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph as WordParagraph

    from dilemma.report.charts.chart import Chart
    from dilemma.report.document import Block, Cell, Document, Inline


_COLOURS = {"muted": "595959", "good": "006B4A", "bad": "A33B00"}


def _add_runs(paragraph: WordParagraph, runs: Sequence[Inline]) -> None:
    """Add runs to a paragraph; the words alone carry the meaning of every tone."""
    for inline in runs:
        run = inline if isinstance(inline, TextRun) else TextRun(inline)
        for part in split_addresses(sanitize(run.text)):
            word_run = paragraph.add_run(part.text)
            # None leaves it to the style of the paragraph; False would override one that is bold.
            word_run.bold = run.tone == "strong" or None
            if run.tone in _COLOURS:
                word_run.font.color.rgb = RGBColor.from_string(_COLOURS[run.tone])
            if part.address is not None:
                _link(paragraph, word_run, part.address)


def _link(paragraph: WordParagraph, run: Run, address: str) -> None:
    """Make a run a link; python-docx reads links and has no method that writes one."""
    run.font.underline = True
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run._r.addprevious(link)
    link.append(run._r)


_TABLE_STYLE = "Light Shading"
_PAGE_WIDTH = 492  # points across the page
_LETTER = 4.8  # points across a letter of a text in a table
_CELL_SIZE = 8.5  # points of a letter in a table
_WIDE_SIZE = 9.7  # points of a letter as wide as one in the bold face of a program without ours
_CELL_PADDING = 12  # points
_WHOLE_TABLE = 16  # rows of a table that stays on one page
_LONGEST_BAR, _BAR_HEIGHT = Cm(2.6), Pt(5.5)
_BAR, _TRACK = b"\x00\x72\xb2", b"\xe6\xe6\xe6"
_DOT = b"GIF89a\1\0\1\0\x80\0\0%b%b,\0\0\0\0\1\0\1\0\0\2\2D\1\0;"  # one dot of one colour
_DECORATIVE = """\
<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:ext \
uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative val="1" \
xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"/></a:ext></a:extLst>"""


def _add_table(word: WordDocument, block: Table) -> None:
    """Add a table under its title, with a header row."""
    if block.title:
        title = _tighten(word.add_paragraph())
        title.paragraph_format.keep_with_next = True
        _add_runs(title, [TextRun(block.title, "muted")])
    grid = word.add_table(rows=1, cols=len(block.columns), style=_TABLE_STYLE)
    _mark_as_header(grid.rows[0])
    for cell, column in zip(grid.rows[0].cells, block.columns, strict=True):
        _fill_cell(cell, TextRun(column.head, "strong"), column)
    for row in block.rows:
        for cell, content, column in zip(grid.add_row().cells, row, block.columns, strict=True):
            _fill_cell(cell, content, column)
    _set_column_widths(grid, _column_widths(block))
    # Emphasis is left to the runs: the style would set the first column in bold and shade every other row.
    _set_look(grid, first_row="1", first_column="0", mask="0620")
    _keep_together(grid)
    _add_gap(word)


def _add_facts(word: WordDocument, block: Facts) -> None:
    """Add labels and their texts as a table without rules, the labels to the left."""
    grid = word.add_table(rows=0, cols=2)
    for label, text in block.items:
        cells = grid.add_row().cells
        _add_runs(_tighten(cells[0].paragraphs[0]), [TextRun(label, "muted")])
        _add_runs(_tighten(cells[1].paragraphs[0]), [text])
    _set_look(grid, first_row="0", first_column="1", mask="0680")
    _set_column_widths(grid, [_PAGE_WIDTH * 0.19, _PAGE_WIDTH * 0.81])
    _add_gap(word)


def _add_gap(word: WordDocument) -> None:
    """Add the paragraph that has to follow a table, as low as a gap."""
    gap = word.add_paragraph().paragraph_format
    gap.space_after, gap.line_spacing = Pt(0), Pt(6)
    gap.keep_with_next = True  # or LibreOffice breaks a long table that follows it in mid-page


def _fill_cell(cell: _Cell, content: Cell, column: Column) -> None:
    """Put the content of a table cell into a cell of the Word table."""
    paragraph = _tighten(cell.paragraphs[0])
    if column.align == "right":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if isinstance(content, Bar):
        return _add_bar(paragraph, content)
    _add_runs(paragraph, [content])
    for run in paragraph._p.iter(qn("w:r")):  # the runs of links among them
        Run(run, paragraph).font.size = Pt(_CELL_SIZE)
    if not paragraph.text:  # or its line would be as high as one of the text, and the row with it
        mark = OxmlElement("w:rPr")
        mark.append(OxmlElement("w:sz"))
        mark[0].set(qn("w:val"), f"{2 * _CELL_SIZE:.0f}")
        paragraph._p.get_or_add_pPr().append(mark)
    return None


def _add_bar(paragraph: WordParagraph, bar: Bar) -> None:
    """Draw a bar to scale on its track: dots stretched, which a screen reader passes over for the number."""
    share = max(0.0, min(1.0, bar.value / bar.maximum))
    for part, colour in ((share, _BAR), (1 - share, _TRACK)):
        if width := round(_LONGEST_BAR * part):
            dot = BytesIO(_DOT % (colour, colour))
            shape = paragraph.add_run().add_picture(dot, Emu(width), _BAR_HEIGHT)
            _clear_distance(shape).docPr.append(parse_xml(_DECORATIVE))


def _clear_distance(picture: InlineShape) -> Any:
    """Return the element of a picture, without the distance that other programs would keep around it."""
    for side in "LRTB":
        picture._inline.set(f"dist{side}", "0")
    return picture._inline


def _column_widths(block: Table) -> list[float]:
    """Return the width of each column in points."""
    room = (_PAGE_WIDTH - _CELL_PADDING * len(block.columns)) / _LETTER
    letters = widths_in_letters(
        block, room, measure_word=lambda word: measure_text(word, _WIDE_SIZE, bold=True) / _LETTER
    )
    return [_LETTER * count + _CELL_PADDING for count in letters]


def _set_column_widths(grid: Any, widths: list[float]) -> None:
    """Set the widths of a table on its columns and on every cell.

    Word heeds the cells, other programs heed the columns.
    """
    grid.autofit = False
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Pt(width)
    for row in grid.rows:  # for the cells of one column python-docx looks through the whole table
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Pt(width)


def _keep_together(grid: Any) -> None:
    """Let no row break over two pages, nor a short table, nor the heads of a long one from its first rows."""
    for row in grid.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    # Of a longer one the heads stay with two rows, and so with what introduces them.
    for row in grid.rows[: -1 if len(grid.rows) <= _WHOLE_TABLE else 2]:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def _set_look(grid: Any, *, first_row: str, first_column: str, mask: str) -> None:
    """Say whether the first row or the first column are heads, without bands.

    The attributes say it in words, `val` as a bit mask for older programs.
    """
    look = grid._tbl.tblPr.find(qn("w:tblLook"))
    look.set(qn("w:firstRow"), first_row)
    look.set(qn("w:firstColumn"), first_column)
    look.set(qn("w:noHBand"), "1")
    look.set(qn("w:val"), mask)


def _tighten(paragraph: Any) -> Any:
    """Take the space from below a paragraph, and return the paragraph."""
    paragraph.paragraph_format.space_after = Pt(1)
    return paragraph


def _mark_as_header(row: Any) -> None:
    """Mark a row as the header, which Word repeats on every page and screen readers announce."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


_PICTURE_WIDTH, _PICTURE_HEIGHT = 9, 17.5  # centimetres at most, so that two charts share a page
_DOTS_PER_INCH = 220
_TYPST_PAGE = """\
#set document(date: none)
#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: {width}cm)
"""


def _add_chart(word: WordDocument, figure: Chart, number: int) -> None:
    """Add a chart: its picture where that can be drawn, else its title, and its numbers in either case."""
    table = svg.chart_table(figure)
    if importlib.util.find_spec("typst") is not None:
        _add_picture(word, figure, number)
        word.paragraphs[-1].paragraph_format.keep_with_next = True
    else:
        _add_runs(word.add_paragraph(), [TextRun(figure.title, "strong")])
    _add_table(word, table)


def _add_picture(word: WordDocument, figure: Chart, number: int) -> None:
    """Add the picture with its text alternative.

    Word cannot be relied on to show SVG, so the drawing is turned into dots.
    """
    image = _render_png(svg.draw(figure, prefix=f"chart{number}", paper=True))
    picture = word.add_picture(BytesIO(image), width=Cm(_PICTURE_WIDTH))
    shrink = min(1.0, Cm(_PICTURE_HEIGHT) / picture.height)
    picture.width, picture.height = Emu(round(picture.width * shrink)), Emu(round(picture.height * shrink))
    # python-docx has no method for alternative texts, so they are set on the XML element itself.
    properties = _clear_distance(picture).docPr
    properties.set("name", f"Chart {number}")
    properties.set("title", sanitize(figure.title))  # which LibreOffice takes for the alternative text
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


_LANGUAGE = "en-GB"  # of our words; python-docx's template is American
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
    _add_footer(word, document.title)
    if document.watermark:
        _add_watermark(word, sanitize(document.watermark))
    for number, block in enumerate(document.blocks, start=1):
        _add_block(word, block, number)
        # What introduces a table stays on its page, and its heading with it.
        if isinstance(block, Paragraph) and isinstance(next(iter(document.blocks[number:]), None), Table):
            word.paragraphs[-1].paragraph_format.keep_with_next = True
    out = BytesIO()
    word.save(out)
    return normalize_zip(out.getvalue())


_FONT = "Times New Roman"  # programs without it have one of the same widths, so that pages end alike


def _set_styles(word: WordDocument) -> None:
    """Set the paper, margins and type that a memo is read in."""
    for section in word.sections:
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Pt(51)
        section.top_margin = section.bottom_margin = Pt(36)
    normal = word.styles["Normal"]
    normal.font.size = Pt(9.5)
    normal.font.name = _FONT
    normal.paragraph_format.space_after = Pt(2.5)
    normal.paragraph_format.line_spacing = 1.0
    for name, size, above in (("Title", 16, 0), ("Heading 1", 12, 5), ("Heading 2", 10.5, 5)):
        style = word.styles[name]
        style.font.size, style.font.name = Pt(size), _FONT
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(above), Pt(2)
        if name != "Title":
            style.font.color.rgb = RGBColor(0x1F, 0x49, 0x7D)  # 9 to 1 on white
        fonts = style.element.rPr.rFonts
        for theme in [key for key in fonts.attrib if key.endswith("Theme")]:
            del fonts.attrib[theme]  # it would go before the name
    for language in word.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), _LANGUAGE)


# Word's own form of a watermark: a text in a shape of the page header, behind what the page holds.
_WATERMARK = """\
<w:pict xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"
 path="m@7,l@8,m@5,21600l@6,21600e">
<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/>
<v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>
<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>
<v:path textpathok="t"/><v:textpath on="t" fitshape="t"/></v:shapetype>
<v:shape id="PowerPlusWaterMarkObject1" o:spid="_x0000_s2049" type="#_x0000_t136" fillcolor="#e8e8e8"
 stroked="f" style="position:absolute;margin-left:0;margin-top:0;width:400pt;height:120pt;rotation:315;\
z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;\
mso-position-vertical:center;mso-position-vertical-relative:margin">
<v:textpath style="font-family:&quot;Calibri&quot;;font-size:1pt"/></v:shape></w:pict>
"""


def _add_watermark(word: WordDocument, text: str) -> None:
    """Put a text into the header of every page, once to read and once large behind the page."""
    header = word.sections[0].header.paragraphs[0]
    header.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _add_runs(header, [TextRun(text, "bad")])
    picture = parse_xml(_WATERMARK)
    letters = picture.find("./{urn:schemas-microsoft-com:vml}shape/{urn:schemas-microsoft-com:vml}textpath")
    letters.set("string", text.partition(":")[0])
    header.add_run()._r.append(picture)


_FOOTER_DISTANCE = 15  # points from its foot to the edge of the paper


def _add_footer(word: WordDocument, title: str) -> None:
    """Put the title and `page / pages` at the foot of every page, within the margin."""
    section = word.sections[0]
    section.footer_distance = Pt(_FOOTER_DISTANCE)
    footer = section.footer.paragraphs[0]
    tab_stops = footer.paragraph_format.tab_stops
    for stop in footer.style.paragraph_format.tab_stops:  # those of another paper
        tab_stops.add_tab_stop(stop.position, WD_TAB_ALIGNMENT.CLEAR)
    tab_stops.add_tab_stop(Pt(_PAGE_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    footer.paragraph_format.space_after = Pt(0)
    _add_runs(footer, [TextRun(title, "muted")])
    footer.add_run("\t")
    _add_counter(footer, "PAGE")
    _add_runs(footer, [TextRun(" / ", "muted")])
    _add_counter(footer, "NUMPAGES")
    for run in footer._p.iter(qn("w:r")):  # the counters among them
        Run(run, footer).font.size = Pt(8)


def _add_counter(paragraph: WordParagraph, field: str) -> None:
    """Add a number that Word counts when it shows the page."""
    _add_runs(paragraph, [TextRun("1", "muted")])
    counter = OxmlElement("w:fldSimple")
    counter.set(qn("w:instr"), field)
    run = paragraph.runs[-1]._r
    run.addprevious(counter)
    counter.append(run)


def _set_properties(word: WordDocument, title: str, day: datetime) -> None:
    """Set title, author and dates; python-docx would leave those of its own template."""
    properties = word.core_properties
    properties.title = sanitize(title)[:_LONGEST_TITLE]
    properties.author = f"dilemma {__version__}"
    properties.comments = ""
    properties.language = _LANGUAGE
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
    """Add a list, in the bulleted style of Word or in the numbered one, from 1."""
    numbering = _new_numbering(word) if block.numbered else None
    for item in block.items:
        paragraph = word.add_paragraph(style="List Bullet" if numbering is None else "List Number")
        if numbering is not None:
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val = 0
            properties.get_or_add_numId().val = numbering
        _add_runs(paragraph, item)


def _new_numbering(word: WordDocument) -> int:
    """Return the id of a numbering from 1; under that of the style each list would go on from the last."""
    numberings = word.part.numbering_part.element
    styled = numberings.num_having_numId(word.styles["List Number"].element.pPr.numPr.numId.val)
    numbering = numberings.add_num(styled.abstractNumId.val)
    numbering.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(numbering.numId)
