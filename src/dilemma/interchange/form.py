"""A scenario as tables of cells: some hold a judgement and may be filled, the others say what is what."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.scenario.naming import Path

Plain: TypeAlias = "float | str | None"
"""What a cell holds: a number, a text, or nothing."""

Kind = Literal["quantity", "number", "text", "ids", "choice", "rank"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table: its head, its width in characters, and a word on what to fill in."""

    head: str
    width: int = 12
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One judgement, and the columns of its line that hold it.

    `part` and `bare` are those of a `Change`. A quantity has the columns low, most likely and high, and with
    `choices` a fourth for a word. `gathered` entries make one value of the file together: points by
    criterion, or a ranking.
    """

    path: Path
    columns: tuple[int, ...]
    kind: Kind
    part: str | None = None
    bare: str = "score"
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    wanted: bool = False
    gathered: bool = False
    inherited: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of a table: what each cell shows, and the judgements among them."""

    shown: tuple[Plain, ...]
    entries: tuple[Entry, ...] = ()
    shared: bool = False  # its judgement stands in the framework, not in the scenario's own file

    def entry_at(self, column: int) -> Entry | None:
        """The judgement that a cell holds, if it holds one."""
        return next((entry for entry in self.entries if column in entry.columns), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A sheet: what it is for, its columns, of which the first `keys` say what a line is about, its lines."""

    name: str
    says: str
    columns: tuple[Column, ...]
    keys: int
    lines: tuple[Line, ...]

    @property
    def heads(self) -> tuple[str, ...]:
        """The heads of the columns."""
        return tuple(column.head for column in self.columns)

    def key(self, line: Line) -> tuple[str, ...]:
        """What tells a line from the others."""
        return tuple(str(cell or "") for cell in line.shown[: self.keys])


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A scenario as tables."""

    scenario: str
    title: str
    question: str
    tables: tuple[Table, ...]

    @property
    def fingerprint(self) -> str:
        """Sixteen digits that change whenever a cell would show something else."""
        seen = repr(
            [(table.name, table.heads, [line.shown for line in table.lines]) for table in self.tables]
        )
        return sha256(seen.encode()).hexdigest()[:16]

    def entries(self) -> Iterator[tuple[Table, Line, Entry]]:
        """Every judgement, with its line and table."""
        for table in self.tables:
            for line in table.lines:
                for entry in line.entries:
                    yield table, line, entry
