"""Who joins whom: members of a coalition answer one another until nobody moves.

A member acts when the share of leverage that acts, its own included, reaches its tipping share. More partners
never make anyone leave, so the game is monotone: best replies from nobody acting climb to the least
equilibrium, best replies from all acting fall to the greatest, and every other one lies between
(Granovetter 1978; Milgrom & Roberts 1990).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum, inf
from typing import TYPE_CHECKING

from dilemma.scenario.quantities import TIE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

NEVER = inf  # the tipping share of a member for whom no share is enough
Rounds = list[list[int]]


@dataclass(frozen=True, slots=True)
class Game:
    """Members by place: what each weighs, and the share at which each acts.

    Attributes:
        leverage: part of the coalition's weight; the weights may sum to less than 1.
        tipping: tipping shares, `NEVER` for those who do not act at any.
    """

    leverage: tuple[float, ...]
    tipping: tuple[float, ...]

    def share(self, acting: Iterable[int]) -> float:
        """The leverage of those who act, summed exactly."""
        return fsum(self.leverage[place] for place in acting)

    def acts(self, place: int, others: float) -> bool:
        """Whether a member acts, given the share of the others who do."""
        return others + self.leverage[place] >= self.tipping[place] - TIE


def rise(game: Game, committed: Iterable[int] = ()) -> Rounds:
    """The rounds in which members join those who are committed, up to the least such equilibrium.

    Returns:
        The members who join in each round, in order of their places; those committed are not among them.
    """
    acting = set(committed)
    rounds: Rounds = []
    while True:
        share = game.share(acting)
        joining = [
            place for place in range(len(game.leverage)) if place not in acting and game.acts(place, share)
        ]
        if not joining:
            return rounds
        acting.update(joining)
        rounds.append(joining)


def least(game: Game, committed: Collection[int] = ()) -> set[int]:
    """Who acts in the end, if those committed do whatever the others choose."""
    return {*committed, *(place for joining in rise(game, committed) for place in joining)}


def greatest(game: Game) -> set[int]:
    """Who acts in the end, if at first all do and those for whom it is not enough leave."""
    acting = set(range(len(game.leverage)))
    while True:
        share = game.share(acting)
        leaving = [place for place in acting if share < game.tipping[place] - TIE]
        if not leaving:
            return acting
        acting.difference_update(leaving)
