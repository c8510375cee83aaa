"""Scales, round numbers and labels moved apart."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dilemma.report.charts.canvas import (
    LinearScale,
    axis_ticks,
    isotonic_fit,
    round_range,
    round_steps,
    spread_labels,
)

numbers = st.floats(-1e4, 1e4)


def test_a_scale_is_straight() -> None:
    """The ends of the numbers fall on the ends of the paper, the middle on the middle."""
    scale = LinearScale(10.0, 30.0, 100.0, 0.0)
    assert (scale(10.0), scale(20.0), scale(30.0)) == (100.0, 50.0, 0.0)


def test_a_scale_of_one_number_has_it_in_the_middle() -> None:
    """Equal ends divide by nothing."""
    assert LinearScale(5.0, 5.0, 0.0, 10.0)(5.0) == 5.0


@pytest.mark.parametrize(("span", "size"), [(100.0, 20.0), (50.0, 10.0), (1.0, 0.2), (7.0, 2.0), (0.0, 1.0)])
def test_steps_are_round(span: float, size: float) -> None:
    """A step is 1, 2 or 5 times a power of ten, and at most five of them cover the span."""
    assert round_steps(span)[0] == pytest.approx(size)


@given(numbers, st.floats(0.01, 1e4))
def test_ticks_are_few_and_inside(low: float, span: float) -> None:
    """One to seven ticks, evenly spaced, none outside."""
    found = axis_ticks(low, low + span)
    assert len(found) <= 6
    assert all(low - 1e-6 <= tick <= low + span + 1e-6 for tick in found)


@given(st.lists(st.floats(0, 100), min_size=1), st.floats(1, 50))
def test_round_ends_hold_all_values(values: list[float], least: float) -> None:
    """The ends lie around the values and at least so far apart, at most three times what is needed."""
    low, high = round_range(values, least=least)
    assert low <= min(values) + 1e-6
    assert max(values) - 1e-6 <= high
    assert least - 1e-6 <= high - low <= 3 * max(least, max(values) - min(values))


@given(st.lists(st.floats(0, 100), min_size=1), st.floats(1, 50))
def test_round_ends_are_ticks(values: list[float], least: float) -> None:
    """An axis begins and ends on a number that is written."""
    low, high = round_range(values, least=least)
    found = axis_ticks(low, high)
    assert [found[0], found[-1]] == pytest.approx([low, high])


@given(st.lists(numbers, min_size=1, max_size=20))
def test_pooled_numbers_rise_and_keep_their_sum(values: list[float]) -> None:
    """Isotonic regression never falls and moves no mass."""
    found = isotonic_fit(values)
    assert all(one <= other for one, other in pairwise(found))
    assert sum(found) == pytest.approx(sum(values), abs=1e-6)


def test_numbers_that_rise_are_left_alone() -> None:
    """What rises already stays; what falls meets in the middle."""
    assert isotonic_fit([1.0, 2.0, 3.0]) == [1.0, 2.0, 3.0]
    assert isotonic_fit([3.0, 1.0]) == [2.0, 2.0]


@given(st.lists(st.floats(0, 100), min_size=1, max_size=8), st.floats(1, 12))
def test_labels_moved_apart_do_not_touch(wanted: list[float], size: float) -> None:
    """With room for all, labels stay inside, in order, and clear of one another."""
    centres = spread_labels(wanted, [size] * len(wanted), 0.0, 100.0)
    placed = sorted(centres)
    assert all(other - one >= size - 1e-9 for one, other in pairwise(placed))
    assert size / 2 - 1e-9 <= placed[0]
    assert placed[-1] <= 100 - size / 2 + 1e-9
    assert sorted(range(len(wanted)), key=lambda place: (wanted[place], place)) == sorted(
        range(len(wanted)), key=lambda place: centres[place]
    )


def test_a_crowd_spreads_to_both_sides() -> None:
    """Two labels that want the same place stand around it."""
    assert spread_labels([50.0, 50.0], [10.0, 10.0], 0.0, 100.0) == [45.0, 55.0]


def test_labels_with_room_stay_where_they_want() -> None:
    """Nothing moves without need, whatever the order given."""
    assert spread_labels([80.0, 20.0], [10.0, 10.0], 0.0, 100.0) == [80.0, 20.0]
