"""The ladder of assumptions: the same question with less and less taken for granted, from one sampling.

The scores are sampled once for all rungs; the chances once for all but the last, which asks any probabilities
at all. A second pass over the same samples asks, for every option that is ever first, how often it is first
at its own central weights.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.run import SAMPLES, SEED
from dilemma.analysis.stress.ensemble import BLOCK, SCRAMBLES, Ensemble
from dilemma.analysis.stress.ranks import Tally, first_shares, tally_points
from dilemma.analysis.stress.ray_ranks import tally_rays
from dilemma.analysis.stress.rays import sticks
from dilemma.analysis.stress.rungs import by_scramble, central_weights, rung, worst_error
from dilemma.analysis.stress.stress_results import Stress
from dilemma.analysis.stress.weight_rays import anywhere, in_order, within_ranges

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from dilemma.analysis.central.table import Floats
    from dilemma.analysis.stress.ensemble import Draws
    from dilemma.analysis.stress.rungs import Tallies
    from dilemma.analysis.stress.stress_results import Rung, RungName
    from dilemma.analysis.stress.unknowns import Unknowns
    from dilemma.analysis.stress.weight_rays import Rays

MOST_SAMPLES = 2**22
"""Where a run that was asked for a precision gives up."""

KEPT = 2**21
"""Most numbers kept from the first pass for the second, 16 MB; larger runs draw their scores again."""

RAY_OPTIONS = 8
"""Most options whose changes of rank are integrated along a ray; with more, one point of it is drawn."""


ASKED = 8
"""Most options whose confidence factors are asked of all samples; with more, of fewer in proportion."""

SAMPLED: tuple[RungName, ...] = ("ranges", "order", "open")


def stress(
    unknowns: Unknowns,
    *,
    samples: int = SAMPLES,
    seed: int = SEED,
    precision: float | None = None,
    rungs: Sequence[RungName] = SAMPLED,
) -> Stress:
    """How firm the order of the options is, rung by rung.

    Args:
        unknowns: what may move, and how far.
        samples: how many; split evenly over the scrambles and rounded up to fill them.
        seed: 0 or more.
        precision: doubles the samples until no first-rank share has a standard error above this, up to
            `MOST_SAMPLES`.
        rungs: which to sample; the first, everything as judged, is always there.
    """
    ladder = _Ladder(unknowns, seed, rungs)
    each = -(-samples // SCRAMBLES)
    tallies = ladder.tallies(0, each)
    while precision is not None and worst_error(tallies) > precision and 2 * each * SCRAMBLES <= MOST_SAMPLES:
        more = ladder.tallies(each, each)
        tallies = {name: tallies[name] + more[name] for name in tallies}
        each *= 2
    confident = ladder.confident(tallies, each)
    sampled = [rung(name, unknowns, tallies[name], confident[name]) for name in tallies]
    return Stress(
        samples=each * SCRAMBLES,
        precise=None if precision is None else worst_error(tallies) <= precision,
        ladder=(judged(unknowns), *sampled),
    )


def judged(unknowns: Unknowns) -> Rung:
    """The first rung: everything at its central value, so that shares are 0, 1 or those of a tie."""
    weights = unknowns.weighing.central
    values = unknowns.outlooks.average(np.einsum("ocf,c->of", unknowns.central, weights))
    tally = tally_points(values[:, None], weights[:, None])
    return rung("judged", unknowns, by_scramble([tally]), tally.ranks[None, :, 0])


class _Ladder:
    """The sampled rungs of one scenario with one seed."""

    def __init__(self, unknowns: Unknowns, seed: int, rungs: Sequence[RungName]) -> None:
        ways: dict[RungName, Callable[[Unknowns], Rays]] = {
            "ranges": within_ranges,
            "order": in_order,
            "open": anywhere,
        }
        self.rays = {name: ways[name](unknowns) for name in rungs}
        self.whole = len(unknowns.options) <= RAY_OPTIONS
        coordinates = max(rays.coordinates for rays in self.rays.values()) + (not self.whole)
        self.ensemble = Ensemble(unknowns, weights=coordinates, seed=seed)
        self._kept: dict[tuple[int, int, int], list[dict[RungName, Floats]]] = {}
        self._room = KEPT

    def tallies(self, start: int, count: int) -> dict[RungName, Tallies]:
        """The tallies of `count` points of every scramble from `start` on, by rung."""
        parts: dict[RungName, list[Tally]] = {name: [] for name in self.rays}
        for scramble in range(SCRAMBLES):
            total: dict[RungName, Tally] = {}
            for block in _blocks(start, count):
                for name, tally in self._block(scramble, *block).items():
                    total[name] = total[name] + tally if name in total else tally
            for name, tally in total.items():
                parts[name].append(tally)
        return {name: by_scramble(each) for name, each in parts.items()}

    def confident(self, tallies: dict[RungName, Tallies], count: int) -> dict[RungName, Floats]:
        """By rung, how often each option is first at its central weights, [scramble, option].

        Every option's weights are asked of every option, so with many of them fewer points are asked.
        """
        every = len(self.ensemble.unknowns.options)
        asked = max(1, count * min(every, ASKED) // every)
        weights = {name: central_weights(each) for name, each in tallies.items()}
        sums = {name: np.zeros(each.ranks.shape[:2]) for name, each in tallies.items()}
        for scramble in range(SCRAMBLES):
            for block in _blocks(0, asked):
                for scores in self._scores_again(scramble, *block):
                    for name, (options, central) in weights.items():
                        own = first_shares(np.matmul(central, scores[name]), options)
                        sums[name][scramble, options] += own.sum(axis=-1)
        return {name: each / asked for name, each in sums.items()}

    def _block(self, scramble: int, start: int, count: int) -> dict[RungName, Tally]:
        """The tallies of one block of points; it can be worked out anywhere."""
        total: dict[RungName, Tally] = {}
        kept = self._shelf(scramble, start, count)
        for draws in self.ensemble.block(scramble, start, count):
            scores = self._scores(draws)
            for name in self.rays:
                tally = self._tally(name, draws, scores[name])
                total[name] = total[name] + tally if name in total else tally
            if kept is not None:
                kept.append(scores)
        return total

    def _shelf(self, scramble: int, start: int, count: int) -> list[dict[RungName, Floats]] | None:
        """Where the scores of a block are kept, if there is room."""
        different = len({name == "open" for name in self.rays})  # the other rungs share their scores
        self._room -= different * count * len(self.ensemble.unknowns.base)
        return self._kept.setdefault((scramble, start, count), []) if self._room >= 0 else None

    def _scores_again(self, scramble: int, start: int, count: int) -> Iterable[dict[RungName, Floats]]:
        kept = self._kept.get((scramble, start, count))
        return kept or (self._scores(draws) for draws in self.ensemble.block(scramble, start, count))

    def _scores(self, draws: Draws) -> dict[RungName, Floats]:
        """Scores averaged over futures, by rung: [option, criterion, sample]."""
        stated = self.ensemble.probabilities(draws)
        anything = sticks(draws.chances, len(self.ensemble.unknowns.futures))
        asked = {name: anything if name == "open" else stated for name in self.rays}
        different = {id(each): each for each in asked.values()}
        scores = self.ensemble.expected_scores(draws, *different.values())
        found = dict(zip(different, scores, strict=True))
        return {name: found[id(each)] for name, each in asked.items()}

    def _tally(self, name: RungName, draws: Draws, scores: Floats) -> Tally:
        ray = self.rays[name](draws.weights)
        if self.whole:
            start, stop = (np.einsum("ocn,cn->on", scores, ends) for ends in (ray.start, ray.stop))
            return tally_rays(start, stop, ray)
        weights = ray.at(draws.weights[-1])
        return tally_points(np.einsum("ocn,cn->on", scores, weights), weights)


def _blocks(start: int, count: int) -> Iterator[tuple[int, int]]:
    """Blocks of points, as their start and how many."""
    for first in range(start, start + count, BLOCK):
        yield first, min(BLOCK, start + count - first)
