"""The minimum seed set: the lightest members whose commitment makes all of them act, computed exactly.

The general problem is hard (Kempe, Kleinberg & Tardos 2003), but here influence is one number, the share.
In a cascade the uncommitted join in the order of what each needs from the others, `threshold − leverage`. A
set C makes everyone act if and only if, in that order, every uncommitted member has

    leverage of all before it + leverage of C after it ≥ what it needs.

Going from the last member to the first, all that matters of the choices made is the leverage committed so
far. There are at most 2^n such sums, and as few as there are hundredths when leverages are stated in them.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum, inf
from typing import TYPE_CHECKING

import numpy as np

from dilemma.scenario.quantity import TIE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from dilemma.analysis.central.table import Floats
    from dilemma.analysis.coalition.cascade import Game

    _Integers = NDArray[np.int64]

# Most different sums of leverage looked at: every subset of 20 members, or of more stated roundly.
MOST_SUMS = 2**20
_MOST_MEMBERS = 62  # a set of them is a whole number of 64 bits, one of them for the sign
_SUM_DECIMALS = 12  # sums equal to this many decimals differ by roundoff alone


@dataclass(frozen=True, slots=True, eq=False)
class _SeedSets:
    """Sets of committed members: leverage, how many, and which, one bit each, the first in the highest."""

    leverage: Floats
    count: _Integers
    members: _Integers

    def select(self, chosen: NDArray[np.bool_] | NDArray[np.intp]) -> _SeedSets:
        """Return some of the sets, by mask or by index."""
        return _SeedSets(self.leverage[chosen], self.count[chosen], self.members[chosen])


def minimum_seed_set(game: Game) -> tuple[int, ...] | None:
    """Return the indices of the lightest set of members that makes all of them act.

    Of several the smallest, then the first by index.

    Returns:
        None where the leverages make more than `MOST_SUMS` different sums, or there are too many members.
    """
    count = len(game.leverage)
    if count > _MOST_MEMBERS:
        return None
    joining_order = sorted(range(count), key=lambda member: game.thresholds[member] - game.leverage[member])
    needs = _needs(game, joining_order)
    bound = _greedy_bound(game, joining_order, needs)
    empty = np.zeros(1, np.int64)
    candidates = _SeedSets(np.zeros(1), empty, empty)
    for member, need in zip(reversed(joining_order), reversed(needs), strict=True):
        left_out = candidates.select(candidates.leverage >= need - TIE)
        joined = _SeedSets(
            candidates.leverage + game.leverage[member],
            candidates.count + 1,
            candidates.members | np.int64(1 << (count - 1 - member)),
        )
        candidates = _merge(left_out, joined.select(joined.leverage <= bound + TIE))
        if len(candidates.leverage) > MOST_SUMS:
            return None
    members = int(_best_set(candidates))
    return tuple(member for member in range(count) if members >> (count - 1 - member) & 1)


def _needs(game: Game, joining_order: Sequence[int]) -> list[float]:
    """Return what each member, in joining order, needs from committed ones after it."""
    return [
        game.thresholds[member]
        - fsum(game.leverage[earlier] for earlier in (*joining_order[:position], member))
        for position, member in enumerate(joining_order)
    ]


def _greedy_bound(game: Game, joining_order: Sequence[int], needs: Sequence[float]) -> float:
    """Return the leverage of one set that makes everyone act, as an upper bound.

    Going from the last, it commits whoever would not follow.
    """
    committed = 0.0
    for member, need in zip(reversed(joining_order), reversed(needs), strict=True):
        if need == inf or committed < need - TIE:
            committed += game.leverage[member]
    return committed


def _merge(one: _SeedSets, other: _SeedSets) -> _SeedSets:
    """Return both families of sets, with the best set of each leverage kept."""
    union = _SeedSets(
        np.concatenate([one.leverage, other.leverage]),
        np.concatenate([one.count, other.count]),
        np.concatenate([one.members, other.members]),
    )
    rounded = np.round(union.leverage, _SUM_DECIMALS)
    rank = np.lexsort((-union.members, union.count, rounded))
    new = np.diff(rounded[rank], prepend=-1.0) > 0
    return union.select(rank[new])


def _best_set(candidates: _SeedSets) -> np.int64:
    """Return the members of the best set of least leverage, ties within `TIE` included, as bits."""
    lightest_sets = candidates.select(candidates.leverage <= candidates.leverage.min() + TIE)
    rank = np.lexsort((-lightest_sets.members, lightest_sets.count))
    return np.int64(lightest_sets.members[rank[0]])
