"""The members of a coalition as players: who acts in the end, in which rounds, and whom to win over first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from dilemma.analysis.coalition.cascade import (
    NO_THRESHOLD,
    Game,
    cascade_rounds,
    greatest_equilibrium,
    least_equilibrium,
)
from dilemma.analysis.coalition.coalition_results import CoalitionMember, Equilibrium, Seeds, Step
from dilemma.analysis.coalition.lightest import minimum_seed_set

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence


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

    def steps(self, committed: Collection[int] = ()) -> tuple[Step, ...]:
        """Return the rounds of the cascade that those committed set off."""
        acting, result = set(committed), list[Step]()
        for joining in cascade_rounds(self.game, committed):
            acting.update(joining)
            result.append(Step(joining=self._profiles(joining), share=self.game.share(acting)))
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
        tuple(NO_THRESHOLD if member.tipping_share is None else member.tipping_share for member in members),
    )
