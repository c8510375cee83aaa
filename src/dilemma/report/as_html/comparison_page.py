"""Scenarios and profiles side by side, as a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.as_html.page import _render_template
from dilemma.report.compose.comparison.compared import compared
from dilemma.report.compose.comparison.side_by_side import side_by_side_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.results import Comparison
    from dilemma.report.compose.comparison.compared import Compared


def write_comparison(comparison: Comparison) -> str:
    """Return the page on a comparison; it has no script."""
    return write_comparison_table([compared(result) for result in comparison.assessments])


def write_comparison_table(results: Sequence[Compared]) -> str:
    """Return the same page from what the table needs of each result."""
    document = side_by_side_of(results)
    return _render_template("comparison.html", title=document.title, body=document.blocks)
