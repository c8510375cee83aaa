"""How a workbook looks: what is to be filled stands out, what is only read stays quiet."""

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

FACE = "Calibri"
INK, QUIET, DARK, LINE, FILL = "FF1F2933", "FF6B7280", "FF1F4E5F", "FFD0D7DE", "FFFFF6D6"
LINE_HEIGHT, TALLEST = 15.0, 400.0  # points; Excel knows no row taller than 409
EDGE = Side(style="thin", color=LINE)
BOX = Border(left=EDGE, right=EDGE, top=EDGE, bottom=EDGE)
TOP = Alignment(vertical="top", wrap_text=True)
FORMULA_SIGNS = ("=", "+", "-", "@")


def text(cell: Cell, value: str) -> None:
    """Puts a text into a cell as text, whatever it begins with."""
    cell.value = value
    cell.data_type = "s"
    if value.startswith(FORMULA_SIGNS):
        cell.quotePrefix = True


def at(sheet: Worksheet, row: int, column: int) -> Cell:
    """A cell, counted from 1, of a sheet without merged ones."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    return cell


def heading(cell: Cell, value: str, size: float = 16) -> None:
    """A line in large letters."""
    text(cell, value)
    cell.font = Font(name=FACE, size=size, bold=True, color=DARK)
    cell.alignment = Alignment(vertical="top")


def prose(cell: Cell, value: str, *, wraps: bool = True) -> None:
    """A line of explanation, in its column or over those beside it."""
    text(cell, value)
    cell.font = Font(name=FACE, size=11, color=INK)
    cell.alignment = TOP if wraps else Alignment(vertical="top")


def head(cell: Cell, value: str) -> None:
    """The head of a column."""
    text(cell, value)
    cell.font = Font(name=FACE, size=11, bold=True, color="FFFFFFFF")
    cell.fill = PatternFill("solid", fgColor=DARK)
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    cell.border = BOX


def body(cell: Cell, value: float | str | None, *, fillable: bool) -> None:
    """A cell of a table: coloured and open where it may be filled, quiet and closed where it is only read."""
    if isinstance(value, str):
        text(cell, value)
    else:
        cell.value = value
    cell.font = Font(name=FACE, size=11, color=INK if fillable else QUIET)
    cell.alignment = TOP
    cell.border = BOX
    if fillable:
        cell.fill = PatternFill("solid", fgColor=FILL)
        cell.protection = Protection(locked=False)


def tall(sheet: Worksheet, row: int, texts: Iterable[tuple[float | str | None, float]]) -> None:
    """Makes a row tall enough for its texts, each given with the width of its column in characters."""
    lines = max((_lines(text, width) for text, width in texts if isinstance(text, str)), default=1)
    sheet.row_dimensions[row].height = min(TALLEST, LINE_HEIGHT * lines)


def _lines(text: str, width: float) -> int:
    """The lines a text takes when it is wrapped; letters are narrower than the digits that widths count."""
    return sum(ceil(max(1, len(part)) / (width * 1.1)) for part in text.split("\n"))


def printed(sheet: Worksheet, *, landscape: bool, repeated: str | None) -> None:
    """A page as wide as the sheet, with the heads on every page and its number below."""
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.oddFooter = HeaderFooterItem(center=_HeaderFooterPart("&A, page &P of &N"))
    if repeated:
        sheet.print_title_rows = repeated


def closed(sheet: Worksheet) -> None:
    """Closes a sheet without a password: nobody overwrites a label by mistake, and anybody may open it."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = sheet.protection.formatCells = False
    sheet.protection.autoFilter = sheet.protection.sort = False
