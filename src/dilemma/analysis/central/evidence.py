"""What the scores rest on: sources, analyst judgement, and the analyst's own confidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.analysis.results import Evidence
from dilemma.scenario.model import ANALYST, RATINGS

if TYPE_CHECKING:
    from dilemma.scenario.model import Scenario


def evidence(scenario: Scenario) -> Evidence:
    """How many scores cite analyst judgement or nothing, and how the analyst rates them."""
    cells = [judgement for row in scenario.rows.values() for judgement in row]
    judged = [cell for cell in cells if ANALYST in cell.sources or not cell.sources]
    alone = [cell for cell in judged if set(cell.sources) <= {ANALYST}]
    rated = dict.fromkeys(RATINGS, 0)
    for cell in cells:
        if cell.confidence:
            rated[cell.confidence] += 1
    return Evidence(
        cells=len(cells),
        analyst_judgement_share=len(judged) / len(cells),
        analyst_judgement_alone_share=len(alone) / len(cells),
        stated_confidence=rated,
    )
