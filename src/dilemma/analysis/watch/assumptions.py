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
    scenario: Scenario, variants: Variants, now: Standing, stated: Table
) -> tuple[AssumptionResult, ...]:
    """The choice if each assumption is wrong, one at a time, in file order.

    Those already taken to be wrong are left out: the scenario is what it is without them.

    Reference: Heuer & Pherson 2010, key assumptions check; what each would do is its author's judgement.
    """
    given = {key: each for key, each in scenario.file.assumptions.items() if key not in variants.wrong}
    return tuple(_one(variants, key, each, now, stated) for key, each in given.items())


def _one(variants: Variants, key: str, assumed: Assumption, now: Standing, stated: Table) -> AssumptionResult:
    wrong = variants.if_wrong(key)
    at = decide(wrong, stated)
    then = standing_of(wrong, at)
    return AssumptionResult(
        id=key,
        says=assumed.says,
        standing=assumed.standing,
        if_wrong=then.option,
        ties_if_wrong=then.ties,
        margin_if_wrong=then.margin,
        values_if_wrong=named(at.options, at.value),
        changes_choice=moved(now.option, then),
    )


def pairs(
    found: tuple[AssumptionResult, ...], variants: Variants, now: Standing, stated: Table
) -> tuple[AssumptionPair, ...]:
    """The pairs that change the choice when no single assumption does; the widest new lead first."""
    if any(each.changes_choice for each in found):
        return ()
    both = [_pair(variants, one.id, other.id, now, stated) for one, other in combinations(found, 2)]
    return tuple(sorted((pair for pair in both if pair), key=lambda pair: -pair.margin_if_wrong))


def _pair(variants: Variants, one: str, other: str, now: Standing, stated: Table) -> AssumptionPair | None:
    then = standing(variants.if_wrong(one, other), stated)
    if not moved(now.option, then):
        return None
    return AssumptionPair(
        assumptions=(one, other),
        if_wrong=then.option,
        ties_if_wrong=then.ties,
        margin_if_wrong=then.margin,
    )
