"""The data with which a page samples the stated ranges by itself, when its sliders have moved.

The points are the program's own: the first of one scramble of its Sobol sequence, by the words from which a
page makes them. Ranges are those of `ranges`, the level of robustness at which everything moves within what
was stated.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import numpy as np

from dilemma.analysis.core.run import DEFAULT_SEED
from dilemma.analysis.uncertainty.from_scenario import unknowns_of_scenario
from dilemma.analysis.uncertainty.quantiles import draw_quantity
from dilemma.analysis.uncertainty.sobol import SOBOL_DIMENSIONS, scramble_words
from dilemma.scenario.distributions import Exact, Triangular, Uniform

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.uncertainty.inputs import FutureProbabilities, Unknowns
    from dilemma.scenario.model import Scenario
    from dilemma.scenario.quantity import Quantity

_POINTS = 2048  # on a page: an instant, and a standard error of a percentage point at most
_NODES = np.linspace(-16.0, 16.0, 97)
"""Log-odds at which the quantiles of a family without a closed form are tabulated."""


def sampling_data(scenario: Scenario, views: Sequence[Scenario]) -> dict[str, Any] | None:
    """Return what a page needs to sample; None where choosing an option moves the chances.

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
