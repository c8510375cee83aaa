"""How often each option has the smallest largest regret over the futures, within the stated ranges."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.core.decision_rules import regret
from dilemma.analysis.core.scores import floats_by_name
from dilemma.analysis.uncertainty.sampling import BLOCK_POINTS, Ensemble
from dilemma.analysis.uncertainty.weight_space import range_weights
from dilemma.scenario.quantity import TIE

if TYPE_CHECKING:
    from dilemma.analysis.core.scores import Floats
    from dilemma.analysis.uncertainty.inputs import Unknowns
    from dilemma.analysis.uncertainty.sampling import SampleDraws


def least_regret_shares(unknowns: Unknowns, *, seed: int) -> dict[str, float]:
    """Return the share of samples at `ranges` in which an option has the least largest regret, by option.

    Ties share. Chances play no part but that a sample counts by how well it foretold the evidence. One
    scramble of 4,096 points: an error of under a percent.
    """
    rays = range_weights(unknowns)
    # The last coordinate of the weights picks a point of each ray.
    ensemble = Ensemble(unknowns, weights=rays.coordinates + 1, seed=seed)
    counts, total = np.zeros(len(unknowns.options)), 0.0
    for draws in ensemble.block(0, 0, BLOCK_POINTS):
        weights = rays(draws.weights[:-1]).weights_at(draws.weights[-1])
        worst = regret(np.einsum("ocfn,cn->ofn", _draw_scores(unknowns, draws), weights)).max(axis=1)
        least = worst <= worst.min(axis=0) + TIE
        mass = ensemble.evidence_weights(draws)
        counted = np.ones(draws.count) if mass is None else mass
        counts += (least / least.sum(axis=0)) @ counted
        total += float(counted.sum())
    return floats_by_name(unknowns.options, counts / total)


def _draw_scores(unknowns: Unknowns, draws: SampleDraws) -> Floats:
    """Return scores in every future, [option, criterion, future, sample]."""
    cells = np.repeat(unknowns.base[:, :, None], draws.count, axis=2)
    coordinate = {row: index for index, row in enumerate(unknowns.rows)}
    for shape in unknowns.shapes:
        cells[shape.row] += shape.widths[:, None] * shape.draw(draws.rows[coordinate[shape.row]])
    return cells.reshape(len(unknowns.options), len(unknowns.criteria), len(unknowns.futures), -1)
