"""Rules over futures that need no probabilities, or only some, and who leads along a straight line of them.

All are exact, at central scores and weights. Along a line of chances the value of every option is a line too,
and who leads is the upper envelope of these lines.
"""

from __future__ import annotations

from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from dilemma.analysis.core.decision import best_indices
from dilemma.records import dataclass
from dilemma.scenario.quantity import TIE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from dilemma.analysis.core.decision import Decision
    from dilemma.analysis.core.scores import Floats

_Line: TypeAlias = "tuple[float, float]"  # the value of an option where a line begins, and what it gains


@dataclass(frozen=True, slots=True)
class LeadInterval:
    """A stretch of a line and the options that lead on the whole of it, ties included."""

    start: float
    stop: float
    leaders: tuple[int, ...]


def lead_intervals(
    at_start: Floats, at_stop: Floats, start: float = 0.0, stop: float = 1.0
) -> list[LeadInterval]:
    """Return the stretches between `start` and `stop` with the leaders of each, exactly.

    Args:
        at_start: value of each option at `start`, [option].
        at_stop: value of each option at `stop`, [option].
        start: the number at one end of the line.
        stop: the number at the other end.

    Returns:
        Stretches in order, covering the line; neighbours have different leaders. A tie in a single point,
        an end included, is no stretch.
    """
    # Of a handful of options plain numbers are quicker than arrays, and this is done for hundreds of lines.
    lines: list[_Line] = [*zip(at_start.tolist(), (at_stop - at_start).tolist(), strict=True)]
    intervals = []
    for left, right in pairwise(_envelope_cuts(lines)):
        leaders = _leaders([height + slope * (left + right) / 2 for height, slope in lines])
        ends = (start + (stop - start) * left, start + (stop - start) * right)
        intervals.append(LeadInterval(*ends, tuple(leaders)))
    return merge_intervals(intervals)


def _leaders(values: Sequence[float]) -> list[int]:
    """Return the indices of all highest values, ties within `TIE` included, in order."""
    least = max(values) - TIE
    return [index for index, value in enumerate(values) if value >= least]


def merge_intervals(intervals: Iterable[LeadInterval]) -> list[LeadInterval]:
    """Return the stretches with neighbours of the same leaders merged."""
    merged: list[LeadInterval] = []
    for lead in intervals:
        if merged and merged[-1].leaders == lead.leaders:
            merged[-1] = LeadInterval(merged[-1].start, lead.stop, lead.leaders)
        else:
            merged.append(lead)
    return merged


def _envelope_cuts(lines: Sequence[_Line]) -> list[float]:
    """Return where another line meets the leading one, from 0 to 1, by walking along the envelope.

    At each point the next cut is the nearest crossing of the line that leads just beyond it.
    """
    cuts, position = [0.0], 0.0
    while position < 1.0:
        values = [height + slope * position for height, slope in lines]
        # Of those tied here the steepest leads just beyond.
        leader = max(_leaders(values), key=lambda index: lines[index][1])
        highest, steepness = values[leader], lines[leader][1]
        # Only lines that rise faster than the leader can meet it further on.
        gaps = (
            (highest - value) / (slope - steepness)
            for value, (_, slope) in zip(values, lines, strict=True)
            if slope - steepness > TIE
        )
        next_position = position + min((gap for gap in gaps if gap > TIE), default=inf)
        # Roundoff must not separate a crossing at the end of the line from the end.
        position = next_position if next_position < 1.0 - TIE else 1.0
        cuts.append(position)
    return cuts


def regret(in_future: Floats) -> Floats:
    """Return by how much an option falls short of the best of each future, [option, future]."""
    return np.asarray(in_future.max(axis=0) - in_future)


def maximin(in_future: Floats) -> list[int]:
    """Return the options whose worst future is least bad (Wald 1945)."""
    return best_indices(in_future.min(axis=1))


def minimax_regret(in_future: Floats) -> list[int]:
    """Return the options whose largest regret is smallest (Savage 1951).

    The choice depends on which other options are listed.
    """
    return best_indices(-regret(in_future).max(axis=1))


def laplace(in_future: Floats) -> list[int]:
    """Return the options best on average when every future counts the same (Luce & Raiffa 1957)."""
    return best_indices(in_future.mean(axis=1))


def hurwicz(in_future: Floats) -> list[LeadInterval]:
    """Return who leads for each weight α on the best future, 1 − α on the worst (Hurwicz 1951)."""
    return lead_intervals(in_future.min(axis=1), in_future.max(axis=1))


@dataclass(frozen=True, slots=True)
class DecisionRule:
    """A rule that chooses an option from values in each future.

    Attributes:
        id: its field in `results.assessment.RuleChoices` and its key in JSON.
        label: what a line of results calls it.
        choose: returns the indices of the options it chooses, ties included.
        needs_probabilities: whether the probabilities of the futures enter.
        needs_common_chances: whether it sets options beside one another future by future, which means
            nothing where choosing an option moves the chances.
    """

    id: str
    label: str
    choose: Callable[[Decision], list[int]]
    needs_probabilities: bool = False
    needs_common_chances: bool = False


# A new rule is an entry here and a field of `RuleChoices`; results, JSON, screens and memo follow.
RULES = (
    DecisionRule(
        "expected_value",
        "expected value",
        lambda decision: best_indices(decision.value),
        needs_probabilities=True,
    ),
    DecisionRule("maximin", "best worst case", lambda decision: maximin(decision.in_future)),
    DecisionRule(
        "minimax_regret",
        "least regret (smallest of the largest shortfalls)",
        lambda decision: minimax_regret(decision.in_future),
        needs_common_chances=True,
    ),
    DecisionRule(
        "laplace",
        "best if all futures are equally likely",
        lambda decision: laplace(decision.in_future),
        needs_common_chances=True,
    ),
)


def evpi_of_futures(decision: Decision) -> float:
    """Return the points gained by knowing the future before choosing (EVPI).

    `Σ_f p[f]·max_o V[o,f] − max_o V[o]`, worked out as the smallest expected regret, which it equals, so that
    it is never negative and is exactly 0 where one option leads in every future.

    Reference: Raiffa & Schlaifer 1961.
    """
    return float((regret(decision.in_future) @ decision.probabilities).min())
