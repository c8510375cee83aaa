"""Cells and sheets of a spreadsheet before they are interpreted, and problems moved to their cells."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from dilemma.errors import FaultyFile
from dilemma.records import dataclass
from dilemma.scenario.problems import Cell, Problem, SourceText
from dilemma.scenario.yaml.text import yaml_number as format_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dilemma.scenario.messages import KeyPath
    from dilemma.scenario.yaml.nodes import Node


CellKind = Literal["empty", "number", "text", "truth", "date", "error", "uncounted", "refused"]
"""The kind of content of a cell.

`uncounted` is a formula whose result was never saved, `refused` a content already reported as a problem.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadCell:
    """A cell: its location, the kind of its content, and the content as a number or a text.

    `unit` is the currency sign that a workbook shows beside a number; `hidden` says that its row is hidden,
    `hidden_column` that its column is; `note` is the reason that a long table has beside it, `group` what
    stands above a head, `shared` the first of merged cells that hold the weight of a group.
    """

    location: Cell
    kind: CellKind = "empty"
    number: float = 0.0
    text: str = ""
    percent: bool = False
    unit: str = ""
    hidden: bool = False
    hidden_column: bool = False
    note: str = ""
    group: str = ""
    shared: Cell | None = None

    @property
    def clean_text(self) -> str:
        """The text of the cell, tidied; empty unless the cell holds a text."""
        return tidy_text(self.text) if self.kind == "text" else ""

    @property
    def value(self) -> float | str | None:
        """The content of the cell as a cell of a template states it: a number, a text or None."""
        return self.number if self.kind == "number" else tidy_text(self.text) or None


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedCells:
    """Cells merged into one: the first of them with what it shows, and the last row and column, from 0."""

    cell: ReadCell
    bottom: int
    right: int
    problem: Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet as rows of cells; rows may differ in length.

    `number` counts the sheets of a file from 1; `decimal` is the sign before decimals, where the file tells
    it; `merged` holds what merged cells show, `texts` what stands around a table of Markdown.
    """

    name: str
    number: int
    source: SourceText
    rows: tuple[tuple[ReadCell, ...], ...]
    problems: tuple[Problem, ...] = ()
    decimal: Literal[".", ","] | None = None
    merged: tuple[MergedCells, ...] = ()
    texts: tuple[str, ...] = ()

    def cell(self, row: int, column: int) -> ReadCell:
        """Return the cell at a row and column, counted from 0; an empty cell beyond the edge."""
        if row < len(self.rows) and column < len(self.rows[row]):
            return self.rows[row][column]
        return ReadCell(location=self.cell_location(row, column))

    def cell_location(self, row: int, column: int) -> Cell:
        """Return the location of the cell at a row and column, counted from 0."""
        return Cell(self.source, row + 1, column + 1, column + 2, self.name, self.number)

    @property
    def location(self) -> Cell:
        """The location of the sheet as a whole."""
        return Cell(self.source, 0, 0, 0, self.name, self.number)


def is_filled(cell: ReadCell) -> bool:
    """Return whether a cell holds anything."""
    return bool(cell.clean_text) if cell.kind == "text" else cell.kind != "empty"


def holds_number(cell: ReadCell) -> bool:
    """Return whether a cell holds a number, or a text that begins with one."""
    return cell.kind == "number" or cell.clean_text[:1].isdigit()


def tidy_text(text: str) -> str:
    """Return a text without spaces around it, with line feeds as line ends."""
    # Excel writes a carriage return as `_x000D_`; programs differ in which line ends they keep.
    return text.replace("_x000D_", "\r").replace("\r\n", "\n").replace("\r", "\n").strip()


def format_digits(value: float) -> str:
    """Return a number as text, with the fifteen digits that spreadsheets keep and no exponent below 1e15."""
    return format_number(float(f"{value:.15g}")) if math.isfinite(value) else f"{value:g}"


_NON_NAME_MESSAGES: dict[CellKind, str] = {
    "truth": "holds {text}, a truth value; put an apostrophe before it if it is a name",
    "date": "holds a date, {text}; put an apostrophe before it if it is a name",
    "error": "holds the error {text}; repair the formula or type a name",
    "uncounted": "holds a formula whose result was never saved; open the file in a spreadsheet program and "
    "save it, or type the name",
}


def describe_non_name(cell: ReadCell, empty: str) -> str:
    """Return a message on a cell that holds no name: what it holds and what to do; `empty` if it is empty."""
    return _NON_NAME_MESSAGES.get(cell.kind, empty).format(text=f"`{cell.text}`")


def file_location(name: str) -> Cell:
    """Return the location of a file as a whole."""
    return Cell(SourceText(name, ()), 0, 0, 0)


def fault_at(location: Cell, code: str, message: str) -> FaultyFile:
    """Return the error that refuses a file for what is wrong at one cell, on one sheet or with all of it."""
    return FaultyFile([Problem(location, code, message)])


def relocate_problems(
    problems: Sequence[Problem],
    node: Node | None,
    locations: Mapping[KeyPath, Cell],
    name: str,
    default: Cell | None = None,
) -> tuple[Problem, ...]:
    """Return the problems of a text, each at the cell its part of the text was made from.

    Args:
        problems: problems of the text and of other files; the latter stay as they are.
        node: the parsed text; None if it could not be parsed.
        locations: the cell behind each path of the text.
        name: the name under which the text is shown.
        default: the location of problems without a cell; None to leave them in the text.
    """
    by_position = dict(_locations_by_position(node, locations)) if node else {}

    def relocate(problem: Problem) -> Problem:
        if problem.span.source.name != name:
            return problem
        location = by_position.get((problem.span.line, problem.span.column), default)
        return replace(problem, span=location) if location else problem

    return tuple(map(relocate, problems))


def _locations_by_position(
    node: Node, locations: Mapping[KeyPath, Cell]
) -> Iterator[tuple[tuple[int, int], Cell]]:
    """Yield pairs of a position (line, column) in the text and the cell behind it.

    A part that was made from several cells has the first of them. Of several pairs for one position the
    last counts.
    """
    # Longer paths are closer to a judgement, so they come later and override their parents.
    for depth in range(1, max(map(len, locations), default=0) + 1):
        first: dict[KeyPath, Cell] = {}
        for path, location in locations.items():
            if len(path) >= depth:
                first.setdefault(path[:depth], location)
        for path, location in first.items():
            yield from _node_positions(node.nearest(path), location, within=path in locations)


def _node_positions(node: Node, location: Cell, *, within: bool) -> Iterator[tuple[tuple[int, int], Cell]]:
    yield (node.at_key().line, node.at_key().column), location
    yield (node.span.line, node.span.column), location
    children = node.value
    if within and isinstance(children, dict | list):
        for child in children.values() if isinstance(children, dict) else children:
            yield from _node_positions(child, location, within=True)
