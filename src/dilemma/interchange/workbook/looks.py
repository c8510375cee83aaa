"""Styles of a workbook: cells to be filled stand out, the others stay quiet."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openpyxl.worksheet.worksheet import Worksheet

_FONT_NAME = "Calibri"
_INK, _QUIET, _DARK, _LINE, _FILL = "FF1F2933", "FF6B7280", "FF1F4E5F", "FFD0D7DE", "FFFFF6D6"
_LINE_HEIGHT, _TALLEST_ROW = 15.0, 400.0  # points; Excel knows no row taller than 409
_EDGE = Side(style="thin", color=_LINE)
_BOX = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_FORMULA_SIGNS = ("=", "+", "-", "@")


def _set_text(cell: Cell, value: str) -> None:
    """Write a text into a cell as text, whatever it begins with."""
    cell.value = value
    cell.data_type = "s"
    # Without this mark, a spreadsheet would run the text as a formula once somebody edits the cell.
    if value.startswith(_FORMULA_SIGNS):
        cell.quotePrefix = True


def cell_at(sheet: Worksheet, row: int, column: int) -> Cell:
    """Return a cell, counted from 1, of a sheet without merged cells."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    return cell


def write_heading(cell: Cell, value: str, size: float = 16) -> None:
    """Write a heading in large letters."""
    _set_text(cell, value)
    cell.font = Font(name=_FONT_NAME, size=size, bold=True, color=_DARK)
    cell.alignment = Alignment(vertical="top")


def write_prose(cell: Cell, value: str, *, wraps: bool = True) -> None:
    """Write a line of explanation, wrapped in its column or running over the columns beside it."""
    _set_text(cell, value)
    cell.font = Font(name=_FONT_NAME, size=11, color=_INK)
    cell.alignment = _WRAPPED if wraps else Alignment(vertical="top")


def write_header(cell: Cell, value: str) -> None:
    """Write the header of a column."""
    _set_text(cell, value)
    cell.font = Font(name=_FONT_NAME, size=11, bold=True, color="FFFFFFFF")
    cell.fill = PatternFill("solid", fgColor=_DARK)
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    cell.border = _BOX


def write_value(cell: Cell, value: float | str | None, *, fillable: bool) -> None:
    """Write a cell of a table: coloured and unlocked if it may be filled, else quiet and locked."""
    if isinstance(value, str):
        _set_text(cell, value)
    else:
        cell.value = value
    cell.font = Font(name=_FONT_NAME, size=11, color=_INK if fillable else _QUIET)
    cell.alignment = _WRAPPED
    cell.border = _BOX
    if fillable:
        cell.fill = PatternFill("solid", fgColor=_FILL)
        cell.protection = Protection(locked=False)


def fit_row_height(sheet: Worksheet, row: int, texts: Iterable[tuple[float | str | None, float]]) -> None:
    """Make a row tall enough for its texts, each paired with the width of its column in characters."""
    line_count = max((_count_lines(text, width) for text, width in texts if isinstance(text, str)), default=1)
    sheet.row_dimensions[row].height = min(_TALLEST_ROW, _LINE_HEIGHT * line_count)


def _count_lines(text: str, width: float) -> int:
    """Return the number of lines that a wrapped text takes."""
    # Widths count digits, and letters are about a tenth narrower.
    return sum(ceil(max(1, len(paragraph)) / (width * 1.1)) for paragraph in text.split("\n"))


def set_page_layout(sheet: Worksheet, *, landscape: bool, header_rows: str | None) -> None:
    """Set up pages as wide as the sheet, with the headers and the page number on each."""
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.oddFooter = HeaderFooterItem(center=_HeaderFooterPart("&A, page &P of &N"))
    if header_rows:
        sheet.print_title_rows = header_rows


def protect_sheet(sheet: Worksheet) -> None:
    """Lock a sheet without a password: no label is overwritten by mistake, and anybody may unlock it."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = sheet.protection.formatCells = False
    sheet.protection.autoFilter = sheet.protection.sort = False
