"""Changes put together that cannot be made one by one, so that every change has an effect of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.scenario.difference.change import Bundle
from dilemma.scenario.difference.mixed import mixed
from dilemma.scenario.difference.sides import CannotStand
from dilemma.scenario.difference.structure import other_ends

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.scenario.difference.change import Change, Path, Reason
    from dilemma.scenario.difference.version import Version

# Where a scenario may end up without a score or a weight; other changes always stand alone.
SHAPING = frozenset({"viewpoint", "option", "criterion", "future", "weight"})


def bundles(old: Version, new: Version, changes: Sequence[Change]) -> tuple[Bundle, ...]:
    """The changes in as many steps as can each be made alone, and left out alone.

    A scale comes with the scores on it, a set of futures with their chances, probabilities with one
    another; and where options, criteria and futures change such that only some of those changes together
    leave a whole scenario, these are one step. All of them together always do.
    """
    found = _joined(changes)
    while stuck := [each for each in found if _stuck(each, old, new)]:
        found = _merged(found, stuck)
    return tuple(found)


def _joined(changes: Sequence[Change]) -> list[Bundle]:
    """The steps that follow from what the changes are, in the order of their first change."""
    rescaled = {each.path[1] for each in changes if each.kind == "scale" and other_ends(each)}
    other_futures = any(each.kind == "future" for each in changes)
    steps: dict[tuple[Reason | None, Path], list[Change]] = {}
    for change in changes:
        steps.setdefault(_step(change, rescaled, other_futures=other_futures), []).append(change)
    return [_bundle(each, reason) for (reason, _), each in steps.items()]


def _step(change: Change, rescaled: set[str], *, other_futures: bool) -> tuple[Reason | None, Path]:
    """Which step a change belongs to, and why."""
    if change.kind == "future" or (other_futures and change.kind in {"chance", "probability"}):
        return "futures", ()
    if change.kind == "probability":
        return "probabilities", ()
    if change.kind == "scale" and change.path[1] in rescaled:
        return "scale", (change.path[1],)
    if change.kind == "score" and change.path[2] in rescaled:
        return "scale", (change.path[2],)
    return None, change.path


def _bundle(changes: Sequence[Change], reason: Reason | None) -> Bundle:
    return Bundle(tuple(changes), reason if len(changes) > 1 else None)


def _stuck(step: Bundle, old: Version, new: Version) -> bool:
    """Whether a step cannot be made alone, or cannot be left out alone."""
    if not any(change.kind in SHAPING for change in step.changes):
        return False
    try:
        mixed(old, new, step.paths)
        mixed(new, old, step.paths)
    except CannotStand:
        return True
    return False


def _merged(found: Sequence[Bundle], stuck: Sequence[Bundle]) -> list[Bundle]:
    """The steps that are stuck as one; a single one with all that shape the scenario, or with everything."""
    together = list(stuck)
    if len(together) == 1:
        together = [each for each in found if any(change.kind in SHAPING for change in each.changes)]
    if len(together) == 1:
        together = list(found)
    if len(together) == 1:
        raise ValueError("a version cannot be made of all its own judgements")
    kinds = {change.kind for each in together for change in each.changes}
    parts = tuple(change for each in together for change in each.changes)
    one = _bundle(parts, "weights" if kinds == {"weight"} else "structure")
    return [
        one if each is together[0] else each for each in found if each is together[0] or each not in together
    ]
