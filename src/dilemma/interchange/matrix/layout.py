"""The layout of a decision matrix: its header row, the rows about criteria and the rows of options."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dilemma.errors import FaultyFile
from dilemma.interchange.cells import describe_non_name, format_digits, problem_at
from dilemma.scenario.validation.structure import MOST_ROWS, SIZE_LIMITS
from dilemma.scenario.yaml.text import quote_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dilemma.interchange.cells import ReadCell, Sheet
    from dilemma.scenario.problems import Problem

# Labels in the first column whose row describes the criteria rather than an option.
_DESCRIPTION_ROWS = {
    "weight": "weight",
    "weights": "weight",
    "worst": "worst",
    "best": "best",
    "unit": "unit",
    "direction": "direction",
    "pole": "pole",
}
# Labels of rows that summarise the others: read as an option, such a row would compete with its own parts.
_SUMMARY_LABELS = frozenset(
    [
        "total",
        "totals",
        "sum",
        "subtotal",
        "average",
        "avg",
        "mean",
        "median",
        "min",
        "max",
        "minimum",
        "maximum",
        "rank",
        "score",
    ]
)
# Headers of columns that describe the options rather than hold scores.
_OPTION_COLUMNS = {
    "stance": "stance",
    "future": "future",
    "definition": "definition",
    "description": "definition",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixLayout:
    """The parts of a sheet that holds a matrix; rows and columns count from 0.

    Attributes:
        sheet: the sheet.
        header_row: the row with the titles of the criteria.
        criterion_columns: columns of scores, by title of the criterion.
        option_columns: columns that describe options, by what they hold: stance, future or definition.
        criterion_rows: rows that describe criteria, by what they hold: weight, worst, best and so on.
        option_rows: the rows with scores, one for each option and future.
    """

    sheet: Sheet
    header_row: int
    criterion_columns: Mapping[str, int]
    option_columns: Mapping[str, int]
    criterion_rows: Mapping[str, int]
    option_rows: tuple[int, ...]


def read_layout(sheet: Sheet) -> MatrixLayout:
    """Return the layout of a matrix; its first row that is not empty is the header row.

    Raises:
        FaultyFile: the sheet is no matrix; each cell at fault is a problem of its own.
    """
    problems = list(sheet.problems)
    filled = [row for row, cells in enumerate(sheet.rows) if any(map(is_filled, cells))]
    if not filled:
        raise FaultyFile(
            [
                problem_at(
                    sheet.location, "not-a-matrix", "is empty; write options in rows, criteria in columns"
                )
            ]
        )
    header_row, *data_rows = filled
    criterion_columns, option_columns = _read_headers(sheet, header_row, data_rows, problems)
    criterion_rows, option_rows = _read_rows(sheet, data_rows, problems)
    _refuse_oversize(sheet, header_row, criterion_columns, option_columns, option_rows)
    if not criterion_columns and not problems:
        message = (
            "begins the heads, but no column to the right is a criterion; write its name over its scores"
        )
        problems.append(problem_at(sheet.cell_location(header_row, 0), "not-a-matrix", message))
    if not problems and len({cell_title(sheet.cell(row, 0)) for row in option_rows}) < 2:
        message = "has fewer than two rows with options; there is nothing to decide"
        problems.append(problem_at(sheet.location, "not-a-matrix", message))
    if problems:
        raise FaultyFile(problems)
    return MatrixLayout(
        sheet=sheet,
        header_row=header_row,
        criterion_columns=criterion_columns,
        option_columns=option_columns,
        criterion_rows=criterion_rows,
        option_rows=tuple(option_rows),
    )


def _refuse_oversize(
    sheet: Sheet,
    header_row: int,
    criterion_columns: Mapping[str, int],
    option_columns: Mapping[str, int],
    option_rows: list[int],
) -> None:
    """Refuse a matrix larger than a scenario may be, before any score is read.

    Raises:
        FaultyFile: there are too many options, criteria or futures; the problem is at the first excess cell.
    """
    future_column = option_columns.get("future")
    cells = {
        "options": [sheet.cell(row, 0) for row in option_rows],
        "criteria": [sheet.cell(header_row, column) for column in criterion_columns.values()],
        "futures": [] if future_column is None else [sheet.cell(row, future_column) for row in option_rows],
    }
    titles = {
        kind: {cell_title(cell): cell for cell in reversed(kind_cells)} for kind, kind_cells in cells.items()
    }
    limits = {
        **SIZE_LIMITS,
        "options": min(SIZE_LIMITS["options"], MOST_ROWS // max(1, len(criterion_columns))),
    }
    for kind, cells_by_title in titles.items():
        if len(cells_by_title) > limits[kind]:
            _refuse_crowd(kind, list(reversed(cells_by_title.values())), limits[kind], len(criterion_columns))


def _refuse_crowd(kind: str, cells: Sequence[ReadCell], most: int, criterion_count: int) -> None:
    within = f" on {criterion_count:,} criteria" if most < SIZE_LIMITS[kind] else ""
    message = (
        f"is beyond the {most:,} {kind}{within} that a scenario may have, of {len(cells):,}; leave some out"
    )
    raise FaultyFile([problem_at(sorted(cells, key=_cell_order)[most].location, "too-many", message)])


def _cell_order(cell: ReadCell) -> tuple[int, ...]:
    return cell.location.order


def is_filled(cell: ReadCell) -> bool:
    """Return whether a cell holds anything."""
    return bool(cell.clean_text) if cell.kind == "text" else cell.kind != "empty"


def cell_title(cell: ReadCell) -> str:
    """Return the text of a header or label, which may be a number such as a year."""
    return format_digits(cell.number) if cell.kind == "number" else " ".join(cell.clean_text.split())


def _strip_suffix(label: str) -> str:
    """Return a label in lower case, without what follows a bracket or sign as in `Weight (%)` or `Total:`."""
    return re.split(r"[(\[%:=]", label)[0].strip().lower()


def _read_headers(
    sheet: Sheet, header_row: int, data_rows: list[int], problems: list[Problem]
) -> tuple[dict[str, int], dict[str, int]]:
    criterion_columns: dict[str, int] = {}
    option_columns: dict[str, int] = {}
    used_columns = {
        column for row in data_rows for column, cell in enumerate(sheet.rows[row]) if is_filled(cell)
    }
    for column in range(1, max(map(len, sheet.rows))):
        cell = sheet.cell(header_row, column)
        name = cell_title(cell)
        if not name:
            if column in used_columns and cell.kind != "refused":
                message = describe_non_name(
                    cell, "is empty, but there is something below it; name the criterion"
                )
                problems.append(problem_at(cell.location, "no-head", message))
            continue
        columns, key = (
            (option_columns, _OPTION_COLUMNS[name.lower()])
            if name.lower() in _OPTION_COLUMNS
            else (criterion_columns, name)
        )
        if key in columns:
            problems.append(
                problem_at(
                    cell.location, "repeated-column", f"repeats the column {quote_text(name)}; rename one"
                )
            )
        columns.setdefault(key, column)
    return criterion_columns, option_columns


def _read_rows(
    sheet: Sheet, data_rows: list[int], problems: list[Problem]
) -> tuple[dict[str, int], list[int]]:
    criterion_rows: dict[str, int] = {}
    option_rows: list[int] = []
    for row in data_rows:
        cell = sheet.cell(row, 0)
        name = cell_title(cell)
        key = _DESCRIPTION_ROWS.get(_strip_suffix(name))
        if not name and cell.kind != "refused":
            message = describe_non_name(cell, "is empty, but there is something beside it; name the option")
            problems.append(problem_at(cell.location, "no-head", message))
        elif _strip_suffix(name) in _SUMMARY_LABELS:
            message = (
                f"begins a row {quote_text(name)}, which sums up others; delete it, or rename the option"
            )
            problems.append(problem_at(cell.location, "summary-row", message))
        elif key is None:
            option_rows.append(row)
        elif key in criterion_rows:
            problems.append(
                problem_at(cell.location, "repeated-row", f"repeats the row {quote_text(name)}; keep one")
            )
        else:
            criterion_rows[key] = row
    return criterion_rows, option_rows
