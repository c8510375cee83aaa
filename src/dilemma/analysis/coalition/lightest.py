"""The lightest set of members whose commitment makes all of them act, found exactly.

The general problem is hard (Kempe, Kleinberg & Tardos 2003), but here influence is one number, the share.
In a cascade the uncommitted join in the order of what each needs from the others, `tipping − leverage`. A
set C tips everyone if and only if, in that order, every uncommitted member finds

    leverage of all before it + leverage of C after it ≥ what it needs.

Going from the last member to the first, all that matters of the choices made is the leverage committed so
far. There are at most 2^n such sums, and as few as there are hundredths when leverages are stated in them.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum, inf
from typing import TYPE_CHECKING

import numpy as np

from dilemma.scenario.quantities import TIE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from dilemma.analysis.central.table import Floats
    from dilemma.analysis.coalition.cascade import Game

    Whole = NDArray[np.int64]

MOST_SUMS = 2**20
"""Most different sums of leverage looked at: every subset of 20 members, or of more stated roundly."""

MOST_MEMBERS = 62  # a set of them is a whole number of 64 bits, one of them for the sign
SAME = 12  # decimals to which two sums are the same


@dataclass(frozen=True, slots=True, eq=False)
class _Sets:
    """Sets of committed members: leverage, how many, and which, one bit each, the first in the highest."""

    leverage: Floats
    count: Whole
    members: Whole

    def taken(self, chosen: NDArray[np.bool_] | NDArray[np.intp]) -> _Sets:
        return _Sets(self.leverage[chosen], self.count[chosen], self.members[chosen])


def lightest(game: Game) -> tuple[int, ...] | None:
    """The places of the lightest set that tips all members; of several the smallest, then the first by place.

    Returns:
        None where the leverages make more than `MOST_SUMS` different sums, or there are too many members.
    """
    count = len(game.leverage)
    if count > MOST_MEMBERS:
        return None
    order = sorted(range(count), key=lambda place: game.tipping[place] - game.leverage[place])
    gaps = _gaps(game, order)
    bound = _greedy(game, order, gaps)
    none = np.zeros(1, np.int64)
    sets = _Sets(np.zeros(1), none, none)
    for place, gap in zip(reversed(order), reversed(gaps), strict=True):
        left_out = sets.taken(sets.leverage >= gap - TIE)
        won = _Sets(
            sets.leverage + game.leverage[place],
            sets.count + 1,
            sets.members | np.int64(1 << (count - 1 - place)),
        )
        sets = _distinct(left_out, won.taken(won.leverage <= bound + TIE))
        if len(sets.leverage) > MOST_SUMS:
            return None
    members = int(_first(sets))
    return tuple(place for place in range(count) if members >> (count - 1 - place) & 1)


def _gaps(game: Game, order: Sequence[int]) -> list[float]:
    """What each member, in order, needs from committed ones after it."""
    return [
        game.tipping[place] - fsum(game.leverage[each] for each in (*order[:number], place))
        for number, place in enumerate(order)
    ]


def _greedy(game: Game, order: Sequence[int], gaps: Sequence[float]) -> float:
    """The leverage of one set that tips everyone: commit, from the last, whoever would not follow."""
    committed = 0.0
    for place, gap in zip(reversed(order), reversed(gaps), strict=True):
        if gap == inf or committed < gap - TIE:
            committed += game.leverage[place]
    return committed


def _distinct(one: _Sets, other: _Sets) -> _Sets:
    """Both families of sets, with the best set of each leverage kept."""
    every = _Sets(
        np.concatenate([one.leverage, other.leverage]),
        np.concatenate([one.count, other.count]),
        np.concatenate([one.members, other.members]),
    )
    rounded = np.round(every.leverage, SAME)
    rank = np.lexsort((-every.members, every.count, rounded))
    new = np.diff(rounded[rank], prepend=-1.0) > 0
    return every.taken(rank[new])


def _first(sets: _Sets) -> np.int64:
    """The members of the best set of least leverage, ties within `TIE` included."""
    near = sets.taken(sets.leverage <= sets.leverage.min() + TIE)
    rank = np.lexsort((-near.members, near.count))
    return np.int64(near.members[rank[0]])
