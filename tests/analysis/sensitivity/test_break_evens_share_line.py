"""Where a score that moves with the share of partners reaches an end of its scale."""

from __future__ import annotations

import numpy as np
import pytest

from dilemma.analysis.core.scores import ScoreArray
from dilemma.analysis.sensitivity.break_evens import JointOption


def joint(slope: float) -> JointOption:
    """One score of 70 on one criterion in one future, at half of the partners."""
    return JointOption(
        index=0,
        now=0.5,
        stated=ScoreArray(values=np.full((1, 1, 1, 3), 70.0), modes=np.full((1, 1, 1), 70.0), cells={}),
        shifts=np.zeros((1, 1)),
        slopes=np.array([slope]),
    )


def test_a_knot_stands_where_a_score_is_clipped() -> None:
    """At 100 a share, 30 points more are reached three tenths of the partners later."""
    assert joint(100.0).knots().tolist() == pytest.approx([0.0, 0.8, 1.0])
    assert joint(20.0).knots().tolist() == [0.0, 1.0]


@pytest.mark.parametrize("slope", [0.0, 5e-324, -1e-310, 1e-12])
def test_a_score_that_hardly_moves_has_none(slope: float) -> None:
    """What no share moves by a tie is still; a fuzzing divided by such a slope."""
    assert joint(slope).knots().tolist() == [0.0, 1.0]
