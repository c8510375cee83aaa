"""Everything else that differs: values an assessment does not use, and texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from dilemma.scenario.difference.change import JudgementChange, TextChange, json_value
from dilemma.scenario.difference.judgements import _stated_weights
from dilemma.scenario.files.judgement import Judgement
from dilemma.scenario.naming import matches_pattern
from dilemma.scenario.tree import walk_criteria

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.scenario.difference.change import ChangePath
    from dilemma.scenario.difference.version import Version
    from dilemma.scenario.files.scenario_file import ScenarioFile

# Keys whose value is prose, a citation, or how sure the analyst is.
_TEXT_KEYS = frozenset(
    {
        *("title", "why", "from", "confidence", "notes", "sources"),
        *("question", "stakes", "dissent", "backers", "definition", "mechanism", "bet", "tell", "does"),
        *("does_not", "precedent", "asks", "worst", "best", "says", "event", "mechanisms", "limits"),
        *("productive_deal", "description", "like"),
    }
)
# The paths that are compared as judgements; `*` stands for any id.
_COMPARED: tuple[tuple[str, ...], ...] = (
    ("dilemma",),
    ("file",),
    ("as",),
    ("weights",),
    ("options", "*"),
    ("criteria", "*"),
    ("criteria", "*", "pole"),
    ("criteria", "*", "scale"),
    ("criteria", "*", "value"),
    ("criteria", "*", "floor"),
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
    ("rules", "too_close"),
    ("rules", "tie_break"),
)


def compare_remainder(
    old: Version, new: Version
) -> tuple[tuple[JudgementChange, ...], tuple[TextChange, ...]]:
    """Return what differs besides the judgements compared: values not used here, and texts by key."""
    others, texts = [], []
    for path, was, now in _find_differences(old, new):
        if path[-1] in _TEXT_KEYS:
            texts.append(TextChange(path, path[-1]))
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
