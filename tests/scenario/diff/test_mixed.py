"""Judgements of one version put into another: nothing, all of them, and single ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from tests.scenario.diff.pairs import version, versions

from dilemma.analysis.core.decision import Decision, decide
from dilemma.scenario.diff.changes import CannotStand
from dilemma.scenario.diff.compare import compare_versions
from dilemma.scenario.diff.mixed import mix_versions
from dilemma.scenario.edits.apply import Edits, apply_edits

if TYPE_CHECKING:
    from dilemma.scenario.diff.changes import Version

FLAT: dict[str, Any] = {
    "options": {"A": {"stance": "counter"}, "B": {"stance": "enmesh"}},
    "criteria": {"x": {}, "y": {}},
    "weights": {"x": 1, "y": 0},
    "scores": {"A": {"x": 40, "y": 60}, "B": {"x": 50, "y": 30}},
}


def decided(side: Version) -> Decision:
    """A version as it is seen, decided."""
    return decide(apply_edits(side.scenario, Edits(profile=side.profile)))


def by_name(at: Decision) -> dict[str, float]:
    """Values by option, in no order."""
    return dict(zip(at.options, at.value.tolist(), strict=True))


def in_one_order(old: Version, new: Version) -> bool:
    """Whether what both have stands in the same order in both."""
    shapes = [(list(side.scenario.options), list(side.criteria), list(side.futures)) for side in (old, new)]
    return all(
        [key for key in was if key in now] == [key for key in now if key in was]
        for was, now in zip(*shapes, strict=True)
    )


@given(versions())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_all_changes_lead_from_the_old_version_to_the_new(pair: tuple[Version, Version]) -> None:
    """The old version with every change is the new one, to the last bit where no key has moved; and back."""
    for old, new in (pair, pair[::-1]):
        paths = [change.path for change in compare_versions(old, new)]
        wanted, got = by_name(decided(new)), by_name(decided(mix_versions(old, new, paths)))
        if in_one_order(old, new):
            assert got == wanted
        else:
            assert got == pytest.approx(wanted, abs=1e-9)


@given(versions())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_change_leaves_the_version_as_it_is(pair: tuple[Version, Version]) -> None:
    """Nothing taken from another version changes nothing, to the last bit."""
    old, new = pair
    assert np.array_equal(decided(mix_versions(old, new, ())).value, decided(old).value)


def test_a_new_option_comes_with_its_scores() -> None:
    """Alone, an added option stands among the old ones with what the new file says of it."""
    more = {**FLAT["scores"], "C": {"x": 90, "y": 10}}
    new = version({**FLAT, "options": {**FLAT["options"], "C": {"stance": "wait_out"}}, "scores": more})
    assert by_name(decided(mix_versions(version(FLAT), new, [("options", "C")]))) == {
        "A": 40,
        "B": 50,
        "C": 90,
    }


def test_an_option_that_goes_takes_its_coalition_along() -> None:
    """A coalition moves nothing once its option is not there."""
    coalition = {"option": "C", "assumed_share": 0.5, "per_share": {"x": 10}}
    three = {
        **FLAT,
        "options": {**FLAT["options"], "C": {"stance": "wait_out"}},
        "scores": {**FLAT["scores"], "C": {"x": 90, "y": 10}},
        "coalition": coalition,
    }
    old, new = version(three), version({**FLAT, "coalition": {**coalition, "option": "A"}})
    left = mix_versions(old, new, [("options", "C")])
    assert left.scenario.file.coalition
    assert left.scenario.file.coalition.per_share == {}
    assert by_name(decide_at(left, 1.0)) == {"A": 40, "B": 50}


def decide_at(side: Version, share: float) -> Decision:
    """A version decided at a share."""
    return decide(apply_edits(side.scenario, Edits(share=share)))


def test_a_criterion_that_goes_leaves_its_weight_to_the_others() -> None:
    """The others keep their proportion."""
    three = {
        **FLAT,
        "criteria": {"x": {}, "y": {}, "z": {}},
        "weights": {"x": 1, "y": 1, "z": 2},
        "scores": {"A": {"x": 40, "y": 60, "z": 0}, "B": {"x": 50, "y": 30, "z": 0}},
    }
    new = version({**FLAT, "weights": {"x": 1, "y": 1}})
    assert by_name(decided(mix_versions(version(three), new, [("criteria", "z")]))) == {"A": 50, "B": 40}


def test_weights_that_come_to_nothing_cannot_stand() -> None:
    """The only criterion that weighs anything cannot lose its weight alone."""
    new = version({**FLAT, "weights": {"x": 0, "y": 1}})
    with pytest.raises(CannotStand):
        mix_versions(version(FLAT), new, [("weights", "x")])
    assert by_name(decided(mix_versions(version(FLAT), new, [("weights", "y")]))) == {"A": 50, "B": 40}
