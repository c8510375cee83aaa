"""The chief risk of an option: the future in which it falls furthest behind, and what is best there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.analysis.central.decision import best, order
from dilemma.analysis.futures.rules import regret
from dilemma.analysis.results import ChiefRisk
from dilemma.scenario.quantities import TIE

if TYPE_CHECKING:
    from dilemma.analysis.central.decision import Decision


def chief_risk(at: Decision, place: int) -> ChiefRisk | None:
    """Where an option falls furthest behind the best option of that future; None where it never does.

    Of futures that tie, the first in the file; of options that tie there, the one of highest value.
    """
    behind = regret(at.in_future)[place]
    future = best(behind)[0]
    if behind[future] <= TIE:
        return None
    ranked = order(at.value)
    rival = ranked[best(at.in_future[ranked, future])[0]]
    return ChiefRisk(future=at.futures[future], option=at.options[rival], gap=float(behind[future]))
