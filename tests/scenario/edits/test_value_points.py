"""Options that move the chances, as an edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dilemma.errors import BadRequest
from dilemma.scenario.edits.apply import Edits, apply_edits

if TYPE_CHECKING:
    from collections.abc import Callable

    from dilemma.scenario.model import Scenario

    Build = Callable[..., Scenario]

OPTIONS = "options: {accommodate: {}, counter: {}}"
MOVING = "options: {accommodate: {shifts: {storm: -0.3, calm: 0}}, counter: {}}"


def test_the_stated_shifts_come_into_force(build: Build) -> None:
    """The edit alone makes them count; a scenario without it holds none."""
    scenario = build((OPTIONS, MOVING))
    assert scenario.moves == {}
    assert apply_edits(scenario, Edits(endogenous=True)).moves == {"accommodate": {"storm": -0.3, "calm": 0}}


@pytest.mark.parametrize("options", [OPTIONS, "options: {accommodate: {shifts: {storm: 0}}, counter: {}}"])
def test_nothing_to_move_is_refused(build: Build, options: str) -> None:
    """Without a shift, or with none but zeros, the edit would silently change nothing."""
    with pytest.raises(BadRequest, match="no option of `small` moves a chance; give one `shifts:"):
        apply_edits(build((OPTIONS, options)) if options != OPTIONS else build(), Edits(endogenous=True))
