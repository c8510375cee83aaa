"""The share of partners that act, when it is not the one the scores were judged at."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.scenario.edits.what_if import BadSetting
from dilemma.scenario.model import Shift

if TYPE_CHECKING:
    from dilemma.scenario.model import Scenario


def at_share(scenario: Scenario, share: float) -> Scenario:
    """The scenario with the coalition at another share: `per_share · (share − assumed share)` value points.

    Raises:
        LookupError: the scenario has no coalition.
        BadSetting: the share does not lie between 0 and 1.
    """
    coalition = scenario.file.coalition
    if coalition is None or scenario.assumed_share is None:
        raise LookupError(f"`{scenario.id}` has no coalition, so there is no share to set")
    if not 0 <= share <= 1:
        raise BadSetting(f"the share must lie between 0 and 1, not at {share:g}")
    move = share - scenario.assumed_share
    shifts = tuple(
        Shift(criterion, slope * move, coalition.option) for criterion, slope in coalition.per_share.items()
    )
    return replace(scenario, share=share, shifts=(*scenario.shifts, *shifts))
