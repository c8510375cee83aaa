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
MOST_CORNERS = 12  # questions whose corners are all tried; more futures than that are nobody's file


def stated_ranges(scenario: Scenario) -> dict[tuple[LineKind, str], Range]:
    """The stated range of every probability, chance and weight that has one, by kind and name."""
    found: dict[tuple[LineKind, str], Range] = {}
    for name, (low, high) in _chances(scenario).items():
        found["chance", name] = (low, high)
    for name, bounds in _probabilities(scenario).items():
        found["probability", name] = bounds
    for name, bounds in _weights(scenario).items():
        found["weight", name] = bounds
    return {key: (low, high) for key, (low, high) in found.items() if high > low}


def score_ranges(cells: Table, decision: Decision) -> dict[tuple[LineKind, str], Range]:
    """The stated range of every expected score: its row at its low and at its high ends in every future."""
    low, high = cells[..., 0] @ decision.probabilities, cells[..., 2] @ decision.probabilities
    return {
        ("score", f"scores.{option}.{criterion}"): (float(low[row, column]), float(high[row, column]))
        for row, option in enumerate(decision.options)
        for column, criterion in enumerate(decision.criteria)
        if high[row, column] > low[row, column]
    }


def _chances(scenario: Scenario) -> dict[str, Range]:
    if scenario.chances != "chain":
        return {}
    return {future.id: future.chance.bounds for future in scenario.futures if future.chance}


def _probabilities(scenario: Scenario) -> dict[str, Range]:
    """The extremes of each probability over the box of stated ranges; they lie at its corners."""
    stated = [future.chance.bounds for future in scenario.futures if future.chance]
    if not stated or len(stated) > MOST_CORNERS:
        return {}
    corners = np.array(list(product(*stated)))
    reached = _revised(scenario, chain(corners) if scenario.chances == "chain" else _normalised(corners))
    return {
        future.id: (float(reached[:, place].min()), float(reached[:, place].max()))
        for place, future in enumerate(scenario.futures)
    }


def _normalised(corners: Floats) -> Floats:
    """Corners made to sum to 1; one where every number is 0 means nothing and is left out."""
    corners = corners[corners.sum(axis=1) > 0]
    return np.asarray(corners / corners.sum(axis=1, keepdims=True))


def _revised(scenario: Scenario, reached: Floats) -> Floats:
    """Corners after pins and evidence, without those the evidence rules out."""
    pinned = revised(replace(scenario, evidence={}), reached)
    likelihoods = np.array([scenario.evidence.get(future.id, 1.0) for future in scenario.futures])
    return revised(scenario, reached[pinned @ likelihoods > 0])


def _weights(scenario: Scenario) -> dict[str, Range]:
    """Each weight with its points at the ends of their range, the others at their central points."""
    points = scenario.weights.points if scenario.weights else {}
    total = sum_in_order([given.central for given in points.values()])
    return {
        name: _share(given.bounds, total - given.central)
        for name, given in points.items()
        if given.family != "exact" and total > given.central
    }


def _share(bounds: Range, others: float) -> Range:
    low, high = bounds
    return low / (low + others), high / (high + others)
