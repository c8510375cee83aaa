"""Exact shares of a simplex: how much of all probabilities, or all weights, each option is best for.

The value of an option is linear over a simplex of probabilities or weights, so the region where it is highest
is a polytope. It is found by cutting: start from the whole simplex, keep the side where the option beats each
rival in turn, and split what is kept into smaller simplices, whose volumes and centroids are exact. The share
over futures is Starr's domain criterion; the centroid over weights is the central weight vector.

References:
    Starr, M. K. (1963). Product Design and Decision Theory. Prentice-Hall.
    Lahdelma, R., Hokkanen, J. & Salminen, P. (1998). SMAA: stochastic multiobjective acceptability analysis.
    European Journal of Operational Research 106, 137-143.
    De Loera, J. A., Rambau, J. & Santos, F. (2010). Triangulations, section 6.2 (staircases). Springer.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations, pairwise, product
from math import comb
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from dilemma.records import dataclass
from dilemma.scenario.quantity import TIE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from dilemma.analysis.core.scores import Floats

Indices: TypeAlias = "NDArray[np.intp]"

_MOST_PIECES = 50_000
"""Most simplices held at once before the cutting is given up; about 20 MB with seven vertices."""

_ROUNDOFF = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SimplexShares:
    """The share of a simplex in which each option is highest, and the centroid of that region.

    Attributes:
        share: array [option], volumes as shares of the whole, summing to 1; tied options share equally.
        centroid: array [option, vertex], the mean point of each region in shares of the vertices, each row
            summing to 1; not-a-number for an option whose share is 0.
    """

    share: Floats
    centroid: Floats


def simplex_shares(
    values: Floats, *, ordered: Sequence[Sequence[int]] = (), pieces: int = _MOST_PIECES
) -> SimplexShares | None:
    """Return the exact share of the simplex where each option is highest, with the centroid of that region.

    Work grows steeply: for four options about 1 ms with 5 vertices, 5 to 15 ms with 7, 50 ms with 8.

    Args:
        values: array [option, vertex] of values at the vertices, linear in between.
        ordered: sets of vertices, each with shares no lower than the next; only that part of the simplex
            counts as the whole. Empty for all of it.
        pieces: most simplices to hold at once.

    Returns:
        The shares, or None where one option would need more than `pieces` simplices: sample instead.

    Raises:
        ValueError: if there is no option or no vertex, or a value is not finite.
    """
    _check_values(values)
    leaders, group = tie_groups(values)
    whole = _ordered_region(values.shape[1], ordered, pieces)
    if whole is None:
        return None
    moments = []
    for leader in range(len(leaders)):
        region = _winning_region(leaders, leader, whole, pieces)
        if region is None:
            return None
        moments.append(_first_moment(region))
    return _share_by_option(np.array(moments) / _first_moment(whole).sum(), group)


def tie_groups(values: Floats) -> tuple[Floats, Indices]:
    """Return the values [group, vertex] of one option of each tie, and the group [option] of every option.

    Options are tied where their values differ by no more than `TIE` at every vertex.
    """
    leaders: list[Floats] = []
    group = np.empty(len(values), np.intp)
    for option, row in enumerate(values):
        equal = (number for number, other in enumerate(leaders) if np.abs(row - other).max() <= TIE)
        group[option] = next(equal, len(leaders))
        if group[option] == len(leaders):
            leaders.append(row)
    return np.array(leaders), group


def _check_values(values: Floats) -> None:
    """Refuse values that are empty or not finite."""
    if values.ndim != 2 or values.size == 0:
        raise ValueError(f"values have shape {values.shape}, expected at least one option and one vertex")
    if not np.isfinite(values).all():
        raise ValueError("values are not all finite")


def _ordered_region(vertices: int, ordered: Sequence[Sequence[int]], pieces: int) -> Floats | None:
    """Return simplices [piece, corner, vertex] that fill the part of the simplex that keeps an order.

    A corner is a row of shares of the vertices. Without ties the part is one simplex; a tie of k vertices
    below others takes k! of them, and one of all vertices is the whole simplex. None if that is too many.
    """
    region: Floats | None = np.eye(vertices)[None]
    for above, below in pairwise(ordered):
        for high, low in product(above, below):
            if region is not None:
                advantage = np.zeros(vertices)
                advantage[[high, low]] = 1.0, -1.0
                region = _cut_region(region, advantage, pieces)
    return region


def _winning_region(values: Floats, option: int, whole: Floats, pieces: int) -> Floats | None:
    """Return simplices [piece, corner, vertex] that fill the region where `option` is highest.

    The rival that takes most vertices is cut away first, so that little is left to split. None if that would
    take too many simplices.
    """
    advantage = np.delete(values[option] - values, option, axis=0)
    order = np.argsort(np.count_nonzero(advantage > 0, axis=1), kind="stable")
    region: Floats | None = whole
    for rival in order:
        if region is not None and len(region):
            region = _cut_region(region, advantage[rival], pieces)
    return region


def _cut_region(region: Floats, advantage: Floats, pieces: int) -> Floats | None:
    """Keep the part of every simplex where the linear function `advantage` [vertex] is positive.

    Returns:
        Simplices [piece, corner, vertex], or None if there would be more than `pieces`.
    """
    region, height = _sort_corners(region, advantage)
    base = region.shape[1] + 1
    # Simplices with equally many corners above and below the plane are split alike, all at once.
    kind = np.count_nonzero(height > 0, axis=1) * base + np.count_nonzero(height < 0, axis=1)
    counts = np.bincount(kind)
    codes = np.flatnonzero(counts)
    sides = [divmod(code, base) for code in codes.tolist()]
    # The pieces are counted before any is made, so that a cut too large costs nothing.
    new = (comb(above + below - 1, below) if above else 0 for above, below in sides)
    if sum(count * ways for count, ways in zip(counts[codes].tolist(), new, strict=True)) > pieces:
        return None
    upper_parts = [
        _split_simplices(region[kind == code], height[kind == code], *side)
        for code, side in zip(codes, sides, strict=True)
        if side[0]
    ]
    return np.concatenate(upper_parts) if upper_parts else region[:0]


def _sort_corners(region: Floats, advantage: Floats) -> tuple[Floats, Floats]:
    """Order the corners of each simplex: above the plane, then below it, then on it up to roundoff.

    Returns:
        Simplices [piece, corner, vertex] and the heights [piece, corner] of their corners over the plane.
    """
    height = region @ advantage
    height[np.abs(height) <= _ROUNDOFF * np.abs(advantage).max()] = 0
    order = np.argsort(np.where(height == 0, 2, height < 0), axis=1, kind="stable")
    region = np.take_along_axis(region, order[:, :, None], axis=1)
    return region, np.take_along_axis(height, order, axis=1)


def _split_simplices(region: Floats, height: Floats, above: int, below: int) -> Floats:
    """Split the upper part of simplices with the first `above` corners above a plane and `below` below it.

    The part has, for each corner a above, that corner and the points where its edges to the corners b below
    meet the plane. It is a projective image of a product of two simplices, which the staircases triangulate;
    corners on the plane belong to every piece.
    """
    if below == 0:
        return region
    count, sides = len(region), above + below
    up, down = region[:, :above, None], region[:, None, above:sides]
    rise, fall = height[:, :above, None, None], -height[:, None, above:sides, None]
    crossing = (up * fall + down * rise) / (rise + fall)
    grid = np.concatenate([up, crossing], axis=2).reshape(count, above * (below + 1), -1)
    new = grid[:, _staircases(above, below)]
    level = np.repeat(region[:, None, sides:], new.shape[1], axis=1)
    return np.concatenate([new, level], axis=2).reshape(-1, *region.shape[1:])


@lru_cache(maxsize=64)
def _staircases(above: int, below: int) -> Indices:
    """Return the monotone paths through `above` rows and `below` + 1 columns, as flat indices [path, step].

    A path starts at the first cell and takes `below` steps to the right and `above` - 1 down, in any order.
    """
    steps = above + below - 1
    rights = np.array(list(combinations(range(1, steps + 1), below)), np.intp)
    step = np.full((len(rights), steps + 1), below + 1, np.intp)
    step[:, 0] = 0
    np.put_along_axis(step, rights, 1, axis=1)
    return step.cumsum(axis=1)


def _first_moment(region: Floats) -> Floats:
    """Return the first moment [vertex] of simplices, in shares of the whole; its sum is their volume.

    The volume of a simplex, as a share, is the determinant of its corners.
    """
    volume = np.abs(np.linalg.det(region))
    moment: Floats = volume @ region.mean(axis=1)
    return moment


def _share_by_option(moments: Floats, group: Indices) -> SimplexShares:
    """Turn moments [group, vertex] into shares and centroids by option; below roundoff is no share at all."""
    volume = moments.sum(axis=1)
    volume[volume <= _ROUNDOFF] = 0
    centroid = np.full(moments.shape, np.nan)
    np.divide(moments, volume[:, None], out=centroid, where=volume[:, None] > 0)
    return SimplexShares(share=volume[group] / np.bincount(group)[group], centroid=centroid[group])
