"""Scenarios and profiles side by side, as a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.as_html.page import _render_template
from dilemma.report.compose.comparison.compared import summarize_result
from dilemma.report.compose.comparison.side_by_side import summaries_side_by_side_document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.results.assessment import Comparison
    from dilemma.report.compose.comparison.compared import ResultSummary


def write_comparison(comparison: Comparison) -> str:
    """Return the page on a comparison; it has no script."""
    return write_comparison_table([summarize_result(result) for result in comparison.assessments])


def write_comparison_table(results: Sequence[ResultSummary]) -> str:
    """Return the same page from what the table needs of each result."""
    document = summaries_side_by_side_document(results)
    return _render_template("comparison.html", title=document.title, body=document.blocks)
