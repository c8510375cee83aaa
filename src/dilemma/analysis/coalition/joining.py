"""The chance that enough partners join: the exact law of a sum of independent yes-or-no answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dilemma.scenario.quantity import TIE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.central.table import Floats

MOST_SHARES = 2**20  # most different shares followed
# Shares equal to this many decimals are one share: summed in another order they differ by roundoff.
_SHARE_DECIMALS = 12


def share_distribution(leverage: Sequence[float], chances: Sequence[float]) -> tuple[Floats, Floats] | None:
    """Return every share that may come about and its chance, by convolution.

    This is the Poisson-binomial law, weighted by leverage.

    Args:
        leverage: of each member.
        chances: that it joins, each independent of the others.

    Returns:
        Shares, rising, and their chances, which sum to 1; None with more than `MOST_SHARES` of them.
    """
    shares, chance = np.zeros(1), np.ones(1)
    for member_leverage, join_chance in zip(leverage, chances, strict=True):
        sums = np.round(np.concatenate([shares, shares + member_leverage]), _SHARE_DECIMALS)
        shares, position = np.unique(sums, return_inverse=True)
        branches = np.concatenate([chance * (1 - join_chance), chance * join_chance])
        chance = np.bincount(position.ravel(), weights=branches).astype(np.float64)
        if len(shares) > MOST_SHARES:
            return None
    return shares, chance


def chance_of_reaching(shares: Floats, chance: Floats, needed: float) -> float:
    """Return the chance that at least a share joins."""
    return float(chance[shares >= needed - TIE].sum())
