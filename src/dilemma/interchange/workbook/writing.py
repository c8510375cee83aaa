"""Templates written as Excel workbooks: the same template gives the same bytes."""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

from openpyxl import Workbook

from dilemma.interchange.workbook import looks
from dilemma.interchange.workbook.asking import data_validations
from dilemma.interchange.workbook.opening import write_readme_sheet
from dilemma.report.formats.docx import normalize_zip
from dilemma.scenario.problems import column_letters

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from dilemma.interchange.form import Template, TemplateTable

HEADER_ROW = 3  # the row of the headers, below the title and the purpose of the sheet
_CORE_PROPERTIES = "docProps/core.xml"
# The earliest time that a ZIP archive can state.
_FIXED_TIME = datetime(1980, 1, 1)
_TIMESTAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def render_workbook(template: Template) -> bytes:
    """Return the workbook of a template: a sheet with instructions, then one for each table."""
    book = Workbook()
    readme = book.active
    assert readme is not None  # a new workbook has one sheet
    book.properties.title, book.properties.creator = template.title, "dilemma"
    book.properties.created = _FIXED_TIME
    write_readme_sheet(readme, template)
    for table in template.tables:
        _write_table(book.create_sheet(table.name), table)
    out = BytesIO()
    book.save(out)
    return _remove_timestamps(out.getvalue())


def _write_table(sheet: Worksheet, table: TemplateTable) -> None:
    looks.write_heading(looks.cell_at(sheet, 1, 1), table.name, 14)
    looks.write_prose(looks.cell_at(sheet, 2, 1), table.purpose, wraps=False)
    for position, column in enumerate(table.columns, start=1):
        looks.write_header(looks.cell_at(sheet, HEADER_ROW, position), column.header)
        sheet.column_dimensions[column_letters(position)].width = column.width + 2
    for row, line in enumerate(table.lines, start=HEADER_ROW + 1):
        for position, value in enumerate(line.values):
            looks.write_value(
                looks.cell_at(sheet, row, position + 1), value, fillable=line.field_at(position) is not None
            )
        widths = (column.width for column in table.columns)
        looks.fit_row_height(sheet, row, zip(line.values, widths, strict=True))
    for validation in data_validations(table, HEADER_ROW + 1):
        sheet.add_data_validation(validation)
    last = HEADER_ROW + len(table.lines)
    sheet.auto_filter.ref = f"A{HEADER_ROW}:{column_letters(len(table.columns))}{last}"
    sheet.freeze_panes = f"{column_letters(table.keys + 1)}{HEADER_ROW + 1}"
    sheet.sheet_view.showGridLines = False
    looks.set_page_layout(sheet, landscape=True, header_rows=f"{HEADER_ROW}:{HEADER_ROW}")
    looks.protect_sheet(sheet)


def _remove_timestamps(content: bytes) -> bytes:
    """Return the workbook with a fixed time of creation, which openpyxl writes in two places."""
    with ZipFile(BytesIO(content)) as archive:
        core = archive.read(_CORE_PROPERTIES)
    moment = _FIXED_TIME.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    return normalize_zip(content, {_CORE_PROPERTIES: _TIMESTAMP.sub(rb"\g<1>" + moment, core)})
