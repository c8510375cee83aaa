"""The share from which an option is best, on straight and broken lines."""

from __future__ import annotations

from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as some

from dilemma.analysis.coalition import falls_with_share, threshold_share
from dilemma.analysis.core.decision import best_indices
from dilemma.analysis.sensitivity.break_evens import ValueLine

if TYPE_CHECKING:
    from collections.abc import Callable

WORKED: Any = yaml.load(
    (Path(__file__).parents[1] / "worked/coalitions.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
)
PUBLISHED = WORKED["stability"]


def line(own: list[float], others: list[float], at: list[float] | None = None) -> ValueLine:
    """A line of the share on which the first option moves and the others stay."""
    knots = np.linspace(0, 1, len(own)) if at is None else np.array(at)
    values = np.array([[each, *others] for each in own])
    return ValueLine("share", "own", 0.5, knots, values)


@pytest.mark.parametrize(("other", "share"), [(43, 5 / 26), (53.5, 31 / 52)])
def test_published_shares(other: float, share: float) -> None:
    """With a value of 38 + 26 s, two others are beaten from the published shares."""
    assert threshold_share(line([38, 64], [other]), 0) == pytest.approx(share, abs=1e-12)


# Coalitions that nobody wants to leave, and nobody to join; s counts the members.


def stable(inside: Callable[[int], float], outside: Callable[[int], float], count: int) -> list[int]:
    """The sizes at which no member is better off outside and no outsider inside, a tie within tolerance."""
    return [
        size
        for size in range(1, count + 1)
        if 0 in best_indices(np.array([inside(size), outside(size - 1)]))
        and (size == count or 0 in best_indices(np.array([outside(size), inside(size + 1)])))
    ]


@pytest.mark.parametrize("count", PUBLISHED["quadratic"]["of"])
@pytest.mark.parametrize("unit", [1.0, 0.1, 1 / 3])
def test_a_stable_coalition_is_small(count: int, unit: float) -> None:
    """Two or three act, however many there are; at three leaving is an exact tie, whatever the unit."""

    def inside(size: int) -> float:
        return unit * size**2 / 2 + unit * count - unit * size

    def outside(size: int) -> float:
        return unit * size**2 + unit * count - unit * size - unit / 2

    published = PUBLISHED["quadratic"]
    assert stable(inside, outside, count) == published["weak"]
    assert best_indices(np.array([inside(3), outside(2)])) == [0, 1]
    alone = [
        size for size in published["weak"] if best_indices(np.array([outside(size), inside(size + 1)])) == [0]
    ]
    assert alone == published["strict"]


def test_a_linear_coalition_acts_from_its_tipping_share() -> None:
    """Acting pays once s b ≥ c, from a third of ten members; the first number to reach it is stable."""
    published = PUBLISHED["linear"]
    count, benefit, cost = (published[key] for key in ("members", "benefit", "cost"))
    share = threshold_share(line([-cost, count * benefit - cost], [0]), 0)
    assert share == pytest.approx(cost / benefit / count, abs=1e-12)
    assert share is not None
    assert ceil(share * count - 1e-9) == published["stable"]

    def inside(size: int) -> float:
        return size * benefit - cost if size * benefit >= cost else 0.0

    def outside(size: int) -> float:
        return size * benefit if size * benefit >= cost else 0.0

    assert stable(inside, outside, count) == [*published["trivial"], published["stable"]]


def test_ends() -> None:
    """Best from the start is 0, best nowhere is never, a tie at the very end is 1."""
    assert threshold_share(line([50, 60], [50]), 0) == 0
    assert threshold_share(line([10, 40], [50]), 0) is None
    assert threshold_share(line([10, 50], [50, 20]), 0) == 1


def test_a_broken_line_is_crossed_on_its_own_piece() -> None:
    """A score that stops at the end of its scale bends the line, and moves the crossing."""
    assert threshold_share(line([0, 40, 50], [45], at=[0, 0.4, 1]), 0) == pytest.approx(0.7)


def test_falling() -> None:
    """A line that falls anywhere is said to fall; a flat one is not."""
    assert falls_with_share(line([50, 60, 59], [0]), 0)
    assert not falls_with_share(line([50, 60, 60], [0]), 0)


# Gains of the joint option and of two others over stretches of the share: the joint one gains most on each.
STEPS = some.lists(some.tuples(some.integers(0, 9), *[some.integers(0, 9)] * 2), min_size=1, max_size=4)


@given(some.tuples(*[some.integers(0, 40)] * 3), STEPS)
def test_others_may_move_as_well(starts: tuple[int, ...], steps: list[tuple[int, ...]]) -> None:
    """Where every lead only grows, the share is the last at which the option passes one of the others."""
    gains = np.array([[0, 0, 0], *[[own + max(rest), *rest] for own, *rest in steps]])
    values = np.array(starts, dtype=float) + np.cumsum(gains, axis=0)
    moved = ValueLine("share", "own", 0.5, np.linspace(0, 1, len(values)), values)
    assert not falls_with_share(moved, 0)
    passed = [
        threshold_share(ValueLine("share", "own", 0.5, moved.at, values[:, [0, other]]), 0)
        for other in (1, 2)
    ]
    expected = None if None in passed else max(share for share in passed if share is not None)
    assert threshold_share(moved, 0) == (None if expected is None else pytest.approx(expected, abs=1e-9))
    # One other at a time: the lead at the share is 0, or there from the start.
    for other, share in zip((1, 2), passed, strict=True):
        lead = values[:, 0] - values[:, other]
        ahead = None if share is None else float(np.interp(share, moved.at, lead))
        assert lead[-1] < 0 if ahead is None else ahead == pytest.approx(max(0.0, float(lead[0])), abs=1e-9)


def test_a_lead_that_is_lost_between_two_others() -> None:
    """The option passes one other after it was passed by the second, so it is best nowhere."""
    values = np.array([[10, 12, 0], [20, 18, 40]], dtype=float)
    crossed = ValueLine("share", "own", 0.5, np.array([0.0, 1.0]), values)
    assert threshold_share(crossed, 0) is None
    assert falls_with_share(crossed, 0)


@given(some.lists(some.floats(0, 100), min_size=2, max_size=5).map(sorted), some.floats(0, 100))
def test_best_from_the_share_on_and_not_before(own: list[float], other: float) -> None:
    """Just below the share the other leads by more than a tie, and from it on the option is best."""
    moved = line(own, [other])
    found = threshold_share(moved, 0)
    values = [float(np.interp(share, moved.at, own)) for share in np.linspace(0, 1, 101)]
    for share, value in zip(np.linspace(0, 1, 101), values, strict=True):
        if found is None or share < found - 1e-9:
            assert value < other + 1e-6
        elif share > found + 1e-9:
            assert value > other - 1e-6
