"""What a spreadsheet program lets people type: numbers within limits, words from a list, and some help."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

from openpyxl.worksheet.datavalidation import DataValidation

from dilemma.interchange.cells import digits
from dilemma.scenario.problems import letters
from dilemma.scenario.quantities import LARGEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.interchange.form import Entry, Table

    Asked: TypeAlias = "tuple[float, float] | tuple[str, ...]"


def validations(table: Table, first_row: int) -> Iterator[DataValidation]:
    """One validation for each column and each set of limits or words in it."""
    rows: dict[tuple[int, Asked], list[int]] = defaultdict(list)
    for row, line in enumerate(table.lines, start=first_row):
        for entry in line.entries:
            for place, column in enumerate(entry.columns):
                asked = _asked(entry, place)
                if asked:
                    rows[column, asked].append(row)
    for (column, asked), where in rows.items():
        yield _validation(table, column, asked, where)


def _asked(entry: Entry, place: int) -> Asked | None:
    """The limits of a number, or the words to choose from; None where any text will do."""
    if entry.kind == "choice" or (entry.choices and place == len(entry.columns) - 1):
        return entry.choices
    if entry.kind in ("text", "ids"):
        return None
    low = -LARGEST if entry.low is None else entry.low
    return low, LARGEST if entry.high is None else entry.high


def _validation(table: Table, column: int, asked: Asked, rows: list[int]) -> DataValidation:
    if isinstance(asked[0], str):
        made = DataValidation(type="list", formula1=f'"{",".join(map(str, asked))}"')
        made.error = "Choose one of the list, or leave the cell empty."
    else:
        low, high = asked
        made = DataValidation(
            type="decimal", operator="between", formula1=f"{low:.15g}", formula2=f"{high:.15g}"
        )
        most = "" if high == LARGEST else f" to {digits(high)}"
        made.error = "Type a number." if low == -LARGEST else f"Type a number from {digits(low)}{most}."
    made.errorTitle = made.promptTitle = table.columns[column].head
    made.prompt = table.columns[column].note or None
    made.allow_blank = made.showErrorMessage = made.showInputMessage = True
    for start, end in _runs(rows):
        made.add(f"{letters(column + 1)}{start}:{letters(column + 1)}{end}")
    return made


def _runs(rows: list[int]) -> Iterator[tuple[int, int]]:
    """Rows as first and last of those that follow one another."""
    start = last = rows[0]
    for row in rows[1:]:
        if row != last + 1:
            yield start, last
            start = row
        last = row
    yield start, last
