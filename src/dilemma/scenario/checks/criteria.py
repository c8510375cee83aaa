"""Checks of criteria: unique ids, unscored groups, scales and value functions that make sense."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from dilemma.scenario.checks.finding import Draft, Finding
from dilemma.scenario.tree import walk_criteria

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.scenario.files.parts import Criterion
    from dilemma.scenario.naming import KeyPath


def check_criteria(draft: Draft) -> Iterator[Finding]:
    """Check that each criterion stands once in the tree, no group has a scale, every scale two ends."""
    known: set[str] = set()
    for path, key, criterion in walk_criteria(draft.file.criteria):
        if key in known:
            message = f"criterion `{key}` stands twice in the tree; give one of them another id"
            yield Finding(path, "repeated-criterion", message, at_key=True)
        known.add(key)
        yield from (
            _check_group(path, key, criterion)
            if criterion.criteria
            else _check_leaf_criterion(path, key, criterion)
        )


def _check_group(path: KeyPath, key: str, criterion: Criterion) -> Iterator[Finding]:
    for value, word in (
        (criterion.scale, "scale"),
        (criterion.value, "value"),
        (criterion.floor, "floor"),
        (criterion.worst, "worst"),
        (criterion.best, "best"),
    ):
        if value is not None:
            message = (
                f"criterion `{key}` is a group and has no `{word}` of its own; move it to one of its criteria"
            )
            yield Finding((*path, word), "scored-group", message, at_key=True)


def _check_leaf_criterion(path: KeyPath, key: str, criterion: Criterion) -> Iterator[Finding]:
    scale = criterion.scale
    if scale and scale.worst == scale.best:
        message = f"the scale of criterion `{key}` is {scale.worst:g} at worst and at best; give it two ends"
        yield Finding((*path, "scale"), "flat-scale", message, at_key=True)
    elif criterion.value is not None:
        yield from _check_value_function(path, key, criterion)


def _check_value_function(path: KeyPath, key: str, criterion: Criterion) -> Iterator[Finding]:
    """Check that a value function runs from the worst level at 0 to the best at 100 without turning back."""
    points = criterion.value or ()
    value_path = (*path, "value")
    worst, best = (criterion.scale.worst, criterion.scale.best) if criterion.scale else (0.0, 100.0)
    if len(points) < 2 or points[0][0] != worst or points[-1][0] != best:
        message = (
            f"the value function of criterion `{key}` must run from the worst level, {worst:g}, "
            f"to the best, {best:g}"
        )
        yield Finding(value_path, "value-ends", message)
        return
    if points[0][1] != 0 or points[-1][1] != 100:
        message = f"the value function of criterion `{key}` must give the worst level 0 and the best 100"
        yield Finding(value_path, "value-ends", message)
    # Where less is better, levels fall from worst to best.
    sign = 1 if best > worst else -1
    for number, (point, next_point) in enumerate(pairwise(points), start=2):
        if sign * (next_point[0] - point[0]) <= 0 or next_point[1] < point[1]:
            message = (
                f"the value function of criterion `{key}` turns back at point {number}; "
                "order the points from worst to best, values never falling"
            )
            yield Finding((*value_path, number - 1), "value-order", message)
