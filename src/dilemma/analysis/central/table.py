"""A scenario as arrays: every judgement in value points, after all edits."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from dilemma.scenario.value_function import points, value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from dilemma.scenario.files.judgement import Judgement
    from dilemma.scenario.files.parts import Criterion
    from dilemma.scenario.model import Scenario

Floats: TypeAlias = "NDArray[np.float64]"
Table: TypeAlias = "Floats"  # [option, criterion, future, (low, central, high)]


def table(scenario: Scenario) -> Table:
    """The stated judgements in value points, before any shift; axes option, criterion, future, corner."""
    return in_order(
        np.array(
            [
                [in_points(scenario.rows[option, leaf.id], leaf.criterion) for leaf in scenario.leaves]
                for option in scenario.options
            ],
            dtype=np.float64,
        )
    )


def in_points(row: Sequence[Judgement], criterion: Criterion) -> list[list[float]]:
    """The judgements of an option on a criterion in value points, [future][low, central, high as stated]."""
    corners = points(criterion)
    return [[value(level, corners) for level in cell.score.corners] for cell in row]


def in_order(cells: Floats) -> Table:
    """Cells with the end that is worth less first; where worst is the larger number, that is the high one."""
    cells[..., (0, 2)] = np.sort(cells[..., (0, 2)], axis=-1)
    return cells


def shifts(scenario: Scenario) -> Floats:
    """Value points that edits add, summed; axes option, criterion, future."""
    options = {option: place for place, option in enumerate(scenario.options)}
    leaves = {leaf.id: place for place, leaf in enumerate(scenario.leaves)}
    futures = {future.id: place for place, future in enumerate(scenario.futures)}
    total = np.zeros((len(options), len(leaves), len(futures)))
    for shift in scenario.shifts:
        option, future = _place(shift.option, options), _place(shift.future, futures)
        total[option, leaves[shift.criterion], future] += shift.add
    return total


def _place(name: str | None, places: dict[str, int]) -> int | slice:
    return slice(None) if name is None else places[name]


def edited(cells: Table, added: Floats) -> Table:
    """A table with its shifts: added to low, central and high alike, then clipped once to 0–100.

    A shift that clips nothing is exact; stated judgements lie inside the scale already.
    """
    if not added.any():
        return cells
    return np.clip(cells + added[..., None], 0.0, 100.0)
