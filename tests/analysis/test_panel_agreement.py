"""Kendall's W comes out as published, and does what a coefficient of concordance must."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import friedmanchisquare, spearmanr  # type: ignore[import-untyped]

from dilemma.analysis.panel import fractional_ranks, kendalls_w, rank_correlation, unanimous_preferences

# Three judges rank ten objects with many ties: Kendall 1948, Rank Correlation Methods, chapter 6, and again
# Siegel 1956, Nonparametric Statistics, chapter 9. By hand: rank totals 5.5, 6.5, 9, 13.5, 12, 20, 23, 23.5,
# 25.5, 26.5 have S = 591; T is 12, 18 and 84, so that the denominator is 9·990 less 3·114, and W = 7092/8568.
TIED = (
    (1, 4.5, 2, 4.5, 3, 7.5, 6, 9, 7.5, 10),
    (2.5, 1, 2.5, 4.5, 4.5, 8, 9, 6.5, 10, 6.5),
    (2, 1, 4.5, 4.5, 4.5, 4.5, 8, 8, 8, 10),
)
# Four people rank the strawberries of eight farms: the first worked example of influentialpoints.com,
# Training/coefficient_of_concordance; S = 500 and W = 500/672, printed as 0.744.
STRAWBERRIES = (
    (8, 4, 2, 3, 5, 1, 6, 7),
    (7, 3, 1, 4, 5, 2, 6, 8),
    (8, 2, 5, 6, 7, 1, 4, 3),
    (8, 3, 4, 2, 5, 1, 6, 7),
)
VALUES = arrays(float, st.tuples(st.integers(2, 6), st.integers(2, 6)), elements=st.integers(0, 5).map(float))


def test_w_with_ties_as_published() -> None:
    """Kendall's tied example has W = 0.828; without the correction it would be 0.796."""
    assert kendalls_w(np.array(TIED)) == 7092 / 8568
    assert round(7092 / 8568, 3) == 0.828


def test_w_without_ties_as_published() -> None:
    """The farms have W = 0.744."""
    assert kendalls_w(np.array(STRAWBERRIES)) == 500 / 672
    assert round(500 / 672, 3) == 0.744


def test_w_agrees_with_friedman() -> None:
    """Friedman's statistic, corrected for ties, is m (n − 1) W (scipy's friedmanchisquare)."""
    for example in (TIED, STRAWBERRIES):
        people, options = np.shape(example)
        w = kendalls_w(np.array(example))
        assert w is not None
        expected = friedmanchisquare(*np.transpose(example)).statistic
        assert people * (options - 1) * w == pytest.approx(expected, rel=1e-12)


def test_mean_rank_correlation_is_spearmans() -> None:
    """Without ties the mean Spearman correlation of all pairs is (m W − 1) / (m − 1)."""
    correlations = spearmanr(np.transpose(STRAWBERRIES)).statistic
    expected = correlations[np.triu_indices(4, 1)].mean()
    assert rank_correlation(500 / 672, 4) == pytest.approx(expected, abs=1e-12)


def test_opposite_orders_cancel_out() -> None:
    """Two people with opposite orders have W = 0 and a rank correlation of −1."""
    opposite = fractional_ranks(np.array([[3.0, 2.0, 1.0], [1.0, 2.0, 3.0]]))
    assert kendalls_w(opposite) == 0
    assert rank_correlation(0, 2) == -1


def test_nobody_tells_any_two_apart() -> None:
    """Where everybody ties everything there is no W."""
    assert kendalls_w(fractional_ranks(np.full((3, 4), 50.0))) is None


def test_tied_options_share_their_mean_rank() -> None:
    """Values closer than the tolerance share a rank, and the next takes the one after theirs."""
    np.testing.assert_array_equal(
        fractional_ranks(np.array([50.0, 70.0, 50.0 + 1e-12, 10.0])), [2.5, 1, 2.5, 4]
    )


@given(VALUES)
def test_ranks_sum_to_what_they_must(values: np.ndarray) -> None:
    """However options tie, a person's ranks sum to n (n + 1) / 2."""
    count = values.shape[1]
    np.testing.assert_array_equal(fractional_ranks(values).sum(axis=1), count * (count + 1) / 2)


@given(VALUES)
def test_w_lies_between_none_and_all(values: np.ndarray) -> None:
    """0 ≤ W ≤ 1, the same in whatever order people and options come."""
    w = kendalls_w(fractional_ranks(values))
    assert w == kendalls_w(fractional_ranks(values[::-1, ::-1]))
    assert w is None or 0 <= w <= 1 + 1e-12


@given(VALUES)
def test_people_who_rank_alike_have_w_one(values: np.ndarray) -> None:
    """Everybody ranking as the first does, ties included, gives exactly 1."""
    alike = np.repeat(values[:1], len(values), axis=0)
    assert kendalls_w(fractional_ranks(alike)) in (1.0, None)


def test_unanimous_needs_everybody() -> None:
    """A pair is unanimous when all put it in one order, and a tie with one person undoes it."""
    values = np.array([[3.0, 2.0, 1.0], [3.0, 1.0, 1.0], [2.0, 3.0, 1.0]])
    assert unanimous_preferences(values) == [(0, 2)]
