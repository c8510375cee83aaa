"""Changes grouped where they cannot be made one by one, so that every step has an effect of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.scenario.diff.changes import Bundle, CannotStand, moves_ends
from dilemma.scenario.diff.mixed import mix_versions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.scenario.diff.changes import ChangePath, JudgementChange, Reason, Version

# Changes that may leave a scenario without a score or a weight; all others can always be made alone.
_SHAPING = frozenset({"viewpoint", "option", "criterion", "future", "weight"})


def bundles(old: Version, new: Version, changes: Sequence[JudgementChange]) -> tuple[Bundle, ...]:
    """Return the changes in as many steps as can each be made alone, and left out alone.

    A scale comes with the scores on it, a set of futures with their chances, probabilities with one another.
    Where only some changes of options, criteria and futures together leave a complete scenario, these are one
    step. All changes together always leave one.
    """
    steps = _group(changes)
    # Every round merges two steps at least, so this ends.
    while inseparable := [step for step in steps if _cannot_stand_alone(step, old, new)]:
        steps = _merge(steps, inseparable)
    return tuple(steps)


def _group(changes: Sequence[JudgementChange]) -> list[Bundle]:
    """Return the steps that follow from the kinds of the changes, in the order of their first change."""
    rescaled = {change.path[1] for change in changes if change.kind == "scale" and moves_ends(change)}
    other_futures = any(change.kind == "future" for change in changes)
    steps: dict[tuple[Reason | None, ChangePath], list[JudgementChange]] = {}
    for change in changes:
        steps.setdefault(_step_of(change, rescaled, other_futures=other_futures), []).append(change)
    return [_bundle(members, reason) for (reason, _), members in steps.items()]


def _step_of(
    change: JudgementChange, rescaled: set[str], *, other_futures: bool
) -> tuple[Reason | None, ChangePath]:
    """Return the reason and the key of the step that a change belongs to."""
    if change.kind == "future" or (other_futures and change.kind in {"chance", "probability"}):
        return "futures", ()
    if change.kind == "probability":
        return "probabilities", ()
    if change.kind == "scale" and change.path[1] in rescaled:
        return "scale", (change.path[1],)
    if change.kind == "score" and change.path[2] in rescaled:
        return "scale", (change.path[2],)
    return None, change.path


def _bundle(changes: Sequence[JudgementChange], reason: Reason | None) -> Bundle:
    return Bundle(tuple(changes), reason if len(changes) > 1 else None)


def _cannot_stand_alone(step: Bundle, old: Version, new: Version) -> bool:
    """Return whether a step cannot be made alone, or cannot be left out alone."""
    if not any(change.kind in _SHAPING for change in step.changes):
        return False
    try:
        mix_versions(old, new, step.paths)
        mix_versions(new, old, step.paths)
    except CannotStand:
        return True
    return False


def _merge(steps: Sequence[Bundle], inseparable: Sequence[Bundle]) -> list[Bundle]:
    """Return the steps with the inseparable ones as one.

    A single one is merged with all that shape the scenario; where it is the only such step, with every other.
    """
    together = list(inseparable)
    if len(together) == 1:
        together = [step for step in steps if any(change.kind in _SHAPING for change in step.changes)]
    if len(together) == 1:
        together = list(steps)
    if len(together) == 1:
        raise ValueError("a version cannot be made of all its own judgements")
    kinds = {change.kind for step in together for change in step.changes}
    parts = tuple(change for step in together for change in step.changes)
    one = _bundle(parts, "weights" if kinds == {"weight"} else "structure")
    return [
        one if step is together[0] else step for step in steps if step is together[0] or step not in together
    ]
