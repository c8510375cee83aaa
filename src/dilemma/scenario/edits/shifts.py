"""Value points added to scores: one shape for adjustments, wrong assumptions, links and the share."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.scenario.model import Scenario, Shift

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dilemma.scenario.files.parts import Add


def shifted(scenario: Scenario, adds: Iterable[Add]) -> Scenario:
    """The scenario with value points added; they are summed with all others and clipped once."""
    return replace(scenario, shifts=(*scenario.shifts, *map(shift, adds)))


def shift(add: Add) -> Shift:
    """Value points as a file states them, as an edit."""
    return Shift(add.criterion, add.add, add.option, add.future)
