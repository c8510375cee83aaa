"""The two poles of the dilemma: leadership kept and order upheld, and what choosing one costs the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dilemma.scenario.quantities import TIE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dilemma.analysis.central.table import Floats
    from dilemma.scenario.model import Scenario

POLES = ("leadership", "order", "own")


def pole_values(scenario: Scenario, expected_scores: Floats) -> dict[str, Floats]:
    """The mean expected score of each pole's criteria, [option]; poles without criteria are absent."""
    found = {}
    for pole in POLES:
        places = [place for place, leaf in enumerate(scenario.leaves) if leaf.pole == pole]
        if places:
            found[pole] = expected_scores[:, places].mean(axis=1)
    return found


def dilemma_index(values: Mapping[str, Floats]) -> float | None:
    """Half of what the order-best option gives up in leadership plus what the leadership-best does in order.

    0 means that one option is best on both: no dilemma. None without both poles.
    """
    if "leadership" not in values or "order" not in values:
        return None
    leadership, order = values["leadership"], values["order"]
    for_order = _best(order, leadership)
    for_leadership = _best(leadership, order)
    given_up = leadership[for_leadership] - leadership[for_order] + order[for_order] - order[for_leadership]
    return float(given_up / 2)


def _best(values: Floats, then: Floats) -> int:
    """The highest on one pole; among ties, the highest on the other."""
    tied = values >= values.max() - TIE
    return int(np.argmax(np.where(tied, then, -np.inf)))
