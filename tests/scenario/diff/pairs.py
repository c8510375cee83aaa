"""Pairs of versions of a scenario, of any shape: what Hypothesis draws, as files would state it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from dilemma.scenario.diff.changes import Version
from dilemma.scenario.model import Profile
from dilemma.scenario.resolve import resolve_scenario
from dilemma.scenario.schema.files import ScenarioFile
from dilemma.scenario.schema.profile_file import ProfileFile
from dilemma.scenario.validation import find_errors
from dilemma.scenario.validation.finding import Draft

OPTIONS, CRITERIA, FUTURES = "ABCD", "vwxyz", "klmn"
STANCES = dict(zip(OPTIONS, ("accommodate", "wait_out", "counter", "enmesh"), strict=True))
# Few values, so that two versions often agree on some of them.
POINTS = st.sampled_from([0, 10, 30, 60, [10, 20], [10, 20, 60]])
SCORES = st.sampled_from([0, 20, 50, 80, 100, [10, 30], [40, 50, 90]])
CHANCES = st.sampled_from([0.0, 0.2, 0.5, [0.1, 0.3], [0.3, 0.4, 0.9]])
SCALES = st.sampled_from([{}, {}, {"scale": {"worst": 0, "best": 200}}, {"scale": {"worst": 100, "best": 0}}])


def version(data: dict[str, Any], profile: dict[str, Any] | None = None) -> Version:
    """A version out of what its file states; it must be sound."""
    file = ScenarioFile.model_validate(
        {"dilemma": 1, "title": "T", "question": "Q?", "as_of": "2024-11-24", **data}
    )
    assert not list(find_errors(Draft(file, frozenset(), frozenset())))
    scenario = resolve_scenario(file, "pair", Path("pair.yaml"), {})
    if profile is None:
        return Version(scenario)
    model = ProfileFile.model_validate({"dilemma": 1, "file": "profile", "title": "P", **profile})
    return Version(scenario, Profile("p", model, Path("p.yaml"), None))  # type: ignore[arg-type]  # no places here


def ids(among: str, least: int) -> st.SearchStrategy[list[str]]:
    """Some ids in any order."""
    return st.permutations(among).flatmap(
        lambda order: st.integers(least, len(among)).map(lambda count: list(order[:count]))
    )


@st.composite
def stated(draw: st.DrawFn) -> dict[str, Any]:
    """What one file states: options, a tree of criteria with scales, futures of any form, scores, weights."""
    options, criteria, futures = draw(ids(OPTIONS, 2)), draw(ids(CRITERIA, 1)), draw(ids(FUTURES, 1))
    return {
        "options": {key: {"stance": STANCES[key]} for key in options},
        "criteria": _tree(draw, criteria),
        "weights": draw(weights(criteria)),
        "futures": draw(st.sampled_from([_chain, _free, _equal]))(draw, futures),
        "scores": {option: {leaf: _row(draw, futures) for leaf in criteria} for option in options},
        "rules": {"too_close": draw(st.sampled_from([0, 2]))},
        "coalition": {
            "option": draw(st.sampled_from(options)),
            "assumed_share": draw(st.sampled_from([0.2, 0.5])),
            "per_share": {leaf: draw(st.sampled_from([-5, 20])) for leaf in criteria if draw(st.booleans())},
            "also": {option: draw(st.sampled_from([0.2, 0.5])) for option in options if draw(st.booleans())},
        },
    }


def _tree(draw: st.DrawFn, criteria: list[str]) -> dict[str, Any]:
    """Criteria, some of them perhaps in a group."""
    leaves = {key: {"pole": draw(st.sampled_from(["order", "own"])), **draw(SCALES)} for key in criteria}
    cut = draw(st.integers(0, len(criteria) - 1))
    inside = {key: leaves[key] for key in criteria[:cut]}
    group = {"group": {"criteria": inside}} if inside else {}
    return {**group, **{key: leaves[key] for key in criteria[cut:]}}


@st.composite
def weights(draw: st.DrawFn, criteria: list[str]) -> Any:
    """No weights, points, or a ranking with a tie."""
    form = draw(st.sampled_from(["none", "points", "points", "ranking"]))
    if form == "none":
        return None
    if form == "points":
        return {key: draw(POINTS) for key in criteria[:-1]} | {criteria[-1]: draw(st.sampled_from([10, 30]))}
    order = draw(st.permutations(criteria))
    return [list(order[:2]), *order[2:]] if len(order) > 1 and draw(st.booleans()) else list(order)


def _chain(draw: st.DrawFn, futures: list[str]) -> dict[str, Any]:
    return {key: {"chance": draw(CHANCES)} for key in futures[:-1]} | {futures[-1]: {}}


def _free(draw: st.DrawFn, futures: list[str]) -> dict[str, Any]:
    parts = [draw(st.sampled_from([1, 2, 5])) for _ in futures]
    return {key: {"probability": part / sum(parts)} for key, part in zip(futures, parts, strict=True)}


def _equal(draw: st.DrawFn, futures: list[str]) -> dict[str, Any]:
    return {key: {} for key in futures}


def _row(draw: st.DrawFn, futures: list[str]) -> Any:
    if draw(st.booleans()):
        return draw(SCORES)
    return {key: draw(SCORES) for key in futures}


@st.composite
def versions(draw: st.DrawFn) -> tuple[Version, Version]:
    """Two versions of any shape, seen by nobody or by one profile whose weights and readings fit each."""
    old, new = draw(stated()), draw(stated())
    if draw(st.booleans()):
        return version(old), version(new)
    return version(old, draw(profile(old))), version(new, draw(profile(new)))


@st.composite
def profile(draw: st.DrawFn, data: dict[str, Any]) -> dict[str, Any]:
    """Weights and readings that fit a file."""
    criteria = list(leaves(data))
    given = draw(weights(criteria))
    reading = {
        "scenarios": ["pair"],
        "criterion": draw(st.sampled_from(criteria)),
        "option": draw(st.sampled_from(list(data["options"]))),
        "add": draw(st.sampled_from([-8, 8])),
    }
    return {"weights": {"pair": given or dict.fromkeys(criteria, 1)}, "adjustments": [reading]}


def leaves(data: dict[str, Any]) -> dict[str, Any]:
    """The criteria of a file that are scored."""
    group = data["criteria"].get("group", {}).get("criteria", {})
    return {**group, **{key: each for key, each in data["criteria"].items() if key != "group"}}
