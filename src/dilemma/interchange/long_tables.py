"""Long tables, one row for each option and criterion, turned into tables with a row for each option."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.errors import FaultyFile
from dilemma.interchange.cells import ReadCell, problem_at
from dilemma.interchange.table_area import cell_title, is_filled
from dilemma.interchange.table_words import label_role
from dilemma.scenario.yaml.text import quote_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dilemma.interchange.table_area import TableArea
    from dilemma.interchange.table_words import LabelRole
    from dilemma.scenario.problems import Problem

_OF_CRITERIA: tuple[LabelRole, ...] = (
    "weight",
    "direction",
    "unit",
    "worst",
    "best",
    "scale",
    "pole",
    "group",
)
_OF_SCORES: tuple[LabelRole, ...] = ("future", "notes")


def widen(table: TableArea) -> TableArea:
    """Return a long table with options in rows and criteria in columns; any other table as it is.

    Raises:
        FaultyFile: a score stands twice, a criterion has two weights, or a name is missing.
    """
    columns = _long_columns(table)
    if columns is None:
        return table
    rows = [row for row in table.rows[1:] if any(map(is_filled, row))]
    problems = [
        problem_at(row[columns[role]].location, "no-head", f"is empty; name the {role} of this row")
        for row in rows
        for role in ("option", "criterion")
        if not cell_title(row[columns[role]])
    ]
    if problems:
        raise FaultyFile(problems)
    criteria = {cell_title(row[columns["criterion"]]): row[columns["criterion"]] for row in reversed(rows)}
    order = list(dict.fromkeys(cell_title(row[columns["criterion"]]) for row in rows))
    heads = [table.rows[0][columns["option"]], *(criteria[title] for title in order)]
    lines = [
        *_describing_rows(table, rows, columns, order, problems),
        *_score_rows(rows, columns, order, problems),
    ]
    if problems:
        raise FaultyFile(problems)
    if "future" in columns:
        heads.insert(1, table.rows[0][columns["future"]])
    return replace(table, rows=(tuple(heads), *map(tuple, lines)))


def _long_columns(table: TableArea) -> dict[LabelRole, int] | None:
    """Return the columns of a long table by what they hold; None for a table of another form."""
    columns: dict[LabelRole, int] = {}
    for column, cell in enumerate(table.rows[0]):
        role = label_role(cell_title(cell))
        if role is None or role in columns:
            return None
        columns[role] = column
    if not {"option", "criterion", "value"} <= columns.keys():
        return None
    return columns if columns.keys() <= {"option", "criterion", "value", *_OF_CRITERIA, *_OF_SCORES} else None


def _describing_rows(
    table: TableArea,
    rows: Sequence[Sequence[ReadCell]],
    columns: Mapping[LabelRole, int],
    order: Sequence[str],
    problems: list[Problem],
) -> list[list[ReadCell]]:
    """Return a row for each column that describes criteria, which says the same wherever one stands."""
    lines = []
    for role in (role for role in _OF_CRITERIA if role in columns):
        cells: dict[str, ReadCell] = {}
        for row in rows:
            title, cell = cell_title(row[columns["criterion"]]), row[columns[role]]
            if is_filled(cell) and cell_title(cells.setdefault(title, cell)) != cell_title(cell):
                message = (
                    f"holds another {role} for {quote_text(title)} than above; write one in all its rows"
                )
                problems.append(problem_at(cell.location, "repeated-row", message))
        head = table.rows[0][columns[role]]
        blank = [ReadCell(location=head.location)] if "future" in columns else []
        lines.append([head, *blank, *(cells.get(title, ReadCell(location=head.location)) for title in order)])
    return lines


def _score_rows(
    rows: Sequence[Sequence[ReadCell]],
    columns: Mapping[LabelRole, int],
    order: Sequence[str],
    problems: list[Problem],
) -> list[list[ReadCell]]:
    """Return a row for each option, or option and future, each score with the reason beside it."""
    scores: dict[tuple[str, str], dict[str, Sequence[ReadCell]]] = {}
    for row in rows:
        future = cell_title(row[columns["future"]]) if "future" in columns else ""
        by_title = scores.setdefault((cell_title(row[columns["option"]]), future), {})
        title = cell_title(row[columns["criterion"]])
        if title in by_title:
            message = f"is a second score on {quote_text(title)} for the same option; keep one"
            problems.append(problem_at(row[columns["value"]].location, "repeated-row", message))
        by_title.setdefault(title, row)
    lines = []
    for by_title in scores.values():
        first = next(iter(by_title.values()))
        label, empty = first[columns["option"]], ReadCell(location=first[columns["option"]].location)
        future_cells = [first[columns["future"]]] if "future" in columns else []
        cells = [_noted(by_title[title], columns) if title in by_title else empty for title in order]
        lines.append([label, *future_cells, *cells])
    return lines


def _noted(row: Sequence[ReadCell], columns: Mapping[LabelRole, int]) -> ReadCell:
    note = row[columns["notes"]].clean_text if "notes" in columns else ""
    return replace(row[columns["value"]], note=note)
