"""The chief risk of an option: the future most of its expected regret comes from, and the best there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.analysis.central.decision import best, order
from dilemma.analysis.futures.rules import regret
from dilemma.analysis.results import ChiefRisk
from dilemma.scenario.quantities import TIE

if TYPE_CHECKING:
    from dilemma.analysis.central.decision import Decision


def chief_risk(at: Decision, place: int) -> ChiefRisk | None:
    """Where an option falls behind the best option of a future by most, each future by its probability.

    `argmax_f p[f]·(max_o V[o,f] − V[place,f])`; None where it is never behind, and where there is one future.
    Of futures that tie, the first in the file; of options that tie there, the one of highest value.
    """
    if len(at.futures) == 1:
        return None
    behind = regret(at.in_future)[place]
    weighed = behind * at.probabilities
    future = best(weighed)[0]
    if weighed[future] <= TIE:
        return None
    ranked = order(at.value)
    rival = ranked[best(at.in_future[ranked, future])[0]]
    return ChiefRisk(future=at.futures[future], option=at.options[rival], gap=float(behind[future]))
