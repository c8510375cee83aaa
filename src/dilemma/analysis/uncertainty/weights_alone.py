"""The weights alone: who is first over any weights in the stated order, scores and chances at their means.

With few criteria the weights that keep the order are cut exactly, as probabilities are for Starr's shares.
The cutting is there already, needs no library, and gives volumes and centroids in one go, where a library for
convex polytopes would be fed one polytope an option. With more criteria, or ties that make too many pieces,
rays of weights are sampled, as at the rung `order`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.core.scores import floats_by_name
from dilemma.analysis.core.simplex import simplex_shares
from dilemma.analysis.results.sensitivity import WeightsAlone
from dilemma.analysis.uncertainty import sobol
from dilemma.analysis.uncertainty.rank_tallies import tally_points
from dilemma.analysis.uncertainty.sampling import SCRAMBLES
from dilemma.analysis.uncertainty.standard_errors import standard_error
from dilemma.analysis.uncertainty.weight_space import ordered_weights

if TYPE_CHECKING:
    from dilemma.analysis.core.decision import Decision
    from dilemma.analysis.core.scores import Floats
    from dilemma.analysis.uncertainty.inputs import Unknowns

_MOST_EXACT_CRITERIA = 7
"""Most criteria whose weights are cut: about 10 ms for four options, and ten times that with one more."""

_POINTS = 1024  # of each scramble, where the weights are sampled


def weights_alone(decision: Decision, unknowns: Unknowns, seed: int) -> WeightsAlone:
    """Return the first-rank shares over any weights in the stated order, scores and chances at their means.

    Args:
        decision: the scenario decided at expected values.
        unknowns: those with the order of the weights.
        seed: for the weights, where they are sampled.
    """
    expected = decision.expected_scores
    if len(decision.criteria) <= _MOST_EXACT_CRITERIA:
        exact = simplex_shares(expected, ordered=unknowns.weighing.ranking)
        if exact is not None:
            return _result(decision, exact.share, np.zeros(len(expected)), exact.centroid)
    return _result(decision, *_sample(expected, unknowns, seed))


def _result(decision: Decision, shares: Floats, errors: Floats, centroids: Floats) -> WeightsAlone:
    """Return shares [option], errors [option] and mean weights [option, criterion] under their names."""
    return WeightsAlone(
        first_rank_shares=floats_by_name(decision.options, shares),
        first_rank_shares_se=floats_by_name(decision.options, errors),
        central_weights={
            option: floats_by_name(decision.criteria, centroid)
            for option, share, centroid in zip(decision.options, shares, centroids, strict=True)
            if share > 0.0
        },
    )


def _sample(expected: Floats, unknowns: Unknowns, seed: int) -> tuple[Floats, Floats, Floats]:
    """Return sampled shares, [option], their standard errors, and mean weights, [option, criterion]."""
    rays = ordered_weights(unknowns)
    shares, sums = [], np.zeros(expected.shape)
    for scramble in range(SCRAMBLES):
        # The last coordinate picks a point of each ray.
        points = sobol.sobol_points(_POINTS, rays.coordinates + 1, seed=seed, scramble=scramble).T
        weights = rays(points[:-1]).weights_at(points[-1])
        tally = tally_points(expected @ weights, weights)
        shares.append(tally.ranks[:, 0] / _POINTS)
        sums += tally.weights
    by_scramble = np.array(shares)
    totals = sums.sum(axis=1, keepdims=True)
    centroids = np.divide(sums, totals, out=np.zeros_like(sums), where=totals > 0.0)
    return by_scramble.mean(axis=0), standard_error(by_scramble), centroids
