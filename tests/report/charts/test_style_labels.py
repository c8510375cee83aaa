"""Labels beside points."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from dilemma.report.charts.style import Rectangle, place_labels

FRAME = Rectangle(0.0, 0.0, 360.0, 300.0)
spots = st.lists(st.tuples(st.floats(0, 360), st.floats(0, 300)), min_size=1, max_size=12)


@given(spots)
def test_labels_keep_clear(points: list[tuple[float, float]]) -> None:
    """No label meets another, covers a point or leaves the frame."""
    labels = place_labels(points, [[(90.0, 32.0), (14.0, 16.0)]] * len(points), FRAME, radius=6.0)
    boxes = [label[1] for label in labels if label is not None]
    assert not [pair for pair in combinations(boxes, 2) if pair[0].meets(pair[1])]
    assert all(FRAME.holds(box) for box in boxes)
    assert not [box for box in boxes for x, y in points if box.meets(Rectangle(x - 6, y - 6, 12, 12))]


def test_a_lone_label_stands_to_the_right() -> None:
    """The first choice is beside the point, at its height."""
    assert place_labels([(100.0, 100.0)], [[(50.0, 20.0)]], FRAME, radius=6.0) == [
        (0, Rectangle(109.0, 90.0, 50.0, 20.0))
    ]


def test_a_label_without_room_gives_way_to_the_next_choice() -> None:
    """A label too wide for the frame is replaced by the smaller one; with none that fits there is none."""
    wide, small = (500.0, 20.0), (10.0, 20.0)
    assert [
        label and label[0] for label in place_labels([(9.0, 99.0)], [[wide, small]], FRAME, radius=6.0)
    ] == [1]
    assert place_labels([(9.0, 99.0)], [[wide]], FRAME, radius=6.0) == [None]
