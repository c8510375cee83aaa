"""The weights of one version with some of another's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.scenario.difference.judgements import comparable_weights
from dilemma.scenario.difference.sides import CannotStand
from dilemma.scenario.files.judgement import Weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.scenario.difference.sides import Sides

_WEIGHTS = ("weights",)


def _mix_weights(sides: Sides, leaves: Sequence[str]) -> Weights | None:
    """Return the weights in use over some criteria; None for equal ones.

    Raises:
        CannotStand: a criterion has no weight that fits the others, or nothing weighs anything.
    """
    was, now = sides.base.weights, sides.other.weights
    if not sides.same_viewpoint:
        return _restrict(sides.version_at(("as",)).weights, leaves)
    if was and now and was.points and now.points:
        return _require_weight(_mix_points(sides, was, now, leaves))
    first, second = (side.weights for side in sides.in_priority(_WEIGHTS))
    if not _covers(first, leaves) and _agree(sides, was, now):
        return _restrict(second, leaves)
    return _restrict(first, leaves)


def _mix_points(sides: Sides, was: Weights, now: Weights, leaves: Sequence[str]) -> Weights:
    """Return swing points, each from the version whose weight counts, or from the only one that has it."""
    points = {}
    for leaf in leaves:
        first, second = (now, was) if (*_WEIGHTS, leaf) in sides.paths else (was, now)
        points[leaf] = first.points[leaf] if leaf in first.points else second.points[leaf]
    return Weights(points)


def _restrict(weights: Weights | None, leaves: Sequence[str]) -> Weights | None:
    """Return weights without those of criteria that do not exist."""
    if weights is None:
        return None
    if not _covers(weights, leaves):
        raise CannotStand
    if weights.points:
        return _require_weight(Weights({leaf: weights.points[leaf] for leaf in leaves}))
    kept = (tuple(key for key in tie if key in leaves) for tie in weights.ranking)
    return Weights({}, tuple(tie for tie in kept if tie))


def _require_weight(weights: Weights) -> Weights:
    """Return the weights unchanged, unless all of them are 0."""
    if weights.weigh_nothing:
        raise CannotStand
    return weights


def _covers(weights: Weights | None, leaves: Sequence[str]) -> bool:
    """Return whether weights name all of some criteria; no weights do, for they are equal ones."""
    return weights is None or set(leaves) <= set(weights.named)


def _agree(sides: Sides, was: Weights | None, now: Weights | None) -> bool:
    """Return whether both say the same of the criteria that both have."""
    shared = frozenset(sides.base.criteria) & frozenset(sides.other.criteria)
    return bool(comparable_weights(was, shared) == comparable_weights(now, shared))
