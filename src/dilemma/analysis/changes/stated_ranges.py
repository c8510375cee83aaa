"""How far a number may move within what its author stated."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.central.chances import chain, revised, sum_in_order

if TYPE_CHECKING:
    from dilemma.analysis.central.decision import Decision
    from dilemma.analysis.central.table import Floats, Table
    from dilemma.analysis.changes.changes_results import LineKind
    from dilemma.scenario.model import Scenario

Range = tuple[float, float]
_MOST_CORNERS = 12  # questions whose corners are all tried; more futures than that are nobody's file


def stated_ranges(scenario: Scenario) -> dict[tuple[LineKind, str], Range]:
    """The stated range of every probability, chance and weight that has one, by kind and name."""
    ranges: dict[tuple[LineKind, str], Range] = {}
    for name, (low, high) in _chance_ranges(scenario).items():
        ranges["chance", name] = (low, high)
    for name, bounds in _probability_ranges(scenario).items():
        ranges["probability", name] = bounds
    for name, bounds in _weight_ranges(scenario).items():
        ranges["weight", name] = bounds
    return {key: (low, high) for key, (low, high) in ranges.items() if high > low}


def score_ranges(scores: Table, decision: Decision) -> dict[tuple[LineKind, str], Range]:
    """The stated range of every expected score: its row at its low and at its high ends in every future."""
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
    """The extremes of each probability over the box of stated ranges; they lie at its corners."""
    bounds = [future.chance.bounds for future in scenario.futures if future.chance]
    if not bounds or len(bounds) > _MOST_CORNERS:
        return {}
    corners = np.array(list(product(*bounds)))
    probabilities = _revise_corners(
        scenario, chain(corners) if scenario.chances == "chain" else _normalize_corners(corners)
    )
    return {
        future.id: (float(probabilities[:, index].min()), float(probabilities[:, index].max()))
        for index, future in enumerate(scenario.futures)
    }


def _normalize_corners(corners: Floats) -> Floats:
    """Corners made to sum to 1; one where every number is 0 means nothing and is left out."""
    corners = corners[corners.sum(axis=1) > 0]
    return np.asarray(corners / corners.sum(axis=1, keepdims=True))


def _revise_corners(scenario: Scenario, probabilities: Floats) -> Floats:
    """Corners after pins and evidence, without those the evidence rules out."""
    pinned = revised(replace(scenario, evidence={}), probabilities)
    likelihoods = np.array([scenario.evidence.get(future.id, 1.0) for future in scenario.futures])
    return revised(scenario, probabilities[pinned @ likelihoods > 0])


def _weight_ranges(scenario: Scenario) -> dict[str, Range]:
    """Each weight with its points at the ends of their range, the others at their central points."""
    points = scenario.weights.points if scenario.weights else {}
    total = sum_in_order([quantity.central for quantity in points.values()])
    return {
        name: _share_range(quantity.bounds, total - quantity.central)
        for name, quantity in points.items()
        if quantity.family != "exact" and total > quantity.central
    }


def _share_range(bounds: Range, others: float) -> Range:
    low, high = bounds
    return low / (low + others), high / (high + others)
