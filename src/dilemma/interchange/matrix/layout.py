"""Where things stand in a matrix: the heads of its columns, the rows that describe them, the options."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dilemma.errors import FaultyFile
from dilemma.interchange.cells import digits, fault, nameless
from dilemma.scenario.checks.size import MOST, MOST_ROWS
from dilemma.scenario.reading.characters import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dilemma.interchange.cells import Raw, Sheet
    from dilemma.scenario.problems import Problem

# Words in the first column whose row describes the criteria, and words at the head of a column about options.
ROWS = {
    "weight": "weight",
    "weights": "weight",
    "worst": "worst",
    "best": "best",
    "unit": "unit",
    "direction": "direction",
    "pole": "pole",
}
# Labels of rows that sum the others up; taken for an option, such a row would compete with what it sums.
SUMMARIES = frozenset(
    [
        "total",
        "totals",
        "sum",
        "subtotal",
        "average",
        "avg",
        "mean",
        "median",
        "min",
        "max",
        "minimum",
        "maximum",
        "rank",
        "score",
    ]
)
COLUMNS = {"stance": "stance", "future": "future", "definition": "definition", "description": "definition"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A sheet by its parts; rows and columns count from 0.

    `criteria` are columns by title, `about` the columns on options, `says` the rows on criteria, and
    `options` the rows with scores.
    """

    sheet: Sheet
    head: int
    criteria: Mapping[str, int]
    about: Mapping[str, int]
    says: Mapping[str, int]
    options: tuple[int, ...]


def layout(sheet: Sheet) -> Layout:
    """Finds the parts of a matrix; its heads are the first row that holds anything.

    Raises:
        FaultyFile: with every cell that keeps the sheet from being a matrix.
    """
    problems = list(sheet.problems)
    filled = [row for row, cells in enumerate(sheet.rows) if any(map(holds, cells))]
    if not filled:
        raise FaultyFile(
            [fault(sheet.whole, "not-a-matrix", "is empty; write options in rows, criteria in columns")]
        )
    head, *below = filled
    criteria, about = _heads(sheet, head, below, problems)
    says, options = _rows(sheet, below, problems)
    _small(sheet, head, criteria, about, options)
    if not criteria and not problems:
        message = (
            "begins the heads, but no column to the right is a criterion; write its name over its scores"
        )
        problems.append(fault(sheet.place(head, 0), "not-a-matrix", message))
    if not problems and len({title(sheet.cell(row, 0)) for row in options}) < 2:
        message = "has fewer than two rows with options; there is nothing to decide"
        problems.append(fault(sheet.whole, "not-a-matrix", message))
    if problems:
        raise FaultyFile(problems)
    return Layout(sheet=sheet, head=head, criteria=criteria, about=about, says=says, options=tuple(options))


def _small(
    sheet: Sheet, head: int, criteria: Mapping[str, int], about: Mapping[str, int], options: list[int]
) -> None:
    """Refuses what is too much to judge, at the first cell too many and before any score is read.

    Raises:
        FaultyFile: saying how many there may be.
    """
    futures = about.get("future")
    cells = {
        "options": [sheet.cell(row, 0) for row in options],
        "criteria": [sheet.cell(head, column) for column in criteria.values()],
        "futures": [] if futures is None else [sheet.cell(row, futures) for row in options],
    }
    named = {part: {title(cell): cell for cell in reversed(held)} for part, held in cells.items()}
    room = {**MOST, "options": min(MOST["options"], MOST_ROWS // max(1, len(criteria)))}
    for part, found in named.items():
        if len(found) > room[part]:
            _refuse_crowd(part, list(reversed(found.values())), room[part], len(criteria))


def _refuse_crowd(part: str, cells: Sequence[Raw], most: int, criteria: int) -> None:
    within = f" on {criteria:,} criteria" if most < MOST[part] else ""
    message = (
        f"is beyond the {most:,} {part}{within} that a scenario may have, of {len(cells):,}; leave some out"
    )
    raise FaultyFile([fault(sorted(cells, key=_order)[most].place, "too-many", message)])


def _order(cell: Raw) -> tuple[int, ...]:
    return cell.place.order


def holds(cell: Raw) -> bool:
    """Whether a cell holds anything."""
    return bool(cell.said) if cell.found == "text" else cell.found != "empty"


def title(cell: Raw) -> str:
    """The text of a head or label, which may be a number such as a year."""
    return digits(cell.number) if cell.found == "number" else " ".join(cell.said.split())


def _bare(name: str) -> str:
    """A label without what follows in brackets or after a sign, as in `Weight (%)` or `Total:`."""
    return re.split(r"[(\[%:=]", name)[0].strip().lower()


def _heads(
    sheet: Sheet, head: int, below: list[int], problems: list[Problem]
) -> tuple[dict[str, int], dict[str, int]]:
    criteria: dict[str, int] = {}
    about: dict[str, int] = {}
    used = {column for row in below for column, cell in enumerate(sheet.rows[row]) if holds(cell)}
    for column in range(1, max(map(len, sheet.rows))):
        cell = sheet.cell(head, column)
        name = title(cell)
        if not name:
            if column in used and cell.found != "refused":
                message = nameless(cell, "is empty, but there is something below it; name the criterion")
                problems.append(fault(cell.place, "no-head", message))
            continue
        into, key = (about, COLUMNS[name.lower()]) if name.lower() in COLUMNS else (criteria, name)
        if key in into:
            problems.append(
                fault(cell.place, "repeated-column", f"repeats the column {quoted(name)}; rename one")
            )
        into.setdefault(key, column)
    return criteria, about


def _rows(sheet: Sheet, below: list[int], problems: list[Problem]) -> tuple[dict[str, int], list[int]]:
    says: dict[str, int] = {}
    options: list[int] = []
    for row in below:
        cell = sheet.cell(row, 0)
        name = title(cell)
        key = ROWS.get(_bare(name))
        if not name and cell.found != "refused":
            message = nameless(cell, "is empty, but there is something beside it; name the option")
            problems.append(fault(cell.place, "no-head", message))
        elif _bare(name) in SUMMARIES:
            message = f"begins a row {quoted(name)}, which sums up others; delete it, or rename the option"
            problems.append(fault(cell.place, "summary-row", message))
        elif key is None:
            options.append(row)
        elif key in says:
            problems.append(fault(cell.place, "repeated-row", f"repeats the row {quoted(name)}; keep one"))
        else:
            says[key] = row
    return says, options
