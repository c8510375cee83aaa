"""Rank acceptability at the robustness levels, each with less taken for granted, from one sampling.

The scores are sampled once for all levels; the chances once for all but the last, which takes any
probabilities at all. A second pass over the same samples counts, for every option that is ever first, how
often it is first at its own central weights: its confidence factor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.run import DEFAULT_SAMPLES, DEFAULT_SEED
from dilemma.analysis.stress.ensemble import BLOCK_POINTS, SCRAMBLES, Ensemble
from dilemma.analysis.stress.ranks import Tally, first_rank_shares, tally_points
from dilemma.analysis.stress.ray_ranks import tally_rays
from dilemma.analysis.stress.rays import flat_simplex_draws
from dilemma.analysis.stress.rungs import (
    _central_weight_vectors,
    _largest_error,
    _level_result,
    _stack_tallies,
)
from dilemma.analysis.stress.stress_results import RankAcceptability
from dilemma.analysis.stress.weight_rays import any_weights, ordered_weights, range_weights

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from dilemma.analysis.central.table import Floats
    from dilemma.analysis.stress.ensemble import SampleDraws
    from dilemma.analysis.stress.rungs import _ScrambleTallies
    from dilemma.analysis.stress.stress_results import LevelName, Rung
    from dilemma.analysis.stress.unknowns import Unknowns
    from dilemma.analysis.stress.weight_rays import RaySampler

_MOST_SAMPLES = 2**22
"""Most samples of a run with a precision: it gives up there."""

_MOST_KEPT = 2**21
"""Most numbers kept from the first pass for the second, 16 MB; larger runs draw their scores again."""

_MOST_RAY_OPTIONS = 8
"""Most options whose changes of rank are integrated along a ray; with more, one point of it is drawn."""

_MOST_CONFIDENCE_OPTIONS = 8
"""Most options whose confidence factors take all samples; with more, fewer samples in proportion."""

SAMPLED_LEVELS: tuple[LevelName, ...] = ("ranges", "order", "open")
"""The levels that are sampled; before them comes `judged`, everything at its central value."""


def estimate_rank_acceptability(
    unknowns: Unknowns,
    *,
    samples: int = DEFAULT_SAMPLES,
    seed: int = DEFAULT_SEED,
    precision: float | None = None,
    levels: Sequence[LevelName] = SAMPLED_LEVELS,
) -> RankAcceptability:
    """Return the rank acceptability of the options, level by level.

    Args:
        unknowns: what may move, and how far.
        samples: how many; split evenly over the scrambles and rounded up to fill them.
        seed: 0 or more.
        precision: doubles the samples until no first-rank share has a standard error above this, up to
            `MOST_SAMPLES`.
        levels: those to sample; `judged`, everything at its central value, is always included.

    Returns:
        Shares with standard errors at every level, and whether the precision was reached.
    """
    sampler = _LevelSampler(unknowns, seed, levels)
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
    )


def _judged_level(unknowns: Unknowns) -> Rung:
    """Return the first level: everything at its central value, so that shares are 0, 1 or those of a tie."""
    weights = unknowns.weighing.central
    values = unknowns.future_probabilities.expected_values(np.einsum("ocf,c->of", unknowns.central, weights))
    tally = tally_points(values[:, None], weights[:, None])
    return _level_result("judged", unknowns, _stack_tallies([tally]), tally.ranks[None, :, 0])


class _LevelSampler:
    """The sampled levels of one scenario with one seed."""

    def __init__(self, unknowns: Unknowns, seed: int, levels: Sequence[LevelName]) -> None:
        ways: dict[LevelName, Callable[[Unknowns], RaySampler]] = {
            "ranges": range_weights,
            "order": ordered_weights,
            "open": any_weights,
        }
        self.rays = {name: ways[name](unknowns) for name in levels}
        self.along_rays = len(unknowns.options) <= _MOST_RAY_OPTIONS
        coordinates = max(rays.coordinates for rays in self.rays.values()) + (not self.along_rays)
        self.ensemble = Ensemble(unknowns, weights=coordinates, seed=seed)
        self._stored: dict[tuple[int, int, int], list[dict[LevelName, Floats]]] = {}
        self._free_numbers = _MOST_KEPT

    def tallies(self, start: int, count: int) -> dict[LevelName, _ScrambleTallies]:
        """Return the tallies of `count` points of every scramble from `start` on, by level."""
        by_level: dict[LevelName, list[Tally]] = {name: [] for name in self.rays}
        for scramble in range(SCRAMBLES):
            total: dict[LevelName, Tally] = {}
            for block in _blocks(start, count):
                for name, tally in self._block(scramble, *block).items():
                    total[name] = total[name] + tally if name in total else tally
            for name, tally in total.items():
                by_level[name].append(tally)
        return {name: _stack_tallies(scramble_tallies) for name, scramble_tallies in by_level.items()}

    def first_at_central_weights(
        self, tallies: dict[LevelName, _ScrambleTallies], count: int
    ) -> dict[LevelName, Floats]:
        """Return how often each option is first at its central weights, by level, [scramble, option].

        Every option's weights are tried on every option, so with many options fewer points are taken.
        """
        option_count = len(self.ensemble.unknowns.options)
        point_count = max(1, count * min(option_count, _MOST_CONFIDENCE_OPTIONS) // option_count)
        weights = {name: _central_weight_vectors(tally) for name, tally in tallies.items()}
        sums = {name: np.zeros(tally.ranks.shape[:2]) for name, tally in tallies.items()}
        for scramble in range(SCRAMBLES):
            for block in _blocks(0, point_count):
                for scores in self._scores_of_block(scramble, *block):
                    for name, (options, central) in weights.items():
                        is_first = first_rank_shares(np.matmul(central, scores[name]), options)
                        sums[name][scramble, options] += is_first.sum(axis=-1)
        return {name: tally / point_count for name, tally in sums.items()}

    def _block(self, scramble: int, start: int, count: int) -> dict[LevelName, Tally]:
        """Return the tallies of one block of points, which depend on no other block."""
        total: dict[LevelName, Tally] = {}
        store = self._score_store(scramble, start, count)
        for draws in self.ensemble.block(scramble, start, count):
            scores = self._scores(draws)
            for name in self.rays:
                tally = self._tally(name, draws, scores[name])
                total[name] = total[name] + tally if name in total else tally
            if store is not None:
                store.append(scores)
        return total

    def _score_store(self, scramble: int, start: int, count: int) -> list[dict[LevelName, Floats]] | None:
        """Return the list that keeps the scores of a block, or None if there is no room."""
        # All levels but `open` share their scores.
        distinct = len({name == "open" for name in self.rays})
        self._free_numbers -= distinct * count * len(self.ensemble.unknowns.base)
        return self._stored.setdefault((scramble, start, count), []) if self._free_numbers >= 0 else None

    def _scores_of_block(self, scramble: int, start: int, count: int) -> Iterable[dict[LevelName, Floats]]:
        stored = self._stored.get((scramble, start, count))
        return stored or (self._scores(draws) for draws in self.ensemble.block(scramble, start, count))

    def _scores(self, draws: SampleDraws) -> dict[LevelName, Floats]:
        """Return the scores averaged over futures, by level, [option, criterion, sample]."""
        judged = self.ensemble.probabilities(draws)
        flat = flat_simplex_draws(draws.chances, len(self.ensemble.unknowns.futures))
        probabilities = {name: flat if name == "open" else judged for name in self.rays}
        # Levels that share their probabilities share the scores too: average each distribution once.
        distinct = {id(distribution): distribution for distribution in probabilities.values()}
        scores = self.ensemble.expected_scores(draws, *distinct.values())
        scores_by_id = dict(zip(distinct, scores, strict=True))
        return {name: scores_by_id[id(distribution)] for name, distribution in probabilities.items()}

    def _tally(self, name: LevelName, draws: SampleDraws, scores: Floats) -> Tally:
        ray = self.rays[name](draws.weights)
        if self.along_rays:
            start, stop = (np.einsum("ocn,cn->on", scores, ends) for ends in (ray.start, ray.stop))
            return tally_rays(start, stop, ray)
        # The coordinate after those of the ray picks one point of it.
        weights = ray.weights_at(draws.weights[-1])
        return tally_points(np.einsum("ocn,cn->on", scores, weights), weights)


def _blocks(start: int, count: int) -> Iterator[tuple[int, int]]:
    """Yield blocks of points, as start and count."""
    for first in range(start, start + count, BLOCK_POINTS):
        yield first, min(BLOCK_POINTS, start + count - first)
