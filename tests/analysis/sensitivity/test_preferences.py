"""Preferences under any weights in order, any risk-averse taste, and a risk tolerance."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from dilemma.analysis.core.decision import Decision, build_decision
from dilemma.analysis.sensitivity.preferences import (
    necessary_preferences,
    possible_preferences,
    risk_changes,
    stochastic_dominance,
)


def decision(values: list[list[float]], chances: list[float]) -> Decision:
    """Return a decision of one criterion by its values, [option][future]."""
    return build_decision(
        options=tuple("abcd"[: len(values)]),
        criteria=("x",),
        futures=tuple("fgh"[: len(chances)]),
        scores=np.array(values, dtype=float)[:, None, :],
        weights=np.ones(1),
        probabilities=np.array(chances),
    )


def test_a_risk_tolerance_solves_its_equation() -> None:
    """Half 0 and half 30 is worth a sure 12 where exp(-12/R) = (1 + exp(-30/R)) / 2."""
    (change,) = risk_changes(decision([[0, 30], [12, 12]], [0.5, 0.5]))
    assert change.option == "b"
    assert np.exp(-12 / change.below) == pytest.approx((1 + np.exp(-30 / change.below)) / 2)
    assert risk_changes(decision([[50, 50], [12, 12]], [0.5, 0.5])) == ()


def test_an_equal_takes_no_lead() -> None:
    """Near a tolerance of 0 the worst future alone counts, and what shares it ties with the leader."""
    assert risk_changes(decision([[36, 60], [36, 64]], [0.25, 0.75])) == ()
    (change,) = risk_changes(decision([[36, 60], [36, 64], [40, 41]], [0.25, 0.75]))
    assert change.option == "c"


def test_second_order_prefers_the_surer_of_equals() -> None:
    """A sure 15 dominates 0 or 30 in the second order alone; a sure 31 in both."""
    pairs = stochastic_dominance(decision([[0, 30], [15, 15], [31, 31]], [0.5, 0.5]))
    assert set(pairs.first) == {("c", "a"), ("c", "b")}
    assert set(pairs.second) == {("c", "a"), ("c", "b"), ("b", "a")}


@pytest.mark.parametrize("seed", range(20))
def test_necessary_preferences_hold_at_every_vertex(seed: int) -> None:
    """With a tie, all orders of it are tried one by one."""
    scores = np.random.default_rng(seed).integers(0, 4, (4, 3)).astype(float)
    made = build_decision(
        options=tuple("abcd"),
        criteria=tuple("xyz"),
        futures=("f",),
        scores=scores[:, :, None],
        weights=np.full(3, 1 / 3),
        probabilities=np.ones(1),
    )
    vertices = np.array(
        [np.isin(range(3), order[:count]) / count for order in ((0, 1, 2), (1, 0, 2)) for count in (1, 2, 3)]
    )
    at_vertices = scores @ vertices.T
    expected = {
        ("abcd"[one], "abcd"[two])
        for one, two in permutations(range(4), 2)
        if (at_vertices[one] >= at_vertices[two]).all() and (at_vertices[one] > at_vertices[two]).any()
    }
    assert set(necessary_preferences(made, ((0, 1), (2,)))) == expected
    under_some = {
        ("abcd"[one], "abcd"[two])
        for one, two in permutations(range(4), 2)
        if (at_vertices[one] >= at_vertices[two]).any()
    }
    assert set(possible_preferences(made, ((0, 1), (2,)))) == under_some


def test_in_ranges_the_one_is_held_to_its_lowest_and_the_other_to_its_highest() -> None:
    """A at 60 to 80 beats B at 10 to 50 on both criteria, but not C, whose 70 lies above A's 60."""
    made = build_decision(
        options=tuple("abc"),
        criteria=tuple("xy"),
        futures=("f",),
        scores=np.array([[70.0, 70], [30, 30], [65, 65]])[:, :, None],
        weights=np.full(2, 0.5),
        probabilities=np.ones(1),
    )
    low = np.array([[60.0, 60], [10, 10], [60, 60]])
    high = np.array([[80.0, 80], [50, 50], [70, 70]])
    assert ("a", "c") in necessary_preferences(made, ((0, 1),))
    assert set(necessary_preferences(made, ((0, 1),), (low, high))) == {("a", "b"), ("c", "b")}
    low[0, 1] = -np.inf  # a normal has no ends
    assert set(necessary_preferences(made, ((0, 1),), (low, high))) == {("c", "b")}


def test_a_published_certain_equivalent() -> None:
    """Half 0 and half 100 at tolerance 50: -50 ln((1 + exp(-2)) / 2) = 28.31, so a sure 28.31 ties there."""
    sure = -50 * np.log((1 + np.exp(-2)) / 2)
    (change,) = risk_changes(decision([[0, 100], [sure, sure]], [0.5, 0.5]))
    assert change.below == pytest.approx(50, rel=1e-6)
