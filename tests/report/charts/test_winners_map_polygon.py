"""Points in convex polygons."""

from __future__ import annotations

import pytest

from dilemma.report.charts.winners_map import depth_inside, find_label_centre, is_inside

TRIANGLE = ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0))
SQUARE = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0))
FAR = (99.0, 99.0)


@pytest.mark.parametrize(
    ("point", "answer"),
    [((0.2, 0.2), True), ((0.0, 0.0), True), ((0.5, 0.5), True), ((0.6, 0.6), False), ((-0.1, 0.5), False)],
)
def test_inside_includes_the_edge(point: tuple[float, float], answer: bool) -> None:
    """Corners and edges belong to the polygon."""
    assert is_inside(point, TRIANGLE) is answer


def test_depth_is_the_distance_to_the_nearest_edge() -> None:
    """The middle of a square of ten is five deep; outside is negative."""
    assert depth_inside((5.0, 5.0), SQUARE) == 5.0
    assert depth_inside((5.0, 9.0), SQUARE) == 1.0
    assert depth_inside((5.0, 12.0), SQUARE) == -2.0


def test_a_label_goes_where_there_is_most_room() -> None:
    """In a square that is the middle; a label wider than the square does not fit."""
    assert find_label_centre(SQUARE, 4.0, 2.0, clear_of=FAR, radius=1.0) == ((5.0, 5.0), True)
    assert not find_label_centre(SQUARE, 11.0, 2.0, clear_of=FAR, radius=1.0)[1]


def test_a_label_keeps_clear_of_the_ring() -> None:
    """With a ring in the middle of the square the label stands beside it, still inside."""
    (x, y), fits = find_label_centre(SQUARE, 2.0, 2.0, clear_of=(5.0, 5.0), radius=1.0)
    assert fits
    assert max(abs(x - 5.0), abs(y - 5.0)) >= 2.0
