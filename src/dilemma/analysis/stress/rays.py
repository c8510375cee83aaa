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

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from dilemma.analysis.stress.quantiles import triangular_quantile

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dilemma.analysis.central.table import Floats


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
    """A line of weights for each sample: its ends [criterion, sample], and the law along it."""

    start: Floats
    stop: Floats
    law: RayLaw

    def select(self, chosen: NDArray[np.intp]) -> Ray:
        """Return the rays of some of the samples."""
        return Ray(self.start[:, chosen], self.stop[:, chosen], self.law.select(chosen))

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
    # `cbrt` is quicker than the general power.
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
