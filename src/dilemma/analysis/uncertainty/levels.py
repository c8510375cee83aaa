"""The sums behind rank acceptability, at every robustness level, from one sampling of all unknowns.

The scores are sampled once for all levels; the chances once for all but the last, which takes any
probabilities at all. A second pass over the same samples counts, for every option that is ever first, how
often it is first at its own central weights: its confidence factor.

Scores come a few options at a time and are weighed at once at the weights of every level, so that they stay
in the cache: of all options, only the values of a chunk of samples are kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from dilemma.analysis.uncertainty.losses import count_below, tally_losses, tally_losses_at
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
from dilemma.analysis.uncertainty.sobol import NEGLIGIBLE_SHARE
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
    from dilemma.analysis.uncertainty.sampling import DrawnRows, SampleDraws
    from dilemma.analysis.uncertainty.weight_space import Ray, RaySampler


_MOST_KEPT = 2**22
"""Most numbers kept from the first pass for the second, 32 MB; larger runs draw their scores again."""

MOST_RAY_OPTIONS = 8
"""Most options whose changes of rank are integrated along a ray; with more, one point of it is drawn."""

_MOST_CONFIDENCE_OPTIONS = 8
"""Most options whose confidence factors take all samples; with more, fewer samples in proportion."""

_Scores: TypeAlias = "tuple[slice, Mapping[str, Floats]]"
"""A few options, and their scores [option, criterion, sample] by level or variant."""

_Chunk: TypeAlias = "tuple[list[_Scores], Floats | None]"
"""The scores of all options, and how much each sample counts, [sample]; None for once each."""


def central_weight_vectors(tallies: Tally) -> tuple[NDArray[np.intp], Floats]:
    """Return the options that are ever first, and their central weights [option, criterion]."""
    weights = tallies.weights.sum(axis=0)
    ever_first = np.flatnonzero(weights.sum(axis=1) > NEGLIGIBLE_SHARE * tallies.counts.sum())
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
class Confidence:
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
        scores: Sequence[Floats],
        mass: Floats | None,
    ) -> None:
        """Count samples, at the central weights of the options that are ever first and at each scramble's."""
        central, own = weights
        mass = np.ones(scores[0].shape[-1]) if mass is None else mass
        size = len(mass) // len(scrambles)
        for index, scramble in enumerate(scrambles):
            part = slice(index * size, (index + 1) * size)
            cases = np.concatenate([central, own[scramble]])
            values = np.empty((sum(map(len, scores)), len(cases), size))
            first = 0
            for some in scores:
                np.matmul(cases, some[..., part], out=values[first : first + len(some)])
                first += len(some)
            firsts = first_rank_shares(values, np.tile(options, 2)) @ mass[part]
            self.at_pooled[scramble, options] += firsts[: len(options)]
            self.at_own[scramble, options] += firsts[len(options) :]
            self.totals[scramble] += mass[part].sum()


class LevelSampler:
    """The sampled levels of one scenario with one seed.

    Attributes:
        firsts: by variant, in how many samples each option is first at `ranges`, [option].
        lost: in how many samples at `ranges` the leader loses more than the margin.
        below: in how many an option falls below each floor, [option, floor].
        information: the sums for the value of information, [scramble, sum], where they are counted here.
    """

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
        samplers = {name: ways[name](unknowns) for name in levels}
        self._along_rays = len(unknowns.options) <= MOST_RAY_OPTIONS
        coordinates = max(rays.coordinates for rays in samplers.values()) + (not self._along_rays)
        self._levels = tuple(levels if only is None else only)  # the same points, for some of the levels
        self._samplers: dict[str, RaySampler] = {name: samplers[name] for name in self._levels}
        self._ensemble = Ensemble(unknowns, weights=coordinates, seed=seed)
        self._stored: dict[tuple[range, int, int], list[_Chunk]] = {}
        self._free_numbers = _MOST_KEPT
        self._settings = settings
        self._other_rows: dict[str, Ensemble] = {}
        self.firsts: dict[str, Floats] = {}
        self.lost = 0.0
        self.information: Floats | None = None
        self.below = np.zeros((len(unknowns.options), 0 if settings is None else len(settings.floors)))

    def add_variant(self, name: str, variant: Unknowns) -> None:
        """Count from now on in `firsts` how often each option is first at `ranges` in a variant as well."""
        own = self._ensemble
        if variant.dependence != own.unknowns.dependence:
            self._other_rows[name] = Ensemble(variant, weights=own.weights, seed=own.seed)
        self._samplers[name] = range_weights(variant)
        self.firsts[name] = np.zeros(len(variant.options))

    def add_information(self) -> None:
        """Count from now on in `information` what the judgements are worth, where single points are drawn.

        Many options cost most by their draws, which one run then makes for both. Along rays the points are
        spread for the weights, and a run of its own, which holds the weights still, is more accurate.
        """
        if not self._along_rays:
            self.information = np.zeros((SCRAMBLES, 3 + len(self._ensemble.unknowns.options)))

    def tallies(self, start: int, count: int) -> dict[LevelName, Tally]:
        """Return the tallies of `count` points a scramble from `start` on, [scramble, ...], by level."""
        total: dict[LevelName, Tally] = {}
        for first, size in _blocks(start, count):
            parts = [self._block(scrambles, first, size) for scrambles in self._ensemble.groups(size)]
            for name in self._levels:
                tally = join_tallies([part[name] for part in parts])
                total[name] = total[name] + tally if name in total else tally
        return total

    def first_at_central_weights(
        self, tallies: dict[LevelName, Tally], count: int
    ) -> dict[LevelName, Confidence]:
        """Return how often each option is first at its central weights, by level.

        Every option's weights are tried on every option, so with many options fewer points are taken, and
        those of one scramble at a time.
        """
        many = max(len(self.below), _MOST_CONFIDENCE_OPTIONS)
        alone = [range(scramble, scramble + 1) for scramble in range(SCRAMBLES)]
        pooled = {name: central_weight_vectors(tally) for name, tally in tallies.items()}
        own = {name: _scramble_weights(tallies[name], *vectors) for name, vectors in pooled.items()}
        counts = {
            name: Confidence(
                np.zeros(tally.ranks.shape[:2]), np.zeros(tally.ranks.shape[:2]), np.zeros(SCRAMBLES)
            )
            for name, tally in tallies.items()
        }
        tried = max(1, count * _MOST_CONFIDENCE_OPTIONS // many)
        for first, size in _blocks(0, tried):
            for scrambles in self._ensemble.groups(size) if tried == count else alone:
                for scores, mass in self._scores_of_block(scrambles, first, size):
                    for name, (options, central) in pooled.items():
                        own_scores = [by_name[name] for _, by_name in scores]
                        counts[name].add(
                            scrambles, options, (central, own[name]), own_scores, _mass_at(name, mass)
                        )
        return counts

    def _block(self, scrambles: range, start: int, count: int) -> dict[LevelName, Tally]:
        """Return the tallies of one block of points of each scramble, which depend on no other block."""
        total: dict[LevelName, Tally] = {}
        store = self._score_store(scrambles, start, count)
        for draws in self._ensemble.chunks(scrambles, start, count):
            judged, mass = self._ensemble.probabilities(draws), self._ensemble.evidence_weights(draws)
            in_future: list[Floats] | None = None if self.information is None else []
            ways = {name: own.drawn_rows(draws) for name, own in self._other_rows.items()}
            scores: Iterable[_Scores] = self._scores(draws, judged, ways, in_future)
            if store is not None:
                store.append(([], mass))
                scores = self._keep(scores, store[-1][0])
            for name, tally in self._tally_chunk(draws, judged, scores, mass).items():
                total[name] = total[name] + tally if name in total else tally
            if self.information is not None and in_future:
                self._count_information(np.concatenate(in_future), judged, mass, scrambles)
            del draws  # before the next chunk is drawn, which needs as much memory
        return total

    def _count_information(
        self, in_future: Floats, judged: Floats, mass: Floats | None, scrambles: range
    ) -> None:
        from dilemma.analysis.uncertainty import value_of_information  # noqa: PLC0415  not for a first screen

        sums = value_of_information.information_of_samples(in_future, judged, mass)
        if self.information is not None:
            self.information[scrambles.start : scrambles.stop] += sum_parts(sums, len(scrambles))

    def _score_store(self, scrambles: range, start: int, count: int) -> list[_Chunk] | None:
        """Return the list that keeps the scores of a block; None without room, or if none is read again."""
        if len(self.below) > _MOST_CONFIDENCE_OPTIONS:
            return None
        # All levels but `open` share their scores.
        distinct = len({name == "open" for name in self._levels})
        self._free_numbers -= distinct * len(scrambles) * count * len(self._ensemble.unknowns.base)
        return self._stored.setdefault((scrambles, start, count), []) if self._free_numbers >= 0 else None

    def _keep(self, scores: Iterable[_Scores], kept: list[_Scores]) -> Iterator[_Scores]:
        """Yield scores as they come, and keep those of the levels."""
        for options, by_name in scores:
            kept.append((options, {name: by_name[name] for name in self._levels}))
            yield options, by_name

    def _scores_of_block(self, scrambles: range, start: int, count: int) -> Iterable[_Chunk]:
        ensemble = self._ensemble
        return self._stored.get((scrambles, start, count)) or (
            (list(self._scores(draws, ensemble.probabilities(draws))), ensemble.evidence_weights(draws))
            for draws in ensemble.chunks(scrambles, start, count)
        )

    def _scores(
        self,
        draws: SampleDraws,
        judged: Floats,
        others: Mapping[str, Iterator[DrawnRows]] | None = None,
        in_future: list[Floats] | None = None,
    ) -> Iterator[_Scores]:
        """Yield the scores of a few options after the other, averaged over futures.

        Args:
            draws: the samples.
            judged: the probabilities of the levels but `open`, [future, sample].
            others: the rows drawn in other ways, by the name of their scores.
            in_future: takes the values of the options in each future, where information is counted.
        """
        others, central = others or {}, self._ensemble.unknowns.weighing.central[:, None]
        ensemble, names = self._ensemble, [name for name in self._samplers if name not in self._other_rows]
        futures = len(ensemble.unknowns.futures)
        # Levels that share their probabilities share the scores too: average each distribution once.
        distinct = {} if names == ["open"] else {"ranges": judged}
        if "open" in names and (futures > 1 or not distinct):
            distinct["open"] = flat_simplex_draws(draws.chances, futures)
        distributions = [ensemble.by_option(distribution) for distribution in distinct.values()]
        own_rows = ensemble.drawn_rows(draws, keep=in_future is not None)
        for rows, *alike in zip(own_rows, *others.values(), strict=True):
            scores = rows.averages(distributions, *alike)
            if in_future is not None:
                in_future.append(rows.values_in_futures(central))
            by_name = {name: scores[len(distinct) - 1 if name == "open" else 0] for name in names}
            yield rows.options, by_name | dict(zip(others, scores[len(distributions) :], strict=True))

    def _tally_chunk(
        self, draws: SampleDraws, judged: Floats, scores: Iterable[_Scores], mass: Floats | None
    ) -> dict[LevelName, Tally]:
        """Return the tally of a chunk at every level; count its losses and variants' first ranks."""
        alike = {sampler: sampler(draws.weights) for sampler in {*self._samplers.values()}}
        rays = {name: alike[sampler] for name, sampler in self._samplers.items()}
        # The coordinate after those of the rays picks one point of each.
        weights = {
            name: (ray.start, ray.stop) if self._along_rays else (ray.weights_at(draws.weights[-1]),)
            for name, ray in rays.items()
        }
        vertices = {name: ray.vertex if self._along_rays else None for name, ray in rays.items()}
        values = self._weigh(self._count_below(scores, mass), weights, vertices)
        if self._settings is not None:
            self.lost += self._count_losses(values["ranges"], rays["ranges"], self._settings, mass)
        for name in self.firsts:
            self.firsts[name] += self._count_firsts(values[name], rays[name], mass)
        return {
            name: self._tally(values[name], rays[name], weights[name], _mass_at(name, mass), draws)
            for name in self._levels
        }

    def _tally(
        self,
        values: Sequence[Floats],
        ray: Ray,
        weights: Sequence[Floats],
        mass: Floats | None,
        draws: SampleDraws,
    ) -> Tally:
        if self._along_rays:
            start, stop = values
            return tally_ray_parts(start, stop, ray, mass, draws.parts)
        (at_points,), (points,) = values, weights
        return stack_tallies(
            [
                tally_points(at_points[:, part], points[:, part], None if mass is None else mass[part])
                for part in draws.slices()
            ]
        )

    def _count_losses(
        self, values: Sequence[Floats], ray: Ray, settings: LossSettings, mass: Floats | None
    ) -> float:
        if self._along_rays:
            start, stop = values
            return tally_losses(start, stop, ray, settings, mass)
        return tally_losses_at(values[0], settings, mass)

    def _count_firsts(self, values: Sequence[Floats], ray: Ray, mass: Floats | None) -> Floats:
        if self._along_rays:
            start, stop = values
            return np.asarray(first_ranks_of_rays(start, stop, ray, mass, 1)[0])
        return count_firsts(values[0], mass)

    def _count_below(self, scores: Iterable[_Scores], mass: Floats | None) -> Iterator[_Scores]:
        """Yield scores as they come, and count which fall below a floor at `ranges`."""
        for options, by_name in scores:
            if self._settings is not None:
                self.below[options] += count_below(by_name["ranges"], self._settings, mass)
            yield options, by_name

    def _weigh(
        self,
        scores: Iterable[_Scores],
        weights: Mapping[str, tuple[Floats, ...]],
        vertices: Mapping[str, int | None],
    ) -> dict[str, list[Floats]]:
        """Return the values [option, sample] of scores at the weights [criterion, sample] of their name.

        Where there is a vertex, one criterion has all weight at the last of them.
        """
        values: dict[str, list[Floats]] = {}
        for options, by_name in scores:
            for name, own in by_name.items():
                if name not in values:
                    shape = len(self.below), own.shape[-1]
                    values[name] = [np.empty(shape) for _ in weights[name]]
                for out, weighing in zip(values[name], weights[name], strict=True):
                    if weighing is weights[name][-1] and (vertex := vertices[name]) is not None:
                        out[options] = own[:, vertex]
                    else:
                        np.einsum("ocn,cn->on", own, weighing, out=out[options])
        return values


def _mass_at(level: LevelName, mass: Floats | None) -> Floats | None:
    """Return how much samples count at a level.

    After evidence a sample counts by how well it foretold it; any probabilities at all foretold nothing.
    """
    return None if level == "open" else mass


def _blocks(start: int, count: int) -> Iterator[tuple[int, int]]:
    """Yield blocks of points, as start and count."""
    for first in range(start, start + count, BLOCK_POINTS):
        yield first, min(BLOCK_POINTS, start + count - first)
