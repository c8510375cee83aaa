"""Exact shares of a simplex: published and worked figures, invariants, ties, and a Monte Carlo twin."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from tests.analysis.ordered import ordered_vertices
from tests.builders import THREE_FUTURES

from dilemma.analysis.core.simplex import SimplexShares, simplex_shares
from dilemma.analysis.sensitivity.rule_choices import uniform_on_simplex

if TYPE_CHECKING:
    from dilemma.analysis.core.scores import Floats


TABLES = arrays(
    np.float64,
    st.tuples(st.integers(1, 4), st.integers(1, 5)),
    elements=st.integers(0, 6).map(float),
)


def shares(values: Floats) -> SimplexShares:
    """The shares, where they must exist."""
    found = simplex_shares(values)
    assert found is not None
    return found


def random_values(seed: int, options: int, vertices: int) -> Floats:
    """A seeded random table of values."""
    return np.random.default_rng(seed).random((options, vertices))


def sampled(values: Floats, count: int = 400_000) -> Floats:
    """Shares of first ranks over uniform draws from the simplex, without ties."""
    draws = np.random.default_rng(1).dirichlet(np.ones(values.shape[1]), count)
    return np.bincount((draws @ values.T).argmax(axis=1), minlength=len(values)) / count


def test_starr_of_the_worked_fixture() -> None:
    """Starr's domain shares of the four worked options are 0, 1/4, 16/45 and 71/180."""
    np.testing.assert_allclose(shares(THREE_FUTURES).share, [0, 1 / 4, 16 / 45, 71 / 180], rtol=0, atol=1e-12)


def test_the_region_of_the_second_option_is_a_corner() -> None:
    """Waiting is best above one half on the first future: a triangle with centroid (2/3, 1/6, 1/6)."""
    np.testing.assert_allclose(shares(THREE_FUTURES).centroid[1], [2 / 3, 1 / 6, 1 / 6], rtol=0, atol=1e-12)


def test_an_option_never_best_has_no_centroid() -> None:
    """A dominated option has share 0 exactly and a centroid that is not a number."""
    found = shares(THREE_FUTURES)
    assert found.share[0] == 0
    assert np.isnan(found.centroid[0]).all()


@pytest.mark.parametrize("vertices", [1, 2, 3, 4, 5, 6, 7])
def test_the_best_vertex_of_each_share_by_symmetry(vertices: int) -> None:
    """Options that are each best at one vertex and equal elsewhere share the simplex equally."""
    found = shares(np.eye(vertices))
    np.testing.assert_allclose(found.share, 1 / vertices, rtol=0, atol=1e-12)
    np.testing.assert_allclose(found.centroid.mean(axis=0), 1 / vertices, rtol=0, atol=1e-12)


@pytest.mark.parametrize("vertices", [2, 3, 4, 5, 6, 7])
def test_the_corner_beyond_a_threshold(vertices: int) -> None:
    """One weight exceeds t on a share (1 - t)**(n - 1) of the simplex: the corner is a smaller copy."""
    threshold = 0.3
    values = np.zeros((2, vertices))
    values[0] = -threshold
    values[0, 0] = 1 - threshold
    expected = (1 - threshold) ** (vertices - 1)
    np.testing.assert_allclose(shares(values).share, [expected, 1 - expected], rtol=0, atol=1e-12)


@pytest.mark.parametrize(("options", "vertices"), [(2, 3), (4, 3), (4, 4), (4, 5), (3, 7), (5, 4), (4, 7)])
def test_agrees_with_sampling(options: int, vertices: int) -> None:
    """Exact shares lie within five standard errors of 400,000 uniform draws."""
    values = random_values(vertices, options, vertices)
    expected = sampled(values)
    error = np.sqrt(expected * (1 - expected) / 400_000) + 1e-5
    assert (np.abs(shares(values).share - expected) < 5 * error).all()


@pytest.mark.parametrize("seed", range(5))
def test_centroids_agree_with_sampling(seed: int) -> None:
    """The centroid is the mean of the uniform draws that put the option first."""
    values = random_values(seed, 4, 4)
    draws = np.random.default_rng(1).dirichlet(np.ones(4), 200_000)
    first = (draws @ values.T).argmax(axis=1)
    found = shares(values)
    for option in np.flatnonzero(found.share > 0.05):
        np.testing.assert_allclose(found.centroid[option], draws[first == option].mean(axis=0), atol=0.01)


@pytest.mark.parametrize("count", [2, 3, 4, 6])
def test_two_options_equal_a_simplex_spline(count: int) -> None:
    """Against a rival of value 0 the share is the tail of a weighted sum of Dirichlet shares, in closed form.

    For distinct values v it is the sum over positive v_k of v_k**(n-1) / prod of (v_k - v_j) over j not k
    (Ali 1973, Pacific Journal of Mathematics 48, 313-322: content of the frustum of a simplex).
    """
    values = random_values(count, 1, count)[0] - 0.4
    gaps = values[:, None] - values + np.eye(count)
    expected = np.sum(np.where(values > 0, values ** (count - 1) / gaps.prod(axis=1), 0))
    actual = shares(np.array([values, np.zeros(count)])).share
    np.testing.assert_allclose(actual, [expected, 1 - expected], rtol=0, atol=1e-10)


@given(TABLES)
def test_shares_sum_to_one(values: Floats) -> None:
    """Shares sum to 1 and the regions together balance at the middle, with ties of every kind about."""
    found = shares(values)
    assert found.share.min() >= 0
    assert found.share.sum() == pytest.approx(1, abs=1e-11)
    middle = np.nan_to_num(found.centroid) * found.share[:, None]
    np.testing.assert_allclose(middle.sum(axis=0), 1 / values.shape[1], rtol=0, atol=1e-11)


@given(TABLES, st.randoms(use_true_random=False))
def test_order_of_options_and_vertices_does_not_matter(values: Floats, random: object) -> None:
    """Reordering options or vertices reorders shares and centroids and changes nothing else."""
    shuffle = np.random.default_rng(random.randrange(2**32))  # type: ignore[attr-defined]
    options, vertices = shuffle.permutation(values.shape[0]), shuffle.permutation(values.shape[1])
    found, moved = shares(values), shares(values[np.ix_(options, vertices)])
    np.testing.assert_allclose(moved.share, found.share[options], rtol=0, atol=1e-11)
    big = np.flatnonzero(moved.share > 1e-6)
    expected = found.centroid[np.ix_(options[big], vertices)]
    np.testing.assert_allclose(moved.centroid[big], expected, rtol=0, atol=1e-9)


@given(TABLES)
def test_a_positive_linear_change_of_values_changes_nothing(values: Floats) -> None:
    """Values a u + b with a > 0 give the same shares."""
    np.testing.assert_allclose(shares(values).share, shares(7.3 * values - 41).share, rtol=0, atol=1e-11)


def test_identical_options_share_equally() -> None:
    """Options equal everywhere, to 1e-9, share the volume of one; their centroid is the same."""
    doubled = np.concatenate([THREE_FUTURES, THREE_FUTURES[1:2] + 5e-10, THREE_FUTURES[1:2]])
    found = shares(doubled)
    expected = [0, 1 / 12, 16 / 45, 71 / 180, 1 / 12, 1 / 12]
    np.testing.assert_allclose(found.share, expected, rtol=0, atol=1e-12)
    np.testing.assert_array_equal(found.centroid[1], found.centroid[5])


def test_a_difference_above_the_tolerance_is_no_tie() -> None:
    """An option ahead by 1e-8 everywhere takes all."""
    np.testing.assert_array_equal(
        shares(np.array([[1.0, 2, 3], [1 + 1e-8, 2 + 1e-8, 3 + 1e-8]])).share, [0, 1]
    )


def test_a_tie_on_one_face_is_no_share() -> None:
    """An option equal to the best only where one weight is 0 has no volume."""
    found = shares(np.array([[1.0, 1, 0], [1, 1, 1]]))
    np.testing.assert_array_equal(found.share, [0, 1])
    np.testing.assert_allclose(found.centroid[1], 1 / 3)


def test_one_option_takes_all() -> None:
    """A single option has share 1 and the middle of the simplex as centroid."""
    found = shares(np.array([[3.0, 1, 4, 1]]))
    np.testing.assert_array_equal(found.share, [1])
    np.testing.assert_allclose(found.centroid, [[0.25] * 4])


def test_one_vertex_is_a_plain_comparison() -> None:
    """With one vertex the highest value takes all, and equals share."""
    np.testing.assert_array_equal(shares(np.array([[1.0], [2.0], [2.0]])).share, [0, 0.5, 0.5])


@pytest.mark.parametrize(
    ("count", "published"),
    [
        (2, [0.75, 0.25]),
        (3, [0.6111, 0.2778, 0.1111]),
        (4, [0.5208, 0.2708, 0.1458, 0.0625]),
        (5, [0.4567, 0.2567, 0.1567, 0.0900, 0.0400]),
        (6, [0.4083, 0.2417, 0.1583, 0.1028, 0.0611, 0.0278]),
    ],
)
def test_weights_in_order_have_the_published_centroid(count: int, published: list[float]) -> None:
    """Mean weights under an order are the rank-order-centroid weights (Edwards & Barron 1994, table)."""
    vertices = ordered_vertices(count)
    found = shares(np.zeros((1, count)) @ vertices.T)
    np.testing.assert_allclose((found.centroid @ vertices)[0], published, rtol=0, atol=6e-5)


def test_shares_under_an_order_agree_with_sorted_draws() -> None:
    """Transformed values give the shares over weights in order, as drawn by sorting uniform weights."""
    scores, vertices = random_values(8, 4, 5), ordered_vertices(5)
    draws = np.sort(np.random.default_rng(2).dirichlet(np.ones(5), 400_000), axis=1)[:, ::-1]
    first = (draws @ scores.T).argmax(axis=1)
    found = shares(scores @ vertices.T)
    np.testing.assert_allclose(found.share, np.bincount(first, minlength=4) / 400_000, atol=0.004)
    best = int(found.share.argmax())
    expected = draws[first == best].mean(axis=0)
    np.testing.assert_allclose((found.centroid @ vertices)[best], expected, atol=0.004)


def test_too_many_pieces_is_no_answer() -> None:
    """Beyond the cap the answer is None, not a long wait."""
    assert simplex_shares(random_values(0, 4, 7), pieces=10) is None
    assert simplex_shares(random_values(0, 4, 200)) is None


@pytest.mark.parametrize("values", [np.zeros((0, 3)), np.zeros((3, 0)), np.zeros(3)])
def test_an_empty_table_is_refused(values: Floats) -> None:
    """No option, no vertex or no table is an error."""
    with pytest.raises(ValueError, match="at least one"):
        simplex_shares(values)


def test_values_that_are_not_finite_are_refused() -> None:
    """A missing value is an error, not a share."""
    with pytest.raises(ValueError, match="finite"):
        simplex_shares(np.array([[1.0, np.nan]]))


def test_a_stick_is_broken_evenly() -> None:
    """By hand: of two questions the first takes 1 − √(1 − u), and the second u of the rest."""
    broken = uniform_on_simplex(np.array([[0.75, 0.5], [0.0, 0.25]]))
    assert broken.tolist() == [[0.5, 0.25, 0.25], [0.0, 0.25, 0.75]]
