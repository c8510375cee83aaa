"""Every change of every pair of versions can be made, alone or with those it cannot do without."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from tests.scenario.diff.pairs import version, versions

from dilemma.scenario.diff.compare import compare_versions
from dilemma.scenario.diff.mixed import bundles, mix_versions

if TYPE_CHECKING:
    from dilemma.scenario.diff.changes import Version

OPTIONS = {"A": {"stance": "counter"}, "B": {"stance": "enmesh"}}
THIRD = {**OPTIONS, "C": {"stance": "wait_out"}}


def file(options: dict[str, Any], criteria: dict[str, Any], **rest: Any) -> dict[str, Any]:
    """A file with 50 for every score."""
    scores = {option: dict.fromkeys(criteria, 50) for option in options}
    return {"options": options, "criteria": criteria, "scores": scores, **rest}


def steps(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str | None, set[str]]]:
    """The reason and the dotted paths of each step between two files."""
    first, second = version(old), version(new)
    found = bundles(first, second, compare_versions(first, second))
    return [(step.reason, {".".join(path) for path in step.paths}) for step in found]


@given(versions())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_pair_gets_an_answer(pair: tuple[Version, Version]) -> None:
    """Whatever two versions are, each step can be made alone and left out alone, and no change is lost."""
    old, new = pair
    found = compare_versions(old, new)
    made = bundles(old, new, found)
    every = {change.path for change in found}
    assert sorted(chain.from_iterable(step.paths for step in made)) == sorted(every)
    for step in made:
        mix_versions(old, new, step.paths)
        mix_versions(new, old, step.paths)
        assert (step.reason is None) == (len(step.changes) == 1)


def test_additions_stand_alone() -> None:
    """A new option and a new criterion are two steps: each has all its scores in one of the files."""
    found = steps(file(OPTIONS, {"x": {}}), file(THIRD, {"x": {}, "y": {}}))
    assert found == [(None, {"options.C"}), (None, {"criteria.y"})]


def test_a_new_option_and_a_criterion_that_went_come_together() -> None:
    """Nobody scored the new option on the old criterion, so neither change can be made by itself."""
    found = steps(file(OPTIONS, {"x": {}, "y": {}}), file(THIRD, {"x": {}}))
    assert found == [("structure", {"options.C", "criteria.y"})]


def test_options_exchanged_altogether_come_together() -> None:
    """With one option less, two are not left to choose from."""
    others = {"C": {"stance": "counter"}, "D": {"stance": "enmesh"}}
    found = steps(file(OPTIONS, {"x": {}}), file(others, {"x": {}}))
    assert found == [("structure", {"options.A", "options.B", "options.C", "options.D"})]


def test_a_scale_comes_with_its_scores() -> None:
    """A score in euros means nothing on a scale of points; other criteria stand by themselves."""
    old = file(OPTIONS, {"x": {}, "y": {}})
    new = file(OPTIONS, {"x": {"scale": {"worst": 900, "best": 100}}, "y": {}})
    new["scores"] = {"A": {"x": 300, "y": 50}, "B": {"x": 500, "y": 40}}
    assert steps(old, new) == [
        ("scale", {"criteria.x.scale", "scores.A.x", "scores.B.x"}),
        (None, {"scores.B.y"}),
    ]


def test_a_bent_value_function_stands_alone() -> None:
    """Between the same ends, levels keep their meaning."""
    old = file(OPTIONS, {"x": {}})
    new = file(OPTIONS, {"x": {"value": [[0, 0], [50, 80], [100, 100]]}})
    new["scores"] = {"A": {"x": 40}, "B": {"x": 50}}
    assert steps(old, new) == [(None, {"criteria.x.scale"}), (None, {"scores.A.x"})]


def test_futures_that_change_come_with_their_chances() -> None:
    """A chance is of what the earlier futures leave, so it means something else among others."""
    old = file(OPTIONS, {"x": {}}, futures={"k": {"chance": 0.2}, "l": {"chance": 0.5}, "m": {}})
    new = file(OPTIONS, {"x": {}}, futures={"k": {"chance": 0.3}, "m": {}})
    assert steps(old, new) == [("futures", {"futures.l", "futures.k.chance"})]


def test_probabilities_come_together() -> None:
    """They sum to one, so one cannot change by itself."""
    old = file(OPTIONS, {"x": {}}, futures={"k": {"probability": 0.2}, "l": {"probability": 0.8}})
    new = file(OPTIONS, {"x": {}}, futures={"k": {"probability": 0.4}, "l": {"probability": 0.6}})
    assert steps(old, new) == [("probabilities", {"futures.k.probability", "futures.l.probability"})]


def test_weights_that_change_places_come_together() -> None:
    """Without either of them nothing would weigh anything on the way there or back."""
    old = file(OPTIONS, {"x": {}, "y": {}}, weights={"x": 1, "y": 0})
    new = file(OPTIONS, {"x": {}, "y": {}}, weights={"x": 0, "y": 1})
    assert steps(old, new) == [("weights", {"weights.x", "weights.y"})]


def test_another_ranking_comes_with_its_criteria() -> None:
    """A criterion that joins a ranking that changes has no place in the old one."""
    old = file(OPTIONS, {"x": {}, "y": {}}, weights=["x", "y"])
    new = file(OPTIONS, {"x": {}, "y": {}, "z": {}}, weights=["y", "z", "x"])
    assert steps(old, new) == [("structure", {"criteria.z", "weights"})]
