"""Draws handed on: those behind the shares, one by one, and the points with which a page draws by itself."""

from __future__ import annotations

import base64
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from dilemma.analysis.core.run import DEFAULT_SEED
from dilemma.analysis.uncertainty.from_scenario import unknowns_of_scenario
from dilemma.analysis.uncertainty.levels import MOST_RAY_OPTIONS
from dilemma.analysis.uncertainty.quantiles import draw_quantity
from dilemma.analysis.uncertainty.sampling import BLOCK_POINTS, SCRAMBLES, Ensemble
from dilemma.analysis.uncertainty.sobol import SOBOL_DIMENSIONS, scramble_words
from dilemma.analysis.uncertainty.weight_space import any_weights, ordered_weights, range_weights
from dilemma.records import dataclass
from dilemma.scenario.distributions import Exact, Triangular, Uniform

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dilemma.analysis.core.scores import Floats
    from dilemma.analysis.uncertainty.inputs import FutureProbabilities, Unknowns
    from dilemma.scenario.model import Scenario
    from dilemma.scenario.quantity import Quantity

_POSITION_KEY = 7_919
"""Part of the seed of the positions along the rays, which no other stream of a run has."""

_POINTS = 2048  # on a page: an instant, and a standard error of a percentage point at most
_NODES = np.linspace(-16.0, 16.0, 97)
"""Log-odds at which the quantiles of a family without a closed form are tabulated."""


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


def sampling_data(scenario: Scenario, views: Sequence[Scenario]) -> dict[str, Any] | None:
    """Return what a page needs to sample; None where choosing an option moves the chances.

    The points are the program's own: the first of one scramble of its Sobol sequence, by the words from which
    a page makes them. Ranges are those of `ranges`, the level at which all moves within what was stated.

    Args:
        scenario: the scenario with the edits of the run.
        views: the scenario by the profiles of the page, its own first.
    """
    if scenario.moves:
        return None
    unknowns = [unknowns_of_scenario(view) for view in views]
    rows = list(unknowns[0].rows)
    dimensions = len(scenario.leaves) + max(0, len(scenario.futures) - 1) + len(rows)
    words = scramble_words(min(dimensions, SOBOL_DIMENSIONS), _POINTS, seed=DEFAULT_SEED, scramble=0)
    return {
        "points": _POINTS,
        "spread": scenario.weight_spread,
        "words": base64.b64encode(words.astype("<u4").tobytes()).decode(),
        "rows": rows,
        "cells": [
            _row_data(scenario, option, leaf.id) for option in scenario.options for leaf in scenario.leaves
        ],
        "weights": [_weights_data(own) for own in unknowns],
        "chances": _chances_data(unknowns[0].future_probabilities),
    }


def _row_data(scenario: Scenario, option: str, criterion: str) -> list[Any]:
    """Return the judgements of a row by future, or the one that holds in all."""
    quantities = [_quantity_data(judgement.score) for judgement in scenario.rows[option, criterion]]
    return quantities[:1] if all(own == quantities[0] for own in quantities) else quantities


def _quantity_data(quantity: Quantity) -> Any:
    """Return one number, the two or three of a range, or the quantiles of a distribution at the nodes."""
    if isinstance(quantity, Exact | Uniform | Triangular):
        numbers = [float(number) for number in quantity.parameters]
        # A range without width is one number, and no unknown of the program's either.
        return numbers[0] if min(numbers) == max(numbers) else numbers
    levels = draw_quantity(quantity, 1.0 / (1.0 + np.exp(-_NODES)))
    return {"span": float(_NODES[-1]), "levels": [float(f"{level:.6g}") for level in levels.tolist()]}


def _weights_data(unknowns: Unknowns) -> dict[str, Any]:
    """Return the swing points, each already widened, or the order of the criteria where there are none."""
    weighing = unknowns.weighing
    if weighing.points:
        return {"points": [_quantity_data(quantity) for quantity in weighing.points]}
    return {"ranking": [list(tie) for tie in weighing.ranking]}


def _chances_data(probabilities: FutureProbabilities) -> list[dict[str, Any]]:
    """Return the chances with whose draw each moves; none where probabilities are pinned or not stated."""
    if probabilities.pins:
        return []
    return [
        {"of": _quantity_data(quantity), "draw": probabilities.draw_index(index)}
        for index, quantity in enumerate(probabilities.chance_inputs)
    ]
