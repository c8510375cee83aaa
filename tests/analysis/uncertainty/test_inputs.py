"""Unknowns: every cell of a row is a rising function of one draw, with the corners of its judgement."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy import stats  # type: ignore[import-untyped]

from dilemma.analysis.uncertainty.inputs import InputDistribution, ValueTransform
from dilemma.analysis.uncertainty.quantiles import draw_quantity
from dilemma.scenario.distributions import _DISTRIBUTIONS, Beta
from dilemma.scenario.model import interpolate_value

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from tests.analysis.conftest import ByHand

    from dilemma.analysis.uncertainty.inputs import Unknowns

U = np.linspace(0, 1, 2001)[1:-1]
LINES = {
    "rising": ((0.0, 0.0), (10.0, 60.0), (40.0, 100.0)),
    "falling": ((40.0, 0.0), (10.0, 60.0), (0.0, 100.0)),
    "straight": ((-5.0, 0.0), (5.0, 100.0)),
}


def cells(unknowns: Unknowns, row: int) -> NDArray[np.float64]:
    """The cells of a row at U, [future, draw], from the definition: base plus widths times draws."""
    total = np.repeat(unknowns.base[row][:, None], len(U), axis=1)
    for shape in unknowns.shapes:
        if shape.row == row:
            total += shape.widths[:, None] * shape.draw(U)
    return total


def test_a_row_of_ranges_moves_together(by_hand: ByHand) -> None:
    """Exact, uniform and triangular cells of one row are the quantiles of one and the same draw."""
    unknowns = by_hand([[[7, (10, 30), (0, 20, 50), (40, 60, 80), (3, 3, 3)]]], asked=[0.1] * 4)
    found = cells(unknowns, 0)
    np.testing.assert_array_equal(found[0], 7)
    np.testing.assert_allclose(found[1], 10 + 20 * U, atol=1e-12)
    np.testing.assert_allclose(found[2], stats.triang.ppf(U, 0.4, 0, 50), atol=1e-9)
    np.testing.assert_allclose(found[3], stats.triang.ppf(U, 0.5, 40, 40), atol=1e-9)
    np.testing.assert_array_equal(found[4], 3)


def test_cells_of_one_shape_share_their_draw(by_hand: ByHand) -> None:
    """A row whose futures differ in place and width, not in shape, needs one standard draw."""
    unknowns = by_hand([[[(0, 10, 20), (30, 31, 32), (40, 60, 80)]]], asked=[0.1] * 2)
    assert len(unknowns.shapes) == 1


def test_exact_judgements_are_not_unknown(by_hand: ByHand) -> None:
    """Point scores and ranges of no width leave no row to sample."""
    assert by_hand([[[5, (6, 6), (7, 7, 7)]]], asked=[0.1] * 2).rows == ()


def test_the_widest_row_comes_first(by_hand: ByHand) -> None:
    """Rows are ordered by how far they go on average over the futures, then as in the file."""
    unknowns = by_hand([[[(0, 10)], [(0, 90)], [5]], [[(10, 30)], [(0, 10)], [(0, 40, 50)]]])
    assert unknowns.rows == (1, 5, 3, 0, 4)


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_a_bend_is_the_value_function_then_the_edit_then_one_clip(
    line: tuple[tuple[float, float], ...],
) -> None:
    """A bent draw is the language's value of the level, its ends drawn on, plus the edit, clipped once."""
    levels = np.linspace(-30, 70, 301)
    plain = np.array([interpolate_value(level, line) for level in levels])
    np.testing.assert_allclose(ValueTransform(knots=line)(levels), plain, atol=1e-9)
    edited = ValueTransform(knots=line, added=-12.5, clipped=True)(levels)
    np.testing.assert_allclose(edited, np.clip(plain - 12.5, 0, 100), atol=1e-9)


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_a_bent_row_rises_with_its_draw(by_hand: ByHand, line: tuple[tuple[float, float], ...]) -> None:
    """Where more of a level is worse, a high draw is a low level, so that the row still moves together."""
    bend = ValueTransform(knots=line, added=3.0, clipped=True)
    cell = InputDistribution(50.0, Beta((2.0, 5.0, 0.0, 40.0)), bend)
    found = cells(by_hand([[[cell, (0, 100)]]], asked=[0.5]), 0)
    assert (np.diff(found, axis=1) >= 0).all()
    side = U if line[-1][0] > line[0][0] else 1 - U
    np.testing.assert_allclose(found[0], bend(stats.beta.ppf(side, 2, 5, 0, 40)), atol=1e-3)


def test_free_probabilities_are_divided_by_their_sum(by_hand: ByHand) -> None:
    """Drawn probabilities that are no chain are renormalised, then pinned, then weighed by evidence."""
    future_probabilities = by_hand([[[1, 2, 3]]], asked=[0.2, 0.5]).future_probabilities
    free = type(future_probabilities)(
        central=future_probabilities.central,
        form="free",
        pins={0: 0.5},
        likelihoods=np.array([1.0, 1.0, 0.0]),
    )
    np.testing.assert_allclose(free.probabilities(np.array([[1.0, 1.0, 2.0]])), [[3 / 4, 1 / 4, 0]])


@pytest.mark.parametrize("family", ["exact", "uniform", "triangular", "normal", "beta"])
def test_a_drawn_quantity_has_its_mean(family: str) -> None:
    """Each family's draws average to its mean."""
    numbers = {
        "exact": (4,),
        "uniform": (2, 6),
        "triangular": (1, 4, 7),
        "normal": (4, 2),
        "beta": (3, 3, 2, 6),
    }
    (kind,) = (kind for kind in _DISTRIBUTIONS if kind.family == family)
    quantity = kind(tuple(map(float, numbers[family])))
    assert draw_quantity(quantity, U).mean() == pytest.approx(4, abs=1e-2)
