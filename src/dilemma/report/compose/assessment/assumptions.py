"""What is taken for granted, and what the choice would be if it were wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import Block, Column, Run, Table, paragraph
from dilemma.report.names import join_names
from dilemma.report.numbers import format_points

if TYPE_CHECKING:
    from dilemma.analysis.results.assessment import Assessment
    from dilemma.analysis.results.monitoring import AssumptionResult
    from dilemma.report.document import Cell
    from dilemma.report.names import Names


def assumption_blocks(result: Assessment, names: Names) -> list[Block]:
    """Return each assumption with the choice if it is wrong, and which of them the choice hangs on."""
    if not result.assumptions:
        return []
    columns = (Column("Taken for granted"), Column("standing"), Column("if wrong"), Column("lead", "right"))
    rows = tuple(_assumption_row(assumption, names) for assumption in result.assumptions)
    return [Table(columns, rows), paragraph(_describe_dependence(result, names))]


def _assumption_text(key: str, names: Names) -> str:
    """Return an assumption in its author's words."""
    return names.scenario.file.assumptions[key].says


def _assumption_row(assumption: AssumptionResult, names: Names) -> tuple[Cell, ...]:
    """Return one assumption with its status, and the choice and the lead if it is wrong."""
    choice = names.choice(assumption.if_wrong, assumption.ties_if_wrong)
    return (
        f"{assumption.id}: {_assumption_text(assumption.id, names)}",
        assumption.standing,
        Run(choice, "bad" if assumption.changes_choice else "plain"),
        format_points(assumption.margin_if_wrong),
    )


def _describe_dependence(result: Assessment, names: Names) -> str:
    """Return the assumptions that change the choice, or the pair that does, or that none do."""
    decisive = [assumption.id for assumption in result.assumptions or () if assumption.changes_choice]
    if decisive:
        return f"The choice hangs on {join_names([f'`{key}`' for key in decisive])}: if wrong, it changes."
    if not result.assumption_pairs:
        return "No single assumption changes the choice if it is wrong, and no two do together."
    pair = result.assumption_pairs[0]
    first, second = (_assumption_text(key, names) for key in pair.assumptions)
    choice = names.choice(pair.if_wrong, pair.ties_if_wrong)
    lead = "" if pair.ties_if_wrong else f", by {format_points(pair.margin_if_wrong)}"
    sentence = f"No single assumption changes the choice, but these two together do, to {choice}{lead}"
    return f"{sentence}: {first} {second}"
