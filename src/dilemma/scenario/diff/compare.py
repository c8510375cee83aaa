"""The judgements, texts and other values that differ between two versions, in the order of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from dilemma.scenario.diff import changes
from dilemma.scenario.diff.changes import JudgementChange, TextChange, json_value
from dilemma.scenario.messages import matches_pattern
from dilemma.scenario.model import walk_criteria
from dilemma.scenario.schema.judgement import Judgement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from dilemma.scenario.diff.changes import ChangeKind, ChangePath, Version
    from dilemma.scenario.model import Scenario
    from dilemma.scenario.schema.files import ScenarioFile
    from dilemma.scenario.schema.judgement import Chance, Row, Weights
    from dilemma.scenario.schema.parts import Add, Coalition, Future


_ANY = "*"  # every option, or every future, in the path of an adjustment


def _compare_viewpoints(old: Version, new: Version) -> Iterator[JudgementChange]:
    """Yield a change of the default profile; its weights and adjustments come as one change with it."""
    if old.viewpoint != new.viewpoint:
        yield JudgementChange("viewpoint", ("as",), old.viewpoint or "none", new.viewpoint or "none")


def _compare_weights(old: Version, new: Version) -> Iterator[JudgementChange]:
    """Yield swing points one by one; other forms as a whole, as far as the criteria of both are concerned."""
    # Another profile brings other weights, which `compare_viewpoints` reports as one change.
    if old.viewpoint != new.viewpoint:
        return
    was, now = old.weights, new.weights
    if was and now and was.points and now.points:
        shared = {key: (points, now.points[key]) for key, points in was.points.items() if key in now.points}
        for key, (before, after) in shared.items():
            if before != after:
                yield JudgementChange("weight", ("weights", key), json_value(before), json_value(after))
    else:
        shared_leaves = frozenset(old.criteria) & frozenset(new.criteria)
        if comparable_weights(was, shared_leaves) != comparable_weights(now, shared_leaves):
            yield JudgementChange("weight", ("weights",), _stated_weights(was), _stated_weights(now))


def comparable_weights(weights: Weights | None, leaves: frozenset[str]) -> Any:
    """Return what weights say of some criteria, in a form that compares: points, or the ranking."""
    if weights is None:
        return None
    if weights.points:
        return {key: points for key, points in weights.points.items() if key in leaves}
    kept = (frozenset(tie) & leaves for tie in weights.ranking)
    return [tie for tie in kept if tie]


def _stated_weights(weights: Weights | None) -> Any:
    """Return weights in the form in which a file states them."""
    if weights is None:
        return None
    if weights.points:
        return json_value(weights.points)
    return [list(tie) if len(tie) > 1 else tie[0] for tie in weights.ranking]


def _compare_chances(old: Version, new: Version) -> Iterator[JudgementChange]:
    """Yield the chances and probabilities of futures in both versions, as words where a file uses words."""
    was, now = ({future.id: future.chance for future in side.scenario.futures} for side in (old, new))
    kind: ChangeKind = "probability" if new.scenario.chances == "free" else "chance"
    for key in was:
        if key in now and was[key] != now[key]:
            stated_chances = (_stated_chance(side.scenario, key) for side in (old, new))
            yield JudgementChange(kind, ("futures", key, kind), *stated_chances)


def _stated_chance(scenario: Scenario, key: str) -> Any:
    """Return the chance or probability that a file states for a future; None for none."""
    future: Future | None = scenario.file.futures.get(key)
    chance: Chance | None = (future.probability or future.chance) if future else None
    return None if chance is None else json_value(chance.range)


def _compare_scores(old: Version, new: Version) -> Iterator[JudgementChange]:
    """Yield scores cell by cell; one change where both files state one score for every future."""
    futures = [
        (future, old.futures.index(future), index)
        for index, future in enumerate(new.futures)
        if future in old.futures
    ]
    for (option, leaf), before in old.scenario.rows.items():
        after = new.scenario.rows.get((option, leaf))
        if after is None:
            continue
        path: ChangePath = ("scores", option, leaf)
        if _stated_row(old, path).every and _stated_row(new, path).every:
            if before[0].score != after[0].score:
                yield JudgementChange("score", path, json_value(before[0].score), json_value(after[0].score))
            continue
        for future, was, now in futures:
            if before[was].score != after[now].score:
                stated_scores = (json_value(before[was].score), json_value(after[now].score))
                yield JudgementChange("score", (*path, future), *stated_scores)


def _stated_row(side: Version, path: ChangePath) -> Row:
    return side.scenario.file.scores[path[1]][path[2]]


def _compare_coalitions(old: Version, new: Version) -> Iterator[JudgementChange]:
    """Yield changes of the coalition: its option, the share judged at, the points per unit of share."""
    was, now = old.scenario.file.coalition, new.scenario.file.coalition
    if was is None or now is None:
        if was is not now:
            yield JudgementChange("coalition", ("coalition",), was and was.option, now and now.option)
        return
    for path, before, after in _coalition_terms(was, now):
        if before != after:
            yield JudgementChange("coalition", ("coalition", *path), before, after)


def _coalition_terms(was: Coalition, now: Coalition) -> Iterator[tuple[ChangePath, Any, Any]]:
    yield ("option",), was.option, now.option
    yield ("assumed_share",), was.assumed_share, now.assumed_share
    for key in {**was.per_share, **now.per_share}:
        yield ("per_share", key), was.per_share.get(key), now.per_share.get(key)
    for key in {**was.also, **now.also}:
        yield ("also", key), was.also.get(key), now.also.get(key)


def _compare_rules(old: Version, new: Version) -> Iterator[JudgementChange]:
    """Yield changes of the margin that is too close to call, and of the rule that then decides."""
    was, now = old.scenario, new.scenario
    if was.too_close != now.too_close:
        yield JudgementChange("rule", ("rules", "too_close"), was.too_close, now.too_close)
    if was.weight_spread != now.weight_spread:
        yield JudgementChange("rule", ("rules", "weight_spread"), was.weight_spread, now.weight_spread)
    if was.score_dependence != now.score_dependence:
        yield JudgementChange("rule", ("rules", "dependence"), was.score_dependence, now.score_dependence)
    if was.tie_break != now.tie_break:
        yield JudgementChange("rule", ("rules", "tie_break"), was.tie_break, now.tie_break)


def _compare_adjustments(old: Version, new: Version) -> Iterator[JudgementChange]:
    """Yield changes of a profile's adjustments, summed over entries on the same scores."""
    if old.viewpoint != new.viewpoint:
        return
    was, now = _sum_adjustments(old), _sum_adjustments(new)
    for path in {**was, **now}:
        if was.get(path) != now.get(path):
            yield JudgementChange("adjustment", path, was.get(path), now.get(path))


def _sum_adjustments(side: Version) -> Mapping[ChangePath, float]:
    sums: dict[ChangePath, float] = {}
    for adjustment in side.adjustments:
        sums[adjustment_path(adjustment)] = sums.get(adjustment_path(adjustment), 0.0) + adjustment.add
    return sums


def adjustment_path(add: Add) -> ChangePath:
    """Return the path of an adjustment: the option, the criterion and the future of the scores it moves."""
    return ("adjustments", add.option or _ANY, add.criterion, add.future or _ANY)


_COMPARISONS: tuple[Callable[[Version, Version], Iterator[JudgementChange]], ...] = (
    _compare_viewpoints,
    changes.compare_options,
    changes.compare_criteria,
    _compare_weights,
    changes.compare_futures,
    _compare_chances,
    _compare_scores,
    _compare_coalitions,
    _compare_rules,
    _compare_adjustments,
)


def compare_versions(old: Version, new: Version) -> tuple[JudgementChange, ...]:
    """Return every judgement used by an assessment that differs; the order of keys does not count."""
    return tuple(change for compare in _COMPARISONS for change in compare(old, new))


# Keys whose value is prose, a citation, or how sure the analyst is.
_TEXT_KEYS = frozenset(
    {
        *("title", "why", "from", "confidence", "notes", "sources"),
        *("question", "stakes", "dissent", "backers", "definition", "mechanism", "bet", "tell", "does"),
        *("does_not", "precedent", "asks", "worst", "best", "says", "event", "mechanisms", "limits"),
        *("productive_deal", "description", "like", "short", "decided_by", "handling", "deal"),
    }
)
# The paths that are compared as judgements; `*` stands for any id.
_COMPARED: tuple[tuple[str, ...], ...] = (
    ("dilemma",),
    ("file",),
    ("variant_of",),  # told in a note of its own
    ("as",),
    ("weights",),
    ("options", "*"),
    ("criteria", "*"),
    ("criteria", "*", "pole"),
    ("criteria", "*", "scale"),
    ("criteria", "*", "value"),
    ("criteria", "*", "floor"),
    ("criteria", "*", "screen"),
    ("futures", "*"),
    ("futures", "*", "chance"),
    ("futures", "*", "chance", "range"),
    ("futures", "*", "probability"),
    ("futures", "*", "probability", "range"),
    ("scores", "*"),
    ("scores", "*", "*"),
    ("coalition",),
    ("coalition", "option"),
    ("coalition", "assumed_share"),
    ("coalition", "per_share", "*"),
    ("coalition", "also", "*"),
    ("rules", "too_close"),
    ("rules", "tie_break"),
    ("rules", "weight_spread"),
    ("rules", "dependence"),
)


def compare_remainder(
    old: Version, new: Version
) -> tuple[tuple[JudgementChange, ...], tuple[TextChange, ...]]:
    """Return what differs besides the judgements compared: values not used here, and texts by key."""
    others, texts = [], []
    for path, was, now in _find_differences(old, new):
        if path[-1] in _TEXT_KEYS or path[0] in _TEXT_KEYS:
            texts.append(TextChange(path, path[-1] if path[-1] in _TEXT_KEYS else path[0]))
        elif not isinstance(was, Judgement) and not isinstance(now, Judgement):
            others.append(JudgementChange("other", path, _value_data(was), _value_data(now)))
    return tuple(others), tuple(texts)


def _value_data(value: Any) -> Any:
    """Return a value of a file as JSON holds it; for a part that only one side has, that it is there."""
    return "there" if isinstance(value, BaseModel) else json_value(value)


def _find_differences(old: Version, new: Version) -> Iterator[tuple[ChangePath, Any, Any]]:
    """Yield every value that differs and is not compared as a judgement, with its path."""
    was, now = old.scenario.file, new.scenario.file
    for path, before, after in _compare_values(was, now, ()):
        if path[0] != "criteria" and not _is_compared(path):
            yield _path_in_file(path), before, after
    for path, before, after in _compare_values(_all_criteria(was), _all_criteria(now), ("criteria",)):
        if path[2:3] != ("criteria",) and not _is_compared(path):
            yield path, before, after
    if (old.viewpoint or new.viewpoint) and was.weights != now.weights:
        yield ("weights",), _stated_weights(was.weights), _stated_weights(now.weights)


def _path_in_file(path: ChangePath) -> ChangePath:
    """Return a path without the steps that a row of scores has in the model but in no file."""
    return path if path[0] != "scores" else tuple(step for step in path if step not in ("futures", "every"))


def _all_criteria(file: ScenarioFile) -> dict[str, Any]:
    """Return every criterion by its id, at any depth of the tree."""
    return {key: criterion for _, key, criterion in walk_criteria(file.criteria)}


def _compare_values(was: Any, now: Any, path: ChangePath) -> Iterator[tuple[ChangePath, Any, Any]]:
    """Yield the path and both values of every difference, down to the single values."""
    if was == now:
        return
    if isinstance(was, BaseModel) and type(was) is type(now):
        for name, field in type(was).model_fields.items():
            yield from _compare_values(getattr(was, name), getattr(now, name), (*path, field.alias or name))
    elif isinstance(was, dict) and isinstance(now, dict):
        for key in {**was, **now}:
            yield from _compare_values(was.get(key), now.get(key), (*path, key))
    else:
        yield path, was, now


def _is_compared(path: ChangePath) -> bool:
    if path[0] == "scores" and path[-1] == "score":
        return True
    return any(matches_pattern(pattern, path) for pattern in _COMPARED)
