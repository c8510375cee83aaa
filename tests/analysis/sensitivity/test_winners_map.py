"""The map of winners: worked figures, a brute-force grid, areas and ties."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from tests.builders import THREE_FUTURES

from dilemma.analysis.core.simplex import simplex_shares
from dilemma.analysis.sensitivity.winners_map import polygon_area, winner_polygons

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dilemma.analysis.core.scores import Floats

PRIOR = np.array([0.35, 0.40, 0.25])
TRIANGLE = [[0, 0], [1, 0], [0, 1]]

TABLES = arrays(
    np.float64,
    st.tuples(st.integers(1, 6), st.integers(3, 5)),
    elements=st.integers(0, 8).map(float),
)


def inside(polygon: Floats, points: Floats, slack: float) -> NDArray[np.bool_]:
    """Whether each point lies within a counter-clockwise convex polygon, by at least `slack`."""
    if len(polygon) == 0:
        return np.zeros(len(points), bool)
    edge = np.roll(polygon, -1, axis=0) - polygon
    offset = points[:, None] - polygon
    side = edge[:, 0] * offset[..., 1] - edge[:, 1] * offset[..., 0]
    return np.asarray((side / np.hypot(*edge.T) >= slack).all(axis=1))


def grid_values(values: Floats, points: Floats, probabilities: Floats) -> Floats:
    """Values [option, point] with the first two futures at x and y and the rest in proportion."""
    rest = probabilities[2:] / probabilities[2:].sum()
    weights = np.column_stack([points, (1 - points.sum(axis=1))[:, None] * rest])
    grid: Floats = values @ weights.T
    return grid


def test_worked_fixture_covers_starr_shares() -> None:
    """With three futures the areas are Starr's shares of half a unit: 0, 1/8, 8/45 and 71/360."""
    areas = [polygon_area(polygon) for polygon in winner_polygons(THREE_FUTURES, 0, 1, PRIOR)]
    np.testing.assert_allclose(areas, [0, 1 / 8, 8 / 45, 71 / 360], rtol=0, atol=1e-14)


def test_worked_corners_of_waiting_out() -> None:
    """Waiting out is best right of one half on the first future: a triangle with its corners to the digit."""
    polygon = winner_polygons(THREE_FUTURES, 0, 1, PRIOR)[1]
    np.testing.assert_allclose(polygon, [[0.5, 0.0], [1.0, 0.0], [0.5, 0.5]], rtol=0, atol=1e-14)


def test_an_option_never_best_has_no_polygon() -> None:
    """A dominated option has an empty array of corners, not a missing one."""
    assert winner_polygons(THREE_FUTURES, 0, 1, PRIOR)[0].shape == (0, 2)


@pytest.mark.parametrize("seed", range(8))
def test_agrees_with_a_fine_grid(seed: int) -> None:
    """On a 101 by 101 grid every point off the edges lies in the polygon of its highest option."""
    generator = np.random.default_rng(seed)
    values, probabilities = generator.random((4, 5)), generator.random(5)
    x, y = np.meshgrid(np.linspace(0, 1, 101), np.linspace(0, 1, 101))
    points = np.column_stack([x.ravel(), y.ravel()])
    points = points[points.sum(axis=1) <= 1]
    best = grid_values(values, points, probabilities).argmax(axis=0)
    polygons = winner_polygons(values, 0, 1, probabilities)
    for option, polygon in enumerate(polygons):
        assert (best[inside(polygon, points, 1e-9)] == option).all()
    assert np.any([inside(polygon, points, -1e-9) for polygon in polygons], axis=0).all()


@given(TABLES)
def test_areas_sum_to_the_triangle(values: Floats) -> None:
    """The polygons of distinct options cover the triangle once: areas sum to 1/2, ties counted once."""
    probabilities = np.full(values.shape[1], 1 / values.shape[1])
    polygons = winner_polygons(values, 0, 1, probabilities)
    seen = {polygon.tobytes(): polygon_area(polygon) for polygon in polygons}
    assert sum(seen.values()) == pytest.approx(0.5, abs=1e-11)


@given(TABLES)
def test_corners_turn_left_and_none_is_doubled(values: Floats) -> None:
    """Every polygon is strictly convex and counter-clockwise, and starts at its lowest corner."""
    for polygon in winner_polygons(values, 0, 1, np.ones(values.shape[1])):
        edge = np.roll(polygon, -1, axis=0) - polygon
        following = np.roll(edge, -1, axis=0)
        assert (edge[:, 0] * following[:, 1] > edge[:, 1] * following[:, 0]).all()
        if len(polygon):
            assert polygon[0, 1] == polygon[:, 1].min()


@given(TABLES.filter(lambda values: values.shape[1] == 3))
def test_areas_equal_the_shares_of_the_simplex(values: Floats) -> None:
    """With three futures, clipping and cutting give the same shares."""
    found = simplex_shares(values)
    assert found is not None
    areas = np.array([2 * polygon_area(polygon) for polygon in winner_polygons(values, 2, 0, np.ones(3))])
    copies = np.count_nonzero((values[:, None] == values).all(axis=2), axis=1)
    np.testing.assert_allclose(areas / copies, found.share, rtol=0, atol=1e-11)


def test_swapping_the_axes_mirrors_the_map() -> None:
    """The map of y against x is the map of x against y with the coordinates exchanged."""
    plain, swapped = winner_polygons(THREE_FUTURES, 0, 2, PRIOR), winner_polygons(THREE_FUTURES, 2, 0, PRIOR)
    for one, other in zip(plain, swapped, strict=True):
        mirrored = np.array(sorted(other[:, ::-1].tolist())).reshape(-1, 2)
        expected = np.array(sorted(one.tolist())).reshape(-1, 2)
        np.testing.assert_allclose(mirrored, expected, rtol=0, atol=1e-14)


def test_options_tied_everywhere_have_the_same_polygon() -> None:
    """Options equal to 1e-9 in every future are both highest wherever one is."""
    polygons = winner_polygons(np.concatenate([THREE_FUTURES, THREE_FUTURES[1:2] + 5e-10]), 0, 1, PRIOR)
    np.testing.assert_array_equal(polygons[1], polygons[4])
    assert polygon_area(polygons[4]) == pytest.approx(1 / 8)


def test_options_tied_on_the_map_only_have_the_same_polygon() -> None:
    """A difference between the other futures that their proportion cancels is a tie on the map."""
    values = np.array([[1.0, 2, 10, 0], [1, 2, 0, 10]])
    for polygon in winner_polygons(values, 0, 1, np.array([0.2, 0.2, 0.3, 0.3])):
        np.testing.assert_array_equal(polygon, TRIANGLE)


def test_an_option_highest_only_on_an_edge_is_absent() -> None:
    """Equal to the winner along one side of the triangle and nowhere better is no region."""
    polygons = winner_polygons(np.array([[1.0, 1, 0], [1, 1, 1]]), 0, 1, np.ones(3))
    assert polygons[0].shape == (0, 2)
    np.testing.assert_array_equal(polygons[1], TRIANGLE)


def test_one_option_takes_the_triangle() -> None:
    """A single option is best everywhere."""
    (polygon,) = winner_polygons(np.array([[3.0, 1, 4]]), 0, 1, np.ones(3))
    np.testing.assert_array_equal(polygon, TRIANGLE)


def test_other_futures_without_probability_share_equally() -> None:
    """If the other futures have probability 0 their proportion is taken as equal."""
    values = np.array([[1.0, 0, 2, 0], [0, 1, 0, 2]])
    none = winner_polygons(values, 0, 1, np.array([0.5, 0.5, 0, 0]))
    equal = winner_polygons(values, 0, 1, np.array([0.3, 0.3, 0.2, 0.2]))
    for one, other in zip(none, equal, strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize(("across", "up", "futures"), [(0, 0, 3), (0, 1, 2)])
def test_a_map_needs_two_futures_and_another(across: int, up: int, futures: int) -> None:
    """The same future twice, or two futures in all, is an error."""
    with pytest.raises(ValueError, match="two futures"):
        winner_polygons(np.ones((2, futures)), across, up, np.ones(futures))


def test_negative_probabilities_are_refused() -> None:
    """A negative probability of another future is an error."""
    with pytest.raises(ValueError, match="negative"):
        winner_polygons(THREE_FUTURES, 0, 1, np.array([0.6, 0.6, -0.2]))


def test_the_area_of_nothing_is_nothing() -> None:
    """An empty polygon has area 0, and a clockwise one a negative area."""
    assert polygon_area(np.empty((0, 2))) == 0
    assert polygon_area(np.array(TRIANGLE, float)[::-1]) == -0.5
