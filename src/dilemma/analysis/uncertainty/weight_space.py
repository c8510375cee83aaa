"""Rays of weights: every sample is a line of weights, along which one weight is integrated out.

Along the line from a point of a face of the weight simplex to the vertex opposite, or along one criterion's
swing points with the others fixed, every option's value is a line too (or a line over a divisor common to all
options), so ranks change at points with a closed form and the last weight need not be drawn. What is left
to sample has one dimension fewer and is smoother.

The flat distribution on a simplex comes from breaking a stick: with K parts still to share what is left, the
next part takes `1 − u^(1/(K − 1))` of it. The same law, `F(t) = 1 − (1 − t)^(K − 1)`, holds along the line to
a vertex.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

from dilemma.analysis.uncertainty.quantiles import draw_quantity, triangular_quantile
from dilemma.records import dataclass
from dilemma.scenario.distributions import Triangular

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dilemma.analysis.core.scores import Floats
    from dilemma.analysis.uncertainty.inputs import Ranking, Unknowns
    from dilemma.scenario.distributions import Quantity


_TINY = 1e-300


class RayLaw(Protocol):
    """The distribution of the position t in 0–1 along a ray, and the weights at t.

    The weights at t are `((1 − t)·start + t·stop) / divisor(t)`.
    """

    def share(self, t: Floats) -> Floats:
        """Return the probability of a position before t; t [..., sample]."""

    def moments(self, t: Floats) -> tuple[Floats, Floats]:
        """Return what the stretch before t adds to the mean weights, as multiples of `start` and `stop`."""

    def quantile(self, u: Floats) -> Floats:
        """Return the position before which a share u lies, [sample]."""

    def divisor(self, t: Floats) -> Floats:
        """Return the sum of the weights along the ray, [sample]."""

    def select(self, chosen: NDArray[np.intp]) -> RayLaw:
        """Return the same law for some of the samples."""


@dataclass(frozen=True, slots=True)
class Ray:
    """A line of weights for each sample: its ends [criterion, sample], and the law along it.

    `vertex` is the criterion that has all weight at the end, where it is the same in all samples.
    """

    start: Floats
    stop: Floats
    law: RayLaw
    vertex: int | None = None

    def select(self, chosen: NDArray[np.intp]) -> Ray:
        """Return the rays of some of the samples."""
        return Ray(self.start[:, chosen], self.stop[:, chosen], self.law.select(chosen), self.vertex)

    def weights_at(self, u: Floats) -> Floats:
        """Return the weights [criterion, sample] at the position before which a share u of the ray lies."""
        t = self.law.quantile(u)
        return np.asarray(((1.0 - t) * self.start + t * self.stop) / self.law.divisor(t))


@dataclass(frozen=True, slots=True)
class VertexLaw:
    """The law along the line to a vertex of a simplex: Beta(1, others), `F(t) = 1 − (1 − t)^others`."""

    others: int

    def share(self, t: Floats) -> Floats:
        """Return the probability of a position before t."""
        return np.asarray(1.0 - whole_power(1.0 - t, self.others))

    def moments(self, t: Floats) -> tuple[Floats, Floats]:
        """Return the means of `1 − t` and of t over the stretch before t."""
        left = 1.0 - t
        survival = whole_power(left, self.others)
        start = (1.0 - survival * left) * (self.others / (self.others + 1))
        return start, 1.0 - survival - start

    def quantile(self, u: Floats) -> Floats:
        """Return the position before which a share u lies."""
        return np.asarray(1.0 - (1.0 - u) ** (1.0 / self.others))

    def divisor(self, t: Floats) -> Floats:
        """Return ones: weights that sum to 1 at both ends do so all along."""
        return np.ones_like(t)

    def select(self, chosen: NDArray[np.intp]) -> VertexLaw:
        """Return the same law for some of the samples."""
        return self


@dataclass(frozen=True, slots=True)
class SwingLaw:
    """The law along one criterion's swing points, uniform or triangular, before all are divided by their sum.

    `total` and `gain` [sample]: the sum of all points at the start, and what it gains along the line;
    `mode` in 0–1 is where the density peaks, None for a uniform range.
    """

    total: Floats
    gain: Floats
    mode: float | None = None

    def share(self, t: Floats) -> Floats:
        """Return the probability of a position before t."""
        if self.mode is None:
            return t
        rise = np.minimum(t, self.mode) ** 2 / max(self.mode, _TINY)
        fall = np.maximum(t - self.mode, 0.0)
        return np.asarray(rise + fall * (2.0 - fall / max(1.0 - self.mode, _TINY)))

    def moments(self, t: Floats) -> tuple[Floats, Floats]:
        """Return `∫ (1 − s) f(s) / (total + gain·s) ds` and the same with s for `1 − s`, from 0 to t."""
        zeroth, first, second = self._integrals(t)
        if self.mode is None:
            return zeroth - first, first
        middle = np.minimum(t, self.mode)
        _, first_rise, second_rise = self._integrals(middle)
        at_mode = self._integrals(np.minimum(np.full_like(t, self.mode), t))
        zeroth, first, second = (
            whole - before for whole, before in zip((zeroth, first, second), at_mode, strict=True)
        )
        up, down = 2.0 / max(self.mode, _TINY), 2.0 / max(1.0 - self.mode, _TINY)
        mass = up * first_rise + down * (zeroth - first)
        stop = up * second_rise + down * (first - second)
        return mass - stop, stop

    def _integrals(self, t: Floats) -> tuple[Floats, Floats, Floats]:
        """Return `∫ s^k / (total + gain·s) ds` from 0 to t for k = 0, 1, 2."""
        zeroth = np.log1p(t * (self.gain / self.total)) / self.gain
        first = (t - self.total * zeroth) / self.gain
        return zeroth, first, (t * t / 2.0 - self.total * first) / self.gain

    def quantile(self, u: Floats) -> Floats:
        """Return the position before which a share u lies."""
        return u if self.mode is None else triangular_quantile(u, np.array(self.mode))

    def divisor(self, t: Floats) -> Floats:
        """Return `total + gain·t`, [sample]."""
        return self.total + self.gain * t

    def select(self, chosen: NDArray[np.intp]) -> SwingLaw:
        """Return the same law for some of the samples."""
        return SwingLaw(self.total[chosen], self.gain[chosen], self.mode)


def flat_simplex_draws(u: Floats, parts: int) -> Floats:
    """Return draws from the flat distribution on a simplex, [part, sample].

    Args:
        u: uniform numbers, [parts − 1 or more, sample].
        parts: vertices of the simplex.
    """
    left = np.ones(u.shape[1])
    out = np.empty((parts, u.shape[1]))
    for part in range(parts - 1):
        others = parts - 1 - part
        after = left * _root(u[part], others)
        np.subtract(left, after, out=out[part])
        left = after
    out[-1] = left
    return out


def _root(u: Floats, degree: int) -> Floats:
    """Return the root of a degree."""
    if degree == 1:
        return u
    # Square and cube roots are quicker than the general power.
    if degree % 2 == 0:
        return _root(np.sqrt(u), degree // 2)
    return np.asarray(np.cbrt(u) if degree == 3 else u ** (1.0 / degree))


def whole_power(base: Floats, exponent: int) -> Floats:
    """Return a whole power of at least 1, by repeated squaring."""
    # Quicker than the general power, and with the same bytes on every machine.
    result: Floats | None = None
    square = base
    while True:
        if exponent & 1:
            result = square if result is None else result * square
        exponent >>= 1
        if exponent == 0:
            return square if result is None else result
        square = square * square


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
        return Ray(start, stop, VertexLaw(len(others)), last)


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
        for above, below in zip(means[-2::-1], means[:0:-1], strict=True):  # quicker than `cumsum`
            np.add(above, below, out=above)
        ranked = np.concatenate([means[:1], means])
        rank = self._ranks(u[count - 2 :])
        start = np.take_along_axis(ranked, rank, axis=0)
        first = self.ranking[0]
        stop = (rank == 0).astype(np.float64)
        return Ray(start, stop, VertexLaw(count - 1), first[0] if len(first) == 1 else None)

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
    if not isinstance(points, Triangular):
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
    order = np.argsort(_criterion_spread(unknowns).round(9), kind="stable")
    return _AnyWeights(tuple(int(criterion) for criterion in order))


def _criterion_spread(unknowns: Unknowns) -> Floats:
    """Return the standard deviation over options of the expected scores, [criterion]."""
    return np.asarray((unknowns.central @ unknowns.future_probabilities.central).std(axis=0))


if TYPE_CHECKING:

    class RaySampler(Protocol):
        """A way to draw weights: how many coordinates it takes, and the rays they give."""

        @property
        def coordinates(self) -> int:
            """The number of coordinates."""

        def __call__(self, u: Floats) -> Ray:
            """Return the rays at u [coordinate, sample]."""
