"""Options, criteria and futures that came, went, or are asked otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dilemma.scenario.difference.change import Change, plain
from dilemma.scenario.value_function import points

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from dilemma.scenario.difference.change import Kind
    from dilemma.scenario.difference.version import Version
    from dilemma.scenario.model import Leaf, Scenario


def options(old: Version, new: Version) -> Iterator[Change]:
    """Options that are gone, and options that are new."""
    was, now = old.scenario.options, new.scenario.options
    yield from _came_and_went("option", "options", was, now)


def criteria(old: Version, new: Version) -> Iterator[Change]:
    """Leaf criteria that are gone or new, and what the others mean now: group, pole, scale, floor."""
    was = {leaf.id: leaf for leaf in old.scenario.leaves}
    now = {leaf.id: leaf for leaf in new.scenario.leaves}
    yield from _came_and_went("criterion", "criteria", was, now)
    for key, leaf in was.items():
        if key in now:
            yield from _meaning(leaf, now[key])
            yield from _floor(key, old.scenario, new.scenario)


def _came_and_went(kind: Kind, part: str, was: Collection[str], now: Collection[str]) -> Iterator[Change]:
    """Ids on one side only; the side that has one says `there`."""
    yield from (Change(kind, (part, key), old="there") for key in was if key not in now)
    yield from (Change(kind, (part, key), new="there") for key in now if key not in was)


def _meaning(was: Leaf, now: Leaf) -> Iterator[Change]:
    compared: tuple[tuple[Kind, Any, Any], ...] = (
        ("group", ".".join(was.groups) or None, ".".join(now.groups) or None),
        ("pole", was.pole, now.pole),
        ("scale", _scale(was), _scale(now)),
    )
    for kind, before, after in compared:
        if before != after:
            yield Change(kind, ("criteria", was.id, kind), before, after)


def _scale(leaf: Leaf) -> dict[str, Any]:
    """What fixes the value of a score: the unit, and the corners of the value function."""
    scale = leaf.criterion.scale
    return {"unit": scale.unit if scale else None, "value": plain(points(leaf.criterion))}


def other_ends(change: Change) -> bool:
    """Whether a changed scale runs between other levels, so that its scores must change with it."""
    was, now = change.old["value"], change.new["value"]
    return (was[0], was[-1]) != (now[0], now[-1])


def _floor(key: str, old: Scenario, new: Scenario) -> Iterator[Change]:
    was, now = old.floors.get(key), new.floors.get(key)
    if was != now:
        yield Change("floor", ("criteria", key, "floor"), was, now)


def futures(old: Version, new: Version) -> Iterator[Change]:
    """Futures that are gone or new, another form of stating chances, another order of a chain."""
    was, now = old.futures, new.futures
    yield from _came_and_went("future", "futures", was, now)
    if old.scenario.chances != new.scenario.chances:
        yield Change("future", ("futures", "form"), old.scenario.chances, new.scenario.chances)
    elif old.scenario.chances == "chain":
        before, after = [key for key in was if key in now], [key for key in now if key in was]
        if before != after:
            yield Change("future", ("futures", "order"), before, after)
