"""The map of winners over the probabilities of the two futures that come nearest to changing the choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.analysis.changes.polygons import winner_polygons
from dilemma.analysis.results import Region, WinnersMap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.central.decision import Decision
    from dilemma.analysis.results import BreakEven

# Two futures make a line, not a map.
_FEWEST_FUTURES = 3


def winners_map(decision: Decision, break_evens: Sequence[BreakEven]) -> WinnersMap | None:
    """Return exact polygons of who is best over two probabilities, the other futures in proportion.

    None with fewer than three futures.
    """
    if len(decision.futures) < _FEWEST_FUTURES:
        return None
    across, up = _choose_axes(decision, break_evens)
    polygons = winner_polygons(decision.in_future, across, up, decision.probabilities)
    return WinnersMap(
        across=decision.futures[across],
        up=decision.futures[up],
        now=(float(decision.probabilities[across]), float(decision.probabilities[up])),
        regions=tuple(
            Region(option=option, polygon=tuple((float(x), float(y)) for x, y in polygon))
            for option, polygon in zip(decision.options, polygons, strict=True)
            if len(polygon)
        ),
    )


def _choose_axes(decision: Decision, break_evens: Sequence[BreakEven]) -> tuple[int, int]:
    """Return the futures whose probability is nearest to a break-even, then the likeliest others."""
    distances = {
        name: min(
            abs(break_even.at - break_even.now)
            for break_even in break_evens
            if break_even.kind == "probability" and break_even.of == name
        )
        for name in decision.futures
        if any(break_even.kind == "probability" and break_even.of == name for break_even in break_evens)
    }
    indices = range(len(decision.futures))
    nearest = sorted(
        indices,
        key=lambda index: (distances.get(decision.futures[index], 2.0), -decision.probabilities[index]),
    )
    return nearest[0], nearest[1]
