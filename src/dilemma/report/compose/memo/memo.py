"""The memo, in the order decision-makers know: the bottom line first, the numbers last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.compose.memo import (
    annex,
    closing,
    considerations,
    context,
    opening,
    options,
    others,
    seen,
    weighing,
)
from dilemma.report.compose.memo.case import MemoContext
from dilemma.report.document import Document

if TYPE_CHECKING:
    from dilemma.analysis.results.assessment import Assessment
    from dilemma.analysis.results.coalition import Coalition
    from dilemma.analysis.results.portfolio import PortfolioResult
    from dilemma.scenario.model import Scenario


def memo_document(
    result: Assessment,
    scenario: Scenario,
    *,
    coalition: Coalition | None = None,
    portfolio: PortfolioResult | None = None,
) -> Document:
    """Return an options memorandum: whole points up to the annex, one decimal in it; numbered sources.

    Args:
        result: the assessment.
        scenario: the scenario with the edits of the run.
        coalition: acting with others on it; None where it has no coalition.
        portfolio: deciding it along with other issues; None where no framework joins it to any.
    """
    memo_context = MemoContext(result, scenario, coalition, portfolio)
    blocks = (
        *opening.header_section(memo_context),
        *opening.bottom_line_section(memo_context),
        *seen.observations_summary(memo_context),
        *opening.recommendation_section(memo_context),
        *context.context_section(memo_context),
        *options.options_section(memo_context),
        *considerations.considerations_section(memo_context),
        *weighing.assessment_section(memo_context),
        *others.related_issues_summary(memo_context),
        *closing.next_steps_section(memo_context),
        *closing.dissent_section(memo_context),
        *annex._annex_section(memo_context),
    )
    return Document(result.scenario.title, blocks)
