"""Values, first places and rankings of a decision."""

from __future__ import annotations

import numpy as np
import pytest

from dilemma.analysis.core.decision import best_indices, build_decision, descending_order
from dilemma.analysis.core.decision_rules import LeadInterval, merge_intervals
from dilemma.analysis.core.recommendation import margin


def test_value_is_weighed_over_criteria_and_futures() -> None:
    """Scores by hand: two options, two criteria, two futures."""
    made = build_decision(
        options=("a", "b"),
        criteria=("x", "y"),
        futures=("f", "g"),
        scores=np.array([[[80.0, 20.0], [40.0, 60.0]], [[50.0, 50.0], [50.0, 50.0]]]),
        weights=np.array([0.75, 0.25]),
        probabilities=np.array([0.4, 0.6]),
    )
    np.testing.assert_allclose(made.in_future, [[70, 30], [50, 50]], rtol=0, atol=1e-12)
    np.testing.assert_allclose(made.expected_scores, [[44, 52], [50, 50]], rtol=0, atol=1e-12)
    np.testing.assert_allclose(made.value, [46, 50], rtol=0, atol=1e-12)
    assert made.chances.size == 0


def test_ties_keep_their_order() -> None:
    """Values closer than the tolerance rank as written down, whichever rounding made the larger."""
    values = np.array([50.0, 50.0 + 1e-12, 70.0, 50.0 - 1e-12])
    assert descending_order(values) == [2, 0, 1, 3]
    assert best_indices(values[[0, 1, 3]]) == [0, 1, 2]


@pytest.mark.parametrize(("gap", "expected"), [(0.9e-9, [0, 1]), (1.1e-9, [1])])
def test_the_tolerance_for_ties(gap: float, expected: list[int]) -> None:
    """A gap under 1e-9 points is a tie, one over it is not."""
    assert best_indices(np.array([0.0, gap])) == expected


def test_the_margin_is_never_negative() -> None:
    """The lead of the highest value, though a tie may put another first."""
    assert margin(np.array([50.0, 50.0 + 1e-12, 30.0])) == pytest.approx(1e-12, rel=0.1)
    assert margin(np.array([1.0, 4.0, 2.5])) == 1.5


@pytest.mark.parametrize("seed", range(20))
def test_a_ranking_takes_the_highest_again_and_again(seed: int) -> None:
    """It is the highest of all and what ties with it, in order, then the same of the rest."""
    levels = [0.0, 1.0, 1.0 + 5e-10, 1.0 + 1e-9, 1.0 + 1.5e-9, 1.0 - 1e-9, 2.0, -0.0]
    values = np.random.default_rng(seed).choice(levels, 8)
    rest, ranked = list(range(8)), list[int]()
    while rest:
        ranked += [rest[index] for index in best_indices(values[rest])]
        rest = [index for index in rest if index not in ranked]
    assert descending_order(values) == ranked


def test_stretches_of_the_same_leaders_are_one() -> None:
    """However many follow one another, also after a stretch of another leader."""
    ends, leaders = (0.0, 0.2, 0.5, 0.7, 1.0), ((0,), (1,), (1,), (1,))
    pieces = [LeadInterval(*piece) for piece in zip(ends, ends[1:], leaders, strict=False)]
    assert merge_intervals(pieces) == [LeadInterval(0.0, 0.2, (0,)), LeadInterval(0.2, 1.0, (1,))]
