"""Standard errors of what scrambles estimate: means, ratios, shares, and weights that few hits carry.

Every scramble is an independent estimate, so their spread gives the error. Where a figure rests on a few hits
only, few scrambles have any part of it, and their spread says little: the error then grows as a quantile of
Student's law does with as few degrees of freedom.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from dilemma.analysis.core.scores import Floats

NEGLIGIBLE_SHARE = 1e-12
"""A smaller share than this is roundoff: the option is never first."""

_LARGEST_ERROR = 0.5
"""The error of a share or a weight of which nothing is known but that it lies between 0 and 1."""

_LEAST_DEGREES = 0.5
"""The degrees of freedom where one scramble has all the hits: the error is then 33 times its spread."""


def standard_error(parts: Floats) -> Floats:
    """Return the standard error of the mean of independent estimates [scramble, ...]; 0 for a single one."""
    count = len(parts)
    if count == 1:
        return np.zeros(parts.shape[1:])
    return np.asarray(parts.std(axis=0, ddof=1) / np.sqrt(count))


def mean_ratio(sums: Floats, totals: Floats) -> tuple[Floats, Floats]:
    """Return sums [scramble, ...] over the totals of the samples, [scramble], and their standard errors.

    The error of a ratio to first order: after evidence the totals of the scrambles differ too (Cochran 1977).
    """
    mean_total = totals.mean()
    parts = sums / mean_total
    mean = parts.mean(axis=0)
    excess = (totals / mean_total - 1.0).reshape(-1, *(1,) * (parts.ndim - 1))
    return np.asarray(mean), standard_error(parts - mean * excess if excess.any() else parts)


def few_hits_factor(parts: Floats) -> Floats:
    """Return by how much an error grows where few scrambles have any part of a sum [scramble, ...].

    K scrambles that have it all leave K − 1 degrees of freedom, and two errors a normal takes are 2.1 of
    15 degrees, but 4.5 of 2, and few hits are skewed besides: about `1 + 8/(K − 1)²`, with K the effective
    number of parts (Kish 1965).
    """
    squares = np.square(parts).sum(axis=0)
    effective = np.divide(parts.sum(axis=0) ** 2, squares, out=np.full(squares.shape, 2.0), where=squares > 0)
    most = max(1, len(parts) - 1)
    return np.asarray(1.0 + 8.0 / np.clip(effective - 1.0, _LEAST_DEGREES, most) ** 2 - 8.0 / most**2)


def widen_errors(errors: Floats, factor: Floats) -> Floats:
    """Return errors of shares or weights times a factor, at most that of one that may be anything."""
    return np.minimum(errors * factor, _LARGEST_ERROR)


def mean_shares(sums: Floats, totals: Floats) -> tuple[Floats, Floats]:
    """Return shares over scrambles, cleared of roundoff at 0 and 1, and their standard errors."""
    # Rank sums along rays are differences of sums: an exact 0 or 1 may miss by roundoff.
    mean, error = mean_ratio(sums, totals)
    rarity = few_hits_factor(np.minimum(sums, totals.reshape(-1, *(1,) * (sums.ndim - 1)) - sums))
    shares = clear_roundoff(mean)
    return shares, np.where((shares == 0.0) | (shares == 1.0), 0.0, widen_errors(error, rarity))


def clear_roundoff(shares: Floats) -> Floats:
    """Return shares with those within roundoff of 0 or 1 set there."""
    shares[shares < NEGLIGIBLE_SHARE] = 0.0
    shares[shares > 1.0 - NEGLIGIBLE_SHARE] = 1.0
    return shares


def weights_error(weights: Floats, mean: Floats) -> Floats:
    """Return first-order standard errors of sums [scramble, option, criterion] divided by their total."""
    total = weights.sum(axis=-1, keepdims=True)
    return np.asarray(standard_error(weights - mean * total) / total.mean(axis=0))
