"""The share of partners that act, when it is not the one the scores were judged at."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.scenario.model import Shift

if TYPE_CHECKING:
    from dilemma.scenario.model import Scenario


def at_share(scenario: Scenario, share: float) -> Scenario:
    """The scenario with the coalition at another share: `per_share · (share − assumed share)` value points.

    Raises:
        LookupError: the scenario has no coalition.
    """
    coalition = scenario.file.coalition
    if coalition is None or scenario.assumed_share is None:
        raise LookupError(f"`{scenario.id}` has no coalition, so there is no share to set")
    move = share - scenario.assumed_share
    shifts = tuple(
        Shift(criterion, slope * move, coalition.option) for criterion, slope in coalition.per_share.items()
    )
    return replace(scenario, share=share, shifts=(*scenario.shifts, *shifts))
