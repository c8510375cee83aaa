"""The weights of one version with some of another's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.scenario.difference.judgements import among
from dilemma.scenario.difference.sides import CannotStand
from dilemma.scenario.files.judgement import Weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.scenario.difference.sides import Sides

WEIGHTS = ("weights",)


def weights(sides: Sides, leaves: Sequence[str]) -> Weights | None:
    """The weights in use over some criteria; None for equal ones.

    Raises:
        CannotStand: a criterion has no weight that fits the others, or nothing weighs anything.
    """
    was, now = sides.base.weights, sides.other.weights
    if not sides.same_eyes:
        return _only(sides.of(("as",)).weights, leaves)
    if was and now and was.points and now.points:
        return _weighing(_points(sides, was, now, leaves))
    first, second = (side.weights for side in sides.first(WEIGHTS))
    if not _covers(first, leaves) and _agree(sides, was, now):
        return _only(second, leaves)
    return _only(first, leaves)


def _points(sides: Sides, was: Weights, now: Weights, leaves: Sequence[str]) -> Weights:
    """Swing points, each from the version whose weight counts; of a criterion only one has, from that one."""
    found = {}
    for leaf in leaves:
        first, second = (now, was) if (*WEIGHTS, leaf) in sides.taken else (was, now)
        found[leaf] = first.points[leaf] if leaf in first.points else second.points[leaf]
    return Weights(found)


def _only(given: Weights | None, leaves: Sequence[str]) -> Weights | None:
    """Weights without those of criteria that are not there."""
    if given is None:
        return None
    if not _covers(given, leaves):
        raise CannotStand
    if given.points:
        return _weighing(Weights({leaf: given.points[leaf] for leaf in leaves}))
    kept = (tuple(key for key in tie if key in leaves) for tie in given.ranking)
    return Weights({}, tuple(tie for tie in kept if tie))


def _weighing(given: Weights) -> Weights:
    if given.weigh_nothing:
        raise CannotStand
    return given


def _covers(given: Weights | None, leaves: Sequence[str]) -> bool:
    return given is None or set(leaves) <= set(given.named)


def _agree(sides: Sides, was: Weights | None, now: Weights | None) -> bool:
    """Whether both say the same of the criteria that both have."""
    shared = frozenset(sides.base.leaves) & frozenset(sides.other.leaves)
    return bool(among(was, shared) == among(now, shared))
