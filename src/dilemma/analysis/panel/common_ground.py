"""For any two members who choose differently, the least movement of weights that makes them choose alike."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from dilemma.analysis.central.decision import best
from dilemma.analysis.panel import movement
from dilemma.analysis.panel.panel_results import Move, Movement
from dilemma.scenario.quantities import TIE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dilemma.analysis.central.decision import Decision
    from dilemma.analysis.central.table import Floats
    from dilemma.analysis.panel.panel_results import Member

POINTS = 100.0  # weights are moved in points of this total


@dataclass(frozen=True, slots=True)
class Mover:
    """A member, with the nearest weights under which each option is chosen, and how far they are."""

    profile: str
    seen: Decision
    reach: tuple[Floats | None, ...]
    distances: tuple[float, ...]

    def moves(self, option: int) -> Iterator[Move]:
        """The weights that move so that an option is chosen, in points."""
        moved = self.reach[option]
        if moved is None:
            return
        for place, criterion in enumerate(self.seen.criteria):
            start, stop = POINTS * float(self.seen.weights[place]), POINTS * float(moved[place])
            if abs(stop - start) > POINTS * TIE:
                yield Move(
                    profile=self.profile, criterion=criterion, start=start, stop=stop, change=stop - start
                )


def movements(members: Sequence[Member], seen: Sequence[Decision]) -> tuple[Movement, ...]:
    """One movement for each two members with no choice in common, in the order of the panel.

    Raises:
        ImportError: there are such members, and scipy is not installed.
    """
    choices = [frozenset(best(each.value)) for each in seen]
    apart = [pair for pair in combinations(range(len(seen)), 2) if not choices[pair[0]] & choices[pair[1]]]
    movers = {place: _mover(members[place], seen[place]) for place in {end for pair in apart for end in pair}}
    return tuple(_movement(movers[first], movers[second]) for first, second in apart)


def _mover(member: Member, seen: Decision) -> Mover:
    reach = tuple(movement.reach(seen.weights, seen.expected_scores))
    return Mover(
        member.profile, seen, reach, tuple(movement.distance(seen.weights, moved) for moved in reach)
    )


def _movement(first: Mover, second: Mover) -> Movement:
    options = first.seen.options
    found = movement.meeting(first.distances, second.distances)
    target = found.options[0] if found else None
    return Movement(
        profiles=(first.profile, second.profile),
        possible=found is not None,
        points=POINTS * found.distance if found else None,
        option=None if target is None else options[target],
        ties=tuple(options[place] for place in found.options) if found and len(found.options) > 1 else (),
        moves=() if target is None else (*first.moves(target), *second.moves(target)),
        alone=dict([*_alone(first, second), *_alone(second, first)]),
    )


def _alone(mover: Mover, other: Mover) -> Iterator[tuple[str, float]]:
    """What a member must move to join the other's choice, who stays."""
    least = min(mover.distances[option] for option in best(other.seen.value))
    if least < float("inf"):
        yield mover.profile, POINTS * least
