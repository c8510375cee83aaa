"""Several assessments in one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.compose.comparison.compared import (
    choice,
    compared,
    head,
    in_common,
    setting,
    tie_break,
    varied,
)
from dilemma.report.document import Block, Column, Document, Heading, Run, Table, muted, paragraph
from dilemma.report.numbers import format_points

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.results import Comparison
    from dilemma.report.compose.comparison.compared import Compared
    from dilemma.report.document import Cell

TITLE = "Scenarios and profiles compared"


def comparison(result: Comparison) -> Document:
    """Return one row an assessment: the choice, the runner-up, the margin and the verdict."""
    return table_of([compared(assessment) for assessment in result.assessments])


def table_of(summaries: Sequence[Compared]) -> Document:
    """Return one row a result, with a column for every path whose values differ between them."""
    paths = varied(summaries)
    columns = (
        Column("scenario"),
        Column("seen by"),
        *(Column(head(path)) for path in paths),
        Column("choice"),
        Column("by", "right"),
        Column("verdict"),
        Column("over"),
    )
    rows = tuple(_table_row(summary, paths) for summary in summaries)
    if any(tie_break(summary) for summary in summaries):
        columns = (*columns, Column("tie-break"))
        rows = tuple((*row, tie_break(summary)) for row, summary in zip(rows, summaries, strict=True))
    shared_settings = "; ".join(
        f"{head(path)} {setting(value)}" for path, value in in_common(summaries).items()
    )
    note = [paragraph(Run("What if: ", "strong"), f"{shared_settings}.")] if shared_settings else []
    blocks: list[Block] = [Heading(TITLE, 1), *note, Table(columns, rows)]
    if any(summary.recommendation.verdict == "too-close" for summary in summaries):
        blocks.append(paragraph(muted("A margin under the rule of its scenario is too close to call.")))
    return Document(TITLE, tuple(blocks))


def _table_row(summary: Compared, paths: Sequence[str]) -> tuple[Cell, ...]:
    """Return one result: scenario, profile, settings, choice, margin, verdict and runner-up."""
    recommendation = summary.recommendation
    return (
        summary.scenario.id,
        summary.profile_id,
        *(setting(summary.settings[path]) if path in summary.settings else "" for path in paths),
        Run(choice(summary), "strong"),
        format_points(recommendation.margin),
        Run(recommendation.verdict, "muted" if recommendation.verdict == "too-close" else "plain"),
        recommendation.runner_up,
    )
