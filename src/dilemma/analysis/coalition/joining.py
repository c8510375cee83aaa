"""The chance that enough partners join: the exact law of a sum of independent yes-or-no answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dilemma.scenario.quantities import TIE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.central.table import Floats

MOST_SHARES = 2**20  # most different shares followed
SAME = 12  # decimals to which two shares are the same


def joined_shares(leverage: Sequence[float], chances: Sequence[float]) -> tuple[Floats, Floats] | None:
    """Every share that may come about and its chance (the Poisson-binomial law, weighted), by convolution.

    Args:
        leverage: of each member.
        chances: that it joins, each independent of the others.

    Returns:
        Shares, rising, and their chances, which sum to 1; None with more than `MOST_SHARES` of them.
    """
    shares, chance = np.zeros(1), np.ones(1)
    for weight, joins in zip(leverage, chances, strict=True):
        both = np.round(np.concatenate([shares, shares + weight]), SAME)
        shares, place = np.unique(both, return_inverse=True)
        parts = np.concatenate([chance * (1 - joins), chance * joins])
        chance = np.bincount(place.ravel(), weights=parts).astype(np.float64)
        if len(shares) > MOST_SHARES:
            return None
    return shares, chance


def reaching(shares: Floats, chance: Floats, needed: float) -> float:
    """The chance that at least a share joins."""
    return float(chance[shares >= needed - TIE].sum())
