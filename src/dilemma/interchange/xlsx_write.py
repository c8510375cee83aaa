"""Templates written as Excel workbooks, with validation and help; the same template gives the same bytes."""

from __future__ import annotations

import operator
import re
from collections import defaultdict
from datetime import datetime
from io import BytesIO
from itertools import chain
from math import ceil
from typing import TYPE_CHECKING, TypeAlias
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties

from dilemma.interchange.cells import format_digits
from dilemma.interchange.template import FINGERPRINT_LABEL, README_SHEET, SCENARIO_LABEL
from dilemma.scenario.problems import column_letters
from dilemma.scenario.quantity import LARGEST_NUMBER
from dilemma.whole_file import normalize_zip

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from dilemma.interchange.decision_table import DecisionTable
    from dilemma.interchange.template import JudgementField, Template, TemplateTable

    AllowedInput: TypeAlias = "tuple[float, float] | tuple[str, ...]"


def _data_validations(table: TemplateTable, first_row: int) -> Iterator[DataValidation]:
    """Yield one validation for each column and each set of limits or words in it."""
    rows: dict[tuple[int, AllowedInput], list[int]] = defaultdict(list)
    for row, line in enumerate(table.lines, start=first_row):
        for field in line.fields:
            for position, column in enumerate(field.columns):
                allowed = _allowed_input(field, position)
                if allowed:
                    rows[column, allowed].append(row)
    for (column, allowed), field_rows in rows.items():
        yield _data_validation(table, column, allowed, field_rows)


def _allowed_input(field: JudgementField, position: int) -> AllowedInput | None:
    """Return the limits of a number, or the words to choose from; None if any text is allowed."""
    if field.kind == "choice" or (field.choices and position == len(field.columns) - 1):
        return field.choices
    if field.kind in ("text", "ids"):
        return None
    return field.low, field.high


def _data_validation(
    table: TemplateTable, column: int, allowed: AllowedInput, rows: list[int]
) -> DataValidation:
    if isinstance(allowed[0], str):
        validation = DataValidation(type="list", formula1=f'"{",".join(map(str, allowed))}"')
        validation.error = "Choose one of the list, or leave the cell empty."
    else:
        low, high = allowed
        validation = DataValidation(
            type="decimal", operator="between", formula1=f"{low:.15g}", formula2=f"{high:.15g}"
        )
        upper_limit = "" if high == LARGEST_NUMBER else f" to {format_digits(high)}"
        limits = "" if low == -LARGEST_NUMBER else f" from {format_digits(low)}{upper_limit}"
        validation.error = f"Type a number{limits}."
    validation.errorTitle = validation.promptTitle = table.columns[column].header
    validation.prompt = table.columns[column].note or None
    validation.allow_blank = validation.showErrorMessage = validation.showInputMessage = True
    for start, end in _row_runs(rows):
        validation.add(f"{column_letters(column + 1)}{start}:{column_letters(column + 1)}{end}")
    return validation


def _row_runs(rows: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last row of each run of consecutive rows."""
    start = last = rows[0]
    for row in rows[1:]:
        if row != last + 1:
            yield start, last
            start = row
        last = row
    yield start, last


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


def _cell_at(sheet: Worksheet, row: int, column: int) -> Cell:
    """Return a cell, counted from 1, of a sheet without merged cells."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    return cell


def _write_heading(cell: Cell, value: str, size: float = 16) -> None:
    """Write a heading in large letters."""
    _set_text(cell, value)
    cell.font = Font(name=_FONT_NAME, size=size, bold=True, color=_DARK)
    cell.alignment = Alignment(vertical="top")


def _write_prose(cell: Cell, value: str, *, wraps: bool = True) -> None:
    """Write a line of explanation, wrapped in its column or running over the columns beside it."""
    _set_text(cell, value)
    cell.font = Font(name=_FONT_NAME, size=11, color=_INK)
    cell.alignment = _WRAPPED if wraps else Alignment(vertical="top")


def _write_header(cell: Cell, value: str) -> None:
    """Write the header of a column."""
    _set_text(cell, value)
    cell.font = Font(name=_FONT_NAME, size=11, bold=True, color="FFFFFFFF")
    cell.fill = PatternFill("solid", fgColor=_DARK)
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    cell.border = _BOX


def _write_value(cell: Cell, value: float | str | None, *, fillable: bool) -> None:
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


def _fit_row_height(sheet: Worksheet, row: int, texts: Iterable[tuple[float | str | None, float]]) -> None:
    """Make a row tall enough for its texts, each paired with the width of its column in characters."""
    line_count = max((_count_lines(text, width) for text, width in texts if isinstance(text, str)), default=1)
    sheet.row_dimensions[row].height = min(_TALLEST_ROW, _LINE_HEIGHT * line_count)


def _count_lines(text: str, width: float) -> int:
    """Return the number of lines that a wrapped text takes."""
    # Widths count digits, and letters are about a tenth narrower.
    return sum(ceil(max(1, len(paragraph)) / (width * 1.1)) for paragraph in text.split("\n"))


def _finish_sheet(sheet: Worksheet, *, is_table: bool) -> None:
    """Set up pages as wide as the sheet, the headers of a table on each, and lock the sheet."""
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "landscape" if is_table else "portrait"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.oddFooter = HeaderFooterItem(center=_HeaderFooterPart("&A, page &P of &N"))
    if is_table:
        sheet.print_title_rows = f"{_HEADER_ROW}:{_HEADER_ROW}"
    # Without a password: no label is overwritten by mistake, and anybody may unlock it.
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = sheet.protection.formatCells = False
    sheet.protection.autoFilter = sheet.protection.sort = False


_README_WIDTHS = (22, 90)
_INSTRUCTIONS = (
    "Fill in only the yellow cells. The others say what is what; they are locked, without a password.",
    "Scores run from 0 (the worst plausible) to 100 (the best plausible) unless the sheet names a unit. "
    "Higher is better for the one who chooses.",
    "Low, most likely and high say how sure you are. Most likely alone is meant exactly; low and high alone "
    "mean that all between is as likely.",
    "Chances and shares run from 0 to 1: 0.3 for 30%.",
    "Write numbers as numbers, and no formulas that have not been calculated. Do not merge cells, and do not "
    "rename sheets or columns. Rows may be sorted and filtered.",
    "A reason is worth more than a number: say why, in a sentence, and cite a source, or AJ for your own "
    "judgement.",
)
_IMPORT_INSTRUCTION = (
    "Then save the file, and read it back with:  dilemma import FILE --into {scenario} -o NEW.yaml"
)


def _write_readme_sheet(sheet: Worksheet, template: Template) -> None:
    """Write the first sheet."""
    sheet.title = README_SHEET
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = _README_WIDTHS
    _write_heading(_cell_at(sheet, 1, 1), template.title)
    _write_prose(_cell_at(sheet, 2, 1), template.question, wraps=False)
    _write_heading(_cell_at(sheet, 4, 1), "What to do", 12)
    instructions = [
        (f"{number}.", instruction)
        for number, instruction in enumerate(
            (*_INSTRUCTIONS, _IMPORT_INSTRUCTION.format(scenario=template.scenario)), 1
        )
    ]
    _write_pairs(sheet, 5, instructions)
    row = 6 + len(instructions)
    _write_heading(_cell_at(sheet, row, 1), "The sheets", 12)
    _write_pairs(sheet, row + 1, [(table.name, table.purpose) for table in template.tables])
    row += 2 + len(template.tables)
    _write_heading(_cell_at(sheet, row, 1), "Where it belongs", 12)
    _write_pairs(
        sheet, row + 1, [(SCENARIO_LABEL, template.scenario), (FINGERPRINT_LABEL, template.fingerprint)]
    )
    _finish_sheet(sheet, is_table=False)


def _write_pairs(sheet: Worksheet, row: int, pairs: Sequence[tuple[str, str]]) -> None:
    for row_number, (label, text) in enumerate(pairs, start=row):
        _write_prose(_cell_at(sheet, row_number, 1), label)
        _write_prose(_cell_at(sheet, row_number, 2), text)
        _fit_row_height(sheet, row_number, ((label, _README_WIDTHS[0]), (text, _README_WIDTHS[1])))


_VALUE_SHEET = "Value"
_HEADER_ROW = 3  # the row of the headers, below the title and the purpose of the sheet
_CORE_PROPERTIES = "docProps/core.xml"
# The earliest time that a ZIP archive can state.
_FIXED_TIME = datetime(1980, 1, 1)
_TIMESTAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_NO_RESULT = re.compile(rb"</f><v(?:></v>| ?/>)")


def render_workbook(template: Template, values: DecisionTable | None = None, whose: str = "") -> bytes:
    """Return the workbook of a template: a sheet with instructions, then one for each table.

    Args:
        template: the tables to fill in.
        values: expected scores and weights, for a last sheet that works out value and rank by formulas.
        whose: a phrase on whose weights they are.
    """
    book = Workbook()
    readme = book.active
    assert readme is not None  # a new workbook has one sheet
    book.properties.title, book.properties.creator = template.title, "dilemma"
    book.properties.created = _FIXED_TIME
    _write_readme_sheet(readme, template)
    for table in template.tables:
        _write_table(book.create_sheet(table.name), table)
    if values is not None:
        _write_value_sheet(book.create_sheet(_VALUE_SHEET), values, whose)
    out = BytesIO()
    book.save(out)
    return _complete_parts(out.getvalue(), f"xl/worksheets/sheet{len(book.sheetnames)}.xml", values)


def _write_head(sheet: Worksheet, title: str, purpose: str, columns: Iterable[tuple[str, int]]) -> None:
    """Write what stands above the rows of a table: its title, its purpose, and headers with their widths."""
    _write_heading(_cell_at(sheet, 1, 1), title, 14)
    _write_prose(_cell_at(sheet, 2, 1), purpose, wraps=False)
    for position, (header, width) in enumerate(columns, start=1):
        _write_header(_cell_at(sheet, _HEADER_ROW, position), header)
        sheet.column_dimensions[column_letters(position)].width = width


_VALUE_PURPOSE = (
    "Expected scores from 0 to 100, over ranges and futures, and weights as shares: {whose}. Type over any "
    "of them, and value and rank follow. Nothing on this sheet is read back."
)


def _write_value_sheet(sheet: Worksheet, table: DecisionTable, whose: str) -> None:
    """Write the sheet on which a spreadsheet program works out the value and the rank of each option."""
    headers = ("option", *(criterion.name for criterion in table.criteria), "value", "rank")
    columns = [(header, 16 if position else 30) for position, header in enumerate(headers)]
    _write_head(sheet, _VALUE_SHEET, _VALUE_PURPOSE.format(whose=whose), columns)
    weights, first, last = _HEADER_ROW + 1, _HEADER_ROW + 2, _HEADER_ROW + 1 + len(table.options)
    start, stop, value = "B", column_letters(len(headers) - 2), column_letters(len(headers) - 1)
    shares = f"${start}${weights}:${stop}${weights}"
    _write_value(_cell_at(sheet, weights, 1), "weight", fillable=False)
    for position, share in enumerate(table.shares, start=2):
        _write_value(_cell_at(sheet, weights, position), share, fillable=True)
    for row, (option, scores) in enumerate(zip(table.options, table.values, strict=True), start=first):
        _write_value(_cell_at(sheet, row, 1), option, fillable=False)
        for position, score in enumerate(scores, start=2):
            _write_value(_cell_at(sheet, row, position), score, fillable=True)
        weighed = f"SUMPRODUCT({shares},{start}{row}:{stop}{row})/SUM({shares})"
        # As here, less than a billionth apart is a tie.
        # Times 1 and no double minus, which the library formulas 1.3.4 takes for 0.
        better = f"SUMPRODUCT((${value}${first}:${value}${last}>{value}{row}+0.000000001)*1)"
        for position, formula in ((len(headers) - 1, f"={weighed}"), (len(headers), f"=1+{better}")):
            cell = _cell_at(sheet, row, position)
            _write_value(cell, None, fillable=False)
            cell.value = formula
    sheet.freeze_panes = f"B{first}"
    _finish_sheet(sheet, is_table=True)


def _write_table(sheet: Worksheet, table: TemplateTable) -> None:
    columns = [(column.header, column.width + 2) for column in table.columns]
    _write_head(sheet, table.name, table.purpose, columns)
    for row, line in enumerate(table.lines, start=_HEADER_ROW + 1):
        for position, value in enumerate(line.values):
            _write_value(
                _cell_at(sheet, row, position + 1), value, fillable=line.field_at(position) is not None
            )
        widths = (column.width for column in table.columns)
        _fit_row_height(sheet, row, zip(line.values, widths, strict=True))
    for validation in _data_validations(table, _HEADER_ROW + 1):
        sheet.add_data_validation(validation)
    last = _HEADER_ROW + len(table.lines)
    sheet.auto_filter.ref = f"A{_HEADER_ROW}:{column_letters(len(table.columns))}{last}"
    sheet.freeze_panes = f"{column_letters(table.keys + 1)}{_HEADER_ROW + 1}"
    _finish_sheet(sheet, is_table=True)


def _complete_parts(content: bytes, value_part: str, table: DecisionTable | None) -> bytes:
    """Return the workbook with what openpyxl cannot write: a fixed time of creation, the results of formulas.

    A preview in a mail program and a library that only reads cells show the stored result; without one they
    show nothing. A spreadsheet program works it out again when it opens the file.
    """
    with ZipFile(BytesIO(content)) as archive:
        core, sheet = archive.read(_CORE_PROPERTIES), archive.read(value_part)
    moment = _FIXED_TIME.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    parts = {_CORE_PROPERTIES: _TIMESTAMP.sub(rb"\g<1>" + moment, core)}
    if table is not None:
        values = [sum(map(operator.mul, table.shares, scores)) / sum(table.shares) for scores in table.values]
        ranks = [1 + sum(other > value + 1e-9 for other in values) for value in values]
        results = chain.from_iterable(zip(values, ranks, strict=True))
        parts[value_part] = _NO_RESULT.sub(lambda _: f"</f><v>{next(results)!r}</v>".encode(), sheet)
    return normalize_zip(content, parts)
