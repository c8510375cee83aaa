"""Layers of score rows: shapes of one family that are drawn together.

A cell is a base plus, over the shapes of its row, width times standard draw. A layer holds shapes of one
family, at most one of a row, for one future or for many, so that its draws are computed together.

The triangular draw is written so that the two roots of a row serve all its shapes, whatever their mode m:
`√m · min(√u, √m) + (1 − m) − √(1 − m) · min(√(1 − u), √(1 − m))`. Below the mode the second minimum is
constant and takes the middle term away, above it the first one is. The middle term goes into the base.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from dilemma.records import dataclass
from dilemma.scenario.distributions import Triangular, Uniform

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dilemma.analysis.core.scores import Floats
    from dilemma.analysis.uncertainty.inputs import RowShape, Unknowns
    from dilemma.scenario.distributions import Quantity


_Index: TypeAlias = "list[int] | slice"

_QUICK_FAMILIES = (Triangular, Uniform)
"""Families drawn for many rows at once; the others go shape by shape."""

_MANY_FUTURES = 3
"""Futures that a shape must serve to be drawn once for all of them; below, it is drawn for each."""


@dataclass(frozen=True, slots=True, eq=False)
class Roots:
    """Evenly spread numbers u [row, sample], their roots, and the roots of `1 − u`."""

    u: Floats
    up: Floats
    down: Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Layer:
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

    def draws(self, roots: Roots) -> Floats:
        """Return the standard draws, [row, sample], those of triangular shapes less `1 − mode`."""
        first = self.shapes[0]
        if _layer_family(first) is Triangular:
            return self._triangular_draws(roots)
        if _layer_family(first) is Uniform:
            return roots.u[self.inside]
        numbers = roots.u[self.inside]
        return np.stack([shape.draw(row_u) for shape, row_u in zip(self.shapes, numbers, strict=True)])

    def _triangular_draws(self, roots: Roots) -> Floats:
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
class RowGroup:
    """A group of score rows: their coordinates among the rows of a point, and their layers."""

    coordinates: _Index
    layers: tuple[Layer, ...]

    def roots(self, rows: Floats) -> Roots:
        """Return the coordinates of these rows and their roots, given all rows of a point [row, sample]."""
        u = rows[self.coordinates]
        return Roots(u, np.sqrt(u), np.sqrt(1.0 - u))


# The cases of a batch share their rows, as the same objects, unless a score varies.
@lru_cache(maxsize=16)
def group_rows(
    row_shapes: tuple[RowShape, ...], order: tuple[int, ...], criteria: int, most: int
) -> tuple[RowGroup, ...]:
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
        RowGroup(_compact_index([coordinate[row] for row in group]), tuple(_layers(group, shapes, criteria)))
        for group in groups
    )


def base_cells(unknowns: Unknowns) -> Floats:
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


def _layers(rows: Sequence[int], shapes: dict[int, list[RowShape]], criteria: int) -> Iterator[Layer]:
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


def _layer(members: Sequence[tuple[int, RowShape, Floats]], criteria: int) -> Layer:
    inside, shapes, widths = zip(*members, strict=True)
    rows = [shape.row for shape in shapes]
    owners = [row // criteria for row in rows]
    options = sorted(set(owners))
    width_array = np.array(widths)
    futures = _compact_index(np.flatnonzero(width_array.any(axis=0)).tolist())
    modes = [shape.standard.central if _layer_family(shape) is Triangular else 0.0 for shape in shapes]
    return Layer(
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


def future_indices(layer: Layer) -> list[int]:
    """Return the futures of a layer as a list of indices."""
    futures = layer.futures
    return futures if isinstance(futures, list) else list(range(futures.start, futures.stop))
