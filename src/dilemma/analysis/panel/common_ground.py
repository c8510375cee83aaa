"""The least movement of weights that makes two members who choose differently choose alike."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from dilemma.analysis.central.decision import best_indices
from dilemma.analysis.panel import movement
from dilemma.analysis.panel.panel_results import Move, Movement
from dilemma.scenario.quantity import TIE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dilemma.analysis.central.decision import Decision
    from dilemma.analysis.central.table import Floats
    from dilemma.analysis.panel.panel_results import PanelMember

_POINTS = 100.0  # weights are moved in points of this total


@dataclass(frozen=True, slots=True)
class _Mover:
    """A member, with the nearest weights under which each option is chosen, and how far they are."""

    profile: str
    decision: Decision
    targets: tuple[Floats | None, ...]
    distances: tuple[float, ...]

    def moves(self, option: int) -> Iterator[Move]:
        """Yield the weights that move so that an option is chosen, in points of 100."""
        target = self.targets[option]
        if target is None:
            return
        for index, criterion in enumerate(self.decision.criteria):
            start, stop = _POINTS * float(self.decision.weights[index]), _POINTS * float(target[index])
            if abs(stop - start) > _POINTS * TIE:
                yield Move(
                    profile=self.profile, criterion=criterion, start=start, stop=stop, change=stop - start
                )


def least_movements(members: Sequence[PanelMember], decisions: Sequence[Decision]) -> tuple[Movement, ...]:
    """Return one movement for each two members with no choice in common, in the order of the panel.

    Raises:
        ImportError: there are such members, and scipy is not installed.
    """
    choices = [frozenset(best_indices(decision.value)) for decision in decisions]
    apart = [
        pair for pair in combinations(range(len(decisions)), 2) if not choices[pair[0]] & choices[pair[1]]
    ]
    movers = {
        index: _mover(members[index], decisions[index])
        for index in {member for pair in apart for member in pair}
    }
    return tuple(_movement(movers[first], movers[second]) for first, second in apart)


def _mover(member: PanelMember, decision: Decision) -> _Mover:
    targets = tuple(movement.nearest_weights_by_option(decision.weights, decision.expected_scores))
    return _Mover(
        member.profile,
        decision,
        targets,
        tuple(movement.weight_distance(decision.weights, target) for target in targets),
    )


def _movement(first: _Mover, second: _Mover) -> Movement:
    options = first.decision.options
    compromise = movement.least_compromise(first.distances, second.distances)
    choice = compromise.options[0] if compromise else None
    return Movement(
        profiles=(first.profile, second.profile),
        possible=compromise is not None,
        points=_POINTS * compromise.distance if compromise else None,
        option=None if choice is None else options[choice],
        ties=tuple(options[index] for index in compromise.options)
        if compromise and len(compromise.options) > 1
        else (),
        moves=() if choice is None else (*first.moves(choice), *second.moves(choice)),
        alone=dict([*_movement_alone(first, second), *_movement_alone(second, first)]),
    )


def _movement_alone(mover: _Mover, other: _Mover) -> Iterator[tuple[str, float]]:
    """Yield what a member must move to join the choice of the other, who stays."""
    least = min(mover.distances[option] for option in best_indices(other.decision.value))
    if least < float("inf"):
        yield mover.profile, _POINTS * least
