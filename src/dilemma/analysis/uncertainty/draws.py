"""The draws behind the shares, one by one: weights, probabilities, scores and values of each sample."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.uncertainty.from_scenario import unknowns_of_scenario
from dilemma.analysis.uncertainty.levels import MOST_RAY_OPTIONS
from dilemma.analysis.uncertainty.sampling import BLOCK_POINTS, SCRAMBLES, Ensemble
from dilemma.analysis.uncertainty.weight_space import any_weights, ordered_weights, range_weights
from dilemma.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.analysis.core.scores import Floats
    from dilemma.analysis.uncertainty.inputs import Unknowns
    from dilemma.scenario.model import Scenario

_POSITION_KEY = 7_919
"""Part of the seed of the positions along the rays, which no other stream of a run has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawTable:
    """Draws in rows.

    Attributes:
        columns: `weights.CRITERION` (shares that sum to 1), `probabilities.FUTURE`, `scores.OPTION.CRITERION`
            and `values.OPTION` (value points, averaged over futures); after evidence also `weight`, how
            likely the draw made what was seen.
        rows: one for each draw.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[float, ...], ...]


def draw_samples(scenario: Scenario, *, count: int, seed: int) -> DrawTable:
    """Return the first draws within the stated ranges, of chances, scores and weights together.

    Chances and scores are those of the points from which the shares are taken. The shares go along a whole
    line of weights at each point; a draw has one position on it, from a stream of its own. The first draws
    are the same however many are taken.

    Args:
        scenario: with its edits.
        count: how many.
        seed: that of the run.
    """
    unknowns = unknowns_of_scenario(scenario)
    points = -(-count // SCRAMBLES)
    parts = np.stack([_rows_of_scramble(unknowns, scramble, points, seed) for scramble in range(SCRAMBLES)])
    # Point by point through the scrambles, [point · scramble, column].
    rows = parts.transpose(1, 0, 2).reshape(points * SCRAMBLES, -1)[:count]
    columns = tuple(_columns(unknowns))
    if rows.shape[1] > len(columns):
        columns = (*columns, "weight")
    return DrawTable(columns=columns, rows=tuple(map(tuple, rows.tolist())))


def _columns(unknowns: Unknowns) -> Iterator[str]:
    yield from (f"weights.{criterion}" for criterion in unknowns.criteria)
    yield from (f"probabilities.{future}" for future in unknowns.futures)
    yield from (f"scores.{option}.{name}" for option in unknowns.options for name in unknowns.criteria)
    yield from (f"values.{option}" for option in unknowns.options)


def _rows_of_scramble(unknowns: Unknowns, scramble: int, count: int, seed: int) -> Floats:
    """Return the draws of one scramble, [point, column]."""
    rays = range_weights(unknowns)
    levels = (rays, ordered_weights(unknowns), any_weights(unknowns))
    along_rays = len(unknowns.options) <= MOST_RAY_OPTIONS
    coordinates = max(level.coordinates for level in levels) + (not along_rays)
    ensemble = Ensemble(unknowns, weights=coordinates, seed=seed)
    stream = np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(scramble, _POSITION_KEY)))
    positions = np.asarray(
        (stream.random_raw(count) >> np.uint64(12)).astype(np.float64) * 2.0**-52 + 2.0**-53
    )
    pieces, start = [], 0
    blocks = ((first, min(BLOCK_POINTS, count - first)) for first in range(0, count, BLOCK_POINTS))
    for draws in chain.from_iterable(ensemble.block(scramble, *block) for block in blocks):
        u = positions[start : start + draws.count] if along_rays else draws.weights[-1]
        weights = rays(draws.weights).weights_at(u)
        probabilities = ensemble.probabilities(draws)
        scores = np.concatenate([part for _, (part,) in ensemble.expected_scores(draws, probabilities)])
        values = np.einsum("ocn,cn->on", scores, weights)
        mass = ensemble.evidence_weights(draws)
        by_column = [weights, probabilities, scores.reshape(-1, draws.count), values]
        pieces.append(np.concatenate([*by_column, *([] if mass is None else [mass[None]])]).T)
        start += draws.count
    return np.concatenate(pieces)
