"""Options, criteria and futures that were added, removed or redefined."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dilemma.scenario.difference.change import JudgementChange, json_value
from dilemma.scenario.value_function import value_points_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from dilemma.scenario.difference.change import ChangeKind
    from dilemma.scenario.difference.version import Version
    from dilemma.scenario.model import LeafCriterion, Scenario


def compare_options(old: Version, new: Version) -> Iterator[JudgementChange]:
    """Yield the options that are gone, and those that are new."""
    was, now = old.scenario.options, new.scenario.options
    yield from _compare_ids("option", "options", was, now)


def compare_criteria(old: Version, new: Version) -> Iterator[JudgementChange]:
    """Yield the criteria that are gone or new, and changes of the others: group, pole, scale, floor."""
    was = {leaf.id: leaf for leaf in old.scenario.leaves}
    now = {leaf.id: leaf for leaf in new.scenario.leaves}
    yield from _compare_ids("criterion", "criteria", was, now)
    for key, leaf in was.items():
        if key in now:
            yield from _compare_criterion(leaf, now[key])
            yield from _compare_floor(key, old.scenario, new.scenario)


def _compare_ids(
    kind: ChangeKind, part: str, was: Collection[str], now: Collection[str]
) -> Iterator[JudgementChange]:
    """Yield the ids that only one side has; the side that has one says `there`."""
    yield from (JudgementChange(kind, (part, key), old="there") for key in was if key not in now)
    yield from (JudgementChange(kind, (part, key), new="there") for key in now if key not in was)


def _compare_criterion(was: LeafCriterion, now: LeafCriterion) -> Iterator[JudgementChange]:
    compared: tuple[tuple[ChangeKind, Any, Any], ...] = (
        ("group", ".".join(was.groups) or None, ".".join(now.groups) or None),
        ("pole", was.pole, now.pole),
        ("scale", _scale_data(was), _scale_data(now)),
    )
    for kind, before, after in compared:
        if before != after:
            yield JudgementChange(kind, ("criteria", was.id, kind), before, after)


def _scale_data(leaf: LeafCriterion) -> dict[str, Any]:
    """Return what fixes the value of a score: the unit, and the points of the value function."""
    scale = leaf.criterion.scale
    return {"unit": scale.unit if scale else None, "value": json_value(value_points_of(leaf.criterion))}


def moves_ends(change: JudgementChange) -> bool:
    """Return whether a changed scale runs between other levels, so that its scores must change with it."""
    was, now = change.old["value"], change.new["value"]
    return (was[0], was[-1]) != (now[0], now[-1])


def _compare_floor(key: str, old: Scenario, new: Scenario) -> Iterator[JudgementChange]:
    was, now = old.floors.get(key), new.floors.get(key)
    if was != now:
        yield JudgementChange("floor", ("criteria", key, "floor"), was, now)


def compare_futures(old: Version, new: Version) -> Iterator[JudgementChange]:
    """Yield the futures that are gone or new, another way of stating chances, another order of a chain."""
    was, now = old.futures, new.futures
    yield from _compare_ids("future", "futures", was, now)
    if old.scenario.chances != new.scenario.chances:
        yield JudgementChange("future", ("futures", "form"), old.scenario.chances, new.scenario.chances)
    elif old.scenario.chances == "chain":
        before, after = [key for key in was if key in now], [key for key in now if key in was]
        if before != after:
            yield JudgementChange("future", ("futures", "order"), before, after)
