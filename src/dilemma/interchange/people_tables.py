"""A table of people and their weights, one row each, as profiles that a panel reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.errors import FaultyFile
from dilemma.interchange.cells import problem_at
from dilemma.interchange.matrix_layout import make_ids
from dilemma.interchange.matrix_scores import CellStyle, read_score
from dilemma.interchange.table_area import cell_title, find_table, is_filled
from dilemma.interchange.table_words import corner_role, is_summary_label, label_role, plain_label
from dilemma.interchange.values import BadCell
from dilemma.records import dataclass
from dilemma.scenario.yaml.text import quote_text
from dilemma.scenario.yaml.writer import yaml_flow, yaml_scalar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dilemma.interchange.cells import ReadCell, Sheet
    from dilemma.interchange.table_answers import TableAnswers
    from dilemma.interchange.table_area import TableArea
    from dilemma.scenario.model import Scenario
    from dilemma.scenario.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonProfile:
    """The profile of one person: the name of its file without an ending, and its YAML text."""

    id: str
    text: str


def read_people(
    sheet: Sheet, scenario: Scenario, file: str, answers: TableAnswers
) -> tuple[PersonProfile, ...]:
    """Return a profile for each row of a table of people and weights.

    Args:
        sheet: the sheet.
        scenario: the scenario whose criteria stand over the columns.
        file: the name of the file, to cite.
        answers: the decimal sign and the words for levels.

    Raises:
        FaultyFile: a criterion has no column, a column no criterion, or a weight cannot be read.
    """
    table = find_table(sheet)
    name = next(
        (column for column, cell in enumerate(table.rows[0]) if corner_role(cell_title(cell)) == "person"), 0
    )
    problems: list[Problem] = []
    columns = _criterion_columns(table, name, scenario, problems)
    style = CellStyle(decimal=answers.decimal or sheet.decimal, levels=answers.levels)
    people: dict[str, Mapping[str, float]] = {}
    for row in table.rows[1:]:
        title = cell_title(row[name])
        if is_summary_label(title):
            continue
        if not title or title in people:
            message = "has no name of a person" if not title else f"repeats {quote_text(title)}; keep one row"
            problems.append(problem_at(row[name].location, "repeated-row", message))
            continue
        people[title] = _read_weights(row, columns, style, problems)
    if not problems and not people:
        problems.append(problem_at(sheet.location, "not-a-matrix", "has no row of a person"))
    if problems:
        raise FaultyFile(problems)
    ids = make_ids(tuple(people), "person")
    return tuple(
        PersonProfile(id=key, text=_profile_text(title, weights, scenario.id, file))
        for key, (title, weights) in zip(ids, people.items(), strict=True)
    )


def _criterion_columns(
    table: TableArea, name: int, scenario: Scenario, problems: list[Problem]
) -> dict[str, int]:
    """Return the column of each criterion, which goes by its id or title; notes and sums are left out."""
    ids = {plain_label(word): leaf.id for leaf in scenario.leaves for word in (leaf.title, leaf.id)}
    columns: dict[str, int] = {}
    for column, cell in enumerate(table.rows[0]):
        head = cell_title(cell)
        key = ids.get(plain_label(head))
        if key is not None and key not in columns:
            columns[key] = column
        elif column != name and head and not _is_beside(head):
            known = ", ".join(quote_text(leaf.id) for leaf in scenario.leaves)
            message = f"heads {quote_text(head)}, which is no criterion of `{scenario.id}`; it has {known}"
            problems.append(problem_at(cell.location, "unknown-column", message))
    missing = [leaf.id for leaf in scenario.leaves if leaf.id not in columns]
    if missing:
        listed = ", ".join(map(quote_text, missing))
        message = f"has no column of weights for {listed}; people weigh every criterion"
        problems.append(problem_at(table.sheet.location, "no-column", message))
    return columns


def _is_beside(head: str) -> bool:
    """Return whether a column holds no weights but their sum, a number of the row or notes."""
    return is_summary_label(head) or label_role(head) in ("notes", "number", "group")


def _read_weights(
    row: Sequence[ReadCell], columns: Mapping[str, int], style: CellStyle, problems: list[Problem]
) -> dict[str, float]:
    weights = {}
    before = len(problems)
    for key, column in columns.items():
        cell = row[column]
        try:
            score = read_score(cell, style)
        except BadCell as bad:
            problems += [bad.problem] if bad.problem else []
            continue
        if score.is_unknown or score.low != score.high or score.low < 0:
            held = cell_title(cell) if is_filled(cell) else "nothing"
            message = f"holds {held}; a weight is one number, at least 0"
            problems.append(problem_at(cell.location, "empty-cell", message))
            continue
        weights[key] = score.low
    if len(problems) == before and not any(weights.values()):
        problems.append(
            problem_at(row[0].location, "no-weight", "begins weights that are all 0; give one more")
        )
    return weights


def _profile_text(title: str, weights: Mapping[str, float], scenario: str, file: str) -> str:
    return (
        f"# Made from {file}.\ndilemma: 1\nfile: profile\ntitle: {yaml_scalar(title)}\nkind: person\n"
        f"weights:\n  {yaml_scalar(scenario)}: {yaml_flow(dict(weights))}\n"
    )
