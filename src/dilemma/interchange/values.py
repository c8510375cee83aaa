"""Judgements read from cells: numbers, ranges, words and lists of sources."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.interchange.cells import format_digits, is_filled
from dilemma.scenario.problems import Problem
from dilemma.scenario.quantity import LARGEST_NUMBER
from dilemma.scenario.suggest import did_you_mean
from dilemma.scenario.yaml.text import quote_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.interchange.cells import ReadCell
    from dilemma.interchange.template import JudgementField
    from dilemma.scenario.yaml.nodes import Data

_PERCENTAGE = re.compile(r"(\d{1,15}(?:[.,]\d+)?)\s*%")
_DECIMAL_COMMA = re.compile(r"[-+]?\d{1,15},\d+")
_CELL_ERRORS = {
    "error": ("cell-error", "holds the error {text}; repair the formula or type a number"),
    "uncounted": (
        "formula-without-result",
        "holds a formula whose result was never saved; open the file in a spreadsheet program and save it, "
        "or type the value",
    ),
    "date": ("date-for-number", "holds a date, {text}; format the cell as a number and type it again"),
    "truth": ("not-a-number", "holds {text}, not a number"),
}


class BadCell(ValueError):
    """An unreadable judgement; `problem` names the cell at fault, or is None if it is reported already."""

    def __init__(self, problem: Problem | None) -> None:
        self.problem = problem
        super().__init__(problem.message if problem else "said before")


def _bad_cell(cell: ReadCell, code: str, message: str) -> BadCell:
    return BadCell(Problem(cell.location, code, message))


def try_value(field: JudgementField, cell: ReadCell, problems: list[Problem]) -> Data:
    """Return the judgement in a cell; None for an empty cell, and for a faulty one, which is reported."""
    try:
        return read_value(field, [cell])
    except BadCell as bad:
        problems += [bad.problem] if bad.problem else []
        return None


def read_value(field: JudgementField, cells: Sequence[ReadCell]) -> Data:
    """Return the judgement in the cells of a field; None if they are empty and may be.

    Raises:
        BadCell: a cell cannot be read; the error names it.
    """
    if any(cell.kind == "refused" for cell in cells):
        raise BadCell(None)  # reported once, at the first of the merged cells
    if field.kind == "quantity":
        return _read_quantity(field, cells)
    if field.kind in ("number", "rank"):
        number = _read_number(field, cells[0])
        if number is None and field.required:
            raise _bad_cell(cells[0], "empty-cell", "is empty; type a number")
        return number
    return _read_words(field, cells[0])


def _read_quantity(field: JudgementField, cells: Sequence[ReadCell]) -> Data:
    """Return a number, `[low, high]`, `[low, most likely, high]`, or a word of likelihood."""
    low, mode, high = (_read_number(field, cell) for cell in cells[:3])
    word = _read_words(field, cells[3]) if field.choices else None
    numbers = [number for number in (low, mode, high) if number is not None]
    if word is not None and numbers:
        raise _bad_cell(cells[3], "word-and-number", "is a word beside numbers; keep one of them")
    if (low is None) is not (high is None):
        empty_cell, end = (cells[0], "low") if low is None else (cells[2], "high")
        raise _bad_cell(empty_cell, "half-a-range", f"is empty, so the range has no {end} end; fill it")
    if numbers != sorted(numbers):
        message = f"low, most likely and high must rise, not {', '.join(map(format_digits, numbers))}"
        raise _bad_cell(cells[1], "wrong-order", message)
    if not numbers and word is None and field.required:
        raise _bad_cell(cells[1], "empty-cell", "is empty; type a number, or low and high beside it")
    if not numbers:
        return word
    return numbers[0] if len(numbers) == 1 else list(numbers)


def _read_number(field: JudgementField, cell: ReadCell) -> float | None:
    """Return the number in a cell, inside the limits of its field; None for an empty cell."""
    if not is_filled(cell):
        return None
    if cell.kind == "text":
        return _parse_percentage(field, cell)
    if cell.kind in _CELL_ERRORS:
        raise _no_number(cell)
    # A cell formatted as a percentage shows 50% and holds 0.5: right for a chance, wrong for a score of 50.
    if cell.percent and field.high != 1:
        message = (
            f"is a percentage, and {format_digits(100 * cell.number)}% is the number "
            f"{format_digits(cell.number)}; format the cell as a number and type it again"
        )
        raise _bad_cell(cell, "percentage", message)
    return _check_limits(field, cell)


def _no_number(cell: ReadCell) -> BadCell:
    """Return the error of a cell that holds neither a number nor a text."""
    code, message = _CELL_ERRORS[cell.kind]
    return _bad_cell(cell, code, message.format(text=f"`{cell.text}`"))


def _check_limits(field: JudgementField, cell: ReadCell) -> float:
    """Return the number in a cell, after checking that it is inside the limits of its field."""
    number = cell.number
    if not (math.isfinite(number) and field.low <= number <= field.high):
        held = format_digits(number) if math.isfinite(number) else "a number beyond counting"
        low, high = format_digits(field.low), format_digits(field.high)
        ends = f"at least {low}" if field.high == LARGEST_NUMBER else f"from {low} to {high}"
        is_percent = field.high == 1 and 1 < number <= 100
        advice = f"; write {format_digits(number / 100)} for {format_digits(number)}%" if is_percent else ""
        raise _bad_cell(cell, "out-of-bounds", f"holds {held}; it must be {ends}{advice}")
    return int(number) if number == int(number) else number


def _parse_percentage(field: JudgementField, cell: ReadCell) -> float:
    """Return the chance that a text such as `30%` means; any other text is refused."""
    match = _PERCENTAGE.fullmatch(cell.clean_text)
    if match is None or field.high != 1:
        raise _bad_cell(cell, *describe_non_number(cell.clean_text))
    number = float(match[1].replace(",", ".")) / 100
    return _check_limits(field, replace(cell, kind="number", number=number))


def describe_non_number(text: str) -> tuple[str, str]:
    """Return the code and the message for a text where a number is expected."""
    if _DECIMAL_COMMA.fullmatch(text):
        point = text.replace(",", ".")
        message = (
            f"holds the text {quote_text(text)}, a number with a decimal comma; type {point} as a number"
        )
        return "decimal-comma", message
    match = _PERCENTAGE.fullmatch(text)
    if match:
        message = f"holds the text {quote_text(text)}; type {match[1].replace(',', '.')} if points are meant"
        return "percentage", message
    if text.startswith("#"):
        return "cell-error", f"holds {quote_text(text)}; type a number"
    return "not-a-number", f"holds the text {quote_text(text)}; type a number"


def _read_words(field: JudgementField, cell: ReadCell) -> Data:
    """Return the text in a cell: as it stands, as a list of ids, or as one of the words allowed."""
    if cell.kind in ("error", "uncounted"):
        raise _no_number(cell)
    text = str(cell.value or "") if cell.kind != "number" else format_digits(cell.number)
    if field.kind == "ids":
        return [source_id for source_id in re.split(r"[\s,;]+", text) if source_id]
    if not text:
        return None
    if not field.choices:
        return text
    if text.lower() not in field.choices:
        suggestion = did_you_mean(text, field.choices) or f"; use one of {', '.join(field.choices)}"
        message = f"holds {quote_text(text)}, which is not in its list{suggestion}"
        raise _bad_cell(cell, "not-in-list", message)
    return text.lower()
