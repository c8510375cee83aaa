"""Starr's domain criterion: the share of all probabilities under which each option is best."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.central.chances import chain_probabilities
from dilemma.analysis.futures.simplex import simplex_shares
from dilemma.analysis.stress import sobol
from dilemma.scenario.quantity import TIE

if TYPE_CHECKING:
    from dilemma.analysis.central.table import Floats

# With more, cutting the simplex can take seconds.
_MOST_EXACT_FUTURES = 6
_SAMPLES = 1 << 15


def _starr_shares(in_future: Floats, *, seed: int) -> Floats:
    """Return the share of all probability vectors under which each option is best, [option] (Starr 1963).

    The vectors are uniform on the simplex of futures. It is cut exactly for as many futures as that stays
    quick, and sampled for more, to about a tenth of a percent.

    Args:
        in_future: values, [option, future].
        seed: for the sample, where one is drawn.
    """
    if in_future.shape[1] <= _MOST_EXACT_FUTURES:
        exact = simplex_shares(in_future)
        if exact is not None:
            return exact.share
    return _sample_shares(in_future, seed)


def _sample_shares(in_future: Floats, seed: int) -> Floats:
    """Return shares over Sobol points of the simplex, [option]; options that tie at a point share it."""
    u = sobol.sobol_points(_SAMPLES, in_future.shape[1] - 1, seed=seed, scramble=0)
    values = uniform_on_simplex(u) @ in_future.T
    is_best = values >= values.max(axis=1, keepdims=True) - TIE
    return np.asarray((is_best / is_best.sum(axis=1, keepdims=True)).mean(axis=0))


def uniform_on_simplex(u: Floats) -> Floats:
    """Map points of the unit cube to the simplex by breaking a stick: uniform in, uniform out.

    Args:
        u: uniform numbers, [point, futures − 1].

    Returns:
        Probabilities, [point, future].

    Question k of K takes `1 − (1 − u)^(1/(K − k))` of what the earlier ones leave, k from 1.
    """
    futures = u.shape[1] + 1
    left = np.arange(futures - 1, 0, -1)
    return chain_probabilities(1.0 - (1.0 - u) ** (1.0 / left))
