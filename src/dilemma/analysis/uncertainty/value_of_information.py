"""Value of information on the judgements: on all of them by sampling, on each by an integral.

Weights are held at their central values: a preference is not learnt. The value of an option in a sample is
averaged over the futures, so knowing every judgement still leaves the future unknown (Raiffa & Schlaifer
1961).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.core.run import DEFAULT_SAMPLES, DEFAULT_SEED
from dilemma.analysis.results.sensitivity import JudgementInformation
from dilemma.analysis.uncertainty.evppi import partial_information_values
from dilemma.analysis.uncertainty.sampling import BLOCK_POINTS, SCRAMBLES, Ensemble
from dilemma.analysis.uncertainty.standard_errors import mean_ratio

if TYPE_CHECKING:
    from dilemma.analysis.uncertainty.inputs import Unknowns


def judgement_information(
    unknowns: Unknowns, *, samples: int = DEFAULT_SAMPLES, seed: int = DEFAULT_SEED
) -> JudgementInformation:
    """Return the value of knowing all judgements, the future as well, or one judgement, in value points.

    Args:
        unknowns: what may move, and how far.
        samples: how many; split evenly over the scrambles and rounded up to fill them.
        seed: 0 or more.
    """
    count = -(-samples // SCRAMBLES)
    ensemble = Ensemble(unknowns, weights=0, seed=seed)
    sums = np.array([_sum_scramble(ensemble, scramble, count) for scramble in range(SCRAMBLES)])
    totals, best_informed, best_foreseen, value = sums[:, 0], sums[:, 1], sums[:, 2], sums[:, 3:]
    best = int(np.argmax(value.sum(axis=0)))
    informed, informed_se = mean_ratio(best_informed - value[:, best], totals)
    foreseen, foreseen_se = mean_ratio(best_foreseen - value[:, best], totals)
    worth = partial_information_values(unknowns)
    # Knowing all is worth no less than knowing the most valuable one, whatever a small sample says.
    least = max((judgement.value for judgement in worth), default=0.0)
    judgements = max(least, float(informed))
    return JudgementInformation(
        evpi_judgements=judgements,
        evpi_judgements_se=float(informed_se),
        evpi_total=max(judgements, float(foreseen)),
        evpi_total_se=float(foreseen_se),
        evppi=worth,
    )


def _sum_scramble(ensemble: Ensemble, scramble: int, count: int) -> list[float]:
    """Return sums over the first `count` points of a scramble.

    Returns:
        How much they count in all; the best value with every judgement known; the best with the future known
        too; and the value of each option.
    """
    value = np.zeros(len(ensemble.unknowns.options))
    total = informed = foreseen = 0.0
    for start in range(0, count, BLOCK_POINTS):
        for draws in ensemble.block(scramble, start, min(BLOCK_POINTS, count - start)):
            probabilities = ensemble.probabilities(draws)
            mass = ensemble.evidence_weights(draws)
            if mass is not None:
                # A sample counts by how well it foretold the evidence.
                probabilities = probabilities * mass
            total += draws.count if mass is None else float(mass.sum())
            in_future = ensemble.values_in_futures(draws, ensemble.unknowns.weighing.central)
            foreseen += float((in_future.max(axis=0) * probabilities).sum())
            values = np.einsum("ofn,fn->on", in_future, probabilities)
            informed += float(values.max(axis=0).sum())
            value += values.sum(axis=1)
    return [total, informed, foreseen, *value.tolist()]
