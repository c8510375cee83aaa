"""The share of partners that act, when it is not the one the scores were judged at."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.scenario.edits.refusal import BadSetting
from dilemma.scenario.model import Shift

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dilemma.scenario.files.parts import Coalition
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
    moved = _moved(scenario, coalition, share - scenario.acting_share)
    return replace(moved, share=share)


def moved_share(scenario: Scenario, moves: Iterable[float]) -> Scenario:
    """The scenario with the share moved by several steps, no further than none or all."""
    steps = sorted(moves)
    if not steps:
        return scenario
    share = scenario.acting_share
    for step in steps:
        share += step
    return at_share(scenario, max(0.0, min(1.0, share)))


def judged_at_share(scenario: Scenario, assumed: float) -> Scenario:
    """The scenario with its scores taken to be judged at another share; who acts stays as it was set.

    Raises:
        LookupError: the scenario has no coalition.
    """
    coalition = scenario.file.coalition
    if coalition is None or scenario.assumed_share is None:
        raise LookupError(f"`{scenario.id}` has no coalition, so there is no share to set")
    judged = replace(scenario, assumed_share=assumed)
    if scenario.share is None:
        return judged
    return _moved(judged, coalition, scenario.assumed_share - assumed)


def _moved(scenario: Scenario, coalition: Coalition, move: float) -> Scenario:
    """The value points that a move of the share adds to the option of the coalition."""
    option, slopes = coalition.option, coalition.per_share
    shifts = (Shift(criterion, slope * move, option) for criterion, slope in slopes.items())
    return replace(scenario, shifts=(*scenario.shifts, *shifts))
