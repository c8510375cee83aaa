"""What the cells of a judgement mean, or why they mean nothing."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.interchange.cells import digits, fault
from dilemma.scenario.quantities import LARGEST
from dilemma.scenario.reading.characters import quoted
from dilemma.scenario.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.interchange.cells import Raw
    from dilemma.interchange.form import Entry
    from dilemma.scenario.problems import Problem
    from dilemma.scenario.reading.nodes import Data

PERCENTAGE = re.compile(r"(\d{1,15}(?:[.,]\d+)?)\s*%")
COMMA = re.compile(r"[-+]?\d{1,15},\d+")
ERRORS = {
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
    """A judgement cannot be read from its cells; `problem` names the cell, or is None where that is said."""

    def __init__(self, problem: Problem | None) -> None:
        self.problem = problem
        super().__init__(problem.message if problem else "said before")


def read(entry: Entry, cells: Sequence[Raw]) -> Data:
    """The value that the cells of an entry give it; None where they are empty and may be.

    Raises:
        BadCell: naming the cell at fault.
    """
    if any(cell.found == "refused" for cell in cells):
        raise BadCell(None)  # reported once, where the merged cells begin
    if entry.kind == "quantity":
        return _quantity(entry, cells)
    if entry.kind in ("number", "rank"):
        found = _number(entry, cells[0])
        if found is None and entry.wanted:
            raise BadCell(fault(cells[0].place, "empty-cell", "is empty; type a number"))
        return found
    return _words(entry, cells[0])


def _quantity(entry: Entry, cells: Sequence[Raw]) -> Data:
    """A number, `[low, high]`, `[low, most likely, high]`, or a word of likelihood."""
    low, mode, high = (_number(entry, cell) for cell in cells[:3])
    word = _words(entry, cells[3]) if entry.choices else None
    numbers = [number for number in (low, mode, high) if number is not None]
    if word is not None and numbers:
        raise BadCell(fault(cells[3].place, "word-and-number", "is a word beside numbers; keep one of them"))
    if (low is None) is not (high is None):
        empty, end = (cells[0], "low") if low is None else (cells[2], "high")
        raise BadCell(fault(empty.place, "half-a-range", f"is empty, so the range has no {end} end; fill it"))
    if numbers != sorted(numbers):
        raise BadCell(
            fault(
                cells[1].place, "wrong-order", f"low, most likely and high must rise, not {_listed(numbers)}"
            )
        )
    if not numbers and word is None and entry.wanted:
        raise BadCell(
            fault(cells[1].place, "empty-cell", "is empty; type a number, or low and high beside it")
        )
    if not numbers:
        return word
    return numbers[0] if len(numbers) == 1 else list(numbers)


def _listed(numbers: Sequence[float]) -> str:
    return ", ".join(digits(number) for number in numbers)


def _number(entry: Entry, cell: Raw) -> float | None:
    """The number in a cell, inside the limits of its entry; None for an empty cell.

    Raises:
        BadCell: the cell holds something else, or a number out of bounds.
    """
    if cell.found == "empty" or (cell.found == "text" and not cell.said):
        return None
    if cell.found == "text":
        return _typed_percentage(entry, cell)
    if cell.found in ERRORS:
        code, message = ERRORS[cell.found]
        raise BadCell(fault(cell.place, code, message.format(text=f"`{cell.text}`")))
    if cell.percent and entry.high != 1:
        message = (
            f"is a percentage, and {digits(100 * cell.number)}% is the number {digits(cell.number)}; "
            "format the cell as a number and type it again"
        )
        raise BadCell(fault(cell.place, "percentage", message))
    return _within(entry, cell)


def _within(entry: Entry, cell: Raw) -> float:
    """The number in a cell, once it is inside the limits of its entry."""
    number, high = cell.number, LARGEST if entry.high is None else entry.high
    low = -LARGEST if entry.low is None else entry.low
    if not (math.isfinite(number) and low <= number <= high):
        ends = f"at least {digits(low)}" if entry.high is None else f"from {digits(low)} to {digits(high)}"
        raise BadCell(
            fault(
                cell.place,
                "out-of-bounds",
                f"holds {_told(number)}; it must be {ends}{_as_share(number, high)}",
            )
        )
    return int(number) if number == int(number) else number


def _told(number: float) -> str:
    return digits(number) if math.isfinite(number) else "a number beyond counting"


def _typed_percentage(entry: Entry, cell: Raw) -> float:
    """The chance that a text such as `30%` means; anything else that is text is no number."""
    typed = PERCENTAGE.fullmatch(cell.said)
    if typed is None or entry.high != 1:
        raise BadCell(fault(cell.place, *_no_number(cell.said)))
    number = float(typed[1].replace(",", ".")) / 100
    return _within(entry, replace(cell, found="number", number=number))


def _as_share(number: float, high: float) -> str:
    return f"; write {digits(number / 100)} for {digits(number)} %" if high == 1 and 1 < number <= 100 else ""


def _no_number(text: str) -> tuple[str, str]:
    """Why a text is no number, and what to do."""
    if COMMA.fullmatch(text):
        point = text.replace(",", ".")
        message = f"holds the text {quoted(text)}, a number with a decimal comma; type {point} as a number"
        return "decimal-comma", message
    typed = PERCENTAGE.fullmatch(text)
    if typed:
        message = f"holds the text {quoted(text)}; type {typed[1].replace(',', '.')} if points are meant"
        return "percentage", message
    if text.startswith("#"):
        return "cell-error", f"holds {quoted(text)}; type a number"
    return "not-a-number", f"holds the text {quoted(text)}; type a number"


def _words(entry: Entry, cell: Raw) -> Data:
    """The text in a cell: as it stands, as a list of ids, or as one of the words that are allowed."""
    if cell.found in ("error", "uncounted"):
        code, message = ERRORS[cell.found]
        raise BadCell(fault(cell.place, code, message.format(text=f"`{cell.text}`")))
    text = str(cell.shown or "") if cell.found != "number" else digits(cell.number)
    if entry.kind == "ids":
        return [each for each in re.split(r"[\s,;]+", text) if each]
    if not text:
        return None
    if not entry.choices:
        return text
    if text.lower() not in entry.choices:
        known = did_you_mean(text, entry.choices) or f"; use one of {', '.join(entry.choices)}"
        raise BadCell(
            fault(cell.place, "not-in-list", f"holds {quoted(text)}, which is not in its list{known}")
        )
    return text.lower()
