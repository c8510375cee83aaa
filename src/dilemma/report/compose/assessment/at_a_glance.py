"""A result in brief, without its scenario: what a notebook shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import Column, Document, Run, Table, muted, paragraph, strong
from dilemma.report.numbers import format_percent, format_points

if TYPE_CHECKING:
    from dilemma.analysis.results.assessment import Assessment
    from dilemma.report.document import Cell


def summary_document(result: Assessment) -> Document:
    """Return the choice in a line and the ranking in a table, options by their ids."""
    recommendation = result.recommendation
    viewpoint = result.profile.title if result.profile else "nobody in particular"
    sentence = (
        f"{recommendation.option}, {format_points(recommendation.margin)} points ahead of "
        f"{recommendation.runner_up} ({recommendation.verdict})."
    )
    columns = (
        Column("option"),
        *(Column(label, "right") for label in ("value", "worst", "regret", "first in")),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            Run(option.id, "strong" if option.rank == 1 else "plain"),
            format_points(option.value),
            format_points(option.worst_value),
            "" if option.max_regret is None else format_points(option.max_regret),
            format_percent(option.first_rank_share),
        )
        for option in result.options
    )
    title = paragraph(strong(result.scenario.title), muted(f" seen by {viewpoint}"))
    settings = "; ".join(f"{path} {value}" for path, value in (result.settings or {}).items())
    note = [paragraph(strong("What if: "), f"{settings}.")] if settings else []
    return Document(result.scenario.title, (title, *note, paragraph(sentence), Table(columns, rows)))
