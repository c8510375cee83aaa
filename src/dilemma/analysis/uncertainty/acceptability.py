"""Rank acceptability: first-rank shares by level of robustness, by dependence of errors, by weights alone.

The sums come from `levels`, scramble by scramble; how they differ gives the standard errors.

Rows of scores are drawn independently, which is an assumption. Over the same points two more patterns are
tried: all rows of an option share one quantile in value points, best with best, or all rows of a criterion
do. They are patterns, not limits.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.core.run import DEFAULT_SAMPLES, DEFAULT_SEED
from dilemma.analysis.core.scores import floats_by_name
from dilemma.analysis.core.simplex import simplex_shares
from dilemma.analysis.results.sensitivity import Losses, RankAcceptability, Rung, WeightsAlone
from dilemma.analysis.uncertainty import sobol
from dilemma.analysis.uncertainty.from_scenario import loss_settings, unspread
from dilemma.analysis.uncertainty.levels import Confidence, LevelSampler, central_weight_vectors
from dilemma.analysis.uncertainty.rank_tallies import stack_tallies, tally_points
from dilemma.analysis.uncertainty.sampling import SCRAMBLES
from dilemma.analysis.uncertainty.sobol import (
    NEGLIGIBLE_SHARE,
    clear_roundoff,
    few_hits_factor,
    mean_ratio,
    mean_shares,
    standard_error,
    weights_error,
    widen_errors,
)
from dilemma.analysis.uncertainty.weight_space import ordered_weights

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dilemma.analysis.core.decision import Decision
    from dilemma.analysis.core.run import Run
    from dilemma.analysis.core.scores import Floats
    from dilemma.analysis.results.sensitivity import LevelName
    from dilemma.analysis.uncertainty.inputs import Unknowns
    from dilemma.analysis.uncertainty.losses import LossSettings
    from dilemma.analysis.uncertainty.rank_tallies import Tally
    from dilemma.scenario.model import Scenario
    from dilemma.scenario.schema.parts import ErrorPattern

_MOST_SAMPLES = 2**22
"""Most samples of a run with a precision: it gives up there."""
_SAMPLED_LEVELS: tuple[LevelName, ...] = ("ranges", "order", "open")
"""The levels that are sampled; before them comes `judged`, everything at its central value."""
PATTERNS: tuple[ErrorPattern, ...] = ("by_option", "by_criterion")
_MOST_EXACT_CRITERIA = 7
"""Most criteria whose weights are cut: about 10 ms for four options, and ten times that with one more."""
_POINTS = 1024  # of each scramble, where the weights are sampled


def _largest_error(tallies: Mapping[LevelName, Tally]) -> float:
    """Return the largest standard error of a first-rank share at any level."""
    errors = (mean_shares(tally.ranks[..., 0], tally.counts)[1] for tally in tallies.values())
    return max(float(error.max()) for error in errors)


def _level_result(name: LevelName, unknowns: Unknowns, tallies: Tally, confident: Confidence) -> Rung:
    """Return the shares of one level.

    Args:
        name: the name of the level.
        unknowns: those with the options and criteria.
        tallies: the sums of each scramble.
        confident: how often each option is first at its central weights.
    """
    options, criteria = unknowns.options, unknowns.criteria
    ranks, ranks_se = mean_shares(tallies.ranks, tallies.counts)
    wins, wins_se = mean_shares(tallies.wins, tallies.counts)
    ever_first, weights = central_weight_vectors(tallies)
    names = [options[index] for index in ever_first]
    rarity = few_hits_factor(tallies.ranks[:, ever_first, 0])
    weights_se = widen_errors(weights_error(tallies.weights[:, ever_first], weights), rarity[:, None])
    confidence, _ = mean_shares(confident.at_pooled, confident.totals)
    _, confidence_se = mean_ratio(confident.at_own, confident.totals)
    confidence_se = widen_errors(confidence_se[ever_first], rarity)
    return Rung(
        rung=name,
        first_rank_shares=floats_by_name(options, ranks[:, 0]),
        first_rank_shares_se=floats_by_name(options, ranks_se[:, 0]),
        rank_shares=_rows_by_name(options, ranks),
        rank_shares_se=_rows_by_name(options, ranks_se),
        pairwise_wins=_pairs_by_name(options, wins),
        pairwise_wins_se=_pairs_by_name(options, wins_se),
        central_weights={
            option: floats_by_name(criteria, row) for option, row in zip(names, weights, strict=True)
        },
        central_weights_se={
            option: floats_by_name(criteria, row) for option, row in zip(names, weights_se, strict=True)
        },
        confidence_factor=floats_by_name(names, confidence[ever_first]),
        confidence_factor_se=floats_by_name(names, confidence_se),
    )


def _rows_by_name(names: Sequence[str], numbers: Floats) -> dict[str, tuple[float, ...]]:
    return {name: tuple(row) for name, row in zip(names, numbers.tolist(), strict=True)}


def _pairs_by_name(names: Sequence[str], numbers: Floats) -> dict[str, dict[str, float]]:
    return {
        name: {other: value for other, value in zip(names, row, strict=True) if other != name}
        for name, row in zip(names, numbers.tolist(), strict=True)
    }


def estimate_rank_acceptability(
    unknowns: Unknowns,
    *,
    samples: int = DEFAULT_SAMPLES,
    seed: int = DEFAULT_SEED,
    precision: float | None = None,
    levels: Sequence[LevelName] = _SAMPLED_LEVELS,
    settings: LossSettings | None = None,
    only: Sequence[LevelName] | None = None,
    variants: Mapping[str, Unknowns] | None = None,
    informed: bool = False,
) -> RankAcceptability:
    """Return the rank acceptability of the options, level by level.

    Args:
        unknowns: what may move, and how far.
        samples: how many; split evenly over the scrambles and rounded up to fill them.
        seed: 0 or more.
        precision: doubles the samples until no first-rank share has a standard error above this, up to
            `MOST_SAMPLES`.
        levels: those to sample; `judged`, everything at its central value, is always included.
        settings: what losses at `ranges` are counted against; None counts none.
        only: those of the levels that are wanted, at the points of all of them; None for all.
        variants: unknowns with other weights, or other rows that share a draw, by name: their first ranks at
            `ranges` are counted at the same points.
        informed: whether the value of information is wanted as well, if this run can count it.

    Returns:
        Shares with standard errors at every level, and whether the precision was reached.
    """
    sampler = LevelSampler(unknowns, seed, levels, settings, only)
    for name, variant in (variants or {}).items():
        sampler.add_variant(name, variant)
    if informed:
        sampler.add_information()
    count = -(-samples // SCRAMBLES)
    tallies = sampler.tallies(0, count)
    while (
        precision is not None
        and _largest_error(tallies) > precision
        and 2 * count * SCRAMBLES <= _MOST_SAMPLES
    ):
        more = sampler.tallies(count, count)
        tallies = {name: tallies[name] + more[name] for name in tallies}
        count *= 2
    first_at_central = sampler.first_at_central_weights(tallies, count)
    sampled = [_level_result(name, unknowns, tallies[name], first_at_central[name]) for name in tallies]
    return RankAcceptability(
        samples=count * SCRAMBLES,
        precise=None if precision is None else _largest_error(tallies) <= precision,
        ladder=(_judged_level(unknowns), *sampled),
        losses=None if settings is None else _losses(unknowns, settings, tallies["ranges"], sampler),
        variants={
            name: floats_by_name(unknowns.options, clear_roundoff(firsts / firsts.sum()))
            for name, firsts in sampler.firsts.items()
        },
        information=sampler.information,
    )


def _losses(unknowns: Unknowns, settings: LossSettings, tallies: Tally, sampler: LevelSampler) -> Losses:
    """Return what could be lost at `ranges`, from sums over all scrambles."""
    options, floors = unknowns.options, [unknowns.criteria[index] for index in settings.floors]
    samples = float(tallies.counts.sum())
    expected = tallies.losses.sum(axis=0) / samples
    return Losses(
        expected=floats_by_name(options, np.where(expected < NEGLIGIBLE_SHARE, 0.0, expected)),
        lost=clear_roundoff(np.array([sampler.lost / samples])).item(),
        below_floor={
            option: floats_by_name(floors, row)
            for option, row in zip(options, sampler.below / samples, strict=True)
        },
        beaten=tuple(
            option for option, beaten in zip(options, _beaten_in_draws(tallies), strict=True) if beaten
        ),
    )


def _beaten_in_draws(tallies: Tally) -> list[bool]:
    """Tell which options another beats or equals in every sample, and beats in at least one."""
    wins, ties = tallies.wins.sum(axis=0), tallies.ties.sum(axis=0)
    least = NEGLIGIBLE_SHARE * tallies.counts.sum()
    ahead = wins - ties / 2.0 > least
    return [bool((ahead[:, option] & ~ahead[option]).any()) for option in range(len(ahead))]


def _judged_level(unknowns: Unknowns) -> Rung:
    """Return the first level: everything at its central value, so that shares are 0, 1 or those of a tie."""
    weights = unknowns.weighing.central
    values = unknowns.future_probabilities.expected_values(np.einsum("ocf,c->of", unknowns.central, weights))
    tally = tally_points(values[:, None], weights[:, None])
    first = tally.ranks[None, :, 0]
    return _level_result("judged", unknowns, stack_tallies([tally]), Confidence(first, first, np.ones(1)))


def variants_of_run(scenario: Scenario, unknowns: Unknowns, run: Run) -> dict[str, Unknowns]:
    """Return what else first ranks are counted for: rows drawn together and, in full, plain weights exact."""
    variants: dict[str, Unknowns] = {pattern: replace(unknowns, dependence=pattern) for pattern in PATTERNS}
    exact = unspread(scenario, unknowns) if run.everything else None
    return variants if exact is None else {**variants, "unspread": exact}


def deciding_wins(
    scenario: Scenario, unknowns: Unknowns, sampled: RankAcceptability, decision: Decision, run: Run
) -> RankAcceptability:
    """Return what a verdict is reached on: at `ranges` the pattern of errors that the rules name.

    Args:
        scenario: with its rules.
        unknowns: what may move, and how far.
        sampled: the levels with independent rows; returned as they are where the rules name no other.
        decision: the scenario decided at expected values.
        run: seed and samples.
    """
    if scenario.score_dependence == "independent" or sampled.losses is None:
        return sampled
    together = estimate_rank_acceptability(
        replace(unknowns, dependence=scenario.score_dependence),
        samples=run.samples,
        seed=run.seed,
        levels=("ranges",),
        settings=loss_settings(scenario, decision),
    )
    beaten = together.losses.beaten if together.losses else ()
    return replace(
        sampled,
        ladder=tuple(
            together.level("ranges") if level.rung == "ranges" else level for level in sampled.ladder
        ),
        losses=replace(sampled.losses, beaten=beaten),
    )


def weights_alone(decision: Decision, unknowns: Unknowns, seed: int) -> WeightsAlone:
    """Return the first-rank shares over any weights in the stated order, scores and chances at their means.

    With few criteria the weights that keep the order are cut exactly, like probabilities for Starr's shares.
    That needs no library and gives volumes and centroids in one go. With more, or ties that make too many
    pieces, rays of weights are sampled, as at the level `order`.

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
