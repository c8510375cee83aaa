"""The coalition at another share than its scores were judged at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dilemma.errors import BadSetting, NoCoalition
from dilemma.scenario.edits.value_points import set_share
from dilemma.scenario.model import Shift

if TYPE_CHECKING:
    from collections.abc import Callable

    from dilemma.scenario.model import Scenario

    Build = Callable[..., Scenario]


@pytest.mark.parametrize(("share", "norms", "cost"), [(0.7, 4, 2), (0.5, 0, 0), (0, -10, -5), (1, 10, 5)])
def test_scores_move_by_the_slope_times_the_move(
    build: Build, share: float, norms: float, cost: float
) -> None:
    """`per_share · (share − assumed)` value points on the coalition's option. Source: method, section 6."""
    moved = set_share(build(), share)
    assert moved.share == share
    expected = [Shift("norms", norms, "counter"), Shift("cost", cost, "counter")]
    for found, wanted in zip(moved.shifts, expected, strict=True):
        assert (found.criterion, found.option, found.future) == (wanted.criterion, "counter", None)
        assert found.add == pytest.approx(wanted.add, abs=1e-12)


def test_another_option_moves_by_its_part(build: Build) -> None:
    """An option under `also` gains its part of what the joint option does, which keeps the whole."""
    whole = "per_share: {norms: 20, cost: 10}"
    moved = set_share(build((whole, f"{whole}, also: {{accommodate: 0.25, counter: 0.5}}")), 0.7)
    gains = {(shift.option, shift.criterion): shift.add for shift in moved.shifts}
    assert gains == pytest.approx(
        {
            ("accommodate", "norms"): 1,
            ("accommodate", "cost"): 0.5,
            ("counter", "norms"): 4,
            ("counter", "cost"): 2,
        }
    )


@pytest.mark.parametrize("share", [-0.1, 1.1, 40, float("nan")])
def test_a_share_lies_between_0_and_1(build: Build, share: float) -> None:
    """A share typed in percent is refused, not computed with."""
    with pytest.raises(BadSetting, match="the share must lie between 0 and 1"):
        set_share(build(), share)


def test_there_is_no_share_without_a_coalition(build: Build) -> None:
    """The refusal names the scenario."""
    coalition = "coalition: {option: counter, assumed_share: 0.5, per_share: {norms: 20, cost: 10}}"
    with pytest.raises(NoCoalition, match="`small` has no coalition"):
        set_share(build((coalition, "")), 0.5)
