"""Value points added to scores: one form for adjustments, wrong assumptions, links and the share."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.scenario.model import Scenario, Shift

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dilemma.scenario.files.parts import Add


def add_value_points(scenario: Scenario, adds: Iterable[Add]) -> Scenario:
    """Return the scenario with value points added; all of them are summed and clipped once."""
    return replace(scenario, shifts=(*scenario.shifts, *map(shift_from, adds)))


def shift_from(add: Add) -> Shift:
    """Return value points stated in a file as a shift of the model."""
    return Shift(add.criterion, add.add, add.option, add.future)
