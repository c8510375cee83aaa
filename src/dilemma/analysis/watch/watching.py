"""The part of an assessment on signposts and assumptions, worked out once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.analysis.watch.assumptions import assumptions, pairs
from dilemma.analysis.watch.signposts import observed, triggers, watched
from dilemma.analysis.watch.variants import standing_of

if TYPE_CHECKING:
    from dilemma.analysis.central.decision import Decision
    from dilemma.analysis.central.table import Table
    from dilemma.analysis.results import Assessment
    from dilemma.analysis.watch.variants import Variants
    from dilemma.scenario.model import Scenario


def with_watching(
    assessment: Assessment,
    scenario: Scenario,
    decision: Decision,
    scores: Table,
    variants: Variants,
    *,
    everything: bool,
) -> Assessment:
    """Add the observed signposts; and where everything is asked for, what to watch and to doubt.

    Args:
        assessment: without its signposts and assumptions.
        scenario: the one assessed.
        decision: the same scenario decided.
        scores: its score array, which all variants share.
        variants: makes it again with other edits.
        everything: whether unobserved signposts and assumptions are wanted as well.
    """
    status = standing_of(scenario, decision)
    assessment = replace(assessment, observed=observed(variants, status, scores), wrong=variants.wrong)
    if not everything:
        return assessment
    tipping_ratios = triggers(decision)
    results = assumptions(scenario, variants, status, scores)
    return replace(
        assessment,
        triggers=tipping_ratios,
        signposts=watched(scenario, variants, decision, scores, tipping_ratios),
        assumptions=results,
        assumption_pairs=pairs(results, variants, status, scores),
    )
