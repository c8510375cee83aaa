"""What the doubt about the lead comes from: shares of its variance, and the widest single inputs.

The lead over the runner-up is `Σ_c w_c Σ_f p_f (X_1cf − X_2cf)`; scores, weights and chances are independent
of one another, and so are the rows. Its variance therefore follows from first and second moments: those of
scores from a fine grid of each row's one quantile, those of weights and chances from evenly spread draws.

Reference: Saltelli et al. 2008, Global Sensitivity Analysis, chapter 1 (first-order effects of groups).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.core.decision import descending_order, normalize_weights
from dilemma.analysis.core.probabilities import prior_probabilities, revise_probabilities
from dilemma.analysis.core.scores import score_shifts
from dilemma.analysis.results.sensitivity import VarianceShares, WidestInput
from dilemma.analysis.uncertainty import sobol
from dilemma.analysis.uncertainty.weight_space import range_weights
from dilemma.scenario.quantity import TIE, exact_quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.analysis.core.decision import Decision
    from dilemma.analysis.core.scores import Floats, ScoreArray
    from dilemma.analysis.results.sensitivity import LineKind
    from dilemma.analysis.uncertainty.inputs import RowShape, Unknowns
    from dilemma.scenario.model import Scenario

_DRAWS = 1 << 14
_BLOCK = 1 << 12  # of draws, so that their arrays stay small
_GRID = (np.arange(4096) + 0.5) / 4096
_MOST_INPUTS = 10


def variance_shares(decision: Decision, unknowns: Unknowns, *, seed: int) -> VarianceShares | None:
    """Return what the variance of the lead over the runner-up comes from, within the ranges.

    Args:
        decision: the scenario decided at expected values.
        unknowns: what may move, and how far.
        seed: of the draws of weights and chances.

    Returns:
        None where nothing varies.
    """
    first, second = descending_order(decision.value)[:2]
    gaps = decision.scores[first] - decision.scores[second]
    w, ww = _weight_moments(unknowns, seed)
    p, pp = _chance_moments(unknowns, seed)
    covariances = _row_covariances(unknowns, first) + _row_covariances(unknowns, second)
    lead = float(w @ gaps @ p)
    with_others = float(np.einsum("c,cfg,fg->", np.diag(ww), covariances, pp))
    total = float(np.einsum("cd,cf,dg,fg->", ww, gaps, gaps, pp)) + with_others - lead**2
    if total <= TIE:
        return None
    by_criterion, by_future = gaps @ p, w @ gaps
    alone = (
        float(np.einsum("c,cfg,f,g->", w**2, covariances, p, p)),
        float(by_criterion @ (ww - np.outer(w, w)) @ by_criterion),
        float(by_future @ (pp - np.outer(p, p)) @ by_future),
    )
    scores, weights_share, chances = (max(0.0, part) / total for part in alone)
    return VarianceShares(
        scores=scores, weights=weights_share, chances=chances, together=1.0 - scores - weights_share - chances
    )


def _weight_moments(unknowns: Unknowns, seed: int) -> tuple[Floats, Floats]:
    """Return the mean of the weights, [criterion], and of their products, [criterion, criterion]."""
    rays, criteria = range_weights(unknowns), len(unknowns.criteria)
    total, products = np.zeros(criteria), np.zeros((criteria, criteria))
    for start in range(0, _DRAWS, _BLOCK):
        points = sobol.sobol_points(_BLOCK, rays.coordinates + 1, seed=seed, scramble=0, start=start).T
        weights = rays(points[:-1]).weights_at(points[-1])
        total += weights.sum(axis=1)
        products += weights @ weights.T
    return total / _DRAWS, products / _DRAWS


def _chance_moments(unknowns: Unknowns, seed: int) -> tuple[Floats, Floats]:
    """Return the mean of the probabilities, [future], and of their products, [future, future].

    After evidence a draw counts by how well it foretold the evidence.
    """
    beliefs = unknowns.future_probabilities
    count = len(beliefs.chance_inputs)
    if count == 0:
        return beliefs.central, np.outer(beliefs.central, beliefs.central)
    numbers = sobol.sobol_points(_DRAWS, count, seed=seed, scramble=1).T
    probabilities = beliefs.sample(numbers)
    mass = beliefs.evidence_weights(numbers)
    share = np.full(_DRAWS, 1.0 / _DRAWS) if mass is None else mass / mass.sum()
    return probabilities @ share, (probabilities * share) @ probabilities.T


def _row_covariances(unknowns: Unknowns, option: int) -> Floats:
    """Return the covariances of an option's scores over the futures, [criterion, future, future]."""
    criteria, futures = len(unknowns.criteria), len(unknowns.futures)
    by_criterion: dict[int, list[RowShape]] = {}
    for shape in unknowns.shapes:
        owner, criterion = divmod(shape.row, criteria)
        if owner == option:
            by_criterion.setdefault(criterion, []).append(shape)
    covariances = np.zeros((criteria, futures, futures))
    for criterion, shapes in by_criterion.items():
        draws = np.stack([shape.draw(_GRID) for shape in shapes])
        draws -= draws.mean(axis=1, keepdims=True)
        widths = np.stack([shape.widths for shape in shapes])
        covariances[criterion] = widths.T @ (draws @ draws.T / len(_GRID)) @ widths
    return covariances


def widest_inputs(scenario: Scenario, decision: Decision, scores: ScoreArray) -> tuple[WidestInput, ...]:
    """Return the inputs that move the lead most through their own ranges, the others at their means.

    A tornado over ranges (Clemen 1996, chapter 5). An input without ends, a normal, has no bar.
    """
    bars = [*_score_bars(scenario, decision, scores), *_chance_bars(scenario, decision)]
    bars += _weight_bars(scenario, decision)
    wide = [bar for bar in bars if abs(bar.high - bar.low) > TIE]
    return tuple(sorted(wide, key=lambda bar: -abs(bar.high - bar.low))[:_MOST_INPUTS])


def _score_bars(scenario: Scenario, decision: Decision, scores: ScoreArray) -> Iterator[WidestInput]:
    """Yield a bar for each score row of the first two options."""
    first, second = descending_order(decision.value)[:2]
    lead = float(decision.value[first] - decision.value[second])
    shifted = scores.shifted(score_shifts(scenario))
    endless = {cell[:2] for cell, judged in scores.cells.items() if judged.quantity.unbounded}
    for option, sign in ((first, 1.0), (second, -1.0)):
        for criterion, name in enumerate(decision.criteria):
            if (option, criterion) not in endless:
                row = shifted[option, criterion]
                moves = (row[:, [0, 2]] - row[:, 1:2]).T @ decision.probabilities
                low, high = (lead + sign * float(decision.weights[criterion] * move) for move in moves)
                yield WidestInput(
                    kind="score", of=f"scores.{decision.options[option]}.{name}", low=low, high=high
                )


def _chance_bars(scenario: Scenario, decision: Decision) -> Iterator[WidestInput]:
    """Yield a bar for each chance of a chain, or each free probability; a shared chance moves everywhere."""
    first, second = descending_order(decision.value)[:2]
    gap = decision.in_future[first] - decision.in_future[second]
    for future in scenario.futures:
        if future.chance is None or future.chance.is_exact:
            continue
        ends = []
        for end in future.chance.bounds:
            moved = tuple(
                replace(other, chance=exact_quantity(min(1.0, max(0.0, end))))
                if other.id == future.id or (future.shared and other.shared == future.shared)
                else other
                for other in scenario.futures
            )
            variant = replace(scenario, futures=moved)
            ends.append(float(gap @ revise_probabilities(variant, prior_probabilities(variant))))
        kind: LineKind = "chance" if scenario.chances == "chain" else "probability"
        yield WidestInput(kind=kind, of=future.id, low=ends[0], high=ends[1])


def _weight_bars(scenario: Scenario, decision: Decision) -> Iterator[WidestInput]:
    """Yield a bar for each weight in points, a plain one within its assumed spread."""
    first, second = descending_order(decision.value)[:2]
    gap = decision.expected_scores[first] - decision.expected_scores[second]
    points = scenario.weights.points if scenario.weights else {}
    if not points:
        return
    central = np.array([points[name].central for name in decision.criteria])
    for index, name in enumerate(decision.criteria):
        quantity = points[name]
        spread = scenario.weight_spread
        ends = quantity.bounds
        if quantity.is_exact:
            ends = (1.0 - spread) * quantity.central, (1.0 + spread) * quantity.central
        leads = []
        for end in ends:
            moved = central.copy()
            moved[index] = end
            if moved.sum() > 0.0:
                leads.append(float(gap @ normalize_weights(moved)))
        if len(leads) == len(ends):
            yield WidestInput(kind="weight", of=name, low=leads[0], high=leads[1])
