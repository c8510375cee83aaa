"""The ranges of numbers within what their author stated."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.core.probabilities import chain_probabilities, revise_probabilities
from dilemma.scenario.distributions import sum_in_order

if TYPE_CHECKING:
    from dilemma.analysis.core.decision import Decision
    from dilemma.analysis.core.scores import Floats
    from dilemma.analysis.results.sensitivity import LineKind
    from dilemma.scenario.model import Scenario

Range = tuple[float, float]
# The corners of the box double with every question: 4,096 for 12, and no real file has more.
_MOST_CORNERS = 12


def input_ranges(scenario: Scenario) -> dict[tuple[LineKind, str], Range]:
    """Return the stated range of every probability, chance and weight that has one, by kind and name."""
    ranges: dict[tuple[LineKind, str], Range] = {}
    for name, (low, high) in _chance_ranges(scenario).items():
        ranges["chance", name] = (low, high)
    for name, bounds in _probability_ranges(scenario).items():
        ranges["probability", name] = bounds
    for name, bounds in _weight_ranges(scenario).items():
        ranges["weight", name] = bounds
    return {key: (low, high) for key, (low, high) in ranges.items() if high > low}


def score_ranges(scores: Floats, decision: Decision) -> dict[tuple[LineKind, str], Range]:
    """Return the range of every expected score: its row at its low and at its high ends in all futures."""
    low, high = scores[..., 0] @ decision.probabilities, scores[..., 2] @ decision.probabilities
    return {
        ("score", f"scores.{option}.{criterion}"): (float(low[row, column]), float(high[row, column]))
        for row, option in enumerate(decision.options)
        for column, criterion in enumerate(decision.criteria)
        if high[row, column] > low[row, column]
    }


def _chance_ranges(scenario: Scenario) -> dict[str, Range]:
    if scenario.chances != "chain":
        return {}
    return {future.id: future.chance.bounds for future in scenario.futures if future.chance}


def _probability_ranges(scenario: Scenario) -> dict[str, Range]:
    """Return the extremes of each probability over the box of stated ranges; they lie at its corners."""
    bounds = [future.chance.bounds for future in scenario.futures if future.chance]
    if not bounds or len(bounds) > _MOST_CORNERS:
        return {}
    corners = np.array(list(product(*bounds)))
    probabilities = _revise_corners(
        scenario, chain_probabilities(corners) if scenario.chances == "chain" else _normalize_corners(corners)
    )
    return {
        future.id: (float(probabilities[:, index].min()), float(probabilities[:, index].max()))
        for index, future in enumerate(scenario.futures)
    }


def _normalize_corners(corners: Floats) -> Floats:
    """Return the corners divided by their sum, [corner, future], without one where every number is 0."""
    corners = corners[corners.sum(axis=1) > 0]
    return np.asarray(corners / corners.sum(axis=1, keepdims=True))


def _revise_corners(scenario: Scenario, probabilities: Floats) -> Floats:
    """Return the corners after pins and evidence, without those the evidence rules out."""
    # Pins alone first: a corner the evidence gives probability 0 cannot be divided by it.
    pinned = revise_probabilities(replace(scenario, evidence={}), probabilities)
    likelihoods = np.array([scenario.evidence.get(future.id, 1.0) for future in scenario.futures])
    return revise_probabilities(scenario, probabilities[pinned @ likelihoods > 0])


def _weight_ranges(scenario: Scenario) -> dict[str, Range]:
    """Return each weight at the ends of its points, with the others at their central points."""
    points = scenario.weights.points if scenario.weights else {}
    total = sum_in_order([quantity.central for quantity in points.values()])
    return {
        name: _share_range(quantity.bounds, total - quantity.central)
        for name, quantity in points.items()
        if not quantity.is_exact and total > quantity.central
    }


def _share_range(bounds: Range, others: float) -> Range:
    low, high = bounds
    return low / (low + others), high / (high + others)
