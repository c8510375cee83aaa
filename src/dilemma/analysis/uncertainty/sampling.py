"""The sampling of all unknowns, in chunks that fit the cache; measures of robustness are sums over it.

The points are scrambled Sobol points, split evenly over independent scrambles, which give the standard
errors. The first coordinates drive the weights, the next the chances, the rest the score rows, the widest
first: the Sobol dimensions go to what matters most, and rows beyond them get seeded independent uniforms.

A block of points belongs to one scramble and starts at a fixed index, so it can be drawn by itself, on any
worker: results are summed block by block in order, and the bytes do not depend on which worker drew them.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.core.probabilities import move_probabilities
from dilemma.analysis.uncertainty import sobol
from dilemma.analysis.uncertainty.row_layers import Roots, base_cells, group_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from dilemma.analysis.core.scores import Floats
    from dilemma.analysis.uncertainty.inputs import Unknowns
    from dilemma.analysis.uncertainty.row_layers import RowGroup


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

_BITS_OF_ONE = np.uint64(0x3FF << 52)
_PERIOD = 2**128  # of the generator: a jump back is one forward
_TAIL_KEY = 0  # spawn key of the uniforms beyond the Sobol dimensions; `sobol` uses keys of 64 and more


class _Tail:
    """Independent uniforms of some samples of one scramble, beyond the Sobol coordinates.

    The numbers of a block form one stream, coordinate by coordinate, so that each is one jump away.
    """

    def __init__(self, seed: int, scramble: int, start: int, *, width: int, samples: slice) -> None:
        """Take the first point, how many coordinates a point has here, and where in a chunk it is for."""
        self._stream = np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(scramble, _TAIL_KEY)))
        block, first = divmod(start, BLOCK_POINTS)
        self._first = block * BLOCK_POINTS * width + first
        self._samples = samples
        self._reached = 0

    def fill(self, bits: NDArray[np.uint64], coordinates: Iterable[tuple[int, int]]) -> None:
        """Write 64 random bits a sample into rows of `bits` [row, sample], given (row, coordinate)."""
        count = self._samples.stop - self._samples.start
        for row, coordinate in coordinates:
            jump = self._first + coordinate * BLOCK_POINTS - self._reached
            self._stream.advance(jump % _PERIOD)
            bits[row, self._samples] = self._stream.random_raw(count)
            self._reached += jump + count


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
        self, sobol_part: Floats, tails: Sequence[_Tail], sizes: tuple[int, int, int], *, parts: int
    ) -> None:
        """Take the Sobol coordinates, those beyond, and how many of all serve weights, chances and rows."""
        weights, chances, rows = sizes
        self._sobol_part, self._tails = sobol_part, tails
        self._rows = slice(weights + chances, weights + chances + rows)
        self.count = sobol_part.shape[1]
        self.parts = parts
        self.weights = self.take(slice(0, weights))
        self.chances = self.take(slice(weights, weights + chances))

    @property
    def rows(self) -> Floats:
        """Evenly spread numbers for the score rows that are not exact, widest first, [row, sample]."""
        return self.take(self._rows)

    def take(self, coordinates: slice | list[int]) -> Floats:
        """Return some coordinates of the points, [coordinate, sample]."""
        wanted = list(range(coordinates.stop)[coordinates]) if isinstance(coordinates, slice) else coordinates
        sobol_count = len(self._sobol_part)
        beyond = sorted(
            (number - sobol_count, row) for row, number in enumerate(wanted) if number >= sobol_count
        )
        if not beyond:
            return np.asarray(self._sobol_part[coordinates])
        bits = np.empty((len(wanted), self.count), np.uint64)
        for tail in self._tails:
            tail.fill(bits, ((row, number) for number, row in beyond))
        # 52 random digits after the leading one make a double in [1, 2). Taking away 1 less half a bin leaves
        # the centre of a bin of 0-1, never 0 or 1, which the quantile functions could not take.
        bits >>= np.uint64(12)
        bits |= _BITS_OF_ONE
        points = bits.view(np.float64)
        points -= 1.0 - 2.0**-53
        for row, number in enumerate(wanted):
            if number < sobol_count:
                points[row] = self._sobol_part[number]
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
        self.rows = unknowns.rows
        self.weights = weights
        self.chances = max(len(unknowns.future_probabilities.chance_inputs), len(unknowns.futures) - 1)
        self._size = _chunk_size(self.coordinates)
        self._base_cells = base_cells(unknowns)
        owners = unknowns.shared_draws() or range(len(self.rows))
        self._row_groups = group_rows(
            unknowns.shapes,
            self.rows,
            tuple(self.weights + self.chances + owner for owner in owners),
            (len(unknowns.options), len(unknowns.criteria)),
            _ARRAY_NUMBERS // self._size,
        )

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
        # A chunk may run into the next block, whose numbers are further on in the stream.
        inside = min(count, BLOCK_POINTS - start % BLOCK_POINTS)
        pieces = [(0, inside), (inside, count)] if inside < count else [(0, count)]
        tails = [
            _Tail(
                self.seed,
                scramble,
                start + first,
                width=width,
                samples=slice(index * count + first, index * count + last),
            )
            for index, scramble in enumerate(scrambles if width else ())
            for first, last in pieces
        ]
        return SampleDraws(
            sobol_part, tails, (self.weights, self.chances, len(self.rows)), parts=len(scrambles)
        )

    def probabilities(self, draws: SampleDraws) -> Floats:
        """Return probabilities of the futures with the chances in their ranges, [future, sample]."""
        return self.unknowns.future_probabilities.sample(draws.chances)

    def evidence_weights(self, draws: SampleDraws) -> Floats | None:
        """Return how well each sample foretold the evidence, [sample]; None without evidence."""
        return self.unknowns.future_probabilities.evidence_weights(draws.chances)

    def expected_scores(
        self, draws: SampleDraws, *probabilities: Floats
    ) -> Iterator[tuple[slice, list[Floats]]]:
        """Yield a few options after the other, and their scores averaged over futures.

        Where options move the chances, each option's scores are averaged under its own chances.

        Args:
            draws: the samples.
            probabilities: distributions, [future, sample].

        Yields:
            Which options, and for each distribution their scores, [option, criterion, sample]. They are
            worked out where they are used, so that they never leave the cache.
        """
        moves = self.unknowns.future_probabilities.moves
        if moves is None:
            for group, roots in self._groups(draws):
                yield group.options, self._average_scores(group, roots, probabilities)
            return
        moved = [move_probabilities(distribution.T, moves) for distribution in probabilities]
        for group, roots in self._groups(draws):
            yield (
                group.options,
                [self._average_by_option(group, roots, by_option[group.options]) for by_option in moved],
            )

    def _average_by_option(self, group: RowGroup, roots: Roots, distributions: Floats) -> Floats:
        """Return the same, each option averaged under its own probabilities, [option, sample, future]."""
        averaged = self._average_scores(group, roots, [distribution.T for distribution in distributions])
        return np.stack([scores[option] for option, scores in enumerate(averaged)])

    def _average_scores(self, group: RowGroup, roots: Roots, probabilities: Sequence[Floats]) -> list[Floats]:
        scores = [
            _average_cells(self._base_cells[group.rows], distribution) for distribution in probabilities
        ]
        for layer in group.layers:
            unit_of_rows = layer.draws(roots)[layer.draw_of_row]
            for total, distribution in zip(scores, probabilities, strict=True):
                spread = layer.spread(distribution)
                spread *= unit_of_rows
                total[layer.rows] += spread
        return [total.reshape(-1, len(self.unknowns.criteria), total.shape[1]) for total in scores]

    def _groups(self, draws: SampleDraws) -> Iterator[tuple[RowGroup, Roots]]:
        """Yield the groups of rows with the coordinates that drive them, [coordinate, sample]."""
        for before, group in zip((None, *self._row_groups), self._row_groups, strict=False):
            # Where rows share draws, those of one group may be those of all.
            if before is None or group.coordinates != before.coordinates:
                roots = Roots.of(draws.take(group.coordinates))
            yield group, roots

    def values_in_futures(self, draws: SampleDraws, weights: Floats) -> Floats:
        """Return the values in every future, [option, future, sample].

        Args:
            draws: the samples.
            weights: [criterion], the same in every sample, or [criterion, sample].
        """
        weights = weights.reshape(len(weights), -1)
        cells = self._base_cells.reshape(len(self.unknowns.options), len(weights), -1)
        values = np.empty((len(cells), cells.shape[2], draws.count))
        values[:] = np.swapaxes(cells, 1, 2) @ weights
        for group, roots in self._groups(draws):
            of_group = values[group.options]
            for layer in group.layers:
                unit = layer.draws(roots)
                weighed = unit[layer.draw_of_row] * weights[layer.criteria]
                # One product for all options and futures of the layer.
                added = (layer.own_widths @ weighed).reshape(len(layer.options), -1, draws.count)
                for option, sums in zip(layer.options, added, strict=True):
                    of_group[option, layer.futures] += sums
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
        return np.repeat(cells, probabilities.shape[1], axis=1)
    return np.asarray(cells @ probabilities)


def _chunk_size(rows: int) -> int:
    """Return the samples of a chunk: a power of two, so that an array of that many rows fits the cache."""
    fitting = max(_FEWEST_SAMPLES, _CHUNK_NUMBERS // max(1, rows))
    return int(min(BLOCK_POINTS, 1 << (fitting.bit_length() - 1)))
