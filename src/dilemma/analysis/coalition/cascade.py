"""The game of a coalition: members join or stay out in answer to one another until nobody moves.

A member acts when the share of leverage that acts, its own included, reaches its threshold. More partners
never make anyone leave, so the game is monotone: best replies from nobody acting climb to the least
equilibrium, best replies from all acting fall to the greatest, and every other one lies between
(Granovetter 1978; Milgrom & Roberts 1990).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum, inf
from typing import TYPE_CHECKING

from dilemma.scenario.quantity import TIE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

NO_THRESHOLD = inf  # the threshold of a member for whom no share is enough
_Rounds = list[list[int]]


@dataclass(frozen=True, slots=True)
class Game:
    """Members by index: what each weighs, and the share at which each acts.

    Attributes:
        leverage: part of the coalition's weight; the weights may sum to less than 1.
        thresholds: shares from 0 to 1, `NO_THRESHOLD` for those who do not act at any.
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
