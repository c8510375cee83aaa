"""A form as an Excel workbook that people fill in: the same form gives the same bytes."""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

from openpyxl import Workbook

from dilemma.interchange.workbook import looks
from dilemma.interchange.workbook.asking import validations
from dilemma.interchange.workbook.opening import opening
from dilemma.report.zipped import zipped
from dilemma.scenario.problems import letters

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from dilemma.interchange.form import Form, Table

HEADS = 3  # the row of the heads; what the sheet is for and an empty row stand above
CORE = "docProps/core.xml"
NEVER = datetime(1980, 1, 1)
_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def workbook(form: Form) -> bytes:
    """The workbook of a form: a sheet that says what to do, then one for each table."""
    book = Workbook()
    first = book.active
    assert first is not None  # a new workbook has one sheet
    book.properties.title, book.properties.creator = form.title, "dilemma"
    book.properties.created = NEVER
    opening(first, form)
    for table in form.tables:
        _sheet(book.create_sheet(table.name), table)
    out = BytesIO()
    book.save(out)
    return _timeless(out.getvalue())


def _sheet(sheet: Worksheet, table: Table) -> None:
    looks.heading(looks.at(sheet, 1, 1), table.name, 14)
    looks.prose(looks.at(sheet, 2, 1), table.says, wraps=False)
    for place, column in enumerate(table.columns, start=1):
        looks.head(looks.at(sheet, HEADS, place), column.head)
        sheet.column_dimensions[letters(place)].width = column.width + 2
    for row, line in enumerate(table.lines, start=HEADS + 1):
        for place, value in enumerate(line.shown):
            looks.body(looks.at(sheet, row, place + 1), value, fillable=line.entry_at(place) is not None)
        widths = (column.width for column in table.columns)
        looks.tall(sheet, row, zip(line.shown, widths, strict=True))
    for asked in validations(table, HEADS + 1):
        sheet.add_data_validation(asked)
    last = HEADS + len(table.lines)
    sheet.auto_filter.ref = f"A{HEADS}:{letters(len(table.columns))}{last}"
    sheet.freeze_panes = f"{letters(table.keys + 1)}{HEADS + 1}"
    sheet.sheet_view.showGridLines = False
    looks.printed(sheet, landscape=True, repeated=f"{HEADS}:{HEADS}")
    looks.closed(sheet)


def _timeless(content: bytes) -> bytes:
    """The workbook without the moment it was made, which openpyxl writes in two places."""
    with ZipFile(BytesIO(content)) as archive:
        core = archive.read(CORE)
    moment = NEVER.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    return zipped(content, {CORE: _MOMENT.sub(rb"\g<1>" + moment, core)})
