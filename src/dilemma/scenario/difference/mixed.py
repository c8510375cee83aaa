"""A version of a scenario with some judgements of another: the one place where a difference is applied."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.scenario.difference.judgements import where
from dilemma.scenario.difference.mixed_scores import rows
from dilemma.scenario.difference.mixed_weights import weights
from dilemma.scenario.difference.sides import CannotStand, Sides
from dilemma.scenario.difference.version import Version

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from dilemma.scenario.difference.change import Path
    from dilemma.scenario.files.judgement import Weights
    from dilemma.scenario.files.parts import Coalition
    from dilemma.scenario.files.profile_file import Adjustment
    from dilemma.scenario.files.scenario_file import ScenarioFile
    from dilemma.scenario.model import Leaf, Outlook, Profile, Scenario

FEWEST_OPTIONS = 2
NO_COALITION = ("coalition",)


def mixed(base: Version, other: Version, taken: Collection[Path]) -> Version:
    """`base` with the judgements at some paths as `other` has them; with all that differ, it is `other`.

    What comes with a new option, criterion or future, such as its scores and its weight, comes from the
    version that has it. What speaks of something that is not there is left out.

    Args:
        base: the version to change.
        other: the version the judgements come from.
        taken: paths of changes between the two, in either direction.

    Raises:
        CannotStand: these changes by themselves leave no whole scenario.
    """
    sides = Sides(base, other, frozenset(taken))
    options = sides.kept("options", list(base.scenario.options), list(other.scenario.options))
    leaves = _leaves(sides)
    keys = [leaf.id for leaf in leaves]
    if len(options) < FEWEST_OPTIONS or not leaves:
        raise CannotStand
    futures = _futures(sides)
    found = weights(sides, keys)
    scenario = replace(
        _ruled(sides, keys),
        file=_file(sides, options, leaves),
        leaves=leaves,
        futures=futures,
        chances=(other if sides.other_futures else base).scenario.chances,
        weights=found,
        rows=rows(sides, options, keys, [future.id for future in futures]),
    )
    return Version(scenario, _eyes(sides, scenario, found))


def _leaves(sides: Sides) -> tuple[Leaf, ...]:
    was, now = ({leaf.id: leaf for leaf in side.scenario.leaves} for side in (sides.base, sides.other))
    kept = sides.kept("criteria", list(was), list(now))
    return tuple(
        _leaf(sides, was[key], now[key]) if key in was and key in now else (was | now)[key] for key in kept
    )


def _leaf(sides: Sides, was: Leaf, now: Leaf) -> Leaf:
    """A criterion both have, with its scale, pole and group each from the version that counts."""
    scale, pole, group = (("criteria", was.id, part) in sides.taken for part in ("scale", "pole", "group"))
    if not (scale or pole or group):
        return was
    return replace(
        was,
        criterion=(now if scale else was).criterion,
        pole=(now if pole else was).pole,
        groups=(now if group else was).groups,
    )


def _futures(sides: Sides) -> tuple[Outlook, ...]:
    """The futures with their chances; where the futures themselves changed, all of them are the other's."""
    if sides.other_futures:
        return sides.other.scenario.futures
    theirs = {future.id: future for future in sides.other.scenario.futures}
    touched = {path[1] for path in sides.taken if path[0] == "futures"}
    return tuple(
        replace(future, chance=theirs[future.id].chance, shared=theirs[future.id].shared)
        if future.id in touched
        else future
        for future in sides.base.scenario.futures
    )


def _ruled(sides: Sides, leaves: Iterable[str]) -> Scenario:
    """The scenario with the rules, the floors and the share its scores are judged at."""
    share = sides.of(NO_COALITION if NO_COALITION in sides.taken else ("coalition", "assumed_share"))
    return replace(
        sides.base.scenario,
        floors=dict(_floors(sides, leaves)),
        too_close=sides.of(("rules", "too_close")).scenario.too_close,
        tie_break=sides.of(("rules", "tie_break")).scenario.tie_break,
        assumed_share=share.scenario.assumed_share,
    )


def _floors(sides: Sides, leaves: Iterable[str]) -> Iterable[tuple[str, float]]:
    for leaf in leaves:
        first, second = sides.first(("criteria", leaf, "floor"))
        owner = first if leaf in first.leaves else second
        if leaf in owner.scenario.floors:
            yield leaf, owner.scenario.floors[leaf]


def _file(sides: Sides, options: Sequence[str], leaves: Sequence[Leaf]) -> ScenarioFile:
    """The file with what later edits and the analysis look up: options, criteria, futures, coalition."""
    was, now = sides.base.scenario.file, sides.other.scenario.file
    keys = [leaf.id for leaf in leaves]
    return was.model_copy(
        update={
            "options": {key: was.options.get(key) or now.options[key] for key in options},
            "criteria": {leaf.id: leaf.criterion for leaf in leaves},
            "futures": (now if sides.other_futures else was).futures,
            "coalition": _coalition(sides, options, keys),
        }
    )


def _coalition(sides: Sides, options: Sequence[str], leaves: Sequence[str]) -> Coalition | None:
    """The coalition; of an option that is not there, it moves nothing."""
    whole = sides.of(NO_COALITION).scenario.file.coalition
    theirs = sides.other.scenario.file.coalition
    if whole is None or theirs is None:
        return whole
    option = theirs.option if ("coalition", "option") in sides.taken else whole.option
    slopes = {
        key: slope
        for key in {**whole.per_share, **theirs.per_share}
        if key in leaves
        for slope in [
            (theirs if ("coalition", "per_share", key) in sides.taken else whole).per_share.get(key)
        ]
        if slope is not None
    }
    share = (theirs if ("coalition", "assumed_share") in sides.taken else whole).assumed_share
    there = slopes if option in options else {}
    return whole.model_copy(update={"option": option, "assumed_share": share, "per_share": there})


def _eyes(sides: Sides, scenario: Scenario, found: Weights | None) -> Profile | None:
    """The profile, with the weights and the readings that hold in this scenario."""
    profile = sides.of(("as",)).profile
    if profile is None:
        return None
    own = {scenario.id: found} if found else {}
    here = {"scenarios": (scenario.id,)}  # the other version may go by another name
    readings = [each.model_copy(update=here) for each in _readings(sides) if _applies(each, scenario)]
    file = profile.file.model_copy(update={"weights": own, "adjustments": tuple(readings)})
    return replace(profile, file=file)


def _readings(sides: Sides) -> list[Adjustment]:
    if not sides.same_eyes:
        return list(sides.of(("as",)).readings)
    kept = [each for each in sides.base.readings if where(each) not in sides.taken]
    return [*kept, *(each for each in sides.other.readings if where(each) in sides.taken)]


def _applies(reading: Adjustment, scenario: Scenario) -> bool:
    """Whether what a reading speaks of is there."""
    return (
        (reading.option is None or reading.option in scenario.options)
        and reading.criterion in {leaf.id for leaf in scenario.leaves}
        and (reading.future is None or reading.future in {future.id for future in scenario.futures})
    )
