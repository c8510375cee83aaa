"""Several assessments in one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.compose.comparison.compared import (
    _column_title,
    _common_settings,
    _format_setting,
    _summary_choice,
    _varied_paths,
    summarize_result,
    tie_break_option,
)
from dilemma.report.document import Block, Column, Document, Heading, Run, Table, muted, paragraph
from dilemma.report.numbers import format_points

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.results.assessment import Comparison
    from dilemma.report.compose.comparison.compared import ResultSummary
    from dilemma.report.document import Cell

_TITLE = "Scenarios and profiles compared"


def comparison_document(result: Comparison) -> Document:
    """Return one row an assessment: the choice, the runner-up, the margin and the verdict."""
    return summaries_document([summarize_result(assessment) for assessment in result.assessments])


def summaries_document(summaries: Sequence[ResultSummary]) -> Document:
    """Return one row a result, with a column for every path whose values differ between them."""
    paths = _varied_paths(summaries)
    columns = (
        Column("scenario"),
        Column("seen by"),
        *(Column(_column_title(path)) for path in paths),
        Column("choice"),
        Column("by", "right"),
        Column("verdict"),
        Column("over"),
    )
    rows = tuple(_table_row(summary, paths) for summary in summaries)
    if any(tie_break_option(summary) for summary in summaries):
        columns = (*columns, Column("tie-break"))
        rows = tuple((*row, tie_break_option(summary)) for row, summary in zip(rows, summaries, strict=True))
    shared_settings = "; ".join(
        f"{_column_title(path)} {_format_setting(value)}"
        for path, value in _common_settings(summaries).items()
    )
    note = [paragraph(Run("What if: ", "strong"), f"{shared_settings}.")] if shared_settings else []
    blocks: list[Block] = [Heading(_TITLE, 1), *note, Table(columns, rows)]
    if any(summary.recommendation.verdict == "too-close" for summary in summaries):
        blocks.append(paragraph(muted("A margin under the rule of its scenario is too close to call.")))
    return Document(_TITLE, tuple(blocks))


def _table_row(summary: ResultSummary, paths: Sequence[str]) -> tuple[Cell, ...]:
    """Return one result: scenario, profile, settings, choice, margin, verdict and runner-up."""
    recommendation = summary.recommendation
    return (
        summary.scenario.id,
        summary.profile_id,
        *(_format_setting(summary.settings[path]) if path in summary.settings else "" for path in paths),
        Run(_summary_choice(summary), "strong"),
        format_points(recommendation.margin),
        Run(recommendation.verdict, "muted" if recommendation.verdict == "too-close" else "plain"),
        recommendation.runner_up,
    )
