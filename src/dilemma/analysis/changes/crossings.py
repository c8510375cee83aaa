"""Lines along which one number moves, and every change of leader on them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.central.chances import chain_probabilities
from dilemma.analysis.changes.envelope import LeadInterval, lead_intervals, merge_intervals
from dilemma.scenario.quantity import TIE

if TYPE_CHECKING:
    from dilemma.analysis.central.decision import Decision
    from dilemma.analysis.central.table import Floats
    from dilemma.analysis.changes.changes_results import LineKind

_UNIT_INTERVAL = np.array([0.0, 1.0])


@dataclass(frozen=True, slots=True)
class ValueLine:
    """One number moving from its least to its most, with everything else kept as its kind says.

    Attributes:
        kind: the kind of number moved.
        of: its name.
        now: its present value.
        at: knots of the line, between which every value is straight, [knot], rising.
        values: the values of the options there, [knot, option].
    """

    kind: LineKind
    of: str
    now: float
    at: Floats
    values: Floats

    def leads(self) -> list[LeadInterval]:
        """Return who leads on each stretch."""
        pieces = zip(pairwise(self.at.tolist()), pairwise(self.values), strict=True)
        return merge_intervals(
            [lead for (start, stop), ends in pieces for lead in lead_intervals(*ends, start, stop)]
        )


@dataclass(frozen=True, slots=True)
class LeadChange:
    """A point of a line beyond which, seen from the present value, other options lead."""

    at: float
    leaders: tuple[int, ...]


def lead_changes(line: ValueLine) -> list[LeadChange]:
    """Return every change of leader along a line, with the leaders beyond it seen from the present value."""
    result = []
    for left, right in pairwise(line.leads()):
        next_lead = right if left.stop >= line.now - TIE else left
        result.append(LeadChange(left.stop, next_lead.leaders))
    return result


def proportions_without(shares: Floats, index: int) -> Floats | None:
    """Return all shares but one, in proportion and summing to 1, or None when that one has everything."""
    others = shares.copy()
    others[index] = 0.0
    total = others.sum()
    return np.asarray(others / total) if total > 0 else None


def probability_lines(decision: Decision) -> list[ValueLine]:
    """Return each future's probability from 0 to 1, the others in proportion (Pauker & Kassirer 1980).

    A future that is certain leaves nothing to keep in proportion and has no line.
    """
    lines = []
    for future, name in enumerate(decision.futures):
        now, others = (
            float(decision.probabilities[future]),
            proportions_without(decision.probabilities, future),
        )
        if others is not None:
            ends = np.stack([decision.in_future @ others, decision.in_future[:, future]])
            lines.append(ValueLine("probability", name, now, _UNIT_INTERVAL, ends))
    return lines


def chance_lines(decision: Decision) -> list[ValueLine]:
    """Return each question's chance from 0 to 1, with the other questions kept."""
    lines = []
    for question, now in enumerate(decision.chances):
        chances = np.tile(decision.chances, (2, 1))
        chances[:, question] = _UNIT_INTERVAL
        ends = chain_probabilities(chances) @ decision.in_future.T
        lines.append(ValueLine("chance", decision.futures[question], float(now), _UNIT_INTERVAL, ends))
    return lines


def weight_lines(decision: Decision) -> list[ValueLine]:
    """Return each criterion's weight from 0 to 1, the others in proportion.

    A criterion with all the weight leaves nothing to keep in proportion and has no line.
    """
    expected = decision.expected_scores
    lines = []
    for criterion, name in enumerate(decision.criteria):
        now, others = float(decision.weights[criterion]), proportions_without(decision.weights, criterion)
        if others is not None:
            ends = np.stack([expected @ others, expected[:, criterion]])
            lines.append(ValueLine("weight", name, now, _UNIT_INTERVAL, ends))
    return lines


def score_lines(decision: Decision) -> list[ValueLine]:
    """Return each expected score, its row moved by equal value points in all futures within 0–100.

    A score without weight moves nothing and has no line.
    """
    expected = decision.expected_scores
    lowest, highest = decision.scores.min(axis=2), decision.scores.max(axis=2)
    lines = []
    for option, criterion in np.ndindex(*expected.shape):
        moves = np.array([-lowest[option, criterion], 100.0 - highest[option, criterion]])
        weight = decision.weights[criterion]
        if weight > 0 and moves[1] > moves[0]:
            values = np.tile(decision.value, (2, 1))
            values[:, option] += weight * moves
            name = f"scores.{decision.options[option]}.{decision.criteria[criterion]}"
            now = float(expected[option, criterion])
            lines.append(ValueLine("score", name, now, now + moves, values))
    return lines
