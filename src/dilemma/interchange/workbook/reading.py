"""A workbook to sheets of cells, values and the absence of values alike; no formula or macro is run."""

from __future__ import annotations

import math
import warnings
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any, TypeAlias

from openpyxl.reader.excel import ExcelReader

from dilemma.errors import FaultyFile
from dilemma.interchange.cells import Raw, Sheet, fault, whole_file
from dilemma.interchange.workbook.container import MOST_OF, refusal
from dilemma.scenario.problems import Cell, SourceText, letters
from dilemma.scenario.reading.characters import visible

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as OpenCell
    from openpyxl.cell.cell import MergedCell
    from openpyxl.worksheet.cell_range import CellRange
    from openpyxl.worksheet.worksheet import Worksheet

    from dilemma.interchange.cells import Found
    from dilemma.scenario.problems import Problem

    AnyCell: TypeAlias = "OpenCell | MergedCell"

MOST_CELLS = MOST_OF["c"]
LONGEST_REASON = 120


def sheets(content: bytes, name: str) -> tuple[Sheet, ...]:
    """The sheets of a workbook, in order.

    Raises:
        FaultyFile: the file is no workbook, is locked, or is larger than any scenario needs.
    """
    refused = refusal(content, name)
    if refused:
        raise FaultyFile([refused])
    try:
        values, formulas = _opened(content, data_only=True), _opened(content, data_only=False)
        pairs = list(zip(values.worksheets, formulas.worksheets, strict=True))
    except Exception as why:  # openpyxl lets through whatever a damaged part makes it stumble over
        raise _unreadable(name, _reason(why)) from None
    if not pairs:
        raise _unreadable(name, "no sheet of cells is in it")
    source = SourceText(name, ())
    return tuple(_sheet(*pair, number, source) for number, pair in enumerate(pairs, start=1))


def _opened(content: bytes, *, data_only: bool) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # on parts openpyxl does not keep, and we never write back
        reader = _Reader(BytesIO(content), data_only=data_only, keep_links=False)
        reader.read()
    return reader.wb


class _Reader(ExcelReader):
    """Reads sheets of cells alone: a sheet that is a chart holds nothing to read, and may stop openpyxl."""

    def read_chartsheet(self, sheet: Any, rel: Any) -> None:
        """Leaves a chart out."""


def _unreadable(name: str, reason: str) -> FaultyFile:
    message = f"the workbook cannot be read ({reason}); copy its sheets into a new one"
    return FaultyFile([fault(whole_file(name), "not-a-workbook", message)])


def _reason(why: Exception) -> str:
    """What openpyxl stumbled over, from the bottom of what it tells, on one line."""
    while isinstance(why.__cause__, Exception):
        why = why.__cause__
    said = " ".join(f"{type(why).__name__}: {why}".split())
    return visible(said if len(said) <= LONGEST_REASON else f"{said[: LONGEST_REASON - 1]}…")


def _sheet(values: Worksheet, formulas: Worksheet, number: int, source: SourceText) -> Sheet:
    name, rows, columns = str(values.title), values.max_row, values.max_column
    if rows * columns > MOST_CELLS:
        place = Cell(source, rows, columns, columns + 1, name, number)
        message = "holds something far from the table; delete the rows and columns that are not used"
        raise FaultyFile([fault(place, "too-large", message)])
    merged = _merged(values)
    empty = Sheet(name=name, number=number, source=source, rows=())
    found = []
    for row in range(1, rows + 1):
        hidden = bool(values.row_dimensions[row].hidden)
        found.append(
            tuple(
                _raw(values.cell(row, column), formulas.cell(row, column), empty, merged, hidden=hidden)
                for column in range(1, columns + 1)
            )
        )
    problems = tuple(_unmerge(each, empty) for each in values.merged_cells.ranges)
    return Sheet(name=name, number=number, source=source, rows=tuple(found), problems=problems)


def _merged(sheet: Worksheet) -> frozenset[tuple[int, int]]:
    """The rows and columns of all cells that are merged with others."""
    return frozenset(place for each in sheet.merged_cells.ranges for row in each.rows for place in row)


def _unmerge(merged: CellRange, sheet: Sheet) -> Problem:
    place = sheet.place(merged.min_row - 1, merged.min_col - 1)
    end = f"{letters(merged.max_col)}{merged.max_row}"
    return fault(
        place, "merged-cells", f"is merged with the cells up to {end}, which then hold nothing; unmerge them"
    )


def _raw(
    value: AnyCell, formula: AnyCell, sheet: Sheet, merged: frozenset[tuple[int, int]], *, hidden: bool
) -> Raw:
    """A cell with the result that was saved for its formula, if it holds one."""
    row, column = value.row or 0, value.column or 0
    place = sheet.place(row - 1, column - 1)
    if (row, column) in merged:
        return Raw(place=place, found="refused")
    if formula.data_type == "f" and value.value is None:
        return Raw(place=place, found="uncounted", text=str(formula.value))
    found, number, text = _content(value)
    percent = found == "number" and "%" in str(value.number_format)
    return Raw(place=place, found=found, number=number, text=text, percent=percent, hidden=hidden)


def _content(cell: AnyCell) -> tuple[Found, float, str]:
    """What kind of thing a cell holds, with its number and its text."""
    held = cell.value
    if held is None:
        return "empty", 0.0, ""
    if cell.data_type == "e":
        return "error", 0.0, str(held)
    if isinstance(held, bool):
        return "truth", 0.0, str(held).upper()
    if isinstance(held, int | float):
        return "number", _sized(held), ""
    if isinstance(held, date | datetime | time | timedelta):
        return "date", 0.0, str(held).removesuffix(" 00:00:00")
    return "text", 0.0, str(held)


def _sized(number: float) -> float:
    """A number as a float; a whole one of hundreds of digits is beyond any limit."""
    try:
        return float(number)
    except OverflowError:
        return math.inf if number > 0 else -math.inf  # not even copysign takes it
