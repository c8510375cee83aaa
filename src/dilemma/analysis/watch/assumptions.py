"""What the choice rests on: each key assumption taken to be wrong, and pairs where none is enough alone."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from dilemma.analysis.central.decision import decide
from dilemma.analysis.central.recommendation import loses_lead
from dilemma.analysis.results import floats_by_name
from dilemma.analysis.watch.variants import decision_status, scenario_status
from dilemma.analysis.watch.watch_results import AssumptionPair, AssumptionResult

if TYPE_CHECKING:
    from dilemma.analysis.central.table import ScoreArray
    from dilemma.analysis.watch.variants import ScenarioVariants
    from dilemma.analysis.watch.watch_results import Standing
    from dilemma.scenario.model import Scenario
    from dilemma.scenario.schema.parts import Assumption


def _assumption_results(
    scenario: Scenario, variants: ScenarioVariants, status: Standing, scores: ScoreArray
) -> tuple[AssumptionResult, ...]:
    """Return the choice if each assumption is wrong, one at a time, in file order.

    Those already taken to be wrong are left out: the scenario is what it is without them.

    Args:
        scenario: with its assumptions.
        variants: makes it again with an assumption taken to be wrong.
        status: the choice as it is.
        scores: the score array that all variants share.

    Reference: Heuer & Pherson 2010, key assumptions check; what each would do is its author's judgement.
    """
    held = {
        key: assumption for key, assumption in scenario.file.assumptions.items() if key not in variants.wrong
    }
    return tuple(
        _assumption_result(variants, key, assumption, status, scores) for key, assumption in held.items()
    )


def _assumption_result(
    variants: ScenarioVariants, key: str, assumption: Assumption, status: Standing, scores: ScoreArray
) -> AssumptionResult:
    """Return the choice if one assumption is wrong."""
    variant = variants.if_wrong(key)
    decision = decide(variant, scores)
    then = decision_status(variant, decision)
    return AssumptionResult(
        id=key,
        says=assumption.says,
        standing=assumption.standing,
        if_wrong=then.option,
        ties_if_wrong=then.ties,
        margin_if_wrong=then.margin,
        values_if_wrong=floats_by_name(decision.options, decision.value),
        changes_choice=loses_lead(status.option, then),
    )


def _assumption_pairs(
    results: tuple[AssumptionResult, ...], variants: ScenarioVariants, status: Standing, scores: ScoreArray
) -> tuple[AssumptionPair, ...]:
    """Return the pairs that change the choice when no single assumption does.

    The pair that makes the widest new lead comes first.
    """
    if any(result.changes_choice for result in results):
        return ()
    candidates = [
        _assumption_pair(variants, one.id, other.id, status, scores)
        for one, other in combinations(results, 2)
    ]
    return tuple(sorted((pair for pair in candidates if pair), key=lambda pair: -pair.margin_if_wrong))


def _assumption_pair(
    variants: ScenarioVariants, one: str, other: str, status: Standing, scores: ScoreArray
) -> AssumptionPair | None:
    """Return a pair that changes the choice if both are wrong; None for one that does not."""
    then = scenario_status(variants.if_wrong(one, other), scores)
    if not loses_lead(status.option, then):
        return None
    return AssumptionPair(
        assumptions=(one, other),
        if_wrong=then.option,
        ties_if_wrong=then.ties,
        margin_if_wrong=then.margin,
    )
