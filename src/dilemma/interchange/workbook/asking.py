"""Data validation in workbooks: limits of numbers, lists of words, and help on what to type."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

from openpyxl.worksheet.datavalidation import DataValidation

from dilemma.interchange.cells import format_digits
from dilemma.scenario.problems import column_letters
from dilemma.scenario.quantity import LARGEST_NUMBER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.interchange.form import JudgementField, TemplateTable

    AllowedInput: TypeAlias = "tuple[float, float] | tuple[str, ...]"


def data_validations(table: TemplateTable, first_row: int) -> Iterator[DataValidation]:
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
    low = -LARGEST_NUMBER if field.low is None else field.low
    return low, LARGEST_NUMBER if field.high is None else field.high


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
        validation.error = (
            "Type a number."
            if low == -LARGEST_NUMBER
            else f"Type a number from {format_digits(low)}{upper_limit}."
        )
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
