"""What the choice rests on: each key assumption taken to be wrong, and pairs where none is enough alone."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from dilemma.analysis.central.decision import decide
from dilemma.analysis.central.recommendation import moved
from dilemma.analysis.results import named
from dilemma.analysis.watch.variants import standing, standing_of
from dilemma.analysis.watch.watch_results import AssumptionPair, AssumptionResult

if TYPE_CHECKING:
    from dilemma.analysis.central.table import Table
    from dilemma.analysis.watch.variants import Variants
    from dilemma.analysis.watch.watch_results import Standing
    from dilemma.scenario.files.parts import Assumption
    from dilemma.scenario.model import Scenario


def assumptions(
    scenario: Scenario, variants: Variants, status: Standing, scores: Table
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
    variants: Variants, key: str, assumption: Assumption, status: Standing, scores: Table
) -> AssumptionResult:
    """Return the choice if one assumption is wrong."""
    variant = variants.if_wrong(key)
    decision = decide(variant, scores)
    then = standing_of(variant, decision)
    return AssumptionResult(
        id=key,
        says=assumption.says,
        standing=assumption.standing,
        if_wrong=then.option,
        ties_if_wrong=then.ties,
        margin_if_wrong=then.margin,
        values_if_wrong=named(decision.options, decision.value),
        changes_choice=moved(status.option, then),
    )


def pairs(
    results: tuple[AssumptionResult, ...], variants: Variants, status: Standing, scores: Table
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
    variants: Variants, one: str, other: str, status: Standing, scores: Table
) -> AssumptionPair | None:
    """Return a pair that changes the choice if both are wrong; None for one that does not."""
    then = standing(variants.if_wrong(one, other), scores)
    if not moved(status.option, then):
        return None
    return AssumptionPair(
        assumptions=(one, other),
        if_wrong=then.option,
        ties_if_wrong=then.ties,
        margin_if_wrong=then.margin,
    )
