"""Score rows in parts that fit the cache, and their standard draws layer by layer.

A cell is a base plus, over the shapes of its row, width times standard draw. A layer holds at most one shape
of a row and one family, so that its draws are worked out together.

The triangular draw is written so that the two roots of a row serve all its shapes, whatever their mode m:
`√m · min(√u, √m) + (1 − m) − √(1 − m) · min(√(1 − u), √(1 − m))`. Below the mode the second minimum is
constant and takes the middle term away, above it the first one is. The middle term goes into the base.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dilemma.analysis.central.table import Floats
    from dilemma.analysis.stress.unknowns import Shape, Unknowns

Places: TypeAlias = "list[int] | slice"

QUICK = ("triangular", "uniform")
"""Families drawn for many rows at once; the others go shape by shape."""


@dataclass(frozen=True, slots=True, eq=False)
class Roots:
    """Evenly spread numbers u [row, sample], their roots, and the roots of `1 − u`."""

    u: Floats
    up: Floats
    down: Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Layer:
    """One shape of each of some rows, all of one family.

    Attributes:
        shapes: the shapes, in the order of their rows.
        inside: the rows within their part; rows: the same rows in the table of all.
        widths: value points for each unit of the draw, [row, future], the futures of `futures` alone.
        modes: of triangular shapes, [row, 1].
    """

    shapes: tuple[Shape, ...]
    inside: Places
    rows: Places
    futures: Places
    widths: Floats
    modes: Floats

    def draws(self, roots: Roots) -> Floats:
        """The standard draws, [row, sample], those of triangular shapes less `1 − mode`."""
        first = self.shapes[0]
        if _kind(first) == "triangular":
            return self._triangular(roots)
        if _kind(first) == "uniform":
            return roots.u[self.inside]
        numbers = roots.u[self.inside]
        return np.stack([shape.draw(own) for shape, own in zip(self.shapes, numbers, strict=True)])

    def _triangular(self, roots: Roots) -> Floats:
        rise, fall = np.sqrt(self.modes), np.sqrt(1.0 - self.modes)
        rising = np.minimum(roots.up[self.inside], rise)
        rising *= rise
        falling = np.minimum(roots.down[self.inside], fall)
        falling *= fall
        rising -= falling
        return rising

    def spread(self, probabilities: Floats) -> Floats:
        """What a unit of each draw adds to the row averaged over futures, [row, sample]."""
        own = probabilities[self.futures]
        return self.widths * own if len(own) == 1 else self.widths @ own


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Some score rows: their coordinates among the rows of a point, and their layers."""

    coordinates: Places
    layers: tuple[Layer, ...]

    def roots(self, rows: Floats) -> Roots:
        """The numbers of these rows of a point [row, sample]."""
        u = rows[self.coordinates]
        return Roots(u, np.sqrt(u), np.sqrt(1.0 - u))


def parts(unknowns: Unknowns, most: int) -> Iterator[Part]:
    """All rows that are not exact, at most `most` in a part, in the order of the table."""
    coordinate = {row: place for place, row in enumerate(unknowns.rows)}
    shapes: dict[int, list[Shape]] = {}
    for shape in unknowns.shapes:
        shapes.setdefault(shape.row, []).append(shape)
    rows = sorted(shapes)
    for first in range(0, len(rows), most):
        own = rows[first : first + most]
        yield Part(places([coordinate[row] for row in own]), tuple(_layers(own, shapes)))


def base(unknowns: Unknowns) -> Floats:
    """What every cell has whatever the point, [row, future]; with the middle term of triangular shapes."""
    total = unknowns.base.copy()
    for shape in unknowns.shapes:
        if _kind(shape) == "triangular":
            total[shape.row] += shape.widths * (1.0 - shape.parameters[0])
    return total


def places(numbers: Sequence[int]) -> Places:
    """Numbers that follow one another as a slice, which needs no copy; others as they are."""
    first = numbers[0]
    if list(numbers) == list(range(first, first + len(numbers))):
        return slice(first, first + len(numbers))
    return list(numbers)


def _kind(shape: Shape) -> str:
    return shape.family if shape.bend is None and shape.family in QUICK else "other"


def _layers(rows: Sequence[int], shapes: dict[int, list[Shape]]) -> Iterator[Layer]:
    """The layers of some rows: the first shape of every row that has one of the family, the second, …"""
    for kind in (*QUICK, "other"):
        own = [[shape for shape in shapes[row] if _kind(shape) == kind] for row in rows]
        for depth in range(max(map(len, own))):
            yield _layer([place for place, each in enumerate(own) if len(each) > depth], own, depth)


def _layer(inside: list[int], own: list[list[Shape]], depth: int) -> Layer:
    shapes = tuple(own[place][depth] for place in inside)
    widths = np.array([shape.widths for shape in shapes])
    futures = places(np.flatnonzero(widths.any(axis=0)).tolist() or [0])
    modes = [shape.parameters[0] if _kind(shape) == "triangular" else 0.0 for shape in shapes]
    return Layer(
        shapes=shapes,
        inside=places(inside),
        rows=places([shape.row for shape in shapes]),
        futures=futures,
        widths=np.ascontiguousarray(widths[:, futures]),
        modes=np.array(modes)[:, None],
    )
