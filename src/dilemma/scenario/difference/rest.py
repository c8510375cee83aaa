"""What else differs: judgements an assessment does not use, and texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from dilemma.scenario.difference.change import Change, Reworded, plain
from dilemma.scenario.difference.judgements import spelled
from dilemma.scenario.files.judgement import Judgement
from dilemma.scenario.naming import fits
from dilemma.scenario.tree import paths

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.scenario.difference.change import Path
    from dilemma.scenario.difference.version import Version
    from dilemma.scenario.files.scenario_file import ScenarioFile

# Keys whose value is prose, a citation, or how sure the analyst is.
TEXTS = frozenset(
    {
        *("title", "why", "from", "confidence", "notes", "sources"),
        *("question", "stakes", "dissent", "backers", "definition", "mechanism", "bet", "tell", "does"),
        *("does_not", "precedent", "asks", "worst", "best", "says", "event", "mechanisms", "limits"),
        *("productive_deal", "description", "like"),
    }
)
# What is compared as judgements, by where it stands; `*` stands for any id.
JUDGED: tuple[tuple[str, ...], ...] = (
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


def rest(old: Version, new: Version) -> tuple[tuple[Change, ...], tuple[Reworded, ...]]:
    """What differs besides the judgements compared: those that are not used here, and texts by their key."""
    others, texts = [], []
    for path, was, now in _differences(old, new):
        if path[-1] in TEXTS:
            texts.append(Reworded(path, path[-1]))
        elif not isinstance(was, Judgement) and not isinstance(now, Judgement):
            others.append(Change("other", path, _told(was), _told(now)))
    return tuple(others), tuple(texts)


def _told(value: Any) -> Any:
    """A value of a file; of a part that stands on one side only, that it is there."""
    return "there" if isinstance(value, BaseModel) else plain(value)


def _differences(old: Version, new: Version) -> Iterator[tuple[Path, Any, Any]]:
    """Every value that differs and is not compared as a judgement, with its path."""
    was, now = old.scenario.file, new.scenario.file
    for path, before, after in _walk(was, now, ()):
        if path[0] != "criteria" and not _judged(path):
            yield _as_written(path), before, after
    for path, before, after in _walk(_criteria(was), _criteria(now), ("criteria",)):
        if path[2:3] != ("criteria",) and not _judged(path):
            yield path, before, after
    if (old.eyes or new.eyes) and was.weights != now.weights:
        yield ("weights",), spelled(was.weights), spelled(now.weights)


def _as_written(path: Path) -> Path:
    """A path without the steps of a row of scores that no file has."""
    return path if path[0] != "scores" else tuple(step for step in path if step not in ("futures", "every"))


def _criteria(file: ScenarioFile) -> dict[str, Any]:
    """Every criterion by its id, wherever it stands in the tree."""
    return {key: criterion for _, key, criterion in paths(file.criteria)}


def _walk(was: Any, now: Any, path: Path) -> Iterator[tuple[Path, Any, Any]]:
    if was == now:
        return
    if isinstance(was, BaseModel) and type(was) is type(now):
        for name, field in type(was).model_fields.items():
            yield from _walk(getattr(was, name), getattr(now, name), (*path, field.alias or name))
    elif isinstance(was, dict) and isinstance(now, dict):
        for key in {**was, **now}:
            yield from _walk(was.get(key), now.get(key), (*path, key))
    else:
        yield path, was, now


def _judged(path: Path) -> bool:
    if path[0] == "scores" and path[-1] == "score":
        return True
    return any(fits(pattern, path) for pattern in JUDGED)
