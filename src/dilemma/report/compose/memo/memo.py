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
    weighing,
)
from dilemma.report.compose.memo.case import Case
from dilemma.report.document import Document

if TYPE_CHECKING:
    from dilemma.analysis.results import Assessment
    from dilemma.scenario.model import Scenario


def memo(result: Assessment, scenario: Scenario) -> Document:
    """An options memorandum: whole points up to the annex, one decimal in it; sources numbered as cited."""
    case = Case(result, scenario)
    blocks = (
        *opening.header(case),
        *opening.bottom_line(case),
        *opening.recommendation(case),
        *context.context(case),
        *options.options(case),
        *considerations.considerations(case),
        *weighing.assessment(case),
        *closing.next_steps(case),
        *closing.dissent(case),
        *annex.annex(case),
    )
    return Document(result.scenario.title, blocks)
