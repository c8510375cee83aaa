"""All edits of a run together: their order, and that they add up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dilemma.scenario.edits.apply import Edits, apply_edits
from dilemma.scenario.edits.what_if import parse_setting

if TYPE_CHECKING:
    from collections.abc import Callable

    from dilemma.scenario.model import Profile, Scenario

    Build = Callable[..., Scenario]
    See = Callable[[str], Profile]


def test_no_edit_is_no_change(build: Build) -> None:
    """The scenario itself comes back."""
    scenario = build()
    assert apply_edits(scenario, Edits()) is scenario


def test_a_what_if_goes_over_the_profile(build: Build, see: See) -> None:
    """What is typed replaces what the profile says, and the profile's value points still count."""
    profile = see(
        "weights: {small: {norms: 1, cost: 3}}\n"
        "adjustments: [{scenarios: [small], criterion: norms, add: 3}]\n"
    )
    after = apply_edits(
        build(), Edits(profile=profile, settings=(parse_setting("weights.cost=7"),), share=0.6)
    )
    assert after.weights
    assert [points.central for points in after.weights.points.values()] == [1, 7]
    assert [shift.add for shift in after.shifts] == pytest.approx([3, 2, 1])


def test_a_share_is_counted_from_the_assumed_share_that_is_set(build: Build) -> None:
    """At the share that the scores are said to be judged at, nothing moves."""
    edits = Edits(settings=(parse_setting("coalition.assumed_share=0.8"),), share=0.8)
    moved: dict[str, float] = {}
    for shift in apply_edits(build(), edits).shifts:
        moved[shift.criterion] = moved.get(shift.criterion, 0) + shift.add
    assert moved == pytest.approx({"norms": 0, "cost": 0})


def test_the_last_of_two_settings_holds(build: Build) -> None:
    """Settings are made in the order typed."""
    settings = (parse_setting("rules.too_close=1"), parse_setting("rules.too_close=3"))
    assert apply_edits(build(), Edits(settings=settings)).too_close == 3
