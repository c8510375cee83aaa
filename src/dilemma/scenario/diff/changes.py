"""Changes as values: a judgement with its old and new value, and the versions that are compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel

from dilemma.records import dataclass
from dilemma.scenario.edits.profile import adjustments_of, effective_weights
from dilemma.scenario.model import value_points_of
from dilemma.scenario.quantity import Quantity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from dilemma.scenario.model import LeafCriterion, Profile, Scenario
    from dilemma.scenario.schema.judgement import Weights
    from dilemma.scenario.schema.profile_file import Adjustment


ChangeKind = Literal[
    "viewpoint",
    "option",
    "criterion",
    "scale",
    "pole",
    "group",
    "floor",
    "weight",
    "future",
    "chance",
    "probability",
    "score",
    "coalition",
    "rule",
    "adjustment",
    "other",
]
# Reasons why several changes can only be made together.
Reason = Literal["scale", "futures", "probabilities", "weights", "structure"]
ChangePath = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JudgementChange:
    """One judgement that differs; `path` is what `--set` would call it, where `--set` takes it.

    `old` and `new` are what the files state, as JSON holds it; None where a file states nothing.
    """

    kind: ChangeKind
    path: ChangePath
    old: Any = None
    new: Any = None


@dataclass(frozen=True, slots=True)
class Bundle:
    """Changes made in one step, with the reason where there are several."""

    changes: tuple[JudgementChange, ...]
    reason: Reason | None = None

    @property
    def paths(self) -> frozenset[ChangePath]:
        """The paths of its changes."""
        return frozenset(change.path for change in self.changes)


@dataclass(frozen=True, slots=True)
class TextChange:
    """A text that differs: the path it has in the file, and its key."""

    path: ChangePath
    key: str


def json_value(value: Any) -> Any:
    """Return a value of a file as JSON holds it."""
    if isinstance(value, Quantity):
        return value.to_yaml()
    # Of a model only the keys that its author wrote, by the names they have in the file.
    if isinstance(value, BaseModel):
        return {
            field.alias or name: json_value(getattr(value, name))
            for name, field in type(value).model_fields.items()
            if name in value.model_fields_set
        }
    if isinstance(value, dict):
        return {key: json_value(item) for key, item in value.items()}
    return [json_value(item) for item in value] if isinstance(value, tuple | list) else value


@dataclass(frozen=True, slots=True)
class Version:
    """A scenario as its files state it, before any edit, and the profile it will be seen through."""

    scenario: Scenario
    profile: Profile | None = None

    @property
    def viewpoint(self) -> str | None:
        """The profile's id; None without a profile."""
        return self.profile.id if self.profile else None

    @property
    def weights(self) -> Weights | None:
        """The weights in use: the profile's, or the scenario's own without a profile."""
        return effective_weights(self.scenario, self.profile)

    @property
    def adjustments(self) -> tuple[Adjustment, ...]:
        """The profile's adjustments of some scores."""
        return adjustments_of(self.scenario, self.profile)

    @property
    def criteria(self) -> tuple[str, ...]:
        """The ids of the criteria that are scored, in file order."""
        return tuple(leaf.id for leaf in self.scenario.leaves)

    @property
    def futures(self) -> tuple[str, ...]:
        """The ids of the futures, in the order they are asked in."""
        return tuple(future.id for future in self.scenario.futures)


class CannotStand(ValueError):
    """Some changes leave no scenario that could be assessed: a score is missing, or all weights are 0."""


@dataclass(frozen=True, slots=True)
class Sides:
    """A version to change, the version to take judgements from, and the paths at which to take them."""

    base: Version
    other: Version
    paths: frozenset[ChangePath]

    def version_at(self, path: ChangePath) -> Version:
        """Return the version whose judgement counts at a path."""
        return self.other if path in self.paths else self.base

    def in_priority(self, path: ChangePath) -> tuple[Version, Version]:
        """Return both versions, the one that counts at a path first."""
        return (self.other, self.base) if path in self.paths else (self.base, self.other)

    def merge_ids(self, part: str, base: Sequence[str], other: Sequence[str]) -> list[str]:
        """Return the ids of a part that exist, in the order of the version that last changed the part."""
        remaining = [key for key in base if key in other or (part, key) not in self.paths]
        added = [key for key in other if key not in base and (part, key) in self.paths]
        if not added and len(remaining) == len(base):
            return remaining
        # Ids that only `base` has come last, in their own order, for sorting is stable.
        return sorted([*remaining, *added], key=lambda key: other.index(key) if key in other else len(other))

    @property
    def other_futures(self) -> bool:
        """Whether the futures are those of `other`; they are taken all together or not at all."""
        return any(path[0] == "futures" and len(path) == 2 for path in self.paths)

    @property
    def same_viewpoint(self) -> bool:
        """Whether both are seen through the same profile, or both through none."""
        return self.base.viewpoint == self.other.viewpoint


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
    was_hard, is_hard = (key in scenario.screens for scenario in (old, new))
    if was_hard != is_hard:
        yield JudgementChange("floor", ("criteria", key, "screen"), was_hard, is_hard)


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
