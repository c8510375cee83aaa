"""The members of a coalition as players: who acts in the end, in which rounds, and whom to win over first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from dilemma.analysis.coalition.cascade import NEVER, Game, greatest, least, rise
from dilemma.analysis.coalition.coalition_results import Equilibrium, Member, Seeds, Step
from dilemma.analysis.coalition.lightest import lightest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Players:
    """Members by place, the game among them, and its ends; results speak of members by profile."""

    members: tuple[Member, ...]
    game: Game
    least: frozenset[int]
    greatest: frozenset[int]

    def equilibrium(self, acting: Collection[int]) -> Equilibrium:
        """Those who act, and their share."""
        return Equilibrium(members=self._names(acting), share=self.game.share(acting))

    def steps(self, committed: Collection[int] = ()) -> tuple[Step, ...]:
        """The rounds of the cascade that those committed set off."""
        acting, found = set(committed), list[Step]()
        for joining in rise(self.game, committed):
            acting.update(joining)
            found.append(Step(joining=self._names(joining), share=self.game.share(acting)))
        return tuple(found)

    def critical_mass(self) -> Seeds | None:
        """The lightest members who carry the coalition from its least equilibrium to its greatest."""
        return None if self.least == self.greatest else self.seeds(sorted(self.greatest))

    def seeds(self, places: Sequence[int]) -> Seeds | None:
        """The lightest among some members whose commitment makes all of these act."""
        found = lightest(_game([self.members[place] for place in places]))
        if found is None:
            return None
        won = {places[place] for place in found}
        ended = self.game.share(places)
        return Seeds(
            members=self._names(won),
            leverage=self.game.share(won),
            against=self._names(place for place in won if not self._content(place, ended)),
            steps=self.steps(won),
        )

    def placed(self, member: Member) -> Member:
        """A member with its standing among the others."""
        if member not in self.members:
            return member
        place = self.members.index(member)
        standing: Literal["acts", "follows", "abstains"] = "abstains"
        if place in self.least:
            standing = "acts"
        elif place in self.greatest:
            standing = "follows"
        return replace(member, standing=standing)

    def _names(self, places: Iterable[int]) -> tuple[str, ...]:
        return tuple(self.members[place].profile for place in sorted(places))

    def _content(self, place: int, share: float) -> bool:
        """Whether a member that acts is content to, at a share that includes it."""
        return self.game.acts(place, share - self.members[place].leverage)


def players(members: Sequence[Member]) -> Players:
    """The game among members, and where it ends."""
    game = _game(members)
    return Players(tuple(members), game, frozenset(least(game)), frozenset(greatest(game)))


def _game(members: Sequence[Member]) -> Game:
    return Game(
        tuple(member.leverage for member in members),
        tuple(NEVER if member.tipping_share is None else member.tipping_share for member in members),
    )
