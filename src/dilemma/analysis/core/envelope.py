"""The upper envelope of straight lines: who leads along a line, and where the lead changes hands."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.core.decision import best_indices
from dilemma.records import dataclass
from dilemma.scenario.quantity import TIE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dilemma.analysis.core.scores import Floats


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
    cuts = _envelope_cuts(at_start, at_stop)
    intervals = []
    for left, right in pairwise(cuts):
        middle = at_start + (at_stop - at_start) * (left + right) / 2
        ends = (start + (stop - start) * left, start + (stop - start) * right)
        intervals.append(LeadInterval(*ends, tuple(best_indices(middle))))
    return merge_intervals(intervals)


def merge_intervals(intervals: Iterable[LeadInterval]) -> list[LeadInterval]:
    """Return the stretches with neighbours of the same leaders merged."""
    merged: list[LeadInterval] = []
    for lead in intervals:
        if merged and merged[-1].leaders == lead.leaders:
            merged[-1] = LeadInterval(merged[-1].start, lead.stop, lead.leaders)
        else:
            merged.append(lead)
    return merged


def _envelope_cuts(at_start: Floats, at_stop: Floats) -> list[float]:
    """Return where another line meets the leading one, from 0 to 1, by walking along the envelope.

    At each point the next cut is the nearest crossing of the line that leads just beyond it.
    """
    slopes = at_stop - at_start
    cuts, position = [0.0], 0.0
    while position < 1.0:
        values = at_start + slopes * position
        tied = np.flatnonzero(values >= values.max() - TIE)
        # Of those tied here the steepest leads just beyond.
        leader = tied[np.argmax(slopes[tied])]
        closing = slopes - slopes[leader]
        ahead = closing > TIE
        # Only lines that rise faster than the leader can meet it further on.
        gaps = np.full(len(values), np.inf)
        gaps[ahead] = (values[leader] - values[ahead]) / closing[ahead]
        step = gaps[gaps > TIE].min(initial=np.inf)
        next_position = position + float(step)
        # Roundoff must not separate a crossing at the end of the line from the end.
        position = next_position if next_position < 1.0 - TIE else 1.0
        cuts.append(position)
    return cuts
