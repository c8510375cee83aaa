"""A scenario as arrays: every judgement in value points from 0 to 100, after all edits."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from dilemma.records import dataclass
from dilemma.scenario.model import expected_value, interpolate_value, value_points_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from dilemma.scenario.distributions import Quantity
    from dilemma.scenario.model import Scenario, ValuePoints
    from dilemma.scenario.schema.judgement import Judgement
    from dilemma.scenario.schema.parts import Criterion

Floats: TypeAlias = "NDArray[np.float64]"


@dataclass(frozen=True, slots=True)
class JudgedCell:
    """A judgement that is not exact, with the value function of its criterion."""

    quantity: Quantity
    value_points: ValuePoints

    def mean(self, added: float) -> float:
        """Return its expected value with value points added, clipped where they are not 0."""
        return expected_value(self.quantity, self.value_points, added)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ScoreArray:
    """The stated judgements in value points, before any shift.

    Attributes:
        values: (low, mean, high) of every cell, [option, criterion, future, 3]; low is worth less.
        modes: the value of the one number each author would name, [option, criterion, future].
        cells: the judgements that are not exact, by (option, criterion, future).
    """

    values: Floats
    modes: Floats
    cells: dict[tuple[int, int, int], JudgedCell]

    @property
    def means(self) -> Floats:
        """The expected value of every cell, [option, criterion, future]."""
        return np.asarray(self.values[..., 1])

    def shifted(self, shifts: Floats) -> Floats:
        """Return low, mean and high of every cell with value points added, [option, criterion, future, 3].

        Where something is added, every level is clipped to 0-100 before the mean is taken; elsewhere nothing
        is clipped, so that a distribution may reach beyond the scale.

        Args:
            shifts: value points, [option, criterion, future].
        """
        if not shifts.any():
            return self.values
        result = self.values + shifts[..., None]
        result[shifts != 0.0] = np.clip(result[shifts != 0.0], 0.0, 100.0)
        for option in np.flatnonzero(shifts.any(axis=(1, 2))).tolist():
            result[option, ..., 1] = self.means_of(option, shifts[option][None])[0]
        return np.asarray(result)

    def means_of(self, option: int, shifts: Floats) -> Floats:
        """Return the expected scores of one option under many shifts, [shift, criterion, future].

        Args:
            option: its index.
            shifts: value points, [shift, criterion, future].
        """
        low, mean, high = np.moveaxis(self.values[option], -1, 0)
        result = mean + shifts
        is_moved = shifts != 0.0
        np.clip(result, 0.0, 100.0, out=result, where=is_moved)
        # Elsewhere the mean moves by what is added.
        is_cut = is_moved & ((low + shifts < 0.0) | (high + shifts > 100.0))
        moves, cuts = is_moved.any(axis=0), is_cut.any(axis=0)
        for (owner, criterion, future), cell in self.cells.items():
            endless = cell.quantity.unbounded
            if owner == option and (moves if endless else cuts)[criterion, future]:
                chosen = (is_moved if endless else is_cut)[:, criterion, future]
                result[chosen, criterion, future] = _clipped_means(cell, shifts[chosen, criterion, future])
        return np.asarray(result)

    def modes_shifted(self, shifts: Floats) -> Floats:
        """Return the value of the numbers authors would name, shifted alike, [option, criterion, future]."""
        moved = self.modes + shifts
        return np.asarray(np.where(shifts != 0.0, np.clip(moved, 0.0, 100.0), moved))


_MOST_EXACT_MEANS = 256
"""Different shifts for which the mean of a clipped range is worked out; more are interpolated between."""


def _clipped_means(cell: JudgedCell, added: Floats) -> Floats:
    """Return the means of a judgement with value points added and clipped, [shift]."""
    points = distinct_numbers(added)
    if len(points) > _MOST_EXACT_MEANS:
        points = np.linspace(points[0], points[-1], _MOST_EXACT_MEANS)
    return np.interp(added, points, [cell.mean(point) for point in points.tolist()])


def distinct_numbers(numbers: Floats) -> Floats:
    """Return the different ones of some numbers, rising."""
    # `numpy.unique` loads the masked arrays of numpy, which takes longer than a short run has to spare.
    return np.array(sorted(set(numbers.ravel().tolist())))


def floats_by_name(keys: Sequence[str], numbers: Floats) -> dict[str, float]:
    """Return numbers as plain floats under their names."""
    return dict(zip(keys, numbers.tolist(), strict=True))


def score_array(scenario: Scenario) -> ScoreArray:
    """Return the stated judgements of a scenario as arrays."""
    return join_rows(
        [judged_row(scenario.rows[option, leaf.id], leaf.criterion) for leaf in scenario.leaves]
        for option in scenario.options
    )


@dataclass(frozen=True, slots=True, eq=False)
class JudgedRow:
    """An option on a criterion by future: low, mean, high and mode in value points, and what is not exact."""

    values: list[list[float]]
    cells: dict[int, JudgedCell]


def judged_row(judgements: Sequence[Judgement], criterion: Criterion) -> JudgedRow:
    """Return the judgements of an option on a criterion in value points."""
    return _row_of(tuple([judgement.score for judgement in judgements]), value_points_of(criterion))


# The cases of a batch share nearly all their rows.
@lru_cache(maxsize=2048)
def _row_of(quantities: tuple[Quantity, ...], value_points: ValuePoints) -> JudgedRow:
    judged = [_judged_number(quantity, value_points) for quantity in quantities]
    cells = {future: cell for future, (_, cell) in enumerate(judged) if cell}
    return JudgedRow([values for values, _ in judged], cells)


@lru_cache(maxsize=4096)  # most judgements of a large table recur
def _judged_number(quantity: Quantity, value_points: ValuePoints) -> tuple[list[float], JudgedCell | None]:
    """Return low, mean, high and mode of a judgement in value points, and the cell where it is not exact."""
    low, mode, high = (interpolate_value(level, value_points) for level in quantity.low_central_high)
    # Where the worst level is the larger number, the low level is worth more.
    ends = sorted((low, high))
    if quantity.is_exact:
        return [ends[0], mode, ends[1], mode], None
    mean = expected_value(quantity, value_points)
    return [ends[0], mean, ends[1], mode], JudgedCell(quantity, value_points)


def join_rows(rows: Iterable[Sequence[JudgedRow]]) -> ScoreArray:
    """Return the rows of all options [option][criterion] as arrays."""
    table = [list(row) for row in rows]
    numbers = np.array([[row.values for row in option_rows] for option_rows in table], dtype=np.float64)
    return ScoreArray(
        values=np.ascontiguousarray(numbers[..., :3]),
        modes=np.ascontiguousarray(numbers[..., 3]),
        cells={
            (option, criterion, future): cell
            for option, option_rows in enumerate(table)
            for criterion, row in enumerate(option_rows)
            for future, cell in row.cells.items()
        },
    )


def score_shifts(scenario: Scenario) -> Floats:
    """Return the value points that edits add, summed, [option, criterion, future]."""
    options = {option: index for index, option in enumerate(scenario.options)}
    criteria = {criterion.id: index for index, criterion in enumerate(scenario.leaves)}
    futures = {future.id: index for index, future in enumerate(scenario.futures)}
    total = np.zeros((len(options), len(criteria), len(futures)))
    for shift in scenario.shifts:
        option, future = _index(shift.option, options), _index(shift.future, futures)
        total[option, criteria[shift.criterion], future] += shift.add
    return total


def _index(name: str | None, index_of: dict[str, int]) -> int | slice:
    """Return the index of a name; every index where no name narrows it."""
    return slice(None) if name is None else index_of[name]
