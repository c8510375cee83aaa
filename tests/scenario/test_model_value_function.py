"""Levels to value points: straight lines, broken lines, scales that fall, and what lies beyond the ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dilemma.scenario.model import (
    _LINEAR_POINTS,
    ValuePoints,
    interpolate_value,
    score_limits,
    value_points_of,
)
from dilemma.scenario.schema.parts import Criterion

EXPORTS: ValuePoints = ((75, 0), (40, 60), (10, 100))
RISING: ValuePoints = ((0, 0), (2, 50), (10, 100))


@pytest.mark.parametrize(
    ("level", "corners", "expected"),
    [
        (0, _LINEAR_POINTS, 0),
        (37, _LINEAR_POINTS, 37),
        (100, _LINEAR_POINTS, 100),
        (75, EXPORTS, 0),
        (57.5, EXPORTS, 30),
        (40, EXPORTS, 60),
        (25, EXPORTS, 80),
        (10, EXPORTS, 100),
        (1, RISING, 25),
        (6, RISING, 75),
    ],
)
def test_the_value_of_a_level(level: float, corners: ValuePoints, expected: float) -> None:
    """The example of the language, section 2, worked by hand, and a line that rises."""
    assert interpolate_value(level, corners) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    ("level", "corners", "expected"),
    [
        (110, _LINEAR_POINTS, 110),
        (-10, _LINEAR_POINTS, -10),
        (82, EXPORTS, -12),
        (4, EXPORTS, 108),
        (12, RISING, 112.5),
        (-1, RISING, -25),
    ],
)
def test_the_end_pieces_are_drawn_on(level: float, corners: ValuePoints, expected: float) -> None:
    """Draws beyond the scale extend the end segments. Source: language, section 2."""
    assert interpolate_value(level, corners) == pytest.approx(expected, abs=1e-12)


@given(
    st.lists(st.floats(-200, 200), min_size=2, max_size=20),
    st.sampled_from([_LINEAR_POINTS, EXPORTS, RISING]),
)
def test_a_better_level_is_never_worth_less(levels: list[float], corners: ValuePoints) -> None:
    """From worst to best the value rises strictly, on and beyond the scale."""
    towards_best = sorted(levels, reverse=corners[0][0] > corners[-1][0])
    values = [interpolate_value(level, corners) for level in towards_best]
    assert values == sorted(values)


def test_corners_come_from_the_criterion() -> None:
    """A value function, else a scale, else 0 to 100; the ends of a scale are its lowest and highest level."""
    scaled = Criterion.model_validate({"scale": {"worst": 75, "best": 10}})
    shaped = Criterion.model_validate(
        {"scale": {"worst": 75, "best": 10}, "value": [list(p) for p in EXPORTS]}
    )
    bare = Criterion.model_validate({})
    assert value_points_of(bare) == _LINEAR_POINTS
    assert value_points_of(scaled) == ((75, 0), (10, 100))
    assert value_points_of(shaped) == EXPORTS
    assert [score_limits(each) for each in (bare, scaled, shaped)] == [(0, 100), (10, 75), (10, 75)]


def test_a_value_function_of_one_point_is_none() -> None:
    """The checks refuse it in a file; in a program it is an error."""
    with pytest.raises(ValueError, match="two corners"):
        interpolate_value(5, ((0, 0),))
