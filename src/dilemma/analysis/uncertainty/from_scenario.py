"""Unknowns of a scenario: judgements in value points, swing points and chances, after all edits."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.core import decision, probabilities
from dilemma.analysis.core.scores import apply_shifts, score_array, score_shifts
from dilemma.analysis.uncertainty.inputs import (
    FutureProbabilities,
    InputDistribution,
    Unknowns,
    ValueTransform,
    Weighing,
    build_unknowns,
)
from dilemma.analysis.uncertainty.losses import LossSettings
from dilemma.scenario.model import value_points_of
from dilemma.scenario.quantity import TIE, Quantity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.core.decision import Decision
    from dilemma.analysis.core.scores import Floats, ScoreArray
    from dilemma.analysis.uncertainty.inputs import Ranking
    from dilemma.scenario.model import LeafCriterion, Scenario
    from dilemma.scenario.schema.judgement import Weights


def unknowns_of_scenario(scenario: Scenario, scores: ScoreArray | None = None) -> Unknowns:
    """Return every unknown of a scenario.

    Args:
        scenario: with its edits.
        scores: its stated score array, if known already.
    """
    stated_scores = score_array(scenario) if scores is None else scores
    added = score_shifts(scenario)
    corners = apply_shifts(stated_scores, added)
    return build_unknowns(
        options=tuple(scenario.options),
        criteria=tuple(leaf.id for leaf in scenario.leaves),
        futures=tuple(future.id for future in scenario.futures),
        distributions=[
            _row_distributions(scenario, option, leaf, corners[i, j], added[i, j])
            for i, option in enumerate(scenario.options)
            for j, leaf in enumerate(scenario.leaves)
        ],
        weighing=_build_weighing(scenario),
        future_probabilities=_future_probabilities(scenario),
    )


def loss_settings(scenario: Scenario, made: Decision) -> LossSettings:
    """Return what losses at `ranges` are counted against: the leader, the rule and the floors."""
    floors = scenario.floors
    return LossSettings(
        leader=decision.descending_order(made.value)[0],
        margin=scenario.too_close,
        floors={index: floors[key] for index, key in enumerate(made.criteria) if key in floors},
    )


def _row_distributions(
    scenario: Scenario, option: str, leaf: LeafCriterion, corners: Floats, added: Floats
) -> list[InputDistribution]:
    """Return the judgements of one option on one criterion by future.

    Args:
        scenario: the scenario.
        option: id of the option.
        leaf: the criterion.
        corners: low, central and high value points after edits, [future, 3].
        added: value points that edits add, [future].
    """
    line = value_points_of(leaf.criterion)
    return [
        _input_distribution(
            judgement.score,
            corners[future].tolist(),
            ValueTransform(knots=line, added=add, clipped=add != 0.0),
        )
        for future, (judgement, add) in enumerate(
            zip(scenario.rows[option, leaf.id], added.tolist(), strict=True)
        )
    ]


def _input_distribution(
    quantity: Quantity, corners: Sequence[float], transform: ValueTransform
) -> InputDistribution:
    """Return a judgement in value points, given its edited low, central and high value points.

    A range lies between its edited ends, so an edit that clips an end narrows it. A distribution goes through
    the value function, the edit and the clip draw by draw, unless all of that is a straight line for it.
    """
    low, central, high = corners
    if quantity.family in {"normal", "beta"}:
        linear = _transform_linearly(quantity, transform)
        return (
            InputDistribution(central, quantity, transform)
            if linear is None
            else InputDistribution(central, linear)
        )
    numbers = {"exact": (central,), "uniform": (low, high), "triangular": (low, central, high)}
    return InputDistribution(central, Quantity(quantity.family, numbers[quantity.family]))


def _transform_linearly(quantity: Quantity, transform: ValueTransform) -> Quantity | None:
    """Return a distribution in value points, or None where its transform is not linear."""
    # The values of levels 0 and 1 give intercept and slope, all that a normal on a straight scale needs.
    start, stop = (float(level) for level in transform(np.array([0.0, 1.0])))
    numbers = quantity.parameters
    if len(transform.knots) > 2:
        return None
    if quantity.family == "normal":
        mean, deviation = numbers
        slope = stop - start
        return (
            None if transform.clipped else Quantity("normal", (start + slope * mean, abs(slope) * deviation))
        )
    a, b, *ends = numbers
    low, high = (float(value) for value in replace(transform, clipped=False)(np.array(ends)))
    if transform.clipped and (min(low, high) < 0.0 or max(low, high) > 100.0):
        return None
    # A scale whose worst level is the larger number turns the distribution round.
    return Quantity("beta", (a, b, low, high) if high > low else (b, a, high, low))


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
    if quantity.family != "exact" or spread == 0.0:
        return quantity
    point = quantity.parameters[0]
    return Quantity("uniform", ((1.0 - spread) * point, (1.0 + spread) * point))


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
