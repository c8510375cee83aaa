"""The unknowns of a scenario: judgements in value points, swing points and chances, with all edits made."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.central import chances, weights
from dilemma.analysis.central.table import edited, shifts, table
from dilemma.analysis.stress.unknowns import Bend, Judged, Outlooks, Unknowns, Weighing, unknowns
from dilemma.scenario.quantities import TIE, Quantity
from dilemma.scenario.value_function import points

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.central.table import Floats, Table
    from dilemma.analysis.stress.unknowns import Places
    from dilemma.scenario.files.judgement import Weights
    from dilemma.scenario.model import Leaf, Scenario

WIDER = (0.5, 1.5)
"""The range taken for a stated point without one, as multiples of it."""


def stated_unknowns(scenario: Scenario, stated: Table | None = None) -> Unknowns:
    """Every unknown of a scenario; `stated` saves working out its table again."""
    cells = table(scenario) if stated is None else stated
    added = shifts(scenario)
    corners = edited(cells, added)
    return unknowns(
        options=tuple(scenario.options),
        criteria=tuple(leaf.id for leaf in scenario.leaves),
        futures=tuple(future.id for future in scenario.futures),
        judged=[
            _row(scenario, option, leaf, corners[i, j], added[i, j])
            for i, option in enumerate(scenario.options)
            for j, leaf in enumerate(scenario.leaves)
        ],
        weighing=_weighing(scenario),
        outlooks=_outlooks(scenario),
    )


def _row(scenario: Scenario, option: str, leaf: Leaf, corners: Floats, added: Floats) -> list[Judged]:
    """The judgements of one option on one criterion; `corners` [future, corner] and `added` [future]."""
    line = points(leaf.criterion)
    return [
        _judged(judgement.score, corners[future].tolist(), Bend(corners=line, added=add, clipped=add != 0.0))
        for future, (judgement, add) in enumerate(
            zip(scenario.rows[option, leaf.id], added.tolist(), strict=True)
        )
    ]


def _judged(quantity: Quantity, corners: Sequence[float], bend: Bend) -> Judged:
    """A judgement in value points, by its edited corners where it has ends that hold.

    A range lies between its edited ends, so an edit that clips an end narrows it. A distribution goes through
    the value function, the edit and the clip draw by draw, unless all of that is a straight line for it.
    """
    low, central, high = corners
    if quantity.family in {"normal", "beta"}:
        straight = _straight(quantity, bend)
        return Judged(central, quantity, bend) if straight is None else Judged(central, straight)
    numbers = {"exact": (central,), "uniform": (low, high), "triangular": (low, central, high)}
    return Judged(central, Quantity(quantity.family, numbers[quantity.family]))


def _straight(quantity: Quantity, bend: Bend) -> Quantity | None:
    """A distribution in value points, where nothing bends it; None where something does."""
    start, stop = (float(level) for level in bend(np.array([0.0, 1.0])))
    numbers = quantity.parameters
    if len(bend.corners) > 2:
        return None
    if quantity.family == "normal":
        mean, deviation = numbers
        slope = stop - start
        return None if bend.clipped else Quantity("normal", (start + slope * mean, abs(slope) * deviation))
    a, b, *ends = numbers
    low, high = (float(value) for value in replace(bend, clipped=False)(np.array(ends)))
    if bend.clipped and (min(low, high) < 0.0 or max(low, high) > 100.0):
        return None
    return Quantity("beta", (a, b, low, high) if high > low else (b, a, high, low))


def _weighing(scenario: Scenario) -> Weighing:
    names = [leaf.id for leaf in scenario.leaves]
    given = scenario.weights
    stated = [given.points[name] for name in names] if given and given.points else []
    return Weighing(
        central=weights.central(scenario),
        points=tuple(_widened(each) for each in stated),
        places=_places(names, given),
    )


def _widened(quantity: Quantity) -> Quantity:
    if quantity.family != "exact":
        return quantity
    point = quantity.parameters[0]
    return Quantity("uniform", (WIDER[0] * point, WIDER[1] * point))


def _places(names: list[str], given: Weights | None) -> Places:
    """Criteria by place; equal points tie, and weights that are absent tie all criteria."""
    numbers = {name: place for place, name in enumerate(names)}
    if given is None:
        return (tuple(range(len(names))),)
    if not given.points:
        return tuple(tuple(numbers[name] for name in tie) for tie in given.ranking)
    central = {name: given.points[name].central for name in names}
    ranked = sorted(names, key=lambda name: -central[name])
    near = TIE * central[ranked[0]]  # the middle of a range may miss a plain number by roundoff
    begins = [
        place
        for place, name in enumerate(ranked)
        if not place or central[ranked[place - 1]] - central[name] > near
    ]
    ties = [ranked[start:stop] for start, stop in zip(begins, [*begins[1:], len(ranked)], strict=True)]
    return tuple(tuple(sorted(numbers[name] for name in tie)) for tie in ties)


def _outlooks(scenario: Scenario) -> Outlooks:
    stated = [future for future in scenario.futures if future.chance is not None]
    places = {future.id: place for place, future in enumerate(scenario.futures)}
    seen = scenario.evidence
    return Outlooks(
        central=chances.revised(scenario, chances.central(scenario)),
        form=scenario.chances,
        asked=tuple(future.chance for future in stated if future.chance is not None),
        shared=tuple(future.shared for future in stated),
        pins={places[key]: to for key, to in scenario.pinned.items()},
        likelihoods=np.array([seen[future.id] for future in scenario.futures]) if seen else None,
        moves=chances.moves(scenario),
    )
