"""What a number may be: the range its author stated, and what is typed to move it past a tipping point."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from math import ceil, floor, log10
from shlex import quote
from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.core.probabilities import chain_probabilities, prior_probabilities, revise_probabilities
from dilemma.analysis.core.scores import floats_by_name, score_shifts
from dilemma.scenario.distributions import sum_in_order
from dilemma.scenario.model import value_points_of
from dilemma.scenario.quantity import TIE

if TYPE_CHECKING:
    from dilemma.analysis.core.decision import Decision
    from dilemma.analysis.core.scores import Floats
    from dilemma.analysis.results.sensitivity import LineKind
    from dilemma.scenario.model import Scenario, ValuePoints

Range = tuple[float, float]
# The corners of the box double with every question: 4,096 for 12, and no real file has more.
_MOST_CORNERS = 12
_MARGIN = 1e-3  # of the stretch on which a new leader leads, kept free at its ends
_MOST_DECIMALS = 15


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


class TypedSettings:
    """The settings of one scenario, with its edits, and the decision it describes."""

    def __init__(self, scenario: Scenario, decision: Decision) -> None:
        self.scenario, self.decision = scenario, decision
        self._added = score_shifts(scenario)
        # Probabilities that are set are those before anything is observed.
        self._prior = revise_probabilities(replace(scenario, evidence={}), prior_probabilities(scenario))

    def option(self, kind: LineKind, of: str, start: float, until: float) -> str | None:
        """Return the option that moves a number beyond a point, but not to the end of the stretch beyond it.

        None where nothing that can be typed does that.
        """
        margin = _MARGIN * (until - start)
        ends = (start + margin, until - margin)
        if kind == "share":
            return self._share_option(ends)
        if kind in ("chance", "dependence"):
            path = f"futures.{of}.chance" if kind == "chance" else f"signpost_groups.{of}.dependence"
            return _set_percentage(path, ends)
        options = {
            "score": self._score_option,
            "weight": self._weight_option,
            "probability": self._probability_option,
        }
        return options[kind](of, ends)

    def levels(self, of: str, now: float, threshold: float) -> tuple[float, float] | None:
        """Return a score now and at a change as `--set` takes them; None where they are the same or none is.

        They are in the unit of the criterion and before edits add anything.
        """
        points, added = self._scale_of(of)
        if not added.any() and points == ((0.0, 0.0), (100.0, 100.0)):
            return None
        levels, reached = _reached_scores(points, added, self.decision.probabilities)
        if any(not reached[0] - TIE <= score <= reached[-1] + TIE for score in (now, threshold)):
            return None
        first, second = np.interp((now, threshold), reached, levels).tolist()
        return first, second

    def _scale_of(self, of: str) -> tuple[ValuePoints, Floats]:
        """Return the value points of a score's criterion, and what edits add to the score, [future]."""
        _, option, criterion = of.split(".")
        index = self.decision.criteria.index(criterion)
        added = self._added[self.decision.options.index(option), index]
        return value_points_of(self.scenario.leaves[index].criterion), added

    def _score_option(self, of: str, ends: tuple[float, float]) -> str | None:
        points, added = self._scale_of(of)
        levels, reached = _reached_scores(points, added, self.decision.probabilities)
        if not reached[0] <= ends[0] <= reached[-1]:
            return None
        # Fine enough to tell a thousandth of the scale from the next.
        decimals = 3 - ceil(log10(abs(points[-1][0] - points[0][0])))
        first, second = np.interp(ends, reached, levels).tolist()
        number = _round_within(first, second, max(0, decimals))
        return number and f"--set {of}={number}"

    def _weight_option(self, of: str, ends: tuple[float, float]) -> str | None:
        stated = self.scenario.weights
        # A share of all that was typed for another weight would not stay what it is.
        shares = {key for key, value in self.scenario.what_ifs.items() if str(value).endswith("%")}
        if stated and stated.points and not shares & {f"weights.{key}" for key in stated.points if key != of}:
            return _set_percentage(f"weights.{of}", ends)
        number = _round_within(100 * ends[0], 100 * ends[1], 0)
        if number is None:
            return None
        others = _in_proportion(self.decision.criteria, self.decision.weights, of, float(number) / 100)
        points = {key: f"{100 * weight:.10g}" for key, weight in others.items()} | {of: number}
        listed = ", ".join(f"{key}: {points[key]}" for key in self.decision.criteria)
        return f"--set {quote(f'weights={{{listed}}}')}"

    def _probability_option(self, of: str, ends: tuple[float, float]) -> str | None:
        likelihoods = np.array([self.scenario.evidence.get(key, 1.0) for key in self.decision.futures])
        index = self.decision.futures.index(of)
        joint = self._prior * likelihoods
        own, others = likelihoods[index], (joint.sum() - joint[index]) / (1 - self._prior[index])
        if own <= 0.0:  # what was observed rules it out, however likely it was
            return None
        first, second = (end * others / (own * (1 - end) + end * others) for end in ends)
        number = _round_within(100 * first, 100 * second, 0)
        if number is None:
            return None
        rest = _in_proportion(self.decision.futures, self._prior, of, float(number) / 100)
        pinned = {key: f"{rest[key]:.15g}" for key in rest if key in self.scenario.pinned} | {
            of: f"{number}%"
        }
        return " ".join(f"--set futures.{key}.probability={value}" for key, value in pinned.items())

    def _share_option(self, ends: tuple[float, float]) -> str | None:
        typed = self.scenario.what_ifs.get("share", self.scenario.assumed_share)
        moved = self.scenario.acting_share - float(typed or 0.0)  # by what was observed
        is_cut = moved and self.scenario.acting_share in (0.0, 1.0)
        if is_cut or not 0.0 <= ends[0] - moved <= 1.0:
            return None
        first, second = (100 * min(1.0, max(0.0, end - moved)) for end in ends)
        number = _round_within(first, second, 0)
        return number and f"--share {number}%"


def _in_proportion(keys: tuple[str, ...], shares: Floats, of: str, to: float) -> dict[str, float]:
    """Return the other shares once one of them is set."""
    factor = (1.0 - to) / (1.0 - float(shares[keys.index(of)]))
    return {key: share * factor for key, share in floats_by_name(keys, shares).items() if key != of}


def _set_percentage(path: str, ends: tuple[float, float]) -> str | None:
    number = _round_within(100 * ends[0], 100 * ends[1], 0)
    return number and f"--set {path}={number}%"


def _round_within(start: float, stop: float, decimals: int) -> str | None:
    """Return the number of fewest decimals between two, the nearest to the first; None without one."""
    for places in range(decimals, _MOST_DECIMALS):
        scale = 10**places
        number = (ceil(start * scale) if stop >= start else floor(start * scale)) / scale
        if min(start, stop) <= number <= max(start, stop):
            return f"{number:.{places}f}"
    return None


def _reached_scores(points: ValuePoints, added: Floats, probabilities: Floats) -> tuple[Floats, Floats]:
    """Return levels from worst to best, and the expected score of each if it is stated in every future.

    A score stated as v is worth v + added, clipped where something is added: straight between these levels.
    """
    ends = [end - add for end in (0.0, 100.0) for add in added.tolist()]
    bends = {0.0, 100.0, *(end for end in ends if 0.0 < end < 100.0), *(value for _, value in points)}
    values = np.array(sorted(bends))
    moved = values[:, None] + added
    reached = np.where(added != 0.0, np.clip(moved, 0.0, 100.0), moved) @ probabilities
    levels = np.interp(values, [value for _, value in points], [level for level, _ in points])
    return levels, reached
