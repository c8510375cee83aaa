"""The sampling of all unknowns, in chunks that fit the cache; measures of robustness are sums over it.

The points are scrambled Sobol points, split evenly over independent scrambles, which give the standard
errors. The first coordinates drive the weights, the next the chances, the rest the score rows, the widest
first: the Sobol dimensions go to what matters most, and rows beyond them get seeded independent uniforms.

A block of points belongs to one scramble and starts at a fixed index, so it can be drawn by itself, on any
worker: results are summed block by block in order, and the bytes do not depend on which worker drew them.

A cell is a base plus, over the shapes of its row, width times standard draw. A layer holds shapes of one
family, at most one of a row, for one future or for many, so that its draws are computed together.

The triangular draw is written so that the two roots of a row serve all its shapes, whatever their mode m:
`√m · min(√u, √m) + (1 − m) − √(1 − m) · min(√(1 − u), √(1 − m))`. Below the mode the second minimum is
constant and takes the middle term away, above it the first one is. The middle term goes into the base.

Advice to the allocator to keep memory from one chunk to the next.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from dilemma.analysis.core.probabilities import move_probabilities
from dilemma.analysis.uncertainty import sobol
from dilemma.records import dataclass
from dilemma.scenario.distributions import Triangular, Uniform

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dilemma.analysis.core.scores import Floats
    from dilemma.analysis.uncertainty.inputs import RowShape, Unknowns
    from dilemma.scenario.distributions import Quantity


_Index: TypeAlias = "list[int] | slice"

_QUICK_FAMILIES = (Triangular, Uniform)
"""Families drawn for many rows at once; the others go shape by shape."""

_MANY_FUTURES = 3
"""Futures that a shape must serve to be drawn once for all of them; below, it is drawn for each."""


@dataclass(frozen=True, slots=True, eq=False)
class _Roots:
    """Evenly spread numbers u [row, sample], their roots, and the roots of `1 − u`."""

    u: Floats
    up: Floats
    down: Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Layer:
    """Shapes of one family, at most one of each row, that are drawn together.

    Attributes:
        shapes: the shapes, in the order of their rows.
        inside: the indices of the rows within their group.
        rows: the indices of the same rows among all rows.
        options: the options of the rows.
        owned: 1 where a row belongs to an option, else 0, [option, row].
        criteria: the criterion of each row.
        futures: the futures the shapes serve.
        widths: value points for each unit of the draw, [row, future], for `futures` only.
        modes: the modes of triangular shapes, [row, 1].
    """

    shapes: tuple[RowShape, ...]
    inside: _Index
    rows: _Index
    options: _Index
    owned: Floats
    criteria: list[int]
    futures: _Index
    widths: Floats
    modes: Floats

    def draws(self, roots: _Roots) -> Floats:
        """Return the standard draws, [row, sample], those of triangular shapes less `1 − mode`."""
        first = self.shapes[0]
        if _layer_family(first) is Triangular:
            return self._triangular_draws(roots)
        if _layer_family(first) is Uniform:
            return roots.u[self.inside]
        numbers = roots.u[self.inside]
        return np.stack([shape.draw(row_u) for shape, row_u in zip(self.shapes, numbers, strict=True)])

    def _triangular_draws(self, roots: _Roots) -> Floats:
        # The formula of the module, in place; `base_cells` adds the middle term `1 - mode`.
        rise, fall = np.sqrt(self.modes), np.sqrt(1.0 - self.modes)
        rising = np.minimum(roots.up[self.inside], rise)
        rising *= rise
        falling = np.minimum(roots.down[self.inside], fall)
        falling *= fall
        rising -= falling
        return rising

    def spread(self, probabilities: Floats) -> Floats:
        """Return what a unit of each draw adds to its row averaged over futures, [row, sample]."""
        probability = probabilities[self.futures]
        # For one future an outer product by broadcasting is quicker than a matrix product.
        return self.widths * probability if len(probability) == 1 else self.widths @ probability


@dataclass(frozen=True, slots=True, eq=False)
class _RowGroup:
    """A group of score rows: their coordinates among the rows of a point, and their layers."""

    coordinates: _Index
    layers: tuple[_Layer, ...]

    def roots(self, rows: Floats) -> _Roots:
        """Return the coordinates of these rows and their roots, given all rows of a point [row, sample]."""
        u = rows[self.coordinates]
        return _Roots(u, np.sqrt(u), np.sqrt(1.0 - u))


# The cases of a batch share their rows, as the same objects, unless a score varies.
@lru_cache(maxsize=16)
def _group_rows(
    row_shapes: tuple[RowShape, ...], order: tuple[int, ...], criteria: int, most: int
) -> tuple[_RowGroup, ...]:
    """Return the score rows that are not exact, at most `most` in a group.

    Args:
        row_shapes: the shapes of all rows.
        order: the rows in the order of their coordinates.
        criteria: how many there are.
        most: the largest group.
    """
    coordinate = {row: index for index, row in enumerate(order)}
    shapes: dict[int, list[RowShape]] = {}
    for shape in row_shapes:
        shapes.setdefault(shape.row, []).append(shape)
    rows = sorted(shapes)
    groups = [rows[first : first + most] for first in range(0, len(rows), most)]
    return tuple(
        _RowGroup(_compact_index([coordinate[row] for row in group]), tuple(_layers(group, shapes, criteria)))
        for group in groups
    )


def _base_cells(unknowns: Unknowns) -> Floats:
    """Return the constant part of every cell, [row, future], with the middle term of triangular shapes."""
    total = unknowns.base.copy()
    for shape in unknowns.shapes:
        if _layer_family(shape) is Triangular:
            total[shape.row] += shape.widths * (1.0 - shape.standard.central)
    return total


def _compact_index(numbers: Sequence[int]) -> _Index:
    """Return consecutive numbers as a slice, which needs no copy, and others as a list."""
    first = numbers[0]
    if list(numbers) == list(range(first, first + len(numbers))):
        return slice(first, first + len(numbers))
    return list(numbers)


def _layer_family(shape: RowShape) -> type[Quantity] | None:
    """Return the family whose shapes are drawn for many rows at once; None for one drawn by itself."""
    family = type(shape.standard)
    return family if shape.transform is None and family in _QUICK_FAMILIES else None


def _layers(rows: Sequence[int], shapes: dict[int, list[RowShape]], criteria: int) -> Iterator[_Layer]:
    """Yield the layers of some rows by family: shapes of many futures first, then future by future."""
    for family in (*_QUICK_FAMILIES, None):
        grouped: dict[tuple[str, int], list[tuple[int, RowShape, Floats]]] = {}
        for position, row in enumerate(rows):
            for key, shape, widths in _layer_keys(
                [shape for shape in shapes[row] if _layer_family(shape) is family]
            ):
                grouped.setdefault(key, []).append((position, shape, widths))
        for members in grouped.values():
            yield _layer(members, criteria)


def _layer_keys(shapes: Sequence[RowShape]) -> Iterator[tuple[tuple[str, int], RowShape, Floats]]:
    """Yield the shapes of a row with the key of their layer.

    A shape that serves few futures is yielded once for each of them.
    """
    for depth, shape in enumerate(shapes):
        futures = np.flatnonzero(shape.widths)
        if len(futures) >= _MANY_FUTURES:
            yield ("many", depth), shape, shape.widths
        else:
            for future in futures.tolist():
                yield (
                    ("one", future),
                    shape,
                    np.where(np.arange(len(shape.widths)) == future, shape.widths, 0.0),
                )


def _layer(members: Sequence[tuple[int, RowShape, Floats]], criteria: int) -> _Layer:
    inside, shapes, widths = zip(*members, strict=True)
    rows = [shape.row for shape in shapes]
    owners = [row // criteria for row in rows]
    options = sorted(set(owners))
    width_array = np.array(widths)
    futures = _compact_index(np.flatnonzero(width_array.any(axis=0)).tolist())
    modes = [shape.standard.central if _layer_family(shape) is Triangular else 0.0 for shape in shapes]
    return _Layer(
        shapes=shapes,
        inside=_compact_index(inside),
        rows=_compact_index(rows),
        options=_compact_index(options),
        owned=(np.array(owners) == np.array(options)[:, None]).astype(np.float64),
        criteria=[row % criteria for row in rows],
        futures=futures,
        widths=np.ascontiguousarray(width_array[:, futures]),
        modes=np.array(modes)[:, None],
    )


_LARGEST_ARRAY = 2**25 - 2**16
"""Bytes just below the 32 MB up to which the allocator of Linux learns from what is freed."""


@cache
def keep_freed_memory() -> None:
    """Make the allocator of Linux keep memory that is freed, for the arrays of the next chunk.

    It gives the pages of every freed array above a threshold back to the system, and fetching them again
    costs as much as the arithmetic; but once a larger array has been freed it keeps twice that size. This
    array is never touched and so takes no memory. Other allocators are not affected. See `mallopt(3)`,
    M_MMAP_THRESHOLD.
    """
    np.empty(_LARGEST_ARRAY, np.uint8)


SCRAMBLES = 16
"""Independent scrambles of one run; the standard errors come from their spread.

With 16 the true value lies within two standard errors in 94 % of runs, close to the 95 % a reader expects;
with 8 in 91 %. The error itself is the same.
"""

BLOCK_POINTS = 4096
"""Most points of one scramble drawn at once."""

_CHUNK_NUMBERS = 2**17
"""Numbers that the points of a chunk may hold: one megabyte of doubles, which stays near the processor."""

_ARRAY_NUMBERS = 2**15
"""Numbers that one array of a group of rows may hold, so that a handful of arrays stay in the cache."""

_FEWEST_SAMPLES = 512
"""Fewest samples of a chunk, however many unknowns: below it, calls cost more than the arithmetic."""

_BITS_OF_ONE = np.uint64(0x3FF << 52)
_TAIL_KEY = 0  # spawn key of the uniforms beyond the Sobol dimensions; `sobol` uses keys of 64 and more


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SampleDraws:
    """A chunk of samples of one scramble, or as many of each of several, scramble by scramble.

    Attributes:
        weights: evenly spread numbers for the weights, [coordinate, sample].
        chances: evenly spread numbers for the chances, [chance, sample].
        rows: evenly spread numbers for the score rows that are not exact, widest first, [row, sample].
        parts: the number of scrambles.
    """

    weights: Floats
    chances: Floats
    rows: Floats
    parts: int = 1

    @property
    def count(self) -> int:
        """The number of samples."""
        return int(self.rows.shape[1])

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
        self._shared_rows = unknowns.shared_draws()
        self._size = _chunk_size(self.coordinates)
        self._base_cells = _base_cells(unknowns)
        self._row_groups = _group_rows(
            unknowns.shapes, self.rows, len(unknowns.criteria), max(1, _ARRAY_NUMBERS // self._size)
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
        points = _sobol_parts(sobol_count, self.seed, scrambles, start, count)
        if sobol_count < self.coordinates:
            tails = [self._tail(scramble, start, count) for scramble in scrambles]
            points = np.concatenate([points, np.concatenate(tails, axis=1)])
        yield self._draws(points, len(scrambles))

    def block(self, scramble: int, start: int, count: int) -> Iterator[SampleDraws]:
        """Yield the chunks of points `start` to `start + count` of a scramble."""
        sobol_count = min(self.coordinates, sobol.SOBOL_DIMENSIONS)
        sobol_part = sobol.sobol_points(count, sobol_count, seed=self.seed, scramble=scramble, start=start).T
        for first in range(0, count, self._size):
            chunk = sobol_part[:, first : first + self._size]
            if sobol_count < self.coordinates:
                chunk = np.concatenate([chunk, self._tail(scramble, start + first, chunk.shape[1])])
            yield self._draws(chunk, 1)

    def _tail(self, scramble: int, start: int, count: int) -> Floats:
        """Return independent uniforms for the coordinates beyond the Sobol ones, [coordinate, sample].

        They are the centres of 2**52 equal bins.

        The numbers of a block form one stream, coordinate by coordinate, so that each is one jump away.
        """
        overflow = max(0, start % BLOCK_POINTS + count - BLOCK_POINTS)
        # A chunk may run into the next block, whose numbers are further on in the stream: draw both pieces.
        if overflow:
            pieces = (start, count - overflow), (start + count - overflow, overflow)
            return np.concatenate([self._tail(scramble, *piece) for piece in pieces], axis=1)
        out = np.empty((self.coordinates - sobol.SOBOL_DIMENSIONS, count))
        numbers = out.view(np.uint64)
        stream = np.random.PCG64(np.random.SeedSequence(self.seed, spawn_key=(scramble, _TAIL_KEY)))
        block, first = divmod(start, BLOCK_POINTS)
        stream.advance(block * BLOCK_POINTS * len(out) + first)
        for row in numbers:
            row[:] = stream.random_raw(count)
            stream.advance(BLOCK_POINTS - count)
        # 52 random digits after the leading one make a double in [1, 2). Taking away 1 less half a bin leaves
        # the centre of a bin of 0-1, never 0 or 1, which the quantile functions could not take.
        numbers >>= np.uint64(12)
        numbers |= _BITS_OF_ONE
        np.subtract(out, 1.0 - 2.0**-53, out=out)
        return out

    def _draws(self, points: Floats, parts: int) -> SampleDraws:
        first = self.weights + self.chances
        rows = points[first:]
        return SampleDraws(
            weights=points[: self.weights],
            chances=points[self.weights : first],
            rows=rows if self._shared_rows is None else rows[self._shared_rows],
            parts=parts,
        )

    def probabilities(self, draws: SampleDraws) -> Floats:
        """Return probabilities of the futures with the chances in their ranges, [future, sample]."""
        return self.unknowns.future_probabilities.sample(draws.chances)

    def evidence_weights(self, draws: SampleDraws) -> Floats | None:
        """Return how well each sample foretold the evidence, [sample]; None without evidence."""
        return self.unknowns.future_probabilities.evidence_weights(draws.chances)

    def expected_scores(self, draws: SampleDraws, *probabilities: Floats) -> list[Floats]:
        """Return scores averaged over futures, [option, criterion, sample], for each of some distributions.

        Where options move the chances, each option's scores are averaged under its own chances.
        """
        moves = self.unknowns.future_probabilities.moves
        if moves is None:
            return self._average_scores(draws, probabilities)
        return [
            self._average_by_option(draws, move_probabilities(distribution.T, moves))
            for distribution in probabilities
        ]

    def _average_by_option(self, draws: SampleDraws, distributions: Iterable[Floats]) -> Floats:
        """Return the same, each option averaged under its own probabilities, [sample, future]."""
        averaged = self._average_scores(draws, [distribution.T for distribution in distributions])
        return np.stack([scores[option] for option, scores in enumerate(averaged)])

    def _average_scores(self, draws: SampleDraws, probabilities: Sequence[Floats]) -> list[Floats]:
        scores = [_average_cells(self._base_cells, distribution) for distribution in probabilities]
        for layer, unit in self._layers(draws):
            for total, distribution in zip(scores, probabilities, strict=True):
                spread = layer.spread(distribution)
                spread *= unit
                total[layer.rows] += spread
        shape = len(self.unknowns.options), len(self.unknowns.criteria), -1
        return [total.reshape(shape) for total in scores]

    def values_in_futures(self, draws: SampleDraws, weights: Floats) -> Floats:
        """Return the values at fixed weights in every future, [option, future, sample]."""
        cells = self._base_cells.reshape(len(self.unknowns.options), len(weights), -1)
        constant = np.einsum("ocf,c->of", cells, weights)
        values = np.repeat(constant[:, :, None], draws.count, axis=2)
        for layer, unit in self._layers(draws):
            weighed = layer.owned * weights[layer.criteria]
            for future, widths in zip(_future_indices(layer), layer.widths.T, strict=True):
                values[layer.options, future] += (weighed * widths) @ unit
        return values

    def _layers(self, draws: SampleDraws) -> Iterator[tuple[_Layer, Floats]]:
        """Yield every layer of every group of rows, with its standard draws [row, sample]."""
        for group in self._row_groups:
            roots = group.roots(draws.rows)
            for layer in group.layers:
                yield layer, layer.draws(roots)


# All cases of a batch draw the same points; one chunk is a megabyte at most.
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


def _future_indices(layer: _Layer) -> list[int]:
    """Return the futures of a layer as a list of indices."""
    futures = layer.futures
    return futures if isinstance(futures, list) else list(range(futures.start, futures.stop))


def _chunk_size(rows: int) -> int:
    """Return the samples of a chunk: a power of two, so that an array of that many rows fits the cache."""
    fitting = max(_FEWEST_SAMPLES, _CHUNK_NUMBERS // max(1, rows))
    return int(min(BLOCK_POINTS, 1 << (fitting.bit_length() - 1)))
