"""Workbooks read as sheets of cells; no formula or macro is run."""

from __future__ import annotations

import math
import warnings
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any, TypeAlias

from openpyxl.reader.excel import ExcelReader

from dilemma.errors import FaultyFile
from dilemma.interchange.cells import ReadCell, Sheet, file_location, problem_at
from dilemma.interchange.workbook.container import MOST_ELEMENTS, find_refusal
from dilemma.scenario.problems import Cell, SourceText, column_letters
from dilemma.scenario.yaml.text import make_visible

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as OpenCell
    from openpyxl.cell.cell import MergedCell
    from openpyxl.worksheet.cell_range import CellRange
    from openpyxl.worksheet.worksheet import Worksheet

    from dilemma.interchange.cells import CellKind
    from dilemma.scenario.problems import Problem

    AnyCell: TypeAlias = "OpenCell | MergedCell"

_MOST_SHEET_CELLS = MOST_ELEMENTS["c"]
_LONGEST_REASON = 120


def read_workbook(content: bytes, name: str) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook, in order.

    Raises:
        FaultyFile: the file is no workbook, is encrypted, or is larger than any scenario needs.
    """
    refusal = find_refusal(content, name)
    if refusal:
        raise FaultyFile([refusal])
    try:
        values, formulas = _load_workbook(content, data_only=True), _load_workbook(content, data_only=False)
        pairs = list(zip(values.worksheets, formulas.worksheets, strict=True))
    except Exception as error:  # openpyxl lets through whatever a damaged part makes it stumble over
        raise _unreadable_workbook(name, _describe_error(error)) from None
    if not pairs:
        raise _unreadable_workbook(name, "no sheet of cells is in it")
    source = SourceText(name, ())
    return tuple(_read_sheet(*pair, number, source) for number, pair in enumerate(pairs, start=1))


def _load_workbook(content: bytes, *, data_only: bool) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # openpyxl warns of parts it drops on saving, which never happens here
        reader = _CellSheetReader(BytesIO(content), data_only=data_only, keep_links=False)
        reader.read()
    return reader.wb


class _CellSheetReader(ExcelReader):
    """A reader of sheets of cells alone: a sheet that is a chart holds no cells, and may crash openpyxl."""

    def read_chartsheet(self, sheet: Any, rel: Any) -> None:
        """Skip a chart."""


def _unreadable_workbook(name: str, reason: str) -> FaultyFile:
    message = f"the workbook cannot be read ({reason}); copy its sheets into a new one"
    return FaultyFile([problem_at(file_location(name), "not-a-workbook", message)])


def _describe_error(error: Exception) -> str:
    """Return the root cause of an exception of openpyxl, on one line."""
    while isinstance(error.__cause__, Exception):
        error = error.__cause__
    description = " ".join(f"{type(error).__name__}: {error}".split())
    return make_visible(
        description if len(description) <= _LONGEST_REASON else f"{description[: _LONGEST_REASON - 1]}…"
    )


def _read_sheet(values: Worksheet, formulas: Worksheet, number: int, source: SourceText) -> Sheet:
    name, rows, columns = str(values.title), values.max_row, values.max_column
    # One cell in the far corner makes openpyxl report a sheet of billions of cells.
    if rows * columns > _MOST_SHEET_CELLS:
        location = Cell(source, rows, columns, columns + 1, name, number)
        message = "holds something far from the table; delete the rows and columns that are not used"
        raise FaultyFile([problem_at(location, "too-large", message)])
    merged = _merged_positions(values)
    empty = Sheet(name=name, number=number, source=source, rows=())
    cells = []
    for row in range(1, rows + 1):
        hidden = bool(values.row_dimensions[row].hidden)
        cells.append(
            tuple(
                _read_cell(values.cell(row, column), formulas.cell(row, column), empty, merged, hidden=hidden)
                for column in range(1, columns + 1)
            )
        )
    problems = tuple(
        _merged_cells_problem(merged_range, empty) for merged_range in values.merged_cells.ranges
    )
    return Sheet(name=name, number=number, source=source, rows=tuple(cells), problems=problems)


def _merged_positions(sheet: Worksheet) -> frozenset[tuple[int, int]]:
    """Return the positions (row, column), from 1, of all merged cells."""
    return frozenset(
        position
        for merged_range in sheet.merged_cells.ranges
        for row in merged_range.rows
        for position in row
    )


def _merged_cells_problem(merged: CellRange, sheet: Sheet) -> Problem:
    location = sheet.cell_location(merged.min_row - 1, merged.min_col - 1)
    end = f"{column_letters(merged.max_col)}{merged.max_row}"
    return problem_at(
        location,
        "merged-cells",
        f"is merged with the cells up to {end}, which then hold nothing; unmerge them",
    )


def _read_cell(
    value: AnyCell, formula: AnyCell, sheet: Sheet, merged: frozenset[tuple[int, int]], *, hidden: bool
) -> ReadCell:
    """Return a cell, with the result that was saved for its formula if it holds one."""
    row, column = value.row or 0, value.column or 0
    location = sheet.cell_location(row - 1, column - 1)
    if (row, column) in merged:
        return ReadCell(location=location, kind="refused")
    if formula.data_type == "f" and value.value is None:
        return ReadCell(location=location, kind="uncounted", text=str(formula.value))
    kind, number, text = _cell_content(value)
    percent = kind == "number" and "%" in str(value.number_format)
    return ReadCell(location=location, kind=kind, number=number, text=text, percent=percent, hidden=hidden)


def _cell_content(cell: AnyCell) -> tuple[CellKind, float, str]:
    """Return the kind, the number and the text of a cell."""
    value = cell.value
    if value is None:
        return "empty", 0.0, ""
    if cell.data_type == "e":
        return "error", 0.0, str(value)
    if isinstance(value, bool):  # before int, of which bool is a subclass
        return "truth", 0.0, str(value).upper()
    if isinstance(value, int | float):
        return "number", _to_float(value), ""
    if isinstance(value, date | datetime | time | timedelta):
        return "date", 0.0, str(value).removesuffix(" 00:00:00")
    return "text", 0.0, str(value)


def _to_float(number: float) -> float:
    """Return a number as a float; infinity for an integer of hundreds of digits."""
    try:
        return float(number)
    except OverflowError:
        return math.inf if number > 0 else -math.inf  # not even copysign takes it
