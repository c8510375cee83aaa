"""The lines along which one number moves, and every change of leader on them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import numpy as np

from dilemma.analysis.chances import chain
from dilemma.analysis.decision import TIE
from dilemma.analysis.envelope import Lead, leads

if TYPE_CHECKING:
    from dilemma.analysis.decision import Decision
    from dilemma.analysis.table import Floats

Kind = Literal["probability", "chance", "weight"]


@dataclass(frozen=True, slots=True)
class Line:
    """One number moving from 0 to 1, everything else kept as its kind says, and the values at both ends."""

    kind: Kind
    of: str
    now: float
    at_zero: Floats
    at_one: Floats

    def leads(self) -> list[Lead]:
        """Who leads on each stretch."""
        return leads(self.at_zero, self.at_one)

    def values(self, at: Floats) -> Floats:
        """Value of each option at points of the line, [point, option]."""
        return np.asarray(self.at_zero + np.outer(at, self.at_one - self.at_zero))


@dataclass(frozen=True, slots=True)
class Change:
    """A point of a line beyond which, seen from now, others lead."""

    at: float
    leaders: tuple[int, ...]


def changes(line: Line) -> list[Change]:
    """Every change of leader along a line, each with who leads beyond it seen from where it stands now."""
    stretches = line.leads()
    found = []
    for left, right in pairwise(stretches):
        beyond = right if left.stop >= line.now - TIE else left
        found.append(Change(left.stop, beyond.leaders))
    return found


def without(shares: Floats, place: int) -> Floats | None:
    """All shares but one, in proportion and summing to 1; None when that one has everything."""
    others = shares.copy()
    others[place] = 0.0
    total = others.sum()
    return np.asarray(others / total) if total > 0 else None


def probability_lines(decision: Decision) -> list[Line]:
    """Each future's probability from 0 to 1, the others in proportion (Pauker & Kassirer 1980).

    A future that is certain leaves nothing to keep in proportion and has no line.
    """
    found = []
    for place, name in enumerate(decision.futures):
        now, others = float(decision.probabilities[place]), without(decision.probabilities, place)
        if others is not None:
            at_zero = decision.in_future @ others
            found.append(Line("probability", name, now, at_zero, decision.in_future[:, place]))
    return found


def chance_lines(decision: Decision) -> list[Line]:
    """Each question's chance from 0 to 1, the other questions kept."""
    found = []
    for place, now in enumerate(decision.chances):
        ends = []
        for to in (0.0, 1.0):
            asked = decision.chances.copy()
            asked[place] = to
            ends.append(decision.in_future @ chain(asked))
        found.append(Line("chance", decision.futures[place], float(now), *ends))
    return found


def weight_lines(decision: Decision) -> list[Line]:
    """Each criterion's weight from 0 to 1, the others in proportion; none for one that has all the weight."""
    expected = decision.expected_scores
    found = []
    for place, name in enumerate(decision.criteria):
        now, others = float(decision.weights[place]), without(decision.weights, place)
        if others is not None:
            found.append(Line("weight", name, now, expected @ others, expected[:, place]))
    return found
