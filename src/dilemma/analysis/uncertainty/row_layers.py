"""Layers of score rows: shapes of one family that are drawn together.

A cell is a base plus, over the shapes of its row, width times standard draw. A layer holds shapes of one
family, at most one of a row, for one future or for many, so that its draws are computed together.

The triangular draw of a row with several shapes is written so that two roots serve them all, whatever their
mode m: `√m · min(√u, √m) + (1 − m) − √(1 − m) · min(√(1 − u), √(1 − m))`. Below the mode the second minimum
is constant and takes the middle term away, above it the first one is. The middle term goes into the base.
Rows with one shape each take the one root of its quantile function.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from dilemma.analysis.uncertainty.quantiles import triangular_quantile
from dilemma.records import dataclass
from dilemma.scenario.distributions import Triangular, Uniform

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence

    from dilemma.analysis.core.scores import Floats
    from dilemma.analysis.uncertainty.inputs import RowShape
    from dilemma.scenario.distributions import Quantity


_Index: TypeAlias = "list[int] | slice"

_QUICK_FAMILIES = (Triangular, Uniform)
"""Families drawn for many rows at once; the others go shape by shape."""

_MANY_FUTURES = 3
"""Futures that a shape must serve, if not all there are, to be drawn once for them; else once for each."""


class RowNumbers:
    """Evenly spread numbers u [coordinate, sample], and the draws made of them."""

    def __init__(self, u: Floats, *, keep: bool) -> None:
        """Take numbers strictly inside 0–1, and whether draws are kept, as they are used again."""
        self.u = u
        self._drawn: dict[LayerDraws, Floats] | None = {} if keep else None

    @cached_property
    def roots(self) -> tuple[Floats, Floats]:
        """The roots of u and of `1 − u`."""
        return np.sqrt(self.u), np.sqrt(1.0 - self.u)

    def draws(self, layer: LayerDraws) -> Floats:
        """Return the standard draws of the rows of a layer, [row, sample], or [1, sample] if all have one."""
        if self._drawn is None:
            return layer.draws(self)[layer.draw_of_row]
        if layer not in self._drawn:
            self._drawn[layer] = layer.draws(self)[layer.draw_of_row]
        return self._drawn[layer]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LayerDraws:
    """The draws of a layer: rows that share a coordinate and a shape share one.

    Attributes:
        shapes: the shape of each draw.
        alone: whether no row of the group has two triangular shapes, so that one root is enough.
        inside: the index, among the coordinates of the group, of each draw.
        modes: the modes of triangular shapes, [draw, 1], or the one that all have.
        draw_of_row: the draw of each row.
    """

    shapes: tuple[RowShape, ...]
    alone: bool
    inside: _Index
    modes: Floats | float
    draw_of_row: _Index

    def draws(self, numbers: RowNumbers) -> Floats:
        """Return the standard draws, [draw, sample]; of triangular shapes not alone, less `1 − mode`."""
        family = _layer_family(self.shapes[0])
        if family is Triangular and not self.alone:
            return self._draws_of_roots(numbers.roots)
        u = numbers.u[self.inside]
        if family is Triangular:
            return triangular_quantile(u, self.modes)
        if family is Uniform:
            return u
        return np.stack([shape.draw(row_u) for shape, row_u in zip(self.shapes, u, strict=True)])

    def _draws_of_roots(self, roots: tuple[Floats, Floats]) -> Floats:
        # The formula of the module, in place; the middle term `1 - mode` is in the base.
        rise, fall = np.sqrt(self.modes), np.sqrt(1.0 - self.modes)
        rising = np.minimum(roots[0][self.inside], rise)
        rising *= rise
        falling = np.minimum(roots[1][self.inside], fall)
        falling *= fall
        rising -= falling
        return rising


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Layer:
    """Shapes of one family, at most one of each row, that are drawn together.

    Attributes:
        shapes: the shape of each row.
        triangular: whether they are triangular and drawn together.
        alone: whether no row of the group has two triangular shapes.
        rows: the indices of the rows among those of the group.
        options: the options of the rows, each once, counted from the first of the group.
        criteria: the criterion of each row.
        futures: the futures the shapes serve.
        widths: value points for each unit of the draw, [row, future], for `futures` only.
        own_widths: the same where a row belongs to an option, else 0, [option and future, row].
    """

    shapes: tuple[RowShape, ...]
    triangular: bool
    alone: bool
    rows: _Index
    options: list[int]
    criteria: _Index
    futures: _Index
    widths: Floats
    own_widths: Floats

    def spread(self, probabilities: Floats) -> Floats:
        """Return what a unit of each draw adds to its row averaged over futures, [row, sample].

        With one future, which is certain in every sample, it is [row, 1].
        """
        if len(probabilities) == 1:
            return self.widths
        probability = probabilities[self.futures]
        # For one of several an outer product by broadcasting is quicker than a matrix product.
        return np.asarray(self.widths * probability if len(probability) == 1 else self.widths @ probability)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RowGroup:
    """The score rows of a few options.

    Attributes:
        options: the options, whose rows stand one after the other.
        rows: all their rows, exact ones too.
        moving: those that are not exact.
        layers: the shapes of those.
        middle: the middle terms of their draws in value points, [row, future].
    """

    options: slice
    rows: slice
    moving: tuple[int, ...]
    layers: tuple[Layer, ...]
    middle: Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GroupDraws:
    """How a group of rows is drawn: the coordinates that drive it, each once, and the draws of its layers."""

    group: RowGroup
    coordinates: _Index
    layers: tuple[LayerDraws, ...]


# The cases of a batch share their rows, as the same objects, unless a score varies.
@lru_cache(maxsize=16)
def draw_groups(
    row_shapes: tuple[RowShape, ...],
    coordinate_of_row: tuple[tuple[int, int], ...],
    size: tuple[int, int],
    most: int,
) -> tuple[GroupDraws, ...]:
    """Return the score rows by options: as many options in a group as have at most `most` rows, at least one.

    Args:
        row_shapes: the shapes of all rows.
        coordinate_of_row: each row that is not exact, and what drives it; several may share a coordinate.
        size: how many options and criteria there are.
        most: the largest group.
    """
    coordinates = dict(coordinate_of_row)
    alike: dict[Hashable, LayerDraws] = {}
    return tuple(_draw_group(group, coordinates, alike) for group in _group_rows(row_shapes, size, most))


def _draw_group(
    group: RowGroup, coordinate: Mapping[int, int], alike: dict[Hashable, LayerDraws]
) -> GroupDraws:
    """Return how a group is drawn; layers that are drawn alike have the same draws."""
    coordinates = list(dict.fromkeys([coordinate[row] for row in group.moving]))
    index = {number: position for position, number in enumerate(coordinates)}
    layers = []
    for layer in group.layers:
        family = _layer_family(layer.shapes[0])
        # A shape that no other can be drawn with stands for itself.
        drawn = [
            (index[coordinate[shape.row]], shape.standard.parameters if family else id(shape))
            for shape in layer.shapes
        ]
        key = family, layer.alone, tuple(drawn)
        if key not in alike:
            alike[key] = _layer_draws(layer, drawn)
        layers.append(alike[key])
    return GroupDraws(group=group, coordinates=_compact_index(coordinates), layers=tuple(layers))


def _layer_draws(layer: Layer, drawn: Sequence[tuple[int, Hashable]]) -> LayerDraws:
    """Return the draws of a layer, given the coordinate of each row within the group, and its shape."""
    shapes = dict(zip(drawn, layer.shapes, strict=True))
    number = {key: draw for draw, key in enumerate(shapes)}
    modes = [shape.standard.central if layer.triangular else 0.0 for shape in shapes.values()]
    same = len(set(modes)) == 1
    return LayerDraws(
        shapes=tuple(shapes.values()),
        alone=layer.alone,
        inside=_compact_index([position for position, _ in shapes]),
        modes=modes[0] if same else np.array(modes)[:, None],
        # One draw for all rows needs no copy for each.
        draw_of_row=slice(0, 1) if len(shapes) == 1 else _compact_index([number[key] for key in drawn]),
    )


@lru_cache(maxsize=4)
def _group_rows(row_shapes: tuple[RowShape, ...], size: tuple[int, int], most: int) -> tuple[RowGroup, ...]:
    """Return the rows of a few options after the other; the arguments are those of `draw_groups`."""
    options, criteria = size
    shapes: dict[int, list[tuple[RowShape, list[int]]]] = {}
    for shape in row_shapes:
        futures = [future for future, width in enumerate(shape.widths.tolist()) if width]
        shapes.setdefault(shape.row, []).append((shape, futures))
    step = max(1, most // criteria)
    groups = []
    for first in range(0, options, step):
        last = min(first + step, options)
        rows = range(first * criteria, last * criteria)
        own = {row: shapes[row] for row in rows if row in shapes}
        layers = tuple(_layers(own, rows.start, criteria))
        middle = np.zeros((len(rows), len(row_shapes[0].widths) if row_shapes else 1))
        for layer in layers:
            if layer.triangular and not layer.alone:
                modes = [[shape.standard.central] for shape in layer.shapes]
                middle[layer.rows, layer.futures] += layer.widths * (1.0 - np.array(modes))
        groups.append(
            RowGroup(
                options=slice(first, last),
                rows=slice(rows.start, rows.stop),
                moving=tuple(own),
                layers=layers,
                middle=middle,
            )
        )
    return tuple(groups)


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
    shapes: Mapping[int, list[tuple[RowShape, list[int]]]], first_row: int, criteria: int
) -> Iterator[Layer]:
    """Yield the layers of some rows by family: shapes of many futures first, then future by future.

    Args:
        shapes: those of each row, with the futures that they serve.
        first_row: the first row of the group.
        criteria: how many there are.
    """
    alone = all(sum(_layer_family(shape) is Triangular for shape, _ in own) < 2 for own in shapes.values())
    for family in (*_QUICK_FAMILIES, None):
        grouped: dict[tuple[str, int], list[tuple[RowShape, Floats]]] = {}
        for own in shapes.values():
            of_family = [entry for entry in own if _layer_family(entry[0]) is family]
            for key, shape, widths in _layer_keys(of_family):
                grouped.setdefault(key, []).append((shape, widths))
        for members in grouped.values():
            yield _layer(members, first_row, criteria, alone=alone)


def _layer_keys(
    shapes: Sequence[tuple[RowShape, list[int]]],
) -> Iterator[tuple[tuple[str, int], RowShape, Floats]]:
    """Yield the shapes of a row with the key of their layer.

    A shape that serves few futures is yielded once for each of them.
    """
    for depth, (shape, futures) in enumerate(shapes):
        if len(futures) >= min(_MANY_FUTURES, len(shape.widths)):
            yield ("many", depth), shape, shape.widths
        else:
            for future in futures:
                widths = np.zeros(len(shape.widths))
                widths[future] = shape.widths[future]
                yield ("one", future), shape, widths


def _layer(
    members: Sequence[tuple[RowShape, Floats]], first_row: int, criteria: int, *, alone: bool
) -> Layer:
    """Return a layer of rows: the shape and the widths of each."""
    shapes = tuple([shape for shape, _ in members])
    rows = [shape.row - first_row for shape in shapes]
    owners = [row // criteria for row in rows]
    options = sorted(set(owners))
    all_widths = np.array([widths for _, widths in members])
    futures = _compact_index(np.flatnonzero(all_widths.any(axis=0)).tolist())
    widths = np.ascontiguousarray(all_widths[:, futures])
    owned = np.array(owners) == np.array(options)[:, None]
    return Layer(
        shapes=shapes,
        triangular=_layer_family(shapes[0]) is Triangular,
        alone=alone,
        rows=_compact_index(rows),
        options=options,
        criteria=_compact_index([row % criteria for row in rows]),
        futures=futures,
        widths=widths,
        own_widths=(owned[:, None] * widths.T).reshape(-1, len(rows)),
    )
