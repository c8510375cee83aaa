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
from dilemma.report.compose.memo.case import Case
from dilemma.report.document import Document

if TYPE_CHECKING:
    from dilemma.analysis.coalition.coalition_results import Coalition
    from dilemma.analysis.portfolio.portfolio_results import PortfolioResult
    from dilemma.analysis.results import Assessment
    from dilemma.scenario.model import Scenario


def memo(
    result: Assessment,
    scenario: Scenario,
    *,
    together: Coalition | None = None,
    plan: PortfolioResult | None = None,
) -> Document:
    """An options memorandum: whole points up to the annex, one decimal in it; sources numbered as cited.

    Args:
        result: what was worked out.
        scenario: as it was seen.
        together: acting with others on it; None where it has no coalition.
        plan: deciding it along with other issues; None where no framework joins it to any.
    """
    case = Case(result, scenario, together, plan)
    blocks = (
        *opening.header(case),
        *opening.bottom_line(case),
        *seen.in_short(case),
        *opening.recommendation(case),
        *context.context(case),
        *options.options(case),
        *considerations.considerations(case),
        *weighing.assessment(case),
        *others.in_short(case),
        *closing.next_steps(case),
        *closing.dissent(case),
        *annex.annex(case),
    )
    return Document(result.scenario.title, blocks)
