"""The chief risk of an option: the future that adds most to its expected regret, and the best one there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.analysis.central.decision import best_indices, descending_order
from dilemma.analysis.futures.rules import regret
from dilemma.analysis.results import ChiefRisk
from dilemma.scenario.quantity import TIE

if TYPE_CHECKING:
    from dilemma.analysis.central.decision import Decision


def chief_risk(decision: Decision, option: int) -> ChiefRisk | None:
    """Return where an option falls behind the best option of a future by most, weighted by probability.

    `argmax_f p[f]·(max_o V[o,f] − V[option,f])`. Of futures that tie, the first in the file; of options that
    tie there, the one of highest value.

    Args:
        decision: options with their values in each future.
        option: its index.

    Returns:
        None where the option is never behind, and where there is one future.
    """
    if len(decision.futures) == 1:
        return None
    option_regret = regret(decision.in_future)[option]
    expected_regret = option_regret * decision.probabilities
    future = best_indices(expected_regret)[0]
    if expected_regret[future] <= TIE:
        return None
    by_value = descending_order(decision.value)
    rival = by_value[best_indices(decision.in_future[by_value, future])[0]]
    return ChiefRisk(
        future=decision.futures[future], option=decision.options[rival], gap=float(option_regret[future])
    )
