"""Published examples of stochastic multicriteria acceptability analysis: four kinds of weight information.

Thrombolytics: Tervonen, T., van Valkenhoef, G., Basturk, N. & Postmus, D. (2012). Hit-And-Run enables
efficient weight generation for simulation-based multiple criteria decision analysis. European Journal of
Operational Research 224(3), 552-559; data and results as shipped with the R package smaa, 10,000 draws a run.

Ordinal: the Zinbryta example in the tutorials of mcda-elicitation-web, Groningen Center for Health Decision.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.analysis.ordered import ordered_vertices

from dilemma.analysis.core.simplex import simplex_shares
from dilemma.analysis.uncertainty.acceptability import estimate_rank_acceptability
from dilemma.analysis.uncertainty.inputs import InputDistribution
from dilemma.scenario.distributions import Beta

if TYPE_CHECKING:
    from tests.analysis.conftest import ByHand

    from dilemma.analysis.results.sensitivity import Rung
    from dilemma.analysis.uncertainty.inputs import Unknowns

# Chances of three outcomes, all bad: beta distributions after a trial, and the worst and best of their scale.
BETAS = {"heparin": ((20, 116), (40, 96), (1, 135)), "enoxaparin": ((8, 121), (32, 97), (5, 124))}
SCALES = ((0.25, 0.0), (0.4, 0.15), (0.1, 0.0))  # thrombosis near and far from the heart, bleeding
ORDER = ((0,), (2,), (1,))
RUN = 0.012  # two standard errors of a published run of 10,000 draws, and rounding


def benefit(a: float, b: float, worst: float, best: float) -> InputDistribution:
    """A beta-distributed chance as value points on a straight scale, unclipped: the less the better."""
    low, high = (100 * (worst - level) / (worst - best) for level in (1.0, 0.0))
    central = low + (high - low) * b / (a + b)
    return InputDistribution(central, Beta((b, a, low, high)))


def thrombolytics(by_hand: ByHand, *, points: tuple[float, ...] = ()) -> Unknowns:
    """The two drugs, with exact swing points or none; the order is stated either way."""
    cells = [
        [[benefit(*beta, *scale)] for beta, scale in zip(betas, SCALES, strict=True)]
        for betas in BETAS.values()
    ]
    return by_hand(cells, points=points, places=ORDER, names=tuple(BETAS))


def weights(rung: Rung, option: str) -> list[float]:
    """Central weights in the order of the criteria."""
    return list(rung.central_weights[option].values())


def test_any_weights(by_hand: ByHand) -> None:
    """Without weight information enoxaparin is first in 0.655; central weights and factors as published."""
    rung = estimate_rank_acceptability(thrombolytics(by_hand)).level("open")
    assert rung.rank_shares["heparin"] == pytest.approx((0.345, 0.655), abs=RUN)
    assert rung.rank_shares["enoxaparin"] == pytest.approx((0.655, 0.345), abs=RUN)
    assert weights(rung, "heparin") == pytest.approx([0.192, 0.277, 0.531], abs=RUN)
    assert weights(rung, "enoxaparin") == pytest.approx([0.409, 0.361, 0.230], abs=RUN)
    assert rung.confidence_factor["heparin"] == pytest.approx(0.654, abs=0.025)
    assert rung.confidence_factor["enoxaparin"] == pytest.approx(0.894, abs=0.025)


def test_ordered_weights(by_hand: ByHand) -> None:
    """With the criteria in order heparin is first in 0.137: at `order` and, no points stated, at `ranges`."""
    found = estimate_rank_acceptability(thrombolytics(by_hand))
    for rung in (found.level("order"), found.level("ranges")):
        assert rung.rank_shares["heparin"] == pytest.approx((0.1369, 0.8631), abs=RUN)
        assert weights(rung, "heparin") == pytest.approx([0.524, 0.121, 0.355], abs=RUN)
        assert weights(rung, "enoxaparin") == pytest.approx([0.623, 0.110, 0.267], abs=RUN)


@pytest.mark.parametrize(
    ("points", "first"), [((0.571429, 0.142857, 0.285714), 0.1049), ((0.5, 0.2, 0.3), 0.1279)]
)
def test_fixed_weights(by_hand: ByHand, points: tuple[float, ...], first: float) -> None:
    """With exact weights, those of exact swings among them, heparin is first as published."""
    rung = estimate_rank_acceptability(thrombolytics(by_hand, points=points)).level("ranges")
    assert rung.rank_shares["heparin"] == pytest.approx((first, 1 - first), abs=RUN)
    assert weights(rung, "heparin") == pytest.approx(points, abs=1e-6)


def test_ordinal_weights_and_point_scores(by_hand: ByHand) -> None:
    """Each drug is first in exactly half of the ranked weights: those whose first weight exceeds one half."""
    scores = np.array([[100.0, 0, 0, 0], [0, 100, 100, 100]])  # relapses; liver, skin and infections
    order = ((0,), (1,), (3,), (2,))
    rung = estimate_rank_acceptability(by_hand(scores[:, :, None].tolist(), places=order)).level("order")
    assert rung.rank_shares["option0"] == pytest.approx((0.5, 0.5), abs=2e-3)
    ranked = scores[:, [place[0] for place in order]]
    exact = simplex_shares(ranked @ ordered_vertices(4).T)
    assert exact is not None
    np.testing.assert_allclose(exact.share, 0.5, atol=1e-12)
