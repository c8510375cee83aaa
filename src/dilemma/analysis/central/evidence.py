"""The basis of the scores: sources, analyst judgement, and the analyst's own confidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.analysis.results import Evidence
from dilemma.scenario.model import ANALYST, RATINGS

if TYPE_CHECKING:
    from dilemma.scenario.model import Scenario


def _evidence_basis(scenario: Scenario) -> Evidence:
    """Return how many scores cite analyst judgement or nothing, and how the analyst rates them."""
    judgements = [judgement for row in scenario.rows.values() for judgement in row]
    by_analyst = [
        judgement for judgement in judgements if ANALYST in judgement.sources or not judgement.sources
    ]
    by_analyst_alone = [judgement for judgement in by_analyst if set(judgement.sources) <= {ANALYST}]
    ratings = dict.fromkeys(RATINGS, 0)
    for judgement in judgements:
        if judgement.confidence:
            ratings[judgement.confidence] += 1
    return Evidence(
        cells=len(judgements),
        analyst_judgement_share=len(by_analyst) / len(judgements),
        analyst_judgement_alone_share=len(by_analyst_alone) / len(judgements),
        stated_confidence=ratings,
    )
