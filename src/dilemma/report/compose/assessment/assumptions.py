"""What is taken for granted, and what the choice would be if it were wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import Block, Column, Run, Table, paragraph
from dilemma.report.names import listed
from dilemma.report.numbers import points

if TYPE_CHECKING:
    from dilemma.analysis.results import Assessment
    from dilemma.analysis.watch.watch_results import AssumptionResult
    from dilemma.report.document import Cell
    from dilemma.report.names import Names


def assumptions(result: Assessment, names: Names) -> list[Block]:
    """Each assumption with the choice if it is wrong, and which of them the choice hangs on."""
    if not result.assumptions:
        return []
    columns = (Column("Taken for granted"), Column("standing"), Column("if wrong"), Column("lead", "right"))
    rows = tuple(_row(each, names) for each in result.assumptions)
    return [Table(columns, rows), paragraph(_hangs_on(result, names))]


def _says(key: str, names: Names) -> str:
    return names.scenario.file.assumptions[key].says


def _row(found: AssumptionResult, names: Names) -> tuple[Cell, ...]:
    choice = names.choice(found.if_wrong, found.ties_if_wrong)
    return (
        f"{found.id}: {_says(found.id, names)}",
        found.standing,
        Run(choice, "bad" if found.changes_choice else "plain"),
        points(found.margin_if_wrong),
    )


def _hangs_on(result: Assessment, names: Names) -> str:
    """One sentence: the assumptions that change the choice, or the pair that does, or that none do."""
    alone = [each.id for each in result.assumptions or () if each.changes_choice]
    if alone:
        return f"The choice hangs on {listed([f'`{key}`' for key in alone])}: if wrong, it changes."
    if not result.assumption_pairs:
        return "No single assumption changes the choice if it is wrong, and no two do together."
    pair = result.assumption_pairs[0]
    one, other = (_says(key, names) for key in pair.assumptions)
    choice = names.choice(pair.if_wrong, pair.ties_if_wrong)
    lead = "" if pair.ties_if_wrong else f", by {points(pair.margin_if_wrong)}"
    said = f"No single assumption changes the choice, but these two together do, to {choice}{lead}"
    return f"{said}: {one} {other}"
