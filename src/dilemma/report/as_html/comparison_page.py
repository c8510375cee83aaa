"""Several scenarios and profiles side by side, as a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.as_html.page import render
from dilemma.report.compose.side_by_side import side_by_side

if TYPE_CHECKING:
    from dilemma.analysis.results import Comparison


def write(found: Comparison) -> str:
    """The page on a comparison; it has no script."""
    document = side_by_side(found)
    return render("comparison.html", title=document.title, body=document.blocks)
