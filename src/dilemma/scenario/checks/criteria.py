"""Criteria have scales that make sense and ids of their own."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from dilemma.scenario.checks.finding import Draft, Finding
from dilemma.scenario.tree import paths

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.scenario.files.parts import Criterion
    from dilemma.scenario.naming import Path


def criteria(draft: Draft) -> Iterator[Finding]:
    """A criterion has one place in the tree; a group is not scored; a scale has two ends."""
    seen: set[str] = set()
    for path, key, criterion in paths(draft.file.criteria):
        if key in seen:
            message = f"criterion `{key}` stands twice in the tree; give one of them another id"
            yield Finding(path, "repeated-criterion", message, at_key=True)
        seen.add(key)
        yield from _group(path, key, criterion) if criterion.criteria else _leaf(path, key, criterion)


def _group(path: Path, key: str, criterion: Criterion) -> Iterator[Finding]:
    for given, word in (
        (criterion.scale, "scale"),
        (criterion.value, "value"),
        (criterion.floor, "floor"),
        (criterion.worst, "worst"),
        (criterion.best, "best"),
    ):
        if given is not None:
            message = (
                f"criterion `{key}` is a group and has no `{word}` of its own; move it to one of its criteria"
            )
            yield Finding((*path, word), "scored-group", message, at_key=True)


def _leaf(path: Path, key: str, criterion: Criterion) -> Iterator[Finding]:
    scale = criterion.scale
    if scale and scale.worst == scale.best:
        message = f"the scale of criterion `{key}` is {scale.worst:g} at worst and at best; give it two ends"
        yield Finding((*path, "scale"), "flat-scale", message, at_key=True)
    elif criterion.value is not None:
        yield from _value_function(path, key, criterion)


def _value_function(path: Path, key: str, criterion: Criterion) -> Iterator[Finding]:
    points = criterion.value or ()
    place = (*path, "value")
    worst, best = (criterion.scale.worst, criterion.scale.best) if criterion.scale else (0.0, 100.0)
    if len(points) < 2 or points[0][0] != worst or points[-1][0] != best:
        message = (
            f"the value function of criterion `{key}` must run from the worst level, {worst:g}, "
            f"to the best, {best:g}"
        )
        yield Finding(place, "value-ends", message)
        return
    if points[0][1] != 0 or points[-1][1] != 100:
        message = f"the value function of criterion `{key}` must give the worst level 0 and the best 100"
        yield Finding(place, "value-ends", message)
    sign = 1 if best > worst else -1
    for number, (before, after) in enumerate(pairwise(points), start=2):
        if sign * (after[0] - before[0]) <= 0 or after[1] < before[1]:
            message = (
                f"the value function of criterion `{key}` turns back at point {number}; "
                "order the points from worst to best, values never falling"
            )
            yield Finding((*place, number - 1), "value-order", message)
