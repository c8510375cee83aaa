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
    from collections.abc import Hashable, Iterator, Mapping, Sequence

    from dilemma.analysis.core.scores import Floats
    from dilemma.analysis.uncertainty.inputs import RowShape, Unknowns
    from dilemma.scenario.distributions import Quantity


_Index: TypeAlias = "list[int] | slice"

_QUICK_FAMILIES = (Triangular, Uniform)
"""Families drawn for many rows at once; the others go shape by shape."""

_MANY_FUTURES = 3
"""Futures that a shape must serve, if not all there are, to be drawn once for them; else once for each."""


@dataclass(frozen=True, slots=True, eq=False)
class Roots:
    """Evenly spread numbers u [row, sample], their roots, and the roots of `1 − u`."""

    u: Floats
    up: Floats
    down: Floats

    @classmethod
    def of(cls, u: Floats) -> Roots:
        """Return numbers with their roots."""
        return cls(u, np.sqrt(u), np.sqrt(1.0 - u))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Layer:
    """Shapes of one family, at most one of each row, that are drawn together.

    Attributes:
        shapes: one shape of each draw.
        inside: the index, among the coordinates of the group, of each draw.
        modes: the modes of triangular shapes, [draw, 1].
        rows: the indices of the rows among those of the group.
        draw_of_row: the draw of each row; rows that share a coordinate and a shape share one.
        options: the options of the rows, each once, counted from the first of the group.
        criteria: the criterion of each row.
        futures: the futures the shapes serve.
        widths: value points for each unit of the draw, [row, future], for `futures` only.
        own_widths: the same where a row belongs to an option, else 0, [option and future, row].
    """

    shapes: tuple[RowShape, ...]
    inside: _Index
    modes: Floats
    rows: _Index
    draw_of_row: _Index
    options: list[int]
    criteria: list[int]
    futures: _Index
    widths: Floats
    own_widths: Floats

    def draws(self, roots: Roots) -> Floats:
        """Return the standard draws, [draw, sample], those of triangular shapes less `1 − mode`."""
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
    """The score rows of a few options: their coordinates among those of a point, and their layers.

    Attributes:
        options: the options, whose rows stand one after the other.
        rows: all their rows, exact ones too.
        coordinates: those that drive the rows, each once.
        layers: the shapes of the rows that are not exact.
    """

    options: slice
    rows: slice
    coordinates: _Index
    layers: tuple[Layer, ...]


# The cases of a batch share their rows, as the same objects, unless a score varies.
@lru_cache(maxsize=16)
def group_rows(
    row_shapes: tuple[RowShape, ...],
    order: tuple[int, ...],
    draws: tuple[int, ...],
    size: tuple[int, int],
    most: int,
) -> tuple[RowGroup, ...]:
    """Return the score rows by options: as many options in a group as have at most `most` rows, at least one.

    Args:
        row_shapes: the shapes of all rows.
        order: the rows that are not exact, the widest first.
        draws: the coordinate that drives each of them, several at once where they share a draw.
        size: how many options and criteria there are.
        most: the largest group.
    """
    coordinate = dict(zip(order, draws, strict=True))
    shapes: dict[int, list[RowShape]] = {}
    for shape in row_shapes:
        shapes.setdefault(shape.row, []).append(shape)
    options, criteria = size
    step = max(1, most // criteria)
    return tuple(
        _row_group(slice(first, min(first + step, options)), shapes, coordinate, criteria)
        for first in range(0, options, step)
    )


def _row_group(
    options: slice, shapes: dict[int, list[RowShape]], coordinate: Mapping[int, int], criteria: int
) -> RowGroup:
    """Return the rows of some options; those that share a coordinate have it once."""
    rows = range(options.start * criteria, options.stop * criteria)
    moving = [row for row in rows if row in shapes]
    coordinates = list(dict.fromkeys(coordinate[row] for row in moving))
    index = {number: position for position, number in enumerate(coordinates)}
    positions = {row: index[coordinate[row]] for row in moving}
    return RowGroup(
        options=options,
        rows=slice(rows.start, rows.stop),
        coordinates=_compact_index(coordinates),
        layers=tuple(_layers(positions, shapes, rows, criteria)),
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
    first = numbers[0] if numbers else 0
    if list(numbers) == list(range(first, first + len(numbers))):
        return slice(first, first + len(numbers))
    return list(numbers)


def _layer_family(shape: RowShape) -> type[Quantity] | None:
    """Return the family whose shapes are drawn for many rows at once; None for one drawn by itself."""
    family = type(shape.standard)
    return family if shape.transform is None and family in _QUICK_FAMILIES else None


def _layers(
    positions: Mapping[int, int], shapes: dict[int, list[RowShape]], rows: range, criteria: int
) -> Iterator[Layer]:
    """Yield the layers of some rows by family: shapes of many futures first, then future by future.

    Args:
        positions: the index of the coordinate of each row within their group.
        shapes: those of each row.
        rows: all rows of the group.
        criteria: how many there are.
    """
    for family in (*_QUICK_FAMILIES, None):
        grouped: dict[tuple[str, int], list[tuple[int, RowShape, Floats]]] = {}
        for row, position in positions.items():
            for key, shape, widths in _layer_keys(
                [shape for shape in shapes[row] if _layer_family(shape) is family]
            ):
                grouped.setdefault(key, []).append((position, shape, widths))
        for members in grouped.values():
            yield _layer(members, rows.start, criteria)


def _layer_keys(shapes: Sequence[RowShape]) -> Iterator[tuple[tuple[str, int], RowShape, Floats]]:
    """Yield the shapes of a row with the key of their layer.

    A shape that serves few futures is yielded once for each of them.
    """
    for depth, shape in enumerate(shapes):
        futures = np.flatnonzero(shape.widths)
        if len(futures) >= min(_MANY_FUTURES, len(shape.widths)):
            yield ("many", depth), shape, shape.widths
        else:
            for future in futures.tolist():
                yield (
                    ("one", future),
                    shape,
                    np.where(np.arange(len(shape.widths)) == future, shape.widths, 0.0),
                )


def _layer(members: Sequence[tuple[int, RowShape, Floats]], first_row: int, criteria: int) -> Layer:
    """Return a layer of rows: the position of the coordinate, the shape and the widths of each."""
    # A shape that no other can be drawn with stands for itself.
    keys: list[Hashable] = [
        (position, shape.standard.parameters if _layer_family(shape) else id(shape))
        for position, shape, _ in members
    ]
    drawn = dict(zip(keys, members, strict=True))
    index = {key: number for number, key in enumerate(drawn)}
    inside, shapes, _ = zip(*drawn.values(), strict=True)
    rows = [shape.row - first_row for _, shape, _ in members]
    owners = [row // criteria for row in rows]
    options = sorted(set(owners))
    all_widths = np.array([widths for *_, widths in members])
    futures = _compact_index(np.flatnonzero(all_widths.any(axis=0)).tolist())
    widths = np.ascontiguousarray(all_widths[:, futures])
    owned = np.array(owners) == np.array(options)[:, None]
    modes = [shape.standard.central if _layer_family(shape) is Triangular else 0.0 for shape in shapes]
    return Layer(
        shapes=shapes,
        inside=_compact_index(inside),
        modes=np.array(modes)[:, None],
        rows=_compact_index(rows),
        draw_of_row=_compact_index([index[key] for key in keys]),
        options=options,
        criteria=[row % criteria for row in rows],
        futures=futures,
        widths=widths,
        own_widths=(owned[:, None] * widths.T).reshape(-1, len(rows)),
    )
