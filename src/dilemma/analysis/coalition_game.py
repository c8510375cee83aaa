"""The game of a coalition: members join or stay out in answer to one another until nobody moves.

A member acts when the share of leverage that acts, its own included, reaches its threshold. More partners
never make anyone leave, so the game is monotone: best replies from nobody acting climb to the least
equilibrium, best replies from all acting fall to the greatest, and every other one lies between
(Granovetter 1978; Milgrom & Roberts 1990).

The minimum seed set: the lightest members whose commitment makes all of them act, computed exactly.

The general problem is hard (Kempe, Kleinberg & Tardos 2003), but here influence is one number, the share.
In a cascade the uncommitted join in the order of what each needs from the others, `threshold − leverage`. A
set C makes everyone act if and only if, in that order, every uncommitted member has

    leverage of all before it + leverage of C after it ≥ what it needs.

Going from the last member to the first, all that matters of the choices made is the leverage committed so
far. There are at most 2^n such sums, and as few as there are hundredths when leverages are stated in them.
"""

from __future__ import annotations

from dataclasses import replace
from math import fsum, inf
from typing import TYPE_CHECKING, Literal

import numpy as np

from dilemma.analysis.results.coalition import CascadeStep, CoalitionMember, Equilibrium, Seeds
from dilemma.records import dataclass
from dilemma.scenario.quantity import TIE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from numpy.typing import NDArray

    from dilemma.analysis.core.scores import Floats

    _Integers = NDArray[np.int64]


_NO_THRESHOLD = inf  # the threshold of a member for whom no share is enough
_Rounds = list[list[int]]


@dataclass(frozen=True, slots=True)
class Game:
    """Members by index: what each weighs, and the share at which each acts.

    Attributes:
        leverage: part of the coalition's weight; the weights may sum to less than 1.
        thresholds: shares from 0 to 1, `_NO_THRESHOLD` for those who do not act at any.
    """

    leverage: tuple[float, ...]
    thresholds: tuple[float, ...]

    def share(self, acting: Iterable[int]) -> float:
        """Return the leverage of those who act, summed exactly, so that the order does not matter."""
        return fsum(self.leverage[member] for member in acting)

    def acts(self, member: int, others: float) -> bool:
        """Tell whether a member acts, given the share of the others who do."""
        return others + self.leverage[member] >= self.thresholds[member] - TIE


def cascade_rounds(game: Game, committed: Iterable[int] = ()) -> _Rounds:
    """Return the rounds in which members join those who are committed, up to the least such equilibrium.

    Returns:
        The members who join in each round, in order of their indices; those committed are not among them.
    """
    acting = set(committed)
    rounds: _Rounds = []
    while True:
        share = game.share(acting)
        joining = [
            member
            for member in range(len(game.leverage))
            if member not in acting and game.acts(member, share)
        ]
        if not joining:
            return rounds
        acting.update(joining)
        rounds.append(joining)


def least_equilibrium(game: Game, committed: Collection[int] = ()) -> set[int]:
    """Return who acts in the end, if those committed do whatever the others choose."""
    return {*committed, *(member for joining in cascade_rounds(game, committed) for member in joining)}


def greatest_equilibrium(game: Game) -> set[int]:
    """Return who acts in the end, if at first all do and those for whom it is not enough leave."""
    acting = set(range(len(game.leverage)))
    while True:
        share = game.share(acting)
        leaving = [member for member in acting if share < game.thresholds[member] - TIE]
        if not leaving:
            return acting
        acting.difference_update(leaving)


_MOST_SHARES = 2**20  # most different shares followed
# Shares equal to this many decimals are one share: summed in another order they differ by roundoff.
_SHARE_DECIMALS = 12


def share_distribution(leverage: Sequence[float], chances: Sequence[float]) -> tuple[Floats, Floats] | None:
    """Return every share that may come about and its chance, by convolution.

    This is the Poisson-binomial law, weighted by leverage.

    Args:
        leverage: of each member.
        chances: that it joins, each independent of the others.

    Returns:
        Shares, rising, and their chances, which sum to 1; None with more than `_MOST_SHARES` of them.
    """
    shares, chance = np.zeros(1), np.ones(1)
    for member_leverage, join_chance in zip(leverage, chances, strict=True):
        sums = np.round(np.concatenate([shares, shares + member_leverage]), _SHARE_DECIMALS)
        shares, position = np.unique(sums, return_inverse=True)
        branches = np.concatenate([chance * (1 - join_chance), chance * join_chance])
        chance = np.bincount(position.ravel(), weights=branches).astype(np.float64)
        if len(shares) > _MOST_SHARES:
            return None
    return shares, chance


def chance_of_reaching(shares: Floats, chance: Floats, needed: float) -> float:
    """Return the chance that at least a share joins."""
    return float(chance[shares >= needed - TIE].sum())


# Most different sums of leverage looked at: every subset of 20 members, or of more stated roundly.
_MOST_SUMS = 2**20
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
        None where the leverages make more than `_MOST_SUMS` different sums, or there are too many members.
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
        if len(candidates.leverage) > _MOST_SUMS:
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
    return union.select(rank[np.diff(rounded[rank], prepend=-1.0) > 0])


def _best_set(candidates: _SeedSets) -> np.int64:
    """Return the members of the best set of least leverage, ties within `TIE` included, as bits."""
    lightest_sets = candidates.select(candidates.leverage <= candidates.leverage.min() + TIE)
    return np.int64(lightest_sets.members[np.lexsort((-lightest_sets.members, lightest_sets.count))[0]])


@dataclass(frozen=True, slots=True)
class _GameSolution:
    """Members by index, the game among them, and its equilibria; results speak of members by profile."""

    members: tuple[CoalitionMember, ...]
    game: Game
    least: frozenset[int]
    greatest: frozenset[int]

    def equilibrium(self, acting: Collection[int]) -> Equilibrium:
        """Return those who act, and their share."""
        return Equilibrium(members=self._profiles(acting), share=self.game.share(acting))

    def steps(self, committed: Collection[int] = ()) -> tuple[CascadeStep, ...]:
        """Return the rounds of the cascade that those committed set off."""
        acting, result = set(committed), list[CascadeStep]()
        for joining in cascade_rounds(self.game, committed):
            acting.update(joining)
            result.append(CascadeStep(joining=self._profiles(joining), share=self.game.share(acting)))
        return tuple(result)

    def critical_mass(self) -> Seeds | None:
        """Return the lightest members who carry the coalition from its least equilibrium to its greatest.

        Returns:
            None where there is only one equilibrium, or the search is too large.
        """
        return None if self.least == self.greatest else self.seeds(sorted(self.greatest))

    def seeds(self, indices: Sequence[int]) -> Seeds | None:
        """Return the lightest among some members whose commitment makes all of these act."""
        lightest_set = minimum_seed_set(_build_game([self.members[index] for index in indices]))
        if lightest_set is None:
            return None
        committed = {indices[index] for index in lightest_set}
        final_share = self.game.share(indices)
        return Seeds(
            members=self._profiles(committed),
            leverage=self.game.share(committed),
            against=self._profiles(index for index in committed if not self._is_content(index, final_share)),
            steps=self.steps(committed),
        )

    def with_standing(self, member: CoalitionMember) -> CoalitionMember:
        """Return a member with its standing among the others."""
        if member not in self.members:
            return member
        index = self.members.index(member)
        standing: Literal["acts", "follows", "abstains"] = "abstains"
        if index in self.least:
            standing = "acts"
        elif index in self.greatest:
            standing = "follows"
        return replace(member, standing=standing)

    def _profiles(self, indices: Iterable[int]) -> tuple[str, ...]:
        return tuple(self.members[index].profile for index in sorted(indices))

    def _is_content(self, index: int, share: float) -> bool:
        """Tell whether a member that acts is content to, at a share that includes it."""
        return self.game.acts(index, share - self.members[index].leverage)


def solve_game(members: Sequence[CoalitionMember]) -> _GameSolution:
    """Return the game among members, and where it ends."""
    game = _build_game(members)
    return _GameSolution(
        tuple(members), game, frozenset(least_equilibrium(game)), frozenset(greatest_equilibrium(game))
    )


def _build_game(members: Sequence[CoalitionMember]) -> Game:
    return Game(
        tuple(member.leverage for member in members),
        tuple(_NO_THRESHOLD if member.tipping_share is None else member.tipping_share for member in members),
    )
