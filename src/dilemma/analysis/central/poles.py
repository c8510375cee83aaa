"""The two poles of the dilemma: leadership kept and order upheld, and what choosing one costs the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dilemma.scenario.quantity import TIE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dilemma.analysis.central.table import Floats
    from dilemma.scenario.model import Scenario

_POLES = ("leadership", "order", "own")


def pole_values(scenario: Scenario, expected_scores: Floats) -> dict[str, Floats]:
    """Return the mean expected score of each pole's criteria, [option]; poles without criteria are absent."""
    values = {}
    for pole in _POLES:
        indices = [index for index, criterion in enumerate(scenario.leaves) if criterion.pole == pole]
        if indices:
            values[pole] = expected_scores[:, indices].mean(axis=1)
    return values


def dilemma_index(values: Mapping[str, Floats]) -> float | None:
    """Return how far leadership and order pull apart, in points; None without both poles.

    Half of what the order-best option gives up in leadership plus what the leadership-best gives up in order.
    0 means that one option is best on both: no dilemma.

    Args:
        values: by pole, mean expected scores, [option].
    """
    if "leadership" not in values or "order" not in values:
        return None
    leadership, order = values["leadership"], values["order"]
    for_order = _best_on_pole(order, leadership)
    for_leadership = _best_on_pole(leadership, order)
    sacrifice = leadership[for_leadership] - leadership[for_order] + order[for_order] - order[for_leadership]
    return float(sacrifice / 2)


def _best_on_pole(values: Floats, other_pole: Floats) -> int:
    """Return the index of the highest on one pole; among ties, the highest on the other."""
    leaders = values >= values.max() - TIE
    return int(np.argmax(np.where(leaders, other_pole, -np.inf)))
