"""Units last about a second, by what earlier ones took."""

from __future__ import annotations

import pytest

from dilemma.batch.ordered import _MOST_CASES, Pace


@pytest.mark.parametrize(
    ("cost", "cases"), [(0.02, 50), (0.1, 10), (0.5, 2), (2.0, 1), (60.0, 1), (0.0, _MOST_CASES)]
)
def test_a_unit_comes_to_about_a_second(cost: float, cases: int) -> None:
    """After a few units of one cost, the next one holds what makes a second of it, and never none."""
    pace = Pace()
    for _ in range(6):
        pace.record(pace.cases, cost * pace.cases)
    assert pace.cases == cases


def test_the_first_unit_is_one_case() -> None:
    """Nothing is known yet, and a case may take minutes."""
    assert Pace().cases == 1


def test_one_quick_case_makes_no_large_unit() -> None:
    """A case that failed at once says little of the next."""
    pace = Pace()
    pace.record(1, 0.0001)
    assert pace.cases <= 4
