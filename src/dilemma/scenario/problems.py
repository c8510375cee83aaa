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


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of one file; `message` stands alone and ends in its remedy, if there is a sure one."""

    span: Span
    code: str
    message: str
    severity: Severity = "error"

    @property
    def place(self) -> tuple[str, int, int]:
        """File name, line and column, the order in which problems are listed."""
        return (self.span.source.name, self.span.line, self.span.column)


class FaultyFile(Exception):
    """A file cannot be used; `problems` holds everything found wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__("; ".join(problem.message for problem in self.problems))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sorts problems by file, line and column and drops exact duplicates."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.place))


def errors(problems: Iterable[Problem], *, strict: bool = False) -> tuple[Problem, ...]:
    """The problems that stop a file from being used; under `strict`, warnings do too."""
    return tuple(problem for problem in problems if strict or problem.severity == "error")
