"""The map of winners over the probabilities of the two futures that come nearest to changing the choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.analysis.changes.polygons import winner_polygons
from dilemma.analysis.results import Region, WinnersMap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.central.decision import Decision
    from dilemma.analysis.results import BreakEven

FEWEST = 3  # two futures make a line, not a map


def winners_map(decision: Decision, found: Sequence[BreakEven]) -> WinnersMap | None:
    """Exact polygons of who is best over two probabilities, the other futures in proportion.

    None with fewer than three futures.
    """
    if len(decision.futures) < FEWEST:
        return None
    across, up = _nearest_two(decision, found)
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


def _nearest_two(decision: Decision, found: Sequence[BreakEven]) -> tuple[int, int]:
    """The futures whose probability has the shortest way to a change, then the likeliest others."""
    moves = {
        name: min(abs(each.at - each.now) for each in found if each.kind == "probability" and each.of == name)
        for name in decision.futures
        if any(each.kind == "probability" and each.of == name for each in found)
    }
    places = range(len(decision.futures))
    nearest = sorted(
        places, key=lambda place: (moves.get(decision.futures[place], 2.0), -decision.probabilities[place])
    )
    return nearest[0], nearest[1]
