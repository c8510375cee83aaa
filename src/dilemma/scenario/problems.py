"""What is wrong in a file, as a value: place, code and a sentence for its author."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class SourceText:
    """A file as it was read: the name to show for it and its lines, without line ends."""

    name: str
    lines: tuple[str, ...] = field(hash=False, repr=False)  # hashed with every problem of the file

    def line(self, number: int) -> str:
        """The text of a line counted from 1; empty beyond the last one."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""


class Span(NamedTuple):  # thousands are made of every file, at half the price of a frozen class
    """A place in a file: a line, and the columns from `column` up to, not including, `end` (from 1)."""

    source: SourceText
    line: int
    column: int
    end: int

    @property
    def where(self) -> str:
        """The place as a reader looks it up."""
        return f"{self.source.name}:{self.line}:{self.column}"

    @property
    def order(self) -> tuple[int, ...]:
        """Where the place comes among those of its file."""
        return (self.line, self.column)


class Cell(NamedTuple):
    """A cell of a spreadsheet, `line` being its row; without a row, the whole sheet or the whole file.

    `number` is the place of the sheet in its workbook.
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
        cell = f", cell {letters(self.column)}{self.line}" if self.line else ""
        return f"{self.source.name}{sheet}{cell}"

    @property
    def order(self) -> tuple[int, ...]:
        """Sheet by sheet, then row by row."""
        return (self.number, self.line, self.column)


def letters(column: int) -> str:
    """The letters over a column counted from 1: A to Z, then AA."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of one file; `message` stands alone and ends in its remedy, if there is a sure one."""

    span: Span | Cell
    code: str
    message: str
    severity: Severity = "error"

    @property
    def place(self) -> tuple[str | int, ...]:
        """File name, then the place in it: the order in which problems are listed."""
        return (self.span.source.name, *self.span.order)


class FaultyFile(Exception):
    """A file cannot be used; `problems` holds everything found wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__("; ".join(problem.message for problem in self.problems))

    def __reduce__(self) -> tuple[type[FaultyFile], tuple[tuple[Problem, ...]]]:
        """What another process makes it again from."""
        return type(self), (self.problems,)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sorts problems by file, line and column and drops exact duplicates."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.place))


def errors(problems: Iterable[Problem], *, strict: bool = False) -> tuple[Problem, ...]:
    """The problems that stop a file from being used; under `strict`, warnings do too."""
    return tuple(problem for problem in problems if strict or problem.severity == "error")
