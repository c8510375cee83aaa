"""Several assessments in one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import Block, Column, Document, Heading, Run, Table, muted, paragraph
from dilemma.report.numbers import points

if TYPE_CHECKING:
    from dilemma.analysis.results import Assessment, Comparison
    from dilemma.report.document import Cell

TITLE = "Scenarios and profiles compared"


def comparison(found: Comparison) -> Document:
    """One row an assessment: what is chosen over what, by how much, how firmly."""
    columns = (
        Column("scenario"),
        Column("seen by"),
        Column("choice"),
        Column("by", "right"),
        Column("verdict"),
        Column("over"),
    )
    rows = tuple(_row(result) for result in found.assessments)
    blocks: list[Block] = [Heading(TITLE, 1), Table(columns, rows)]
    if any(result.recommendation.verdict == "too-close" for result in found.assessments):
        blocks.append(paragraph(muted("A margin under the rule of its scenario is too close to call.")))
    return Document(TITLE, tuple(blocks))


def _row(result: Assessment) -> tuple[Cell, ...]:
    choice = result.recommendation
    return (
        result.scenario.id,
        result.profile.id if result.profile else "none",
        Run(" = ".join(choice.ties) if choice.ties else choice.option, "strong"),
        points(choice.margin),
        Run(choice.verdict, "muted" if choice.verdict == "too-close" else "plain"),
        choice.runner_up,
    )
