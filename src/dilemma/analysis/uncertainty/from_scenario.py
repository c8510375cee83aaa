"""Unknowns of a scenario: judgements in value points, swing points and chances, after all edits."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.core import decision, probabilities
from dilemma.analysis.core.scores import score_array, score_shifts
from dilemma.analysis.uncertainty.inputs import (
    FutureProbabilities,
    InputDistribution,
    Unknowns,
    ValueTransform,
    Weighing,
    build_unknowns,
)
from dilemma.analysis.uncertainty.losses import LossSettings
from dilemma.scenario.distributions import Uniform
from dilemma.scenario.model import interpolate_value, value_points_of
from dilemma.scenario.quantity import TIE, exact_quantity

if TYPE_CHECKING:
    from dilemma.analysis.core.decision import Decision
    from dilemma.analysis.core.scores import Floats, ScoreArray
    from dilemma.analysis.uncertainty.inputs import Ranking
    from dilemma.scenario.distributions import Quantity
    from dilemma.scenario.model import LeafCriterion, Scenario, ValuePoints
    from dilemma.scenario.schema.judgement import Weights


def unknowns_of_scenario(scenario: Scenario, scores: ScoreArray | None = None) -> Unknowns:
    """Return every unknown of a scenario.

    Args:
        scenario: with its edits.
        scores: its stated score array, if known already.
    """
    added = score_shifts(scenario)
    means = (score_array(scenario) if scores is None else scores).shifted(added)[..., 1]
    return build_unknowns(
        options=tuple(scenario.options),
        criteria=tuple(leaf.id for leaf in scenario.leaves),
        futures=tuple(future.id for future in scenario.futures),
        distributions=[
            _row_distributions(scenario, option, leaf, means[i, j], added[i, j])
            for i, option in enumerate(scenario.options)
            for j, leaf in enumerate(scenario.leaves)
        ],
        weighing=_build_weighing(scenario),
        future_probabilities=_future_probabilities(scenario),
    )


def unspread(scenario: Scenario, unknowns: Unknowns) -> Unknowns | None:
    """Return the unknowns with plain weights exact; None where none is spread."""
    if not scenario.spreads_weights:
        return None
    return replace(unknowns, weighing=_build_weighing(replace(scenario, weight_spread=0.0)))


def loss_settings(scenario: Scenario, made: Decision) -> LossSettings:
    """Return what losses at `ranges` are counted against: the leader, the rule and the floors."""
    floors = scenario.floors
    return LossSettings(
        leader=decision.descending_order(made.value)[0],
        margin=scenario.too_close,
        floors={index: floors[key] for index, key in enumerate(made.criteria) if key in floors},
    )


def _row_distributions(
    scenario: Scenario, option: str, leaf: LeafCriterion, means: Floats, added: Floats
) -> tuple[InputDistribution, ...]:
    """Return the judgements of one option on one criterion by future.

    Args:
        scenario: the scenario.
        option: id of the option.
        leaf: the criterion.
        means: expected value points after edits, [future].
        added: value points that edits add, [future].
    """
    quantities = tuple([judgement.score for judgement in scenario.rows[option, leaf.id]])
    line = value_points_of(leaf.criterion)
    return _input_distributions(quantities, line, tuple(means.tolist()), tuple(added.tolist()))


# The cases of a batch share nearly all their rows.
@lru_cache(maxsize=2048)
def _input_distributions(
    quantities: tuple[Quantity, ...], line: ValuePoints, means: tuple[float, ...], added: tuple[float, ...]
) -> tuple[InputDistribution, ...]:
    return tuple(
        _input_distribution(quantity, line, mean, add)
        for quantity, mean, add in zip(quantities, means, added, strict=True)
    )


@lru_cache(maxsize=4096)  # most judgements of a large table recur
def _input_distribution(
    quantity: Quantity, line: ValuePoints, mean: float, added: float
) -> InputDistribution:
    return input_distribution(quantity, mean, ValueTransform(knots=line, added=added, clipped=added != 0.0))


def input_distribution(quantity: Quantity, mean: float, transform: ValueTransform) -> InputDistribution:
    """Return a judgement in value points, given its expected value after edits.

    Every draw goes through the value function, the edit and the clip by itself, unless all of that is a
    straight line over the whole range.
    """
    if quantity.is_exact:
        return InputDistribution(mean, exact_quantity(mean))
    straight = _transform_linearly(quantity, transform)
    return (
        InputDistribution(mean, quantity, transform)
        if straight is None
        else InputDistribution(mean, straight)
    )


def _transform_linearly(quantity: Quantity, transform: ValueTransform) -> Quantity | None:
    """Return a quantity in value points, or None where its transform is not a straight line."""
    low, high = quantity.bounds
    bends = [level for level, _ in transform.knots[1:-1]]
    if quantity.unbounded:
        if bends or transform.clipped:
            return None
        low, high = 0.0, 1.0
    elif any(low < level < high for level in bends):
        return None
    start, stop = (interpolate_value(level, transform.knots) + transform.added for level in (low, high))
    if transform.clipped and (min(start, stop) < 0.0 or max(start, stop) > 100.0):
        return None
    width = high - low
    slope = (stop - start) / width if width else 0.0
    # On a flat piece every level is worth the same.
    return quantity.on_line(start - slope * low, slope) if slope else exact_quantity(start)


def _build_weighing(scenario: Scenario) -> Weighing:
    names = [leaf.id for leaf in scenario.leaves]
    judged_weights = scenario.weights
    swing_points = (
        [judged_weights.points[name] for name in names] if judged_weights and judged_weights.points else []
    )
    return Weighing(
        central=decision.central_weights(scenario),
        points=tuple(_widen_exact(quantity, scenario.weight_spread) for quantity in swing_points),
        ranking=_rank_criteria(names, judged_weights),
    )


def _widen_exact(quantity: Quantity, spread: float) -> Quantity:
    """Return swing points with a range: the one stated, else the share `spread` to either side."""
    if not quantity.is_exact or spread == 0.0:
        return quantity
    point = quantity.parameters[0]
    return Uniform(((1.0 - spread) * point, (1.0 + spread) * point))


def _rank_criteria(names: list[str], judged_weights: Weights | None) -> Ranking:
    """Return the criteria by importance; equal points tie, and without weights all criteria tie."""
    indices = {name: index for index, name in enumerate(names)}
    if judged_weights is None:
        return (tuple(range(len(names))),)
    if not judged_weights.points:
        return tuple(tuple(indices[name] for name in tie) for tie in judged_weights.ranking)
    central = {name: judged_weights.points[name].central for name in names}
    ranked = sorted(names, key=lambda name: -central[name])
    # The middle of a range may miss an equal plain number by roundoff.
    near = TIE * central[ranked[0]]
    starts = [
        index
        for index, name in enumerate(ranked)
        if not index or central[ranked[index - 1]] - central[name] > near
    ]
    ties = [ranked[start:stop] for start, stop in zip(starts, [*starts[1:], len(ranked)], strict=True)]
    return tuple(tuple(sorted(indices[name] for name in tie)) for tie in ties)


def _future_probabilities(scenario: Scenario) -> FutureProbabilities:
    with_chance = [future for future in scenario.futures if future.chance is not None]
    indices = {future.id: index for index, future in enumerate(scenario.futures)}
    evidence = scenario.evidence
    return FutureProbabilities(
        central=probabilities.revise_probabilities(scenario, probabilities.prior_probabilities(scenario)),
        form=scenario.chances,
        chance_inputs=tuple(future.chance for future in with_chance if future.chance is not None),
        shared=tuple(future.shared for future in with_chance),
        pins={indices[key]: to for key, to in scenario.pinned.items()},
        likelihoods=np.array([evidence[future.id] for future in scenario.futures]) if evidence else None,
        moves=probabilities.log_odds_shifts(scenario),
    )
