"""Cells as they are found in a spreadsheet, before anyone asks what they should hold."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dilemma.scenario.problems import Cell, Problem, SourceText
from dilemma.scenario.yaml_text import number as written

if TYPE_CHECKING:
    from dilemma.scenario.problems import Severity

Found = Literal["empty", "number", "text", "truth", "date", "error", "uncounted", "refused"]
"""What a cell holds; `uncounted` is a formula whose result was never saved, `refused` what is
reported already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """One cell: where it stands, what it holds, and how that looks to whoever filled it."""

    place: Cell
    found: Found = "empty"
    number: float = 0.0
    text: str = ""
    percent: bool = False
    hidden: bool = False

    @property
    def said(self) -> str:
        """The text of the cell without spaces around it, line ends as line feeds; empty for no text."""
        return tidy(self.text) if self.found == "text" else ""

    @property
    def shown(self) -> float | str | None:
        """What the cell holds, as the tables of a form do."""
        return self.number if self.found == "number" else tidy(self.text) or None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet as rows of cells; rows may differ in length."""

    name: str
    number: int
    source: SourceText
    rows: tuple[tuple[Raw, ...], ...]
    problems: tuple[Problem, ...] = ()

    def cell(self, row: int, column: int) -> Raw:
        """The cell at a row and column counted from 0; an empty one beyond the edge."""
        if row < len(self.rows) and column < len(self.rows[row]):
            return self.rows[row][column]
        return Raw(place=self.place(row, column))

    def place(self, row: int, column: int) -> Cell:
        """The place of a cell counted from 0."""
        return Cell(self.source, row + 1, column + 1, column + 2, self.name, self.number)

    @property
    def whole(self) -> Cell:
        """The place of the sheet itself."""
        return Cell(self.source, 0, 0, 0, self.name, self.number)


def tidy(text: str) -> str:
    """A text without spaces around it and with line feeds for line ends, which programs write differently."""
    return text.replace("_x000D_", "\r").replace("\r\n", "\n").replace("\r", "\n").strip()


def digits(value: float) -> str:
    """A number as text, with the fifteen digits that spreadsheets keep and no exponent below 1e15."""
    return written(float(f"{value:.15g}")) if math.isfinite(value) else f"{value:g}"


NAMELESS: dict[Found, str] = {
    "truth": "holds {text}, a truth value; put an apostrophe before it if it is a name",
    "date": "holds a date, {text}; put an apostrophe before it if it is a name",
    "error": "holds the error {text}; repair the formula or type a name",
    "uncounted": "holds a formula whose result was never saved; open the file in a spreadsheet program and "
    "save it, or type the name",
}


def nameless(cell: Raw, empty: str) -> str:
    """What a cell holds in place of a name, and what to do; `empty` is said where it holds nothing."""
    return NAMELESS.get(cell.found, empty).format(text=f"`{cell.text}`")


def whole_file(name: str) -> Cell:
    """The place of a file as a whole."""
    return Cell(SourceText(name, ()), 0, 0, 0)


def fault(place: Cell, code: str, message: str, severity: Severity = "error") -> Problem:
    """Something wrong with a cell, a sheet or a file."""
    return Problem(place, code, message, severity)
