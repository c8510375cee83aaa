"""The weights drawn at each robustness level: within their ranges, in their stated order, or any at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.stress.rays import Ray, SwingLaw, VertexLaw, flat_simplex_draws
from dilemma.analysis.stress.unknowns import draw_quantity

if TYPE_CHECKING:
    from typing import Protocol

    from numpy.typing import NDArray

    from dilemma.analysis.central.table import Floats
    from dilemma.analysis.stress.unknowns import Ranking, Unknowns
    from dilemma.scenario.quantity import Quantity

    class RaySampler(Protocol):
        """A way to draw weights: how many coordinates it takes, and the rays they give."""

        @property
        def coordinates(self) -> int:
            """The number of coordinates."""

        def __call__(self, u: Floats) -> Ray:
            """Return the rays at u [coordinate, sample]."""


_LEAST_MOVE = 1e-3
"""Least share of all points that a range must move to be integrated along; narrower ones are sampled."""


@dataclass(frozen=True, slots=True)
class _AnyWeights:
    """Any weights at all, uniform on the simplex; the line runs to the vertex of the last of `criteria`.

    The stick is broken for the criteria in this order. With those that matter least first and the one that
    matters most last, the error is about half that of an arbitrary order.
    """

    criteria: tuple[int, ...]

    @property
    def coordinates(self) -> int:
        """The number of coordinates: the ray and the sum of 1 save two."""
        return max(0, len(self.criteria) - 2)

    def __call__(self, u: Floats) -> Ray:
        """Return the rays at u [coordinate, sample]."""
        *others, last = self.criteria
        stop = np.zeros((len(self.criteria), u.shape[1]))
        stop[last] = 1.0
        if not others:
            return Ray(stop, stop, VertexLaw(1))
        start = np.zeros_like(stop)
        start[others] = flat_simplex_draws(u, len(others))
        return Ray(start, stop, VertexLaw(len(others)))


@dataclass(frozen=True, slots=True)
class _OrderedWeights:
    """Any weights that keep an order, those of a tie in any order among themselves.

    Weights in order are a simplex whose vertices are 1, (1/2, 1/2), (1/3, 1/3, 1/3), …; the line runs to the
    first, with all weight on the first criterion. A tie is broken at random, evenly, in every sample.
    """

    ranking: Ranking

    @property
    def criteria(self) -> int:
        """The number of criteria."""
        return len([criterion for tie in self.ranking for criterion in tie])

    @property
    def coordinates(self) -> int:
        """The number of coordinates: two fewer than the criteria, and one for each criterion in a tie."""
        tied = [criterion for tie in self.ranking if len(tie) > 1 for criterion in tie]
        return max(0, self.criteria - 2) + len(tied)

    def __call__(self, u: Floats) -> Ray:
        """Return the rays at u [coordinate, sample]."""
        count = self.criteria
        means = flat_simplex_draws(u, count - 1) / np.arange(2, count + 1)[:, None]
        level = np.cumsum(means[::-1], axis=0)[::-1]
        ranked = np.concatenate([level[:1], level])
        rank = self._ranks(u[count - 2 :])
        start = np.take_along_axis(ranked, rank, axis=0)
        return Ray(start, (rank == 0).astype(np.float64), VertexLaw(count - 1))

    def _ranks(self, keys: Floats) -> NDArray[np.intp]:
        """Return the rank of each criterion from 0, [criterion, sample]; keys order those of a tie."""
        rank = np.empty((self.criteria, keys.shape[1]), np.intp)
        first = used = 0
        for tie in self.ranking:
            if len(tie) == 1:
                rank[tie[0]] = first
            else:
                tie_keys = keys[used : used + len(tie)]
                rank[list(tie)] = first + np.argsort(np.argsort(tie_keys, axis=0), axis=0)
                used += len(tie)
            first += len(tie)
        return rank


@dataclass(frozen=True, slots=True)
class _RangeWeights:
    """Swing points within their ranges, then divided by their sum; the line runs along those of `towards`."""

    points: tuple[Quantity, ...]
    towards: int | None

    @property
    def coordinates(self) -> int:
        """The number of coordinates: one for every range but the one integrated along."""
        return len(self._sampled)

    @property
    def _sampled(self) -> list[int]:
        return [
            criterion
            for criterion, points in enumerate(self.points)
            if _range_width(points) > 0 and criterion != self.towards
        ]

    def __call__(self, u: Floats) -> Ray:
        """Return the rays at u [coordinate, sample]."""
        start = np.empty((len(self.points), u.shape[1]))
        for criterion, points in enumerate(self.points):
            start[criterion] = points.bounds[0]
        for coordinate, criterion in enumerate(self._sampled):
            start[criterion] = draw_quantity(self.points[criterion], u[coordinate])
        total = start.sum(axis=0)
        if self.towards is None:
            start /= total
            return Ray(start, start, VertexLaw(1))
        along = self.points[self.towards]
        stop = start.copy()
        stop[self.towards] = along.bounds[1]
        # Divided by the sum at the middle, so that the divisor along the ray stays near 1.
        scale = 1.0 / (total + _range_width(along) / 2.0)
        law = SwingLaw(total * scale, _range_width(along) * scale, _relative_mode(along))
        return Ray(start * scale, stop * scale, law)


def _range_width(points: Quantity) -> float:
    """Return the width of the range of swing points."""
    low, high = points.bounds
    return high - low


def _relative_mode(points: Quantity) -> float | None:
    """Return where in 0–1 of its range a triangular quantity peaks, or None for a uniform one."""
    if points.family != "triangular":
        return None
    low, peak, high = points.parameters
    return (peak - low) / (high - low)


def range_weights(unknowns: Unknowns) -> RaySampler:
    """Return the weights of level `ranges`: points in their ranges, or as at `order` without points."""
    points = unknowns.weighing.points
    if not points:
        return ordered_weights(unknowns)
    highest = np.array([quantity.bounds[1] for quantity in points])
    widths = np.array([_range_width(quantity) for quantity in points])
    # With no other points the weight would be 1 all along the range, and 0 / 0 at its start.
    fit = (widths > _LEAST_MOVE * highest.sum()) & (highest < highest.sum())
    if not fit.any():
        return _RangeWeights(points, None)
    return _RangeWeights(points, int(np.argmax(np.where(fit, widths * _criterion_spread(unknowns), -1.0))))


def ordered_weights(unknowns: Unknowns) -> RaySampler:
    """Return the weights of level `order`: any that keep the stated order."""
    ranking = unknowns.weighing.ranking
    return _OrderedWeights(ranking) if len(ranking) > 1 else any_weights(unknowns)


def any_weights(unknowns: Unknowns) -> RaySampler:
    """Return the weights of level `open`: any at all."""
    order = np.argsort(_criterion_spread(unknowns), kind="stable")
    return _AnyWeights(tuple(int(criterion) for criterion in order))


def _criterion_spread(unknowns: Unknowns) -> Floats:
    """Return the standard deviation over options of the central expected scores, [criterion]."""
    return np.asarray((unknowns.central @ unknowns.future_probabilities.central).std(axis=0))
