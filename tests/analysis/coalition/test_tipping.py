"""The share from which an option is best, on straight and broken lines."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from dilemma.analysis.changes.crossings import Line
from dilemma.analysis.coalition.tipping import falls, tipping_share


def line(own: list[float], others: list[float], at: list[float] | None = None) -> Line:
    """A line of the share on which the first option moves and the others stay."""
    knots = np.linspace(0, 1, len(own)) if at is None else np.array(at)
    values = np.array([[each, *others] for each in own])
    return Line("share", "own", 0.5, knots, values)


@pytest.mark.parametrize(("other", "share"), [(43, 5 / 26), (53.5, 31 / 52)])
def test_published_shares(other: float, share: float) -> None:
    """With a value of 38 + 26 s, two others are beaten from the published shares."""
    assert tipping_share(line([38, 64], [other]), 0) == pytest.approx(share, abs=1e-12)


def test_ends() -> None:
    """Best from the start is 0, best nowhere is never, a tie at the very end is 1."""
    assert tipping_share(line([50, 60], [50]), 0) == 0
    assert tipping_share(line([10, 40], [50]), 0) is None
    assert tipping_share(line([10, 50], [50, 20]), 0) == 1


def test_a_broken_line_is_crossed_on_its_own_piece() -> None:
    """A score that stops at the end of its scale bends the line, and moves the crossing."""
    assert tipping_share(line([0, 40, 50], [45], at=[0, 0.4, 1]), 0) == pytest.approx(0.7)


def test_falling() -> None:
    """A line that falls anywhere is said to fall; a flat one is not."""
    assert falls(line([50, 60, 59], [0]), 0)
    assert not falls(line([50, 60, 60], [0]), 0)


@given(some.lists(some.floats(0, 100), min_size=2, max_size=5).map(sorted), some.floats(0, 100))
def test_best_from_the_share_on_and_not_before(own: list[float], other: float) -> None:
    """Just below the share the other leads by more than a tie, and from it on the option is best."""
    moved = line(own, [other])
    found = tipping_share(moved, 0)
    values = [float(np.interp(share, moved.at, own)) for share in np.linspace(0, 1, 101)]
    for share, value in zip(np.linspace(0, 1, 101), values, strict=True):
        if found is None or share < found - 1e-9:
            assert value < other + 1e-6
        elif share > found + 1e-9:
            assert value > other - 1e-6
