"""A scenario as arrays: every judgement in value points from 0 to 100, after all edits."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from dilemma.scenario.model import interpolate_value, value_points_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from dilemma.scenario.model import Scenario
    from dilemma.scenario.schema.judgement import Judgement
    from dilemma.scenario.schema.parts import Criterion

Floats: TypeAlias = "NDArray[np.float64]"
ScoreArray: TypeAlias = "Floats"  # [option, criterion, future, (low, central, high)]


def floats_by_name(keys: Sequence[str], numbers: Floats) -> dict[str, float]:
    """Return numbers as plain floats under their names."""
    return dict(zip(keys, numbers.tolist(), strict=True))


def score_array(scenario: Scenario) -> ScoreArray:
    """Return the stated judgements as a score array, before any shift.

    Returns:
        Value points, [option, criterion, future, (low, central, high)].
    """
    return sort_ends(
        np.array(
            [
                [partial_values(scenario.rows[option, leaf.id], leaf.criterion) for leaf in scenario.leaves]
                for option in scenario.options
            ],
            dtype=np.float64,
        )
    )


def partial_values(judgements: Sequence[Judgement], criterion: Criterion) -> list[list[float]]:
    """Return the judgements of an option on a criterion in value points.

    Returns:
        [future][low, central, high as stated].
    """
    anchors = value_points_of(criterion)
    return [
        [interpolate_value(level, anchors) for level in judgement.score.low_central_high]
        for judgement in judgements
    ]


def sort_ends(scores: Floats) -> ScoreArray:
    """Put the end that is worth less first, in place.

    Where the worst level is the larger number, that end is the high one.
    """
    scores[..., (0, 2)] = np.sort(scores[..., (0, 2)], axis=-1)
    return scores


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


def apply_shifts(scores: ScoreArray, shifts: Floats) -> ScoreArray:
    """Add shifts to low, central and high scores alike, then clip once to 0–100.

    A shift that clips nothing is exact; stated judgements lie inside the scale already.

    Args:
        scores: [option, criterion, future, (low, central, high)].
        shifts: value points, [option, criterion, future].
    """
    if not shifts.any():
        return scores
    return np.clip(scores + shifts[..., None], 0.0, 100.0)
