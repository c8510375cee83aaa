"""A version of a scenario with some judgements of another, and changes in steps that can stand alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.scenario.diff.changes import Bundle, CannotStand, Sides, Version, moves_ends
from dilemma.scenario.diff.compare import adjustment_path, comparable_weights
from dilemma.scenario.schema.judgement import Weights

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from dilemma.scenario.diff.changes import ChangePath
    from dilemma.scenario.model import FutureChance, LeafCriterion, Profile, Scenario
    from dilemma.scenario.schema.files import ScenarioFile
    from dilemma.scenario.schema.judgement import Judgement
    from dilemma.scenario.schema.parts import Coalition
    from dilemma.scenario.schema.profile_file import Adjustment

    Rows = Mapping[tuple[str, str], tuple[Judgement, ...]]
    from dilemma.scenario.diff.changes import JudgementChange, Reason

_WEIGHTS = ("weights",)
_FEWEST_OPTIONS = 2
_COALITION = ("coalition",)
# Changes that may leave a scenario without a score or a weight; all others can always be made alone.
_SHAPING = frozenset({"viewpoint", "option", "criterion", "future", "weight"})


def _mix_rows(sides: Sides, options: Sequence[str], leaves: Sequence[str], futures: Sequence[str]) -> Rows:
    """Return one judgement for each option, criterion and future; unchanged ones are the same objects.

    Raises:
        CannotStand: neither version has a score for one of them.
    """
    base = sides.base
    if (options, leaves, futures) == (list(base.scenario.options), list(base.criteria), list(base.futures)):
        # Only rows that change are made anew: the analysis recognises the others by identity.
        touched = dict.fromkeys(path[1:3] for path in sides.paths if path[0] == "scores")
        changed = {(o, c): _mix_row(sides, o, c, futures) for o, c in touched if o in options and c in leaves}
        return {**base.scenario.rows, **changed}
    return {(o, c): _mix_row(sides, o, c, futures) for o in options for c in leaves}


def _mix_row(sides: Sides, option: str, leaf: str, futures: Sequence[str]) -> tuple[Judgement, ...]:
    """Return the judgements of one option on one criterion, one a future."""
    whole = ("scores", option, leaf)
    if whole in sides.paths and sides.other.futures == tuple(futures):
        return sides.other.scenario.rows[option, leaf]
    return tuple(
        _first_cell(
            sides.in_priority(whole if whole in sides.paths else (*whole, future)), option, leaf, future
        )
        for future in futures
    )


def _first_cell(order: tuple[Version, Version], option: str, leaf: str, future: str) -> Judgement:
    """Return the judgement of the first version that has one."""
    for side in order:
        row = side.scenario.rows.get((option, leaf))
        if row is not None and future in side.futures:
            return row[side.futures.index(future)]
    raise CannotStand


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


def mix_versions(base: Version, other: Version, paths: Collection[ChangePath]) -> Version:
    """Return `base` with the judgements at some paths as `other` has them; with all that differ, `other`.

    What belongs to a new option, criterion or future, such as its scores and its weight, comes from the
    version that has it. What refers to something that does not exist is left out.

    Args:
        base: the version to change.
        other: the version the judgements come from.
        paths: paths of changes between the two, in either direction.

    Raises:
        CannotStand: these changes by themselves leave no complete scenario.
    """
    sides = Sides(base, other, frozenset(paths))
    options = sides.merge_ids("options", list(base.scenario.options), list(other.scenario.options))
    leaves = _mix_criteria(sides)
    keys = [leaf.id for leaf in leaves]
    if len(options) < _FEWEST_OPTIONS or not leaves:
        raise CannotStand
    futures = _mix_futures(sides)
    used_weights = _mix_weights(sides, keys)
    scenario = replace(
        _mix_rules(sides, keys),
        file=_mix_file(sides, options, leaves),
        leaves=leaves,
        futures=futures,
        chances=(other if sides.other_futures else base).scenario.chances,
        weights=used_weights,
        rows=_mix_rows(sides, options, keys, [future.id for future in futures]),
    )
    return Version(scenario, _mix_profile(sides, scenario, used_weights))


def _mix_criteria(sides: Sides) -> tuple[LeafCriterion, ...]:
    was, now = ({leaf.id: leaf for leaf in side.scenario.leaves} for side in (sides.base, sides.other))
    kept = sides.merge_ids("criteria", list(was), list(now))
    return tuple(
        _mix_criterion(sides, was[key], now[key]) if key in was and key in now else (was | now)[key]
        for key in kept
    )


def _mix_criterion(sides: Sides, was: LeafCriterion, now: LeafCriterion) -> LeafCriterion:
    """Return a criterion both have, with its scale, pole and group each from the version that counts."""
    scale, pole, group = (("criteria", was.id, part) in sides.paths for part in ("scale", "pole", "group"))
    if not (scale or pole or group):
        return was
    return replace(
        was,
        criterion=(now if scale else was).criterion,
        pole=(now if pole else was).pole,
        groups=(now if group else was).groups,
    )


def _mix_futures(sides: Sides) -> tuple[FutureChance, ...]:
    """Return the futures with their chances; where the set of futures changed, all are those of `other`."""
    if sides.other_futures:
        return sides.other.scenario.futures
    theirs = {future.id: future for future in sides.other.scenario.futures}
    touched = {path[1] for path in sides.paths if path[0] == "futures"}
    return tuple(
        replace(future, chance=theirs[future.id].chance, shared=theirs[future.id].shared)
        if future.id in touched
        else future
        for future in sides.base.scenario.futures
    )


def _mix_rules(sides: Sides, leaves: Iterable[str]) -> Scenario:
    """Return the scenario with its rules, its floors and the share its scores are judged at."""
    share = sides.version_at(_COALITION if _COALITION in sides.paths else ("coalition", "assumed_share"))
    return replace(
        sides.base.scenario,
        floors=dict(_mix_floors(sides, leaves)),
        screens=tuple(_mix_screens(sides, leaves)),
        too_close=sides.version_at(("rules", "too_close")).scenario.too_close,
        tie_break=sides.version_at(("rules", "tie_break")).scenario.tie_break,
        weight_spread=sides.version_at(("rules", "weight_spread")).scenario.weight_spread,
        score_dependence=sides.version_at(("rules", "dependence")).scenario.score_dependence,
        assumed_share=share.scenario.assumed_share,
    )


def _mix_floors(sides: Sides, leaves: Iterable[str]) -> Iterable[tuple[str, float]]:
    for leaf in leaves:
        first, second = sides.in_priority(("criteria", leaf, "floor"))
        owner = first if leaf in first.criteria else second
        if leaf in owner.scenario.floors:
            yield leaf, owner.scenario.floors[leaf]


def _mix_screens(sides: Sides, leaves: Iterable[str]) -> Iterable[str]:
    for leaf in leaves:
        first, second = sides.in_priority(("criteria", leaf, "screen"))
        owner = first if leaf in first.criteria else second
        if leaf in owner.scenario.screens:
            yield leaf


def _mix_file(sides: Sides, options: Sequence[str], leaves: Sequence[LeafCriterion]) -> ScenarioFile:
    """Return the file with what later edits and the analysis look up in it."""
    was, now = sides.base.scenario.file, sides.other.scenario.file
    keys = [leaf.id for leaf in leaves]
    return was.model_copy(
        update={
            "options": {key: was.options.get(key) or now.options[key] for key in options},
            "criteria": {leaf.id: leaf.criterion for leaf in leaves},
            "futures": (now if sides.other_futures else was).futures,
            "coalition": _mix_coalition(sides, options, keys),
        }
    )


def _mix_coalition(sides: Sides, options: Sequence[str], leaves: Sequence[str]) -> Coalition | None:
    """Return the coalition; where its option does not exist, it moves nothing."""
    whole = sides.version_at(_COALITION).scenario.file.coalition
    theirs = sides.other.scenario.file.coalition
    if whole is None or theirs is None:
        return whole
    option = theirs.option if ("coalition", "option") in sides.paths else whole.option
    pair = (whole, theirs)
    slopes = _mix_numbers(sides, "per_share", [side.per_share for side in pair], leaves)
    also = _mix_numbers(sides, "also", [side.also for side in pair], options)
    share = (theirs if ("coalition", "assumed_share") in sides.paths else whole).assumed_share
    there = slopes if option in options else {}
    update = {"option": option, "assumed_share": share, "per_share": there, "also": also}
    return whole.model_copy(update=update)


def _mix_numbers(
    sides: Sides, part: str, both: Sequence[Mapping[str, float]], known: Sequence[str]
) -> dict[str, float]:
    """Return the numbers of one part of the coalition for the ids that are known, each from its side."""
    whole, theirs = both
    mixed = {
        key: (theirs if ("coalition", part, key) in sides.paths else whole).get(key)
        for key in {**whole, **theirs}
        if key in known
    }
    return {key: number for key, number in mixed.items() if number is not None}


def _mix_profile(sides: Sides, scenario: Scenario, used_weights: Weights | None) -> Profile | None:
    """Return the profile, with the weights and the adjustments that hold in this scenario."""
    profile = sides.version_at(("as",)).profile
    if profile is None:
        return None
    own = {scenario.id: used_weights} if used_weights else {}
    update = {"scenarios": (scenario.id,)}  # the other version may go by another name
    adjustments = [
        adjustment.model_copy(update=update)
        for adjustment in _mix_adjustments(sides)
        if _applies(adjustment, scenario)
    ]
    file = profile.file.model_copy(update={"weights": own, "adjustments": tuple(adjustments)})
    return replace(profile, file=file)


def _mix_adjustments(sides: Sides) -> list[Adjustment]:
    if not sides.same_viewpoint:
        return list(sides.version_at(("as",)).adjustments)
    kept = [
        adjustment for adjustment in sides.base.adjustments if adjustment_path(adjustment) not in sides.paths
    ]
    return [
        *kept,
        *(adjustment for adjustment in sides.other.adjustments if adjustment_path(adjustment) in sides.paths),
    ]


def _applies(adjustment: Adjustment, scenario: Scenario) -> bool:
    """Return whether the option, the criterion and the future of an adjustment exist."""
    return (
        (adjustment.option is None or adjustment.option in scenario.options)
        and adjustment.criterion in {leaf.id for leaf in scenario.leaves}
        and (adjustment.future is None or adjustment.future in {future.id for future in scenario.futures})
    )


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
