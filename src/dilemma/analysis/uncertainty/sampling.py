"""The sampling of all unknowns, in chunks that fit the cache; measures of robustness are sums over it.

The points are scrambled Sobol points, split evenly over independent scrambles, which give the standard
errors. The first coordinates drive the weights, the next the chances (in a large table the other way round),
the rest the score rows, the widest first: the Sobol dimensions go to what matters most, and rows beyond them,
in the order of the table, get seeded independent uniforms.

A block of points belongs to one scramble and starts at a fixed index, so it can be drawn by itself, on any
worker: results are summed block by block in order, and the bytes do not depend on which worker drew them.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.core.probabilities import move_probabilities
from dilemma.analysis.uncertainty import sobol
from dilemma.analysis.uncertainty.row_layers import RowNumbers, draw_groups

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dilemma.analysis.core.scores import Floats
    from dilemma.analysis.uncertainty.inputs import Unknowns
    from dilemma.analysis.uncertainty.row_layers import GroupDraws


_LARGEST_ARRAY = 2**25 - 2**16
"""Bytes just below the 32 MB up to which the allocator of Linux learns from what is freed."""


@cache
def keep_freed_memory() -> None:
    """Make the allocator of Linux keep memory that is freed, for the arrays of the next chunk.

    It gives the pages of every freed array above a threshold back to the system, and fetching them again
    costs as much as the arithmetic; but once a larger array has been freed it keeps twice that size. This
    array is never touched and so takes no memory. Other allocators are not affected. See `mallopt(3)`,
    M_MMAP_THRESHOLD. A second one then lies where the arrays of the chunks will, and numpy asks for large
    pages there: a short run would wait for four thousand small ones, a fifth of the time of its sampling.
    """
    for _ in range(2):
        np.empty(_LARGEST_ARRAY, np.uint8)


SCRAMBLES = 16
"""Independent scrambles of one run; the standard errors come from their spread.

With 16 the true value lies within two standard errors in 94% of runs, close to the 95% a reader expects;
with 8 in 91%. The error itself is the same.
"""

BLOCK_POINTS = 4096
"""Most points of one scramble drawn at once."""

_CHUNK_NUMBERS = 2**18
"""Numbers that the points of a chunk may hold: two megabytes of doubles, which stay near the processor."""

_ARRAY_NUMBERS = 2**15
"""Numbers that one array of a group of rows may hold, so that a handful of arrays stay in the cache."""

_FEWEST_SAMPLES = 1024
"""Fewest samples of a chunk, however many unknowns: below it, calls cost more than the arithmetic."""

_SEGMENT = 1024
"""Points whose numbers beyond the Sobol coordinates stand together: a chunk, where there are such numbers."""

_PERIOD = 2**128  # of the generator: a jump back is one forward
_TAIL_KEY = 0  # spawn key of the uniforms beyond the Sobol dimensions; `sobol` uses keys of 64 and more


class _Tail:
    """Independent uniforms of some points of one scramble, beyond the Sobol coordinates.

    The numbers of a segment form one stream, coordinate by coordinate, so that any are one jump away. They
    have 32 binary digits, as Sobol coordinates have: two of them are one number of the generator.
    """

    def __init__(self, seed: int, scramble: int, start: int, *, width: int, samples: slice) -> None:
        """Take the first point, how many coordinates a point has here, and where in a chunk it is for."""
        self._stream = np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(scramble, _TAIL_KEY)))
        segment, first = divmod(start, _SEGMENT)
        self._wanted = slice(first, first + samples.stop - samples.start)
        self._start = segment * width
        self._samples = samples
        self._reached = 0

    def fill(self, points: Floats, coordinate: int) -> None:
        """Write uniforms of consecutive coordinates, from one on, into `points` [coordinate, sample]."""
        start, size = (self._start + coordinate) * _SEGMENT // 2, len(points) * _SEGMENT // 2
        self._stream.advance((start - self._reached) % _PERIOD)
        self._reached = start + size
        # Bytes in the order of the smallest first, whatever the machine's own.
        words = self._stream.random_raw(size).astype("<u8", copy=False).view("<u4")
        # The centre of a bin: never 0 or 1, which the quantile functions could not take.
        out = points[:, self._samples]
        np.multiply(words.reshape(-1, _SEGMENT)[:, self._wanted], 2.0**-32, out=out)
        out += 2.0**-33


class SampleDraws:
    """A chunk of samples of one scramble, or as many of each of several, scramble by scramble.

    Coordinates beyond the Sobol ones are drawn where they are used: a large table has thousands of them.

    Attributes:
        weights: evenly spread numbers for the weights, [coordinate, sample].
        chances: evenly spread numbers for the chances, [chance, sample].
        parts: the number of scrambles.
        count: the number of samples.
    """

    def __init__(
        self, sobol_part: Floats, tails: Sequence[_Tail], uses: tuple[slice, slice, slice], *, parts: int
    ) -> None:
        """Take the Sobol coordinates, those beyond, and which of all serve weights, chances and rows."""
        weights, chances, self._rows = uses
        self._sobol_part, self._tails = sobol_part, tails
        self.count = sobol_part.shape[1]
        self.parts = parts
        self.weights = self.take(weights)
        self.chances = self.take(chances)

    @property
    def rows(self) -> Floats:
        """Evenly spread numbers for the score rows that are not exact, [row, sample]."""
        return self.take(self._rows)

    def take(self, coordinates: slice | list[int]) -> Floats:
        """Return some coordinates of the points, [coordinate, sample]."""
        wanted = range(coordinates.stop)[coordinates] if isinstance(coordinates, slice) else coordinates
        sobol_count = len(self._sobol_part)
        if not wanted or max(wanted) < sobol_count:
            return np.asarray(self._sobol_part[coordinates])
        points = np.empty((len(wanted), self.count))
        for first, last in _runs(wanted):
            part, number = points[first:last], wanted[first]
            if number < sobol_count:
                inside = min(last - first, sobol_count - number)
                part[:inside] = self._sobol_part[number : number + inside]
                part, number = part[inside:], sobol_count
            for tail in self._tails if len(part) else ():
                tail.fill(part, number - sobol_count)
        return points

    def slices(self) -> list[slice]:
        """Return where the samples of each scramble stand."""
        size = self.count // self.parts
        return [slice(first, first + size) for first in range(0, self.count, size)]


class Ensemble:
    """The map from the points of a run to draws of a scenario's unknowns."""

    def __init__(self, unknowns: Unknowns, *, weights: int, seed: int) -> None:
        """Lay out the coordinates of a point: `weights` of them, then the chances, then the score rows."""
        keep_freed_memory()
        self.unknowns = unknowns
        self.seed = seed
        self.weights = weights
        self.chances = max(len(unknowns.future_probabilities.chance_inputs), len(unknowns.futures) - 1)
        evenly = max(0, sobol.SOBOL_DIMENSIONS - weights - self.chances)
        self.rows = (*unknowns.rows[:evenly], *sorted(unknowns.rows[evenly:]))
        self._size = _chunk_size(self.coordinates)
        self._uses = _coordinate_uses(weights, self.chances, len(self.rows))
        first = weights + self.chances
        self._groups = draw_groups(
            unknowns.shapes,
            tuple([(row, first + draw) for row, draw in unknowns.draw_of_rows(self.rows).items()]),
            (len(unknowns.options), len(unknowns.criteria)),
            _ARRAY_NUMBERS // self._size,
        )
        self._bases = [unknowns.base[plan.group.rows] + plan.group.middle for plan in self._groups]

    @property
    def coordinates(self) -> int:
        """The number of coordinates of a point."""
        return self.weights + self.chances + len(self.rows)

    def groups(self, count: int) -> list[range]:
        """Return the scrambles in groups of which `count` points each fit one chunk, at least one a group."""
        size = max(1, min(SCRAMBLES, self._size // max(1, count)))
        return [range(first, min(SCRAMBLES, first + size)) for first in range(0, SCRAMBLES, size)]

    def chunks(self, scrambles: range, start: int, count: int) -> Iterator[SampleDraws]:
        """Yield the points `start` to `start + count` of a group of scrambles, in chunks."""
        if len(scrambles) == 1:
            yield from self.block(scrambles.start, start, count)
            return
        sobol_count = min(self.coordinates, sobol.SOBOL_DIMENSIONS)
        yield self._draws(_sobol_parts(sobol_count, self.seed, scrambles, start, count), scrambles, start)

    def block(self, scramble: int, start: int, count: int) -> Iterator[SampleDraws]:
        """Yield the chunks of points `start` to `start + count` of a scramble."""
        sobol_count = min(self.coordinates, sobol.SOBOL_DIMENSIONS)
        sobol_part = sobol.sobol_points(count, sobol_count, seed=self.seed, scramble=scramble, start=start).T
        for first in range(0, count, self._size):
            chunk = sobol_part[:, first : first + self._size]
            yield self._draws(chunk, range(scramble, scramble + 1), start + first)

    def _draws(self, sobol_part: Floats, scrambles: range, start: int) -> SampleDraws:
        """Return points of some scrambles from `start` on, given their Sobol part, [coordinate, sample]."""
        count, width = sobol_part.shape[1] // len(scrambles), self.coordinates - len(sobol_part)
        # A chunk may run into the next segment, whose numbers are further on in the stream.
        cuts = [0, *range(_SEGMENT - start % _SEGMENT, count, _SEGMENT), count]
        tails = [
            _Tail(
                self.seed,
                scramble,
                start + first,
                width=width,
                samples=slice(index * count + first, index * count + last),
            )
            for index, scramble in enumerate(scrambles if width else ())
            for first, last in pairwise(cuts)
        ]
        return SampleDraws(sobol_part, tails, self._uses, parts=len(scrambles))

    def probabilities(self, draws: SampleDraws) -> Floats:
        """Return probabilities of the futures with the chances in their ranges, [future, sample]."""
        return self.unknowns.future_probabilities.sample(draws.chances)

    def evidence_weights(self, draws: SampleDraws) -> Floats | None:
        """Return how well each sample foretold the evidence, [sample]; None without evidence."""
        return self.unknowns.future_probabilities.evidence_weights(draws.chances)

    def drawn_rows(self, draws: SampleDraws, *, keep: bool = False) -> Iterator[DrawnRows]:
        """Yield the score rows of a few options after the other; `keep` where draws are used twice."""
        numbers, before = None, None
        shared = self.unknowns.dependence == "by_criterion"
        for plan, base in zip(self._groups, self._bases, strict=True):
            # Where rows share draws, those of one group may be those of all.
            if numbers is None or plan.coordinates != before:
                numbers = RowNumbers(draws.take(plan.coordinates), keep=keep or shared)
            before = plan.coordinates
            yield DrawnRows(plan, base, numbers, len(self.unknowns.criteria))

    def by_option(self, probabilities: Floats) -> Floats:
        """Return probabilities [future, sample] as each option moves them, [option, future, sample].

        They are returned as they are where choosing an option moves no chance.
        """
        moves = self.unknowns.future_probabilities.moves
        if moves is None:
            return probabilities
        return np.ascontiguousarray(np.swapaxes(move_probabilities(probabilities.T, moves), 1, 2))

    def expected_scores(
        self, draws: SampleDraws, *probabilities: Floats
    ) -> Iterator[tuple[slice, list[Floats]]]:
        """Yield a few options after the other, and their scores averaged over futures.

        Where options move the chances, each option's scores are averaged under its own chances.

        Args:
            draws: the samples.
            probabilities: distributions, [future, sample].

        Yields:
            Which options, and for each distribution their scores, [option, criterion, sample].
        """
        moved = [self.by_option(distribution) for distribution in probabilities]
        for rows in self.drawn_rows(draws):
            yield rows.options, rows.averages(moved)

    def values_in_futures(self, draws: SampleDraws, weights: Floats) -> Floats:
        """Return values [option, future, sample] at weights [criterion] of all samples, or of each."""
        weights = weights.reshape(len(weights), -1)
        return np.concatenate([rows.values_in_futures(weights) for rows in self.drawn_rows(draws)])


class DrawnRows:
    """The score rows of a few `options`, drawn for some samples."""

    def __init__(self, plan: GroupDraws, base: Floats, numbers: RowNumbers, criteria: int) -> None:
        """Take the rows, their constant part [row, future], and the numbers that they are drawn with."""
        self.options = plan.group.options
        self._plan, self._base, self._numbers, self._criteria = plan, base, numbers, criteria

    def averages(self, distributions: Sequence[Floats], *alike: DrawnRows) -> list[Floats]:
        """Return the scores averaged over futures, [option, criterion, sample], by distribution.

        Args:
            distributions: [future, sample], or [option, future, sample] where options move the chances.
            alike: the same rows drawn in other ways, whose scores by the first distribution come last.
        """
        if distributions[0].ndim == 2:
            return self._averages(distributions, alike)
        by_option = zip(*(distribution[self.options] for distribution in distributions), strict=True)
        averaged = zip(*(self._averages(own, alike) for own in by_option), strict=True)
        return [np.stack([scores[option] for option, scores in enumerate(own)]) for own in averaged]

    def _averages(self, distributions: Sequence[Floats], alike: Sequence[DrawnRows]) -> list[Floats]:
        constants = [_average_cells(self._base, distribution) for distribution in distributions]
        others = [constants[0].copy() for _ in alike]
        for layer, plan, *plans in zip(
            self._plan.group.layers, self._plan.layers, *(rows._plan.layers for rows in alike), strict=True
        ):
            drawn = self._numbers.draws(plan)
            for total, distribution in zip(constants, distributions, strict=True):
                spread = layer.spread(distribution)
                if distribution is distributions[0]:
                    for other, other_plan, rows in zip(others, plans, alike, strict=True):
                        other[layer.rows] += spread * rows._numbers.draws(other_plan)
                total[layer.rows] += np.multiply(spread, drawn, out=spread if spread.shape[1] > 1 else None)
        totals = (*constants, *others)
        return [total.reshape(-1, self._criteria, total.shape[1]) for total in totals]

    def values_in_futures(self, weights: Floats) -> Floats:
        """Return values [option, future, sample] at weights [criterion, sample], or one column for all."""
        cells = self._base.reshape(-1, self._criteria, self._base.shape[1])
        samples = self._numbers.u.shape[1]
        values = np.empty((len(cells), cells.shape[2], samples))
        values[:] = np.swapaxes(cells, 1, 2) @ weights
        for layer, plan in zip(self._plan.group.layers, self._plan.layers, strict=True):
            weighed = self._numbers.draws(plan) * weights[layer.criteria]
            # One product for all options and futures of the layer.
            added = (layer.own_widths @ weighed).reshape(len(layer.options), -1, samples)
            for option, sums in zip(layer.options, added, strict=True):
                values[option, layer.futures] += sums
        return values


# All cases of a batch draw the same points; one chunk is two megabytes at most.
@lru_cache(maxsize=16)
def _sobol_parts(dimensions: int, seed: int, scrambles: range, start: int, count: int) -> Floats:
    """Return the Sobol points of several scrambles, one after the other, [dimension, sample]."""
    parts = [
        sobol.sobol_points(count, dimensions, seed=seed, scramble=scramble, start=start).T
        for scramble in scrambles
    ]
    points = np.concatenate(parts, axis=1)
    points.flags.writeable = False
    return points


def _average_cells(cells: Floats, probabilities: Floats) -> Floats:
    """Return cells [row, future] averaged over futures, [row, sample]."""
    # With one future the probability is 1 in every sample: no product is needed.
    if len(probabilities) == 1:
        return np.broadcast_to(cells, (len(cells), probabilities.shape[1])).copy()
    return np.asarray(cells @ probabilities)


def _chunk_size(rows: int) -> int:
    """Return the samples of a chunk: a power of two, so that an array of that many rows fits the cache."""
    fitting = max(_FEWEST_SAMPLES, _CHUNK_NUMBERS // max(1, rows))
    return int(min(2 * BLOCK_POINTS, 1 << (fitting.bit_length() - 1)))


def _coordinate_uses(weights: int, chances: int, rows: int) -> tuple[slice, slice, slice]:
    """Return which coordinates serve the weights, the chances and the rows, given how many each takes.

    Where the weights would leave the chances no Sobol dimensions, the chances come first: one of them moves
    every option.
    """
    both = weights + chances
    first = slice(0, weights), slice(weights, both)
    if both > sobol.SOBOL_DIMENSIONS:
        first = slice(chances, both), slice(0, chances)
    return *first, slice(both, both + rows)


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield where consecutive numbers start and stop."""
    if isinstance(numbers, range):
        yield 0, len(numbers)
        return
    first = 0
    for index in range(1, len(numbers) + 1):
        if index == len(numbers) or numbers[index] != numbers[index - 1] + 1:
            yield first, index
            first = index
