"""The part of an assessment on signposts and assumptions, worked out once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.analysis.watch.assumptions import _assumption_pairs, _assumption_results
from dilemma.analysis.watch.signposts import observation_effect, signpost_results, triggers
from dilemma.analysis.watch.variants import decision_status

if TYPE_CHECKING:
    from dilemma.analysis.central.decision import Decision
    from dilemma.analysis.central.table import ScoreArray
    from dilemma.analysis.results import Assessment
    from dilemma.analysis.watch.variants import ScenarioVariants
    from dilemma.scenario.model import Scenario


def add_monitoring(
    assessment: Assessment,
    scenario: Scenario,
    decision: Decision,
    scores: ScoreArray,
    variants: ScenarioVariants,
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
    status = decision_status(scenario, decision)
    assessment = replace(
        assessment, observed=observation_effect(variants, status, scores), wrong=variants.wrong
    )
    if not everything:
        return assessment
    tipping_ratios = triggers(decision)
    results = _assumption_results(scenario, variants, status, scores)
    return replace(
        assessment,
        triggers=tipping_ratios,
        signposts=signpost_results(scenario, variants, decision, scores, tipping_ratios),
        assumptions=results,
        assumption_pairs=_assumption_pairs(results, variants, status, scores),
    )
