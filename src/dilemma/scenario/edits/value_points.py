"""Edits that add value points to scores: the share of partners, a wrong assumption, moved chances."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.errors import BadRequest, BadSetting, NoCoalition, UnknownId
from dilemma.scenario.model import Scenario, Shift
from dilemma.scenario.suggest import MOST_LISTED_IDS, suggest_word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dilemma.scenario.schema.parts import Add, Coalition


def set_share(scenario: Scenario, share: float) -> Scenario:
    """Return the scenario at another share: `per_share · (share − assumed share)` value points are added.

    Raises:
        NoCoalition: the scenario has no coalition.
        BadSetting: the share does not lie between 0 and 1.
    """
    coalition = scenario.file.coalition
    if coalition is None or scenario.assumed_share is None:
        raise _no_coalition(scenario)
    if not 0 <= share <= 1:
        raise BadSetting(f"the share must lie between 0 and 1, not at {share:g}")
    return replace(_move_share(scenario, coalition, share - scenario.acting_share), share=share)


def move_share(scenario: Scenario, moves: Iterable[float]) -> Scenario:
    """Return the scenario with the share moved by several steps, kept between 0 and 1."""
    # Sorted, so that the sum does not depend on the order of the signposts to the last bit.
    steps = sorted(moves)
    if not steps:
        return scenario
    share = scenario.acting_share
    for step in steps:
        share += step
    return set_share(scenario, max(0.0, min(1.0, share)))


def set_assumed_share(scenario: Scenario, assumed: float) -> Scenario:
    """Return the scenario with its scores taken as judged at another share; the acting share stays as set.

    Raises:
        NoCoalition: the scenario has no coalition.
    """
    coalition = scenario.file.coalition
    if coalition is None or scenario.assumed_share is None:
        raise _no_coalition(scenario)
    result = replace(scenario, assumed_share=assumed)
    # No acting share was set, so it is the new assumed one, and no points move.
    if scenario.share is None:
        return result
    return _move_share(result, coalition, scenario.assumed_share - assumed)


def _no_coalition(scenario: Scenario) -> NoCoalition:
    return NoCoalition(f"`{scenario.id}` has no coalition, so there is no share to set", scenario=scenario.id)


def _move_share(scenario: Scenario, coalition: Coalition, move: float) -> Scenario:
    """Return the scenario with the value points that a move of the share adds to the options it moves."""
    shifts = (
        Shift(criterion, slope * move, option)
        for option, slopes in coalition.slopes.items()
        for criterion, slope in slopes.items()
    )
    return replace(scenario, shifts=(*scenario.shifts, *shifts))


def add_value_points(scenario: Scenario, adds: Iterable[Add]) -> Scenario:
    """Return the scenario with value points added; all of them are summed and clipped once."""
    return replace(scenario, shifts=(*scenario.shifts, *map(shift_from, adds)))


def shift_from(add: Add) -> Shift:
    """Return value points stated in a file as a shift of the model."""
    return Shift(add.criterion, add.add, add.option, add.future)


def apply_wrong_assumption(scenario: Scenario, assumption: str) -> Scenario:
    """Return the scenario as it is if an assumption does not hold.

    Raises:
        UnknownId: the scenario makes no such assumption.
    """
    known = scenario.file.assumptions
    if assumption not in known:
        listed = suggest_word(assumption, known, most=MOST_LISTED_IDS) if known else "; it makes none"
        raise UnknownId(
            f"`{scenario.id}` makes no assumption `{assumption}`{listed}", kind="assumption", id=assumption
        )
    return add_value_points(scenario, known[assumption].if_wrong)


def apply_option_shifts(scenario: Scenario) -> Scenario:
    """Return the scenario with every option moving the chances by the log-odds of its `shifts`.

    Raises:
        BadRequest: no option moves any chance.
    """
    moves = {
        key: dict(option.shifts) for key, option in scenario.options.items() if any(option.shifts.values())
    }
    if not moves:
        raise BadRequest(
            f"no option of `{scenario.id}` moves a chance; give one `shifts: {{FUTURE: LOG-ODDS}}`, "
            "or leave out --endogenous"
        )
    return replace(scenario, moves=moves)
