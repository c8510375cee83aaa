"""Every score of a scenario with its range, reason and source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import Block, Column, Document, Heading, Table, muted
from dilemma.report.names import Names, capitalize
from dilemma.report.numbers import format_plain

if TYPE_CHECKING:
    from dilemma.report.document import Cell
    from dilemma.scenario.model import LeafCriterion, Scenario
    from dilemma.scenario.quantity import Quantity
    from dilemma.scenario.schema.judgement import Judgement


def score_table_document(scenario: Scenario) -> Document:
    """Return one table an option and criterion, with one row a future."""
    names = Names(scenario)
    blocks: list[Block] = [Heading(scenario.file.title, 1)]
    for option in scenario.options:
        blocks.append(Heading(capitalize(names.option(option))))
        blocks += [_criterion_table(scenario, names, option, leaf) for leaf in scenario.leaves]
    return Document(scenario.file.title, tuple(blocks))


def _criterion_table(scenario: Scenario, names: Names, option: str, leaf: LeafCriterion) -> Table:
    """Return the scores of one option on one criterion."""
    unit = leaf.criterion.scale.unit if leaf.criterion.scale else None
    title = names.criterion(leaf.id) + (f", {unit}" if unit else "")
    columns = (Column(title), Column("score", "right"), Column("why"), Column("from"))
    cells = zip(scenario.futures, scenario.rows[option, leaf.id], strict=True)
    rows = tuple(_score_row(names.future(future.id), judgement) for future, judgement in cells)
    return Table(columns, rows)


def _score_row(future: str, judgement: Judgement) -> tuple[Cell, ...]:
    """Return one score with its reason and its sources."""
    return (future, _format_score(judgement.score), judgement.why or "", muted(" ".join(judgement.sources)))


def _format_score(score: Quantity) -> str:
    """Return a score as its author wrote it: `26`, `12 to 30`, `26 (16 to 36)`, `normal(50, 5)`."""
    numbers = [format_plain(number) for number in score.parameters]
    if score.family == "exact":
        return numbers[0]
    if score.family == "uniform":
        return f"{numbers[0]} to {numbers[1]}"
    if score.family == "triangular":
        return f"{numbers[1]} ({numbers[0]} to {numbers[2]})"
    return f"{score.family}({', '.join(numbers)})"
