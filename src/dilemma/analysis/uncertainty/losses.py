"""How often a leader loses more than a margin, options fall below a floor, or their largest regret is least.

Along a ray of weights every value is a line over a common divisor, so "no other option is ahead of the leader
by more than the margin" holds on one stretch, whose ends have a closed form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.core.decision_rules import regret
from dilemma.analysis.core.scores import floats_by_name
from dilemma.analysis.uncertainty.sampling import BLOCK_POINTS, Ensemble
from dilemma.analysis.uncertainty.weight_space import range_weights
from dilemma.records import dataclass
from dilemma.scenario.quantity import TIE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dilemma.analysis.core.scores import Floats
    from dilemma.analysis.uncertainty.inputs import Unknowns
    from dilemma.analysis.uncertainty.weight_space import Ray


@dataclass(frozen=True, slots=True, kw_only=True)
class LossSettings:
    """What losses are counted against.

    Attributes:
        leader: index of the option whose losses are counted.
        margin: points that it must lose more than.
        floors: the floor of each criterion that has one, in value points, by its index.
    """

    leader: int
    margin: float
    floors: Mapping[int, float]


def tally_losses(
    start: Floats, stop: Floats, ray: Ray, settings: LossSettings, mass: Floats | None = None
) -> float:
    """Return in how many samples the leader loses more than the margin, along rays of weights.

    Args:
        start: values at the start of the ray, [option, sample].
        stop: values at its end.
        ray: the weights along it and the law by which to average.
        settings: the leader and the margin.
        mass: how much each sample counts, [sample]; None for once each.
    """
    kept = _stretch_within(start, stop, ray, settings)
    return float(len(kept) - kept.sum() if mass is None else mass @ (1.0 - kept))


def tally_losses_at(values: Floats, settings: LossSettings, mass: Floats | None = None) -> float:
    """Return the same of values [option, sample]."""
    losing = values.max(axis=0) - values[settings.leader] > settings.margin + TIE
    return float(np.count_nonzero(losing) if mass is None else losing @ mass)


def count_below(scores: Floats, settings: LossSettings, mass: Floats | None = None) -> Floats:
    """Return in how many samples an option falls below each floor, [option, floor].

    Args:
        scores: averaged over futures, [option, criterion, sample].
        settings: the floors.
        mass: how much each sample counts, [sample]; None for once each.
    """
    below = [scores[:, criterion] < floor - TIE for criterion, floor in settings.floors.items()]
    counts = [np.count_nonzero(flags, axis=1) if mass is None else flags @ mass for flags in below]
    return np.array(counts, dtype=np.float64).reshape(len(settings.floors), len(scores)).T


def _stretch_within(start: Floats, stop: Floats, ray: Ray, settings: LossSettings) -> Floats:
    """Return the share of each ray on which no option leads by more than the margin, [sample]."""
    samples = start.shape[1]
    limit = settings.margin + TIE
    ends = np.zeros(samples), np.ones(samples)
    before, after = (
        values - values[settings.leader] - limit * ray.law.divisor(position)
        for values, position in zip((start, stop), ends, strict=True)
    )
    # A line of excess that changes its sign does so at before / (before - after) of the ray.
    crosses = (before > 0.0) != (after > 0.0)
    where = before / np.where(crosses, before - after, 1.0)
    first = np.where(before > 0.0, np.where(crosses, where, 1.0), 0.0).max(axis=0)
    last = np.where(after > 0.0, np.where(crosses, where, 0.0), 1.0).min(axis=0)
    law = ray.law
    return np.asarray(np.maximum(law.share(np.maximum(first, last)) - law.share(first), 0.0))


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
        worst = regret(ensemble.values_in_futures(draws, weights)).max(axis=1)
        least = worst <= worst.min(axis=0) + TIE
        mass = ensemble.evidence_weights(draws)
        counted = np.ones(draws.count) if mass is None else mass
        counts += (least / least.sum(axis=0)) @ counted
        total += float(counted.sum())
    return floats_by_name(unknowns.options, counts / total)
