"""Problems of files: a location, a code and a sentence for the author."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Literal, NamedTuple

from dilemma.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class SourceText:
    """A file as it was read: the name to show for it and its lines, without line ends."""

    name: str
    # Left out of the hash, which is computed with every problem of the file.
    lines: tuple[str, ...] = field(hash=False, repr=False)

    def line(self, number: int) -> str:
        """Return the text of a line counted from 1; empty beyond the last one."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""


# A named tuple, as every file makes thousands of them: half the price of a frozen dataclass.
class Span(NamedTuple):
    """A location in a file: a line, and the columns from `column` up to, not including, `end` (from 1)."""

    source: SourceText
    line: int
    column: int
    end: int

    @property
    def where(self) -> str:
        """The location as a reader looks it up."""
        return f"{self.source.name}:{self.line}:{self.column}"

    @property
    def order(self) -> tuple[int, ...]:
        """The sort key of the location among those of its file."""
        return (self.line, self.column)


class Cell(NamedTuple):
    """A cell of a spreadsheet, `line` being its row; without a row, the whole sheet or the whole file.

    `number` is the position of the sheet in its workbook.
    """

    source: SourceText
    line: int
    column: int
    end: int
    sheet: str = ""
    number: int = 0

    @property
    def where(self) -> str:
        """File, sheet and cell, as in `nato.xlsx, sheet Scores, cell D7`."""
        sheet = f", sheet {self.sheet}" if self.sheet else ""
        cell = f", cell {column_letters(self.column)}{self.line}" if self.line else ""
        return f"{self.source.name}{sheet}{cell}"

    @property
    def order(self) -> tuple[int, ...]:
        """The sort key: sheet by sheet, then row by row."""
        return (self.number, self.line, self.column)


def column_letters(column: int) -> str:
    """Return the letters of a column counted from 1: A to Z, then AA."""
    text = ""
    while column:
        # Digits run from 1 to 26, as no letter stands for 0.
        column, remainder = divmod(column - 1, 26)
        text = chr(ord("A") + remainder) + text
    return text


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of one file; `message` stands alone and ends in a suggestion, if there is a sure one."""

    span: Span | Cell
    code: str
    message: str
    severity: Severity = "error"

    @property
    def location(self) -> tuple[str | int, ...]:
        """File name, line and column: the order in which problems are listed."""
        return (self.span.source.name, *self.span.order)


def sort_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort problems by file, line and column and drop exact duplicates."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.location))


def select_errors(problems: Iterable[Problem], *, strict: bool = False) -> tuple[Problem, ...]:
    """Return the problems that stop a file from being used; under `strict`, warnings do too."""
    return tuple(problem for problem in problems if strict or problem.severity == "error")
