"""Rank acceptability at the robustness levels, each with less taken for granted, from one sampling.

The scores are sampled once for all levels; the chances once for all but the last, which takes any
probabilities at all. A second pass over the same samples counts, for every option that is ever first, how
often it is first at its own central weights: its confidence factor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from dilemma.analysis.core.run import DEFAULT_SAMPLES, DEFAULT_SEED
from dilemma.analysis.core.scores import floats_by_name
from dilemma.analysis.results.sensitivity import Losses, RankAcceptability, Rung
from dilemma.analysis.uncertainty.losses import LossTally, tally_losses, tally_losses_at
from dilemma.analysis.uncertainty.rank_tallies import (
    Tally,
    count_firsts,
    first_rank_shares,
    join_tallies,
    stack_tallies,
    sum_parts,
    tally_points,
)
from dilemma.analysis.uncertainty.ray_tallies import first_ranks_of_rays, tally_ray_parts
from dilemma.analysis.uncertainty.sampling import BLOCK_POINTS, SCRAMBLES, Ensemble
from dilemma.analysis.uncertainty.standard_errors import (
    NEGLIGIBLE_SHARE,
    clear_roundoff,
    few_hits_factor,
    mean_ratio,
    mean_shares,
    weights_error,
    widen_errors,
)
from dilemma.analysis.uncertainty.weight_space import (
    any_weights,
    flat_simplex_draws,
    ordered_weights,
    range_weights,
)
from dilemma.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from dilemma.analysis.core.scores import Floats
    from dilemma.analysis.results.sensitivity import LevelName
    from dilemma.analysis.uncertainty.inputs import Unknowns
    from dilemma.analysis.uncertainty.losses import LossSettings
    from dilemma.analysis.uncertainty.sampling import SampleDraws
    from dilemma.analysis.uncertainty.weight_space import RaySampler


def _sample_counts(tally: Tally) -> Floats:
    """Return how much the samples of each scramble count in all: their number, or their mass, [scramble]."""
    sums = tally.ranks[:, 0].sum(axis=1)
    # Rank shares of whole samples add up to a whole number but for roundoff.
    counts = np.rint(sums)
    return np.asarray(counts if (np.abs(sums - counts) <= 1e-9 * counts).all() else sums)


def _largest_error(tallies: Mapping[LevelName, Tally]) -> float:
    """Return the largest standard error of a first-rank share at any level."""
    errors = (mean_shares(tally.ranks[..., 0], _sample_counts(tally))[1] for tally in tallies.values())
    return max(float(error.max()) for error in errors)


def _central_weight_vectors(tallies: Tally) -> tuple[NDArray[np.intp], Floats]:
    """Return the options that are ever first, and their central weights [option, criterion]."""
    weights = tallies.weights.sum(axis=0)
    ever_first = np.flatnonzero(weights.sum(axis=1) > NEGLIGIBLE_SHARE * _sample_counts(tallies).sum())
    return ever_first, weights[ever_first] / weights[ever_first].sum(axis=1, keepdims=True)


def _scramble_weights(tallies: Tally, options: NDArray[np.intp], central: Floats) -> Floats:
    """Return central weights as the samples of each scramble would move them, [scramble, option, criterion].

    To first order the pooled weights are the mean of these, so that their spread is the error of the pooled
    ones, and the spread of what is worked out at them that of what is worked out at the pooled ones.
    """
    sums = tallies.weights[:, options]
    totals = sums.sum(axis=-1, keepdims=True)
    return np.asarray(central + (sums - central * totals) / totals.mean(axis=0))


@dataclass(frozen=True, slots=True)
class _Confidence:
    """Sums for the confidence factors of the options.

    Attributes:
        at_pooled: samples in which an option is first at its central weights, [scramble, option].
        at_own: the same at the central weights of the scramble alone, whose spread is the error.
        totals: how much the samples of each scramble count in all, [scramble].
    """

    at_pooled: Floats
    at_own: Floats
    totals: Floats

    def add(
        self,
        scrambles: range,
        options: NDArray[np.intp],
        weights: tuple[Floats, Floats],
        scores: Floats,
        mass: Floats | None,
    ) -> None:
        """Count samples, at the central weights of the options that are ever first and at each scramble's."""
        rows, (central, own) = slice(scrambles.start, scrambles.stop), weights
        mass = np.ones(scores.shape[-1]) if mass is None else mass
        firsts = first_rank_shares(np.matmul(central, scores), options) * mass
        self.at_pooled[rows, options] += sum_parts(firsts, len(scrambles))
        self.totals[rows] += sum_parts(mass, len(scrambles))
        parts = np.split(scores, len(scrambles), axis=2), np.split(mass, len(scrambles))
        for scramble, part, part_mass in zip(scrambles, *parts, strict=True):
            self.at_own[scramble, options] += (
                first_rank_shares(np.matmul(own[scramble], part), options) @ part_mass
            )


def _level_result(name: LevelName, unknowns: Unknowns, tallies: Tally, confident: _Confidence) -> Rung:
    """Return the shares of one level.

    Args:
        name: the name of the level.
        unknowns: those with the options and criteria.
        tallies: the sums of each scramble.
        confident: how often each option is first at its central weights.
    """
    options, criteria = unknowns.options, unknowns.criteria
    ranks, ranks_se = mean_shares(tallies.ranks, _sample_counts(tallies))
    wins, wins_se = mean_shares(tallies.wins, _sample_counts(tallies))
    ever_first, weights = _central_weight_vectors(tallies)
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


_MOST_SAMPLES = 2**22
"""Most samples of a run with a precision: it gives up there."""

_MOST_KEPT = 2**21
"""Most numbers kept from the first pass for the second, 16 MB; larger runs draw their scores again."""

MOST_RAY_OPTIONS = 8
"""Most options whose changes of rank are integrated along a ray; with more, one point of it is drawn."""

_MOST_CONFIDENCE_OPTIONS = 8
"""Most options whose confidence factors take all samples; with more, fewer samples in proportion."""

_SAMPLED_LEVELS: tuple[LevelName, ...] = ("ranges", "order", "open")
"""The levels that are sampled; before them comes `judged`, everything at its central value."""


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

    Returns:
        Shares with standard errors at every level, and whether the precision was reached.
    """
    sampler = _LevelSampler(unknowns, seed, levels, settings, only)
    for name, variant in (variants or {}).items():
        sampler.add_variant(name, variant)
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
        losses=None if settings is None else _losses(unknowns, settings, tallies["ranges"], sampler.lost),
        variants={
            name: floats_by_name(unknowns.options, clear_roundoff(firsts / firsts.sum()))
            for name, firsts in sampler.firsts.items()
        },
    )


def _losses(unknowns: Unknowns, settings: LossSettings, tallies: Tally, tally: LossTally) -> Losses:
    """Return what could be lost at `ranges`, from sums over all scrambles."""
    options, floors = unknowns.options, [unknowns.criteria[index] for index in settings.floors]
    samples = float(_sample_counts(tallies).sum())
    expected = tallies.losses.sum(axis=0) / samples
    return Losses(
        expected=floats_by_name(options, np.where(expected < NEGLIGIBLE_SHARE, 0.0, expected)),
        lost=clear_roundoff(np.array([tally.lost / samples])).item(),
        below_floor={
            option: floats_by_name(floors, row)
            for option, row in zip(options, tally.below / samples, strict=True)
        },
        beaten=tuple(
            option for option, beaten in zip(options, _beaten_in_draws(tallies), strict=True) if beaten
        ),
    )


def _beaten_in_draws(tallies: Tally) -> list[bool]:
    """Tell which options another beats or equals in every sample, and beats in at least one."""
    wins, ties = tallies.wins.sum(axis=0), tallies.ties.sum(axis=0)
    least = NEGLIGIBLE_SHARE * _sample_counts(tallies).sum()
    ahead = wins - ties / 2.0 > least
    return [bool((ahead[:, option] & ~ahead[option]).any()) for option in range(len(ahead))]


def _judged_level(unknowns: Unknowns) -> Rung:
    """Return the first level: everything at its central value, so that shares are 0, 1 or those of a tie."""
    weights = unknowns.weighing.central
    values = unknowns.future_probabilities.expected_values(np.einsum("ocf,c->of", unknowns.central, weights))
    tally = tally_points(values[:, None], weights[:, None])
    first = tally.ranks[None, :, 0]
    return _level_result("judged", unknowns, stack_tallies([tally]), _Confidence(first, first, np.ones(1)))


# By level, the scores averaged over futures and how much each sample counts; None for once each.
_LevelScores: TypeAlias = "dict[LevelName, tuple[Floats, Floats | None]]"


class _LevelSampler:
    """The sampled levels of one scenario with one seed."""

    def __init__(
        self,
        unknowns: Unknowns,
        seed: int,
        levels: Sequence[LevelName],
        settings: LossSettings | None,
        only: Sequence[LevelName] | None = None,
    ) -> None:
        ways: dict[LevelName, Callable[[Unknowns], RaySampler]] = {
            "ranges": range_weights,
            "order": ordered_weights,
            "open": any_weights,
        }
        self.rays = {name: ways[name](unknowns) for name in levels}
        self.along_rays = len(unknowns.options) <= MOST_RAY_OPTIONS
        coordinates = max(rays.coordinates for rays in self.rays.values()) + (not self.along_rays)
        if only is not None:  # the same points, for some of the levels
            self.rays = {name: self.rays[name] for name in only}
        self.ensemble = Ensemble(unknowns, weights=coordinates, seed=seed)
        self._stored: dict[tuple[range, int, int], list[_LevelScores]] = {}
        self._free_numbers = _MOST_KEPT
        self._settings = settings
        floors = 0 if settings is None else len(settings.floors)
        self.firsts: dict[str, Floats] = {}
        self._variants: dict[str, tuple[RaySampler, Ensemble]] = {}
        self.lost = LossTally(0.0, np.zeros((len(unknowns.options), floors)))

    def tallies(self, start: int, count: int) -> dict[LevelName, Tally]:
        """Return the tallies of `count` points a scramble from `start` on, [scramble, ...], by level."""
        by_level: dict[LevelName, list[Tally]] = {name: [] for name in self.rays}
        for scrambles in self.ensemble.groups(count):
            total: dict[LevelName, Tally] = {}
            for block in _blocks(start, count):
                for name, tally in self._block(scrambles, *block).items():
                    total[name] = total[name] + tally if name in total else tally
            for name, tally in total.items():
                by_level[name].append(tally)
        return {name: join_tallies(tallies) for name, tallies in by_level.items()}

    def add_variant(self, name: str, variant: Unknowns) -> None:
        """Count from now on in `firsts` how often each option is first at `ranges` in a variant as well."""
        own = self.ensemble
        if variant.dependence != own.unknowns.dependence:
            own = Ensemble(variant, weights=own.weights, seed=own.seed)
        self._variants[name] = range_weights(variant), own
        self.firsts[name] = np.zeros(len(variant.options))

    def _count_firsts(
        self, name: str, draws: SampleDraws, judged: Floats, scores: Floats, mass: Floats | None
    ) -> Floats:
        """Return how often each option is first in a variant, [option], given what the run itself draws.

        Its probabilities `judged` and masses hold; its scores do unless rows of the variant share draws.
        """
        rays, ensemble = self._variants[name]
        ray = rays(draws.weights)
        if ensemble is not self.ensemble:
            (scores,) = ensemble.expected_scores(ensemble.share_rows(draws), judged)
        if not self.along_rays:
            return count_firsts(np.einsum("ocn,cn->on", scores, ray.weights_at(draws.weights[-1])), mass)
        start, stop = (np.einsum("ocn,cn->on", scores, ends) for ends in (ray.start, ray.stop))
        return np.asarray(first_ranks_of_rays(start, stop, ray, mass, 1)[0])

    def first_at_central_weights(
        self, tallies: dict[LevelName, Tally], count: int
    ) -> dict[LevelName, _Confidence]:
        """Return how often each option is first at its central weights, by level.

        Every option's weights are tried on every option, so with many options fewer points are taken.
        """
        option_count = len(self.ensemble.unknowns.options)
        point_count = max(1, count * min(option_count, _MOST_CONFIDENCE_OPTIONS) // option_count)
        pooled = {name: _central_weight_vectors(tally) for name, tally in tallies.items()}
        own = {name: _scramble_weights(tallies[name], *vectors) for name, vectors in pooled.items()}
        counts = {
            name: _Confidence(
                np.zeros(tally.ranks.shape[:2]), np.zeros(tally.ranks.shape[:2]), np.zeros(SCRAMBLES)
            )
            for name, tally in tallies.items()
        }
        for scrambles in self.ensemble.groups(point_count):
            for block in _blocks(0, point_count):
                for level_scores in self._scores_of_block(scrambles, *block):
                    for name, (options, central) in pooled.items():
                        counts[name].add(scrambles, options, (central, own[name]), *level_scores[name])
                    del level_scores  # before the next are worked out, which need as much memory
        return counts

    def _block(self, scrambles: range, start: int, count: int) -> dict[LevelName, Tally]:
        """Return the tallies of one block of points of each scramble, which depend on no other block."""
        total: dict[LevelName, Tally] = {}
        store = self._score_store(scrambles, start, count)
        for draws in self.ensemble.chunks(scrambles, start, count):
            judged = self.ensemble.probabilities(draws)
            scores = self._scores(draws, judged)
            for name in self.rays:
                tally = self._tally(name, draws, *scores[name])
                total[name] = total[name] + tally if name in total else tally
            for variant in self._variants:
                self.firsts[variant] += self._count_firsts(variant, draws, judged, *scores["ranges"])
            if store is not None:
                store.append(scores)
            del draws, scores  # before the next chunk is drawn, which needs as much memory
        return total

    def _score_store(self, scrambles: range, start: int, count: int) -> list[_LevelScores] | None:
        """Return the list that keeps the scores of a block, or None if there is no room."""
        # All levels but `open` share their scores.
        distinct = len({name == "open" for name in self.rays})
        self._free_numbers -= distinct * len(scrambles) * count * len(self.ensemble.unknowns.base)
        return self._stored.setdefault((scrambles, start, count), []) if self._free_numbers >= 0 else None

    def _scores_of_block(self, scrambles: range, start: int, count: int) -> Iterable[_LevelScores]:
        stored = self._stored.get((scrambles, start, count))
        return stored or (
            self._scores(draws, self.ensemble.probabilities(draws))
            for draws in self.ensemble.chunks(scrambles, start, count)
        )

    def _scores(self, draws: SampleDraws, judged: Floats) -> _LevelScores:
        """Return the scores averaged over futures, [option, criterion, sample], and the masses, by level.

        After evidence a sample counts by how well it foretold it; any probabilities at all foretold nothing.
        """
        mass = self.ensemble.evidence_weights(draws)
        flat = flat_simplex_draws(draws.chances, len(self.ensemble.unknowns.futures))
        probabilities = {name: flat if name == "open" else judged for name in self.rays}
        # Levels that share their probabilities share the scores too: average each distribution once.
        distinct = {id(distribution): distribution for distribution in probabilities.values()}
        scores = self.ensemble.expected_scores(draws, *distinct.values())
        scores_by_id = dict(zip(distinct, scores, strict=True))
        return {
            name: (scores_by_id[id(distribution)], None if name == "open" else mass)
            for name, distribution in probabilities.items()
        }

    def _tally(self, name: LevelName, draws: SampleDraws, scores: Floats, mass: Floats | None) -> Tally:
        ray = self.rays[name](draws.weights)
        settings = self._settings if name == "ranges" else None
        if self.along_rays:
            if settings is not None:
                self.lost += tally_losses(scores, ray, settings, mass)
            start, stop = (np.einsum("ocn,cn->on", scores, ends) for ends in (ray.start, ray.stop))
            return tally_ray_parts(start, stop, ray, mass, draws.parts)
        # The coordinate after those of the ray picks one point of it.
        weights = ray.weights_at(draws.weights[-1])
        if settings is not None:
            self.lost += tally_losses_at(scores, weights, settings, mass)
        values = np.einsum("ocn,cn->on", scores, weights)
        return stack_tallies(
            [
                tally_points(values[:, part], weights[:, part], None if mass is None else mass[part])
                for part in draws.slices()
            ]
        )


def _blocks(start: int, count: int) -> Iterator[tuple[int, int]]:
    """Yield blocks of points, as start and count."""
    for first in range(start, start + count, BLOCK_POINTS):
        yield first, min(BLOCK_POINTS, start + count - first)
